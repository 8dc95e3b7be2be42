"""What templates ask about the built front end, and the small marks of a person: initials and a colour."""

from zlib import crc32

from django_vite.core.asset_loader import DjangoViteAssetLoader

TONES = ("teal", "blue", "purple", "pink", "orange", "green", "yellow", "red")


def asset_url(name: str) -> str:
    """The address of a built file by the name of its source, such as `main.js`."""
    return str(DjangoViteAssetLoader.instance().generate_vite_asset_url(name))  # type: ignore[no-untyped-call]


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def tone_of(name: str) -> str:
    """A colour that stays with the name."""
    return TONES[crc32(name.encode()) % len(TONES)]


GLOBALS = {"asset_url": asset_url, "initials": initials, "tone_of": tone_of}
