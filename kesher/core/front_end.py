"""What templates ask about the built front end, and the small marks of a person: initials and a colour."""

from zlib import crc32

from django_vite.core.asset_loader import DjangoViteAssetLoader

from kesher.core.words import initials

TONES = ("teal", "blue", "purple", "pink", "orange", "green", "yellow", "red")


def asset_url(name: str) -> str:
    """The address of a built file by the name of its source, such as `main.js`."""
    return str(DjangoViteAssetLoader.instance().generate_vite_asset_url(name))  # type: ignore[no-untyped-call]


def tone_of(name: str) -> str:
    """A colour that stays with the name."""
    return TONES[crc32(name.encode()) % len(TONES)]


GLOBALS = {"asset_url": asset_url, "initials": initials, "tone_of": tone_of}
