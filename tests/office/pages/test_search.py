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
