from kesher.core.owning import acting_for


def test_a_new_business_finds_kinds_of_meetings_and_a_working_calendar(world):
    with acting_for(world.ours):
        assert world.ours.meeting_types.count() == 5
        assert [(row.number, row.branch_id) for row in world.ours.calendar_versions.all()] == [(1, None)]
