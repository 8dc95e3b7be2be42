from kesher.customers.import_fields import Reading
from kesher.customers.landing import Choices, land, parts
from kesher.customers.matching import Known, People


def row(*, numbers=(), tags=(), address=None, lines=(), role="", fields=None, source="", **details):
    details = {"first_name": "Noa", "last_name": "Cohen", "email": "noa@example.com", **details}
    return Reading(
        2, details=details, numbers=list(numbers), tags=list(tags), address=address or {}, lines=list(lines), role=role,
        fields=fields or {}, source_key=source,
    )  # fmt: skip


def noa(**more):
    details = {
        "first_name": "Noa",
        "last_name": "Cohen",
        "email": "noa@example.com",
        **more.pop("details", {}),
    }
    return Known(id=7, details=details, **more)


def landed(reading, person=None, **choices):
    people = People()
    if person:
        people.add(person)
    return land(reading, people, Choices(**choices))


def test_somebody_new_is_created_with_what_was_chosen_for_all():
    landing = landed(row(), role="lead", stage_id=1, source_id=2, branch_id=3, tag="2026")

    assert (landing.outcome, landing.person.role, landing.tags) == ("created", "lead", ["2026"])
    assert [landing.details[name] for name in ("stage_id", "source_id", "branch_id")] == [1, 2, 3]


def test_row_of_its_own_source_keeps_it():
    assert landed(row(source_id=9), source_id=2).details["source_id"] == 9


def test_nothing_different_nothing_done():
    assert landed(row(), noa()).outcome == "skipped"


def test_difference_updates():
    landing = landed(row(job_title="Chef"), noa(details={"job_title": "Cook"}))

    assert (landing.outcome, landing.details, landing.before) == (
        "updated",
        {"job_title": "Chef"},
        {"job_title": "Cook"},
    )


def test_empty_cell_empties_nothing():
    assert landed(row(), noa(details={"job_title": "Cook"}, address={"town": "Haifa"})).outcome == "skipped"


def test_main_phone_that_makes_way_goes_on_as_a_further_number():
    landing = landed(row(phone="+2"), noa(details={"phone": "+1"}))

    assert (landing.details, landing.numbers) == ({"phone": "+2"}, ["+1"])


def test_phone_that_is_there_already_changes_nothing():
    assert landed(row(phone="+2"), noa(details={"phone": "+1"}, numbers=["+2"])).outcome == "skipped"


def test_tags_notes_and_fields_are_added():
    landing = landed(row(tags=["VIP", "New"], lines=["Hello"], fields={5: "42"}), noa(tags={"vip"}))

    assert (landing.tags, landing.note, landing.fields) == (["New"], "Hello", {5: "42"})


def test_note_that_stands_there_is_not_added_again():
    assert landed(row(lines=["Hello"]), noa(notes={hash("Hello")})).outcome == "skipped"


def test_long_note_becomes_several_and_is_not_added_again():
    note = "x" * 10_000 + "y" * 10_000 + "z"

    assert [len(part) for part in parts(note)] == [10_000, 10_000, 1]
    assert landed(row(lines=[note]), noa(notes={hash(part) for part in parts(note)})).outcome == "skipped"


def test_fill_fills_only_what_is_missing():
    landing = landed(row(job_title="Chef", gender="f"), noa(details={"job_title": "Cook"}), known="fill")

    assert landing.details == {"gender": "f"}


def test_skip_touches_nobody_known():
    assert landed(row(job_title="Chef"), noa(), known="skip").outcome == "skipped"
    assert landed(row(), known="skip").outcome == "created"


def test_somebody_in_the_archive_is_not_used():
    landing = landed(row(), noa(is_current=False))

    assert (landing.outcome, bool(landing.reason)) == ("problem", True)


def test_somebody_of_another_branch_is_not_used():
    assert landed(row(), noa(details={"branch_id": 3}), branch_ids=frozenset({4})).outcome == "problem"


def test_mistaken_number_of_the_former_system_is_a_problem():
    person = Known(id=7, details={"first_name": "Dan", "phone": "+1"}, source_key="a17")

    assert landed(row(source="a17"), person).outcome == "problem"


def test_names_that_only_differ_in_order_stay():
    assert landed(row(first_name="Cohen", last_name="Noa"), noa()).outcome == "skipped"


def test_same_person_twice_in_a_file_is_one():
    people = People()

    outcomes = [land(row(), people, Choices()).outcome, land(row(), people, Choices()).outcome]

    assert outcomes == ["created", "skipped"]


def test_problem_row_is_told_with_its_reason():
    landing = land(Reading(3, problem="No name."), People(), Choices())

    assert (landing.outcome, landing.reasons) == ("problem", "No name.")
