"""What may be uploaded, told by content, never by what the sender says.

1. Allowed: pictures (JPEG, PNG, WebP, GIF, BMP, TIFF), PDF, Word, Excel, PowerPoint, OpenDocument, and plain text
   (txt, csv, vcf, ics). Anything else is refused: programs, web pages, SVG, archives, HEIC.
2. A picture is drawn anew: what was hidden in it (place, camera, a preview, a script) is gone. It is turned upright, made
   at most 4,096 pixels long, and refused when it claims more pixels than a camera has.
3. A PDF with scripts or programs to launch, and an office document with macros, is refused; so is a PDF that packs more
   than can be looked through, a document that unpacks to too much, and one that does not say itself what it is.
4. Words under the name of another kind (a.pdf) are no such file: saved or sent badly, so whoever sends it is told.
5. The name keeps its words, loses its path, and ends as its content does.
Every refusal is a sentence for the user; nothing else is raised, whatever the bytes are.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import IO, NoReturn

import filetype
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kesher.core import packing, pdf_objects
from kesher.core.refusals import Problem, Refused
from kesher.core.words import cleaned

MOST_PIXELS = 80_000_000
LONGEST_SIDE = 4096
SMALL_SIDE = 240
LONGEST_NAME = 120
PICTURES = {
    "JPEG": ("image/jpeg", "jpg", "JPEG"), "MPO": ("image/jpeg", "jpg", "JPEG"), "PNG": ("image/png", "png", "PNG"),
    "GIF": ("image/png", "png", "PNG"), "BMP": ("image/png", "png", "PNG"), "TIFF": ("image/png", "png", "PNG"),
    "WEBP": ("image/webp", "webp", "WEBP"),
}  # fmt: skip
"""what a picture's format becomes: type, ending, format"""
READ = tuple(form for form in PICTURES if form != "MPO")
"""an MPO is a JPEG to begin with"""
TEXTS = {"txt": "text/plain", "csv": "text/csv", "vcf": "text/vcard", "ics": "text/calendar"}
OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
}
OFFICE_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1024 * 1024
OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
OLD_OFFICE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif", b"avif"}
ACCEPTED = ".jpg,.jpeg,.png,.webp,.gif,.bmp,.tif,.tiff,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.txt,.csv,.vcf,.ics"
"""for the browser's picker; what counts is the content"""


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept."""

    name: str
    content: bytes
    content_type: str


def accepted(name: str, file: IO[bytes], *, limit: int = 0) -> Accepted:
    """The file as it will be kept; raises Refused with the reason."""
    limit = limit or settings.UPLOAD_LIMIT
    content = file.read(limit + 1)
    if not content:
        refuse("file-empty", _("This file is empty."))
    if len(content) > limit:
        refuse("file-large", too_large(limit))
    kept, content_type, ending = judged(content, PurePath(name).suffix.lower().lstrip("."))
    return Accepted(named(name, ending), kept, content_type)


def judged(content: bytes, ending: str) -> tuple[bytes, str, str]:
    """The bytes to keep, their type and their ending."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIF:
        refuse(
            "file-heic",
            _(
                "Pictures in HEIC cannot be opened everywhere. Please save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)."
            ),
        )
    if content.startswith(b"%PDF-"):
        return pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return office(content)
    if content.startswith(OLE):
        return old_office(content, ending)
    guess = filetype.guess_mime(content[:8192]) or ""
    if guess.startswith("image/"):
        return picture(content)
    if guess:
        refuse_kind()
    return text(content, ending)


def picture(content: bytes) -> tuple[bytes, str, str]:
    """Drawn anew: rule 2."""
    try:
        with Image.open(BytesIO(content), formats=READ) as image:
            if image.width * image.height > MOST_PIXELS:
                refuse("picture-large", _("This picture has too many pixels."))
            content_type, ending, form = PICTURES[image.format or ""]
            return drawn(image, form, side=LONGEST_SIDE), content_type, ending
    except UnidentifiedImageError:
        refuse_kind()
    except (
        OSError,
        ValueError,
        SyntaxError,
        KeyError,
        EOFError,
        MemoryError,
        zlib.error,
        Image.DecompressionBombError,
    ):
        refuse("picture-broken", _("This picture is damaged and cannot be opened."))


def small(file: IO[bytes]) -> tuple[bytes, str]:
    """A small copy of a picture that was accepted, and its type."""
    with Image.open(file, formats=READ) as image:
        content_type, _ending, form = PICTURES[image.format or ""]
        return drawn(image, form, side=SMALL_SIDE), content_type


def drawn(image: Image.Image, form: str, *, side: int) -> bytes:
    if image.format in {"JPEG", "MPO"}:
        image.draft("RGB", (side, side))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side))
    modes = {"JPEG": {"L", "RGB"}, "WEBP": {"RGB", "RGBA"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}}[form]
    if upright.mode not in modes:
        upright = upright.convert("RGBA" if form != "JPEG" and "A" in upright.getbands() else "RGB")
    clean = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    if upright.mode == "P":
        clean.putpalette(upright.getpalette() or [])
    out = BytesIO()
    clean.save(out, form, quality=88, optimize=form == "JPEG")
    return out.getvalue()


def pdf(content: bytes) -> tuple[bytes, str, str]:
    try:
        if pdf_objects.has_scripts(content):
            sentence = _(
                "This PDF holds scripts or files inside it. Please print it to a new PDF and upload that one."
            )
            refuse("pdf-scripts", sentence)
    except pdf_objects.TooMuch:
        sentence = _(
            "This PDF holds too much to be checked. Please print it to a new PDF and upload that one."
        )
        refuse("pdf-too-much", sentence)
    return content, "application/pdf", "pdf"


def office(content: bytes) -> tuple[bytes, str, str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts, names = archive.infolist(), archive.namelist()
            is_too_much = packing.is_too_much(parts)
            kind = (
                packing.head_of(archive, "mimetype", 200).decode("ascii", "replace")
                if "mimetype" in names[:1]
                else ""
            )
            types = packing.head_of(archive, OFFICE_TYPES, _MOST_TYPES) if OFFICE_TYPES in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        refuse("file-broken", _("This file is damaged and cannot be opened."))
    if is_too_much:
        sentence = _(
            "This document unpacks to more than can be checked. Please save it as a PDF and upload that one."
        )
        refuse("file-too-much", sentence)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        refuse("file-macros", _("This document holds macros. Please save it without them."))
    found = next(
        (OFFICE[folder] for folder in OFFICE if any(name.startswith(folder) for name in names)), None
    )
    if found and OFFICE_TYPES in names:
        if found != OFFICE.get(packing.told_folder(types)):
            refuse("file-not-office", _("This file looks like an office document, but is none."))
        return content, *found
    plain = kind.removeprefix("application/vnd.oasis.opendocument.")
    if plain in OPEN_DOCUMENT:
        return content, kind, OPEN_DOCUMENT[plain]
    return refuse("file-archive", _("Archives cannot be checked. Please upload the files themselves."))


def old_office(content: bytes, ending: str) -> tuple[bytes, str, str]:
    if any(mark.encode("utf-16-le") in content for mark in ("_VBA_PROJECT", "Macros")):
        refuse("file-macros", _("This document holds macros. Please save it without them."))
    if ending not in OLD_OFFICE:
        refuse_kind()
    return content, OLD_OFFICE[ending], ending


def text(content: bytes, ending: str) -> tuple[bytes, str, str]:
    """Words in a known encoding, that a browser would not take for a page."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        words = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("windows-1255", "replace")
    strange = sum(
        (letter < " " and letter not in "\t\r\n\f") or letter == "\ufffd" for letter in words[:100_000]
    )
    if strange or words.lstrip("\ufeff \t\r\n").startswith(("<", "#!")) or content[:2] == b"MZ":
        refuse_kind()
    if ending not in TEXTS and f".{ending}" in ACCEPTED.split(","):
        sentence = _(
            "The name ends in .%(ending)s, but the file holds plain text. Please check the file, or its name."
        )
        refuse("file-misnamed", sentence % {"ending": ending})
    ending = ending if ending in TEXTS else "txt"
    return content, TEXTS[ending], ending


def named(name: str, ending: str) -> str:
    """Rule 5: the name without its path and with the ending of its content."""
    plain = cleaned(re.split(r"[/\\]", name)[-1])
    stem, _dot, last = plain.rpartition(".")
    stem = stem if stem and re.fullmatch(r"\w{1,5}", last) else plain
    same = {"jpeg": "jpg", "tif": "tiff"}.get(last.lower(), last.lower()) == ending
    whole = stem.strip(". ")[:LONGEST_NAME] or "file"
    return f"{whole}.{last if same and stem != plain else ending}"


def too_large(limit: int) -> Promise | str:
    return _("This file is larger than %(count)s MB.") % {"count": limit // (1024 * 1024) or 1}


def refuse_kind() -> NoReturn:
    refuse("file-kind", _("Files of this kind cannot be kept. Pictures, PDF, office documents and text can."))


def refuse(code: str, sentence: Promise | str) -> NoReturn:
    raise Refused([Problem(code, sentence, field="uploads")])
