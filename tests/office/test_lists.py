import pytest
from django.db import DataError, IntegrityError
from django.http import Http404

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.office import lists
from tests import make

S = "/b/ours/settings/lists"


def rows(world, name="tags"):
    with acting_for(world.ours):
        return list(getattr(world.ours, name).all())


def htmx(client, path, **values):
    return client.post(path, values, headers={"HX-Request": "true"})


def test_every_list_has_its_page(desk):
    assert {desk.get(f"{S}/{one.key}/").status_code for one in lists.LISTS} == {200}
    assert desk.get(f"{S}/").headers["Location"] == f"{S}/stages/"


def test_an_unknown_list_is_not_found(desk):
    assert desk.get(f"{S}/nothing/").status_code == 404
    with pytest.raises(Http404):
        lists.found("nothing")


def test_a_list_is_shown_to_those_with_its_right(world):
    clerk = make.staff(world.ours, permissions=[Permission.CUSTOMER_VIEW])

    with acting_for(world.ours):
        assert lists.shown_to(clerk) == []
        assert lists.shown_to(world.staff) == list(lists.LISTS)


def test_what_a_row_says_stands_apart_and_number_0_is_not_to_be_retired(desk, world):
    page = desk.get(f"{S}/statuses/").content.decode()
    closed = next(row for row in rows(world, "statuses") if row.number == 0)
    other = next(row for row in rows(world, "statuses") if row.number == 1)

    assert f"{S}/statuses/{closed.pk}/retire/" not in page
    assert f"{S}/statuses/{other.pk}/retire/" in page
    treatment = desk.get(f"{S}/treatment-types/").content.decode()
    assert treatment.count(' · <span class="text-secondary">') == len(rows(world, "treatment_types"))


def test_a_row_is_added_and_the_list_told(desk, world):
    answer = htmx(desk, f"{S}/tags/add/", name="VIP", colour="purple")

    assert (answer.status_code, "list-changed" in answer.headers["HX-Trigger"]) == (204, True)
    assert [(row.name, row.colour) for row in rows(world)] == [("VIP", "purple")]


def test_a_plain_page_goes_back_to_the_list(desk):
    answer = desk.post(f"{S}/tags/add/", {"name": "VIP", "colour": "purple"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{S}/tags/")


def test_a_refused_row_shows_the_form_again(desk, world):
    htmx(desk, f"{S}/tags/add/", name="VIP", colour="purple")
    answer = htmx(desk, f"{S}/tags/add/", name="VIP", colour="purple")

    assert (answer.status_code, len(rows(world))) == (422, 1)
    assert "sheet" in answer.content.decode()


def test_choices_are_written_one_in_each_line(desk, world):
    htmx(desk, f"{S}/fields/add/", name="Size", kind="choice", choices="S\r\n M \r\n\r\nS", is_required="on")

    (field,) = rows(world, "custom_fields")
    assert (field.choices, field.is_required, field.is_in_list) == (["S", "M"], True, False)
    page = desk.get(f"{S}/fields/{field.pk}/").content.decode()
    assert "S\nM</textarea>" in page
    htmx(desk, f"{S}/fields/{field.pk}/", name="Size", kind="choice", choices="L")
    assert rows(world, "custom_fields")[0].choices == ["L"]


def test_a_change_that_is_refused_shows_why(desk, world):
    stage = rows(world, "stages")[0]

    assert htmx(desk, f"{S}/stages/{stage.pk}/", name="", group="lost", colour="grey").status_code == 422


def test_a_row_is_retired_restored_and_deleted(desk, world):
    htmx(desk, f"{S}/tags/add/", name="VIP", colour="purple")
    (tag,) = rows(world)

    assert "restore" in htmx(desk, f"{S}/tags/{tag.pk}/retire/").headers["HX-Trigger"]
    assert rows(world)[0].retired_at
    htmx(desk, f"{S}/tags/{tag.pk}/restore/")
    assert rows(world)[0].retired_at is None
    htmx(desk, f"{S}/tags/{tag.pk}/remove/")
    assert rows(world) == []


def test_a_row_in_use_says_why_it_stays(desk, world):
    htmx(desk, f"{S}/tags/add/", name="VIP", colour="purple")
    (tag,) = rows(world)
    with acting_for(world.ours):
        world.ours.customer_tags.create(customer=world.customer, tag=tag)

    answer = htmx(desk, f"{S}/tags/{tag.pk}/remove/")

    assert (answer.status_code, rows(world)) == (204, [tag])


def test_rows_are_ordered_by_buttons_that_work_plainly_too(desk, world):
    first, second, *_rest = rows(world, "sources")

    assert desk.post(f"{S}/sources/{first.pk}/move/", {"to": "down"}).status_code == 303
    assert rows(world, "sources")[:2] == [second, first]
    assert htmx(desk, f"{S}/sources/{first.pk}/move/", to="up").status_code == 204
    assert rows(world, "sources")[:2] == [first, second]


def test_who_drags_says_by_how_many_places(desk, world):
    first, second, third, *_rest = rows(world, "sources")

    htmx(desk, f"{S}/sources/{first.pk}/move/", to="2")
    assert rows(world, "sources")[:3] == [second, third, first]
    htmx(desk, f"{S}/sources/{first.pk}/move/", to="-2")
    assert rows(world, "sources")[:3] == [first, second, third]
    assert htmx(desk, f"{S}/sources/{first.pk}/move/", to="1e9").status_code == 204
    assert rows(world, "sources")[:3] == [first, second, third]


@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_grow_with_the_rows(desk, world, django_assert_max_num_queries, count):
    for number in range(count):
        htmx(desk, f"{S}/tags/add/", name=f"tag{number}", colour="grey")

    with django_assert_max_num_queries(8):
        desk.get(f"{S}/tags/")


@pytest.mark.parametrize("name", ["statuses", "inquiry-types", "priorities", "treatment-types", "teams"])
@pytest.mark.parametrize("count", [1, 3])
def test_lists_that_name_rows_of_others_cost_no_more(desk, world, django_assert_max_num_queries, name, count):
    with acting_for(world.ours):
        closed, parent = world.ours.statuses.get(number=0), world.ours.inquiry_types.first()
        for number in range(count):
            make.team(world.ours, lead=world.staff)
            world.ours.treatment_types.create(name=f"t{number}", sub_type="closing", status=closed)
            world.ours.inquiry_types.create(name=f"t{number}", kind=parent.kind, parent=parent)

    with django_assert_max_num_queries(10):
        desk.get(f"{S}/{name}/")


def test_status_0_is_refused_what_would_open_it(desk, world):
    with acting_for(world.ours):
        closed = world.ours.statuses.get(number=0)

    answer = htmx(desk, f"{S}/statuses/{closed.pk}/", name="Done", number=0, category="open", colour="green")
    assert (answer.status_code, 'id="id_category_error"' in answer.content.decode()) == (422, True)
    for verb in ("retire", "remove"):
        htmx(desk, f"{S}/statuses/{closed.pk}/{verb}/")
    assert [row for row in rows(world, "statuses") if row.number == 0 and row.retired_at is None] == [closed]


def test_a_team_is_added_and_changed_with_its_staff(desk, world):
    with acting_for(world.ours):
        dana = make.staff(world.ours)

    htmx(desk, f"{S}/teams/add/", name="North", lead=dana.pk, staff=[world.staff.pk])
    (team,) = rows(world, "teams")
    page = desk.get(f"{S}/teams/{team.pk}/").content.decode()
    assert page.count("checked") == 2
    assert str(dana) in desk.get(f"{S}/teams/").content.decode()
    htmx(desk, f"{S}/teams/{team.pk}/", name="North", lead="", staff=[world.staff.pk])

    with acting_for(world.ours):
        assert [one.pk for one in team.staff.all()] == [world.staff.pk]


def test_a_type_is_offered_parents_of_its_own_kind(desk, world):
    with acting_for(world.ours):
        task = world.ours.inquiry_types.create(name="Repairs", kind="task")
        world.ours.inquiry_types.create(name="Orders", kind="message")

    shown = desk.get(f"{S}/inquiry-types/{task.pk}/").content.decode()
    anew = desk.get(f"{S}/inquiry-types/add/").content.decode()

    assert ["Orders</option>" in shown, "· Orders</option>" in anew] == [False, True]


def test_a_retired_row_of_another_list_is_offered_only_where_it_stands(desk, world):
    with acting_for(world.ours):
        parent = world.ours.inquiry_types.create(
            name="Old parent", kind="task", retired_at="2026-01-01T00:00Z"
        )
        child = world.ours.inquiry_types.create(name="Child", kind="task", parent=parent)
        other = world.ours.inquiry_types.filter(kind="task").first()

    assert "Old parent" in desk.get(f"{S}/inquiry-types/{child.pk}/").content.decode()
    assert "Old parent" not in desk.get(f"{S}/inquiry-types/{other.pk}/").content.decode()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("priorities", {"name": "P", "rank": 32_768, "colour": "red"}),
        ("priorities", {"name": "P", "rank": 1, "colour": "red", "response_minutes": 525_601}),
        ("priorities", {"name": "P", "rank": 1, "colour": "red", "resolution_minutes": 10**15}),
        ("statuses", {"name": "S", "number": 32_768, "category": "open", "colour": "red"}),
        ("meeting-types", {"name": "M", "minutes": 10_081, "colour": "red"}),
    ],
)
def test_a_number_beyond_its_limit_is_refused_in_the_form(desk, world, name, values):
    answer = htmx(desk, f"{S}/{name}/add/", **values)

    assert answer.status_code == 422
    assert [one for one in rows(world, name.replace("-", "_")) if one.name == values["name"]] == []


def test_a_number_at_its_limit_is_taken(desk, world):
    values = {
        "name": "P",
        "rank": 32_767,
        "colour": "red",
        "response_minutes": 525_600,
        "resolution_minutes": 525_600,
    }

    assert htmx(desk, f"{S}/priorities/add/", **values).status_code == 204
    assert [one.rank for one in rows(world, "priorities") if one.name == "P"] == [32_767]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("priorities", "rank", 32_768),
        ("priorities", "response_minutes", 525_601),
        ("statuses", "number", 32_768),
        ("meeting_types", "minutes", 10_081),
    ],
)
def test_no_row_holds_a_number_beyond_its_limit(world, name, field, value):
    (row, *_others) = rows(world, name)
    with acting_for(world.ours), pytest.raises((IntegrityError, DataError)):
        getattr(world.ours, name).filter(pk=row.pk).update(**{field: value})


def test_deleting_a_row_for_good_asks_for_a_word(desk, world):
    with acting_for(world.ours):
        tag = world.ours.tags.create(name="VIP")

    page = desk.get(f"{S}/tags/").content.decode()

    assert "data-word=" in page.split(f'hx-post="{S}/tags/{tag.pk}/remove/"')[1].split(">")[0]
