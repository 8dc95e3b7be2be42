from tests import make

URL = "/b/ours/search/"


def test_results_come_as_one_types(desk, world):
    answer = desk.get(URL, {"q": "noa"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in answer
    assert str(world.customer) in answer
    assert f"/b/ours/customers/{world.customer.pk}/" in answer


def test_the_page_works_plainly_and_says_when_nothing_was_found(desk, world):
    assert "xyzxyz" in desk.get(URL, {"q": "xyzxyz"}).content.decode()
    assert desk.get(URL).status_code == 200


def test_people_of_another_business_are_never_found(desk, world):
    page = desk.get(URL, {"q": world.foreign_customer.last_name}).content.decode()

    assert str(world.foreign_customer) not in page


def test_the_rest_of_a_group_is_called_by_what_it_is(desk, world):
    world.staff.user.language = "en"
    world.staff.user.save()
    for _number in range(9):
        make.inquiry(world.ours, title="Boiler", by=world.staff)

    page = desk.get(URL, {"q": "boiler"}).content.decode()

    assert ">All inquiries that match</a>" in page
    assert "All people who match" not in page
