import pytest

from kesher.calendar import absences
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def add(world, start="2026-12-01 00:00", end="2026-12-03 00:00", **given):
    given = {"by": world.staff, "now": NOW, **given}
    return absences.add(given.pop("staff", world.staff), starts_at=at(start), ends_at=at(end), **given)


def codes(error):
    return [problem.code for problem in error.value.problems]


def test_whole_days_count_from_midnight_to_midnight(world):
    made = add(world, "2026-12-01 09:00", "2026-12-02 15:00")

    assert (made.starts_at, made.ends_at) == (at("2026-12-01 00:00"), at("2026-12-03 00:00"))
    assert str(world.ours.absences.get().staff) == str(world.staff)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2026-12-02 10:00", "2026-12-02 09:00", "ends-first"),
        ("2026-12-02 10:00", "2028-12-02 09:00", "time-odd"),
    ],
)
def test_an_absence_ends_after_it_starts_and_lasts_a_year_at_most(world, start, end, code):
    with pytest.raises(Refused) as error:
        add(world, start, end, is_all_day=False)
    assert codes(error) == [code]


def test_nobody_is_away_twice_at_the_same_time(world):
    add(world)
    with pytest.raises(Refused, match="away-already"):
        add(world, "2026-12-02 10:00", "2026-12-02 11:00", is_all_day=False)

    add(world, "2026-12-03 00:00", "2026-12-04 00:00")
    add(world, staff=make.staff(world.ours))


def test_a_change_does_not_collide_with_itself_and_is_told(world):
    made = add(world)
    absences.change(made, ends_at=at("2026-12-05 00:00"), kind="sick", by=world.staff, now=NOW)

    kept = world.ours.absences.get()
    assert (kept.ends_at, kept.kind) == (at("2026-12-05 00:00"), "sick")


def test_a_change_onto_another_is_refused(world):
    add(world)
    other = add(world, "2026-12-10 00:00", "2026-12-11 00:00")

    with pytest.raises(Refused, match="away-already"):
        absences.change(other, starts_at=at("2026-12-02 00:00"), by=world.staff, now=NOW)


def test_ones_own_takes_the_diary_and_others_the_further_right(world):
    dana = make.staff(world.ours, permissions=["diary.edit"])
    made = add(world, staff=dana, by=dana)

    with pytest.raises(Refused, match="not-yours"):
        add(world, staff=world.staff, by=dana)
    with pytest.raises(Refused, match="not-yours"):
        absences.remove(made, by=make.staff(world.ours, permissions=["diary.edit"]), now=NOW)
    assert (absences.sees_why(world.staff.pk, by=dana), absences.sees_why(dana.pk, by=dana)) == (False, True)


def test_a_removed_one_comes_back_while_nothing_overlaps(world):
    made = add(world)
    absences.remove(made, by=world.staff, now=NOW)
    other = add(world)

    with pytest.raises(Refused, match="away-already"):
        absences.restore(made, by=world.staff, now=NOW)
    absences.remove(other, by=world.staff, now=NOW)
    absences.restore(made, by=world.staff, now=NOW)
    absences.restore(made, by=world.staff, now=NOW)
    assert world.ours.absences.filter(removed_at=None).get() == made


def test_what_was_removed_is_not_changed(world):
    made = add(world)
    absences.remove(made, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="absence-removed"):
        absences.change(made, kind="sick", by=world.staff, now=NOW)


def test_who_has_left_is_not_away(world):
    dana = make.staff(world.ours)
    dana.left_at = NOW
    dana.save()

    with pytest.raises(Refused, match="staff-left"):
        add(world, staff=dana)


def test_meetings_that_fall_into_it_are_named(world):
    inside = make.meeting(world.ours, starts_at=at("2026-12-02 10:00"), staff=[world.staff])
    make.meeting(world.ours, starts_at=at("2026-12-02 10:00"))
    make.meeting(world.ours, starts_at=at("2026-12-03 00:00"), staff=[world.staff])

    found = absences.meetings_in(
        world.staff, starts_at=at("2026-12-01 00:00"), ends_at=at("2026-12-03 00:00")
    )
    assert list(found) == [inside]
