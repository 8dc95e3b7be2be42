import json
import re

from kesher.core.owning import acting_for
from tests import make

URL = "/b/ours/inquiries/bulk/"
HTMX = {"HX-Request": "true"}


def confirmed(desk, verb, given):
    """The form posted, then what the preview shows posted again."""
    preview = desk.post(f"{URL}{verb}/", given, headers=HTMX).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', preview)[1]
    return desk.post(f"{URL}{verb}/", {**given, "seen": seen}, headers=HTMX)


def test_an_undo_that_is_refused_stays(desk, world):
    inquiry = make.inquiry(world.ours, staff=[world.staff], by=world.staff)
    with acting_for(world.ours):
        odd = world.ours.statuses.create(number=77, name="Odd", category="open")
        world.ours.inquiries.filter(pk=inquiry.pk).update(status=odd)
        chosen = world.ours.statuses.get(key="in-treatment")
    given = {"selected": [inquiry.pk], "scope": "selected", "status": chosen.pk, "list": ""}
    undo_url = json.loads(confirmed(desk, "status", given)["HX-Trigger"])["toast"]["undo_url"]
    key = odd.pk
    with acting_for(world.ours):
        odd.delete()
    refused = desk.post(undo_url, headers=HTMX)
    with acting_for(world.ours):
        world.ours.statuses.create(pk=key, number=77, name="Odd", category="open")

    assert (refused.status_code, desk.post(undo_url, headers=HTMX).status_code) == (422, 204)
    with acting_for(world.ours):
        assert inquiry.fresh().status_id == key
