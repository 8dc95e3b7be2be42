from kesher.core.owning import acting_for
from tests import make

HTMX = {"HX-Request": "true"}


def test_a_statement_tells_every_grant_and_use(desk, world):
    make.lot(world.customer, quantity=90, label="Gold")
    make.lot(world.customer, quantity=4, unit="visits")

    shown = desk.get(f"/b/ours/entitlements/{world.customer.pk}/").content.decode()

    assert shown.count("statement-line") == 2
    assert "+1:30" in shown


def test_a_balance_is_adjusted_with_a_reason_once(desk, world):
    lot = make.lot(world.customer, quantity=90)
    url = f"/b/ours/entitlements/lots/{lot.pk}/adjust/"
    assert desk.get(url).status_code == 200

    assert desk.post(url, {"amount": "x", "reason": "", "key": "k"}, headers=HTMX).status_code == 422
    assert desk.post(url, {"amount": "-9", "reason": "Too much", "key": "k"}, headers=HTMX).status_code == 422
    for _press in range(2):
        assert (
            desk.post(url, {"amount": "-0:30", "reason": "Counted", "key": "k"}, headers=HTMX).status_code
            == 204
        )

    with acting_for(world.ours):
        assert lot.fresh().balance == 60
