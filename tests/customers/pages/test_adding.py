from kesher.core import phones
from kesher.core.owning import acting_for
from tests import browsing, make

HTMX = {"HX-Request": "true"}
ADD = "/b/ours/customers/add/"


def test_somebody_is_added_with_everything_at_once(desk, world):
    with acting_for(world.ours):
        tag, stage, source = (
            world.ours.tags.create(name="VIP"),
            world.ours.stages.last(),
            world.ours.sources.first(),
        )

    answer = desk.post(
        ADD,
        {"role": "customer", "first_name": "Dana", "last_name": "Levi", "phone": "054-7654321", "email": "D@X.com",
         "stage": stage.pk, "source": source.pk, "account_manager": world.staff.pk, "tags": [tag.pk]},
        headers=HTMX,
    )  # fmt: skip

    with acting_for(world.ours):
        dana = world.ours.customers.get(first_name="Dana")
        assert (dana.role, dana.phone, dana.email, dana.stage, dana.source) == (
            "customer", "+972547654321", "d@x.com", stage, source
        )  # fmt: skip
        assert list(dana.tags.all()) == [tag]
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/b/ours/customers/{dana.pk}/")


def test_without_a_name_the_form_comes_back(desk, world):
    answer = desk.post(ADD, {"role": "lead", "phone": "054-7654321"}, headers=HTMX)

    assert answer.status_code == 422
    assert "054-7654321" in answer.content.decode()


def test_lists_of_another_business_are_no_choice(desk, world):
    with acting_for(world.theirs):
        tag, stage = world.theirs.tags.create(name="VIP"), world.theirs.stages.first()

    for foreign in ({"tags": [tag.pk]}, {"stage": stage.pk}):
        assert desk.post(ADD, {"role": "lead", "first_name": "Dana", **foreign}).status_code == 422


def test_who_is_here_already_is_named_while_typing(desk, world):
    shown = desk.get(
        "/b/ours/customers/add/similar/?first_name=Noa&last_name=" + world.customer.last_name, headers=HTMX
    )

    assert f"/b/ours/customers/{world.customer.pk}/" in shown.content.decode()


def test_an_odd_number_is_a_hint_and_is_kept_by_who_says_so(desk, world):
    odd = desk.get("/b/ours/customers/add/similar/?phone=0991234567", headers=HTMX).content.decode()
    right = desk.get("/b/ours/customers/add/similar/?phone=054-7654321", headers=HTMX).content.decode()

    assert "notice" in odd
    assert "notice" not in right
    typed = {"role": "lead", "first_name": "Dana", "phone": "0991234567"}
    asked, kept = (desk.post(ADD, typed | more, headers=HTMX) for more in ({}, {"keep_phone": "0991234567"}))
    assert (asked.status_code, kept.status_code) == (422, 204)
    assert 'name="keep_phone" value="0991234567"' in asked.content.decode()


def test_an_odd_number_that_was_there_before_is_no_hint(desk, world):
    odd = make.customer(world.ours, first_name="Odd", phone="0991234567")

    def hint(phone):
        url = f"/b/ours/customers/{odd.pk}/similar/"
        return "notice" in desk.post(url, {"phone": phone}, headers=HTMX).content.decode()

    assert (hint(phones.shown(odd.phone)), hint("0991234568")) == (False, True)


def test_the_first_stage_stands_there_and_is_not_given_to_a_customer(desk, world):
    form = browsing.sent(desk.get("/b/ours/customers/add/").content.decode())
    for name, role in (("Lena", "lead"), ("Carla", "customer")):
        desk.post("/b/ours/customers/add/", form | {"first_name": name, "role": role})

    with acting_for(world.ours):
        given = [world.ours.customers.get(first_name=name).stage for name in ("Lena", "Carla")]
        assert given == [world.ours.stages.first(), None]
