from kesher.calendar import reaching
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")


def test_write_tells_what_changed_and_hides_notes_links_and_private_details(world):
    with acting_for(world.ours):
        made = make.meeting(world.ours, subject="Offer")

        told = reaching.write(made, {"subject": "Deal", "notes": "x", "place": ""}, now=NOW, is_alone=True)
        hidden = reaching.write(made, {"is_private": True}, now=NOW, is_alone=True)

    assert told == {"subject": ["Offer", "Deal"], "notes": ["…", "…"]}
    assert hidden == {"is_private": ["…", "…"]}
