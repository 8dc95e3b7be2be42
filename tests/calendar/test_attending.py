from kesher.calendar import attending
from kesher.core.owning import acting_for
from tests import make


def test_replace_leaves_lists_that_were_not_given(world):
    with acting_for(world.ours):
        meeting = make.meeting(world.ours, staff=[world.staff], customers=[world.customer])

        told = attending.replace(meeting, {"staff": [], "outside": [("a@example.com", "")]})

        assert attending.people_of(meeting) == {
            "staff": [], "customers": [world.customer], "outside": [("a@example.com", "")],
        }  # fmt: skip
        assert told == {"staff": [str(world.staff), ""], "outside": ["…", "…"]}


def test_who_takes_part_stays_after_leaving(world):
    world.staff.left_at = world.staff.business.created_at

    assert attending.problems({"staff": [world.staff]}, before=[world.staff]) == []
    assert [one.code for one in attending.problems({"staff": [world.staff]})] == ["staff-left"]
