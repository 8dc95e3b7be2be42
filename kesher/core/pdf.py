"""Pages for paper: a Typst template of an app, filled with data.

1. What people typed reaches the template as data alone, never as its source, so it cannot be read as Typst.
2. Direction and language follow the language of the moment; the font knows Hebrew and Latin.
3. Pictures are handed over as bytes by name; nothing is fetched from anywhere.
"""

import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import translation

PACKAGE = Path(__file__).resolve().parent.parent


def made(template: str, content: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of `template` (app/name, e.g. "reports/table"); it finds `content` by `sheet.content`."""
    import typst  # noqa: PLC0415 - slow to import, rarely used

    app, name = template.split("/")
    with TemporaryDirectory(prefix="kesher-pdf-") as folder:
        root = Path(folder)
        shutil.copy(PACKAGE / "core" / "typst" / "sheet.typ", root)
        shutil.copy(PACKAGE / app / "typst" / f"{name}.typ", root)
        for picture, drawn in (pictures or {}).items():
            (root / picture).write_bytes(drawn)
        return bytes(
            typst.compile(
                str(root / f"{name}.typ"),
                root=str(root),
                font_paths=fonts(),
                sys_inputs={"content": text_of(content)},
            )
        )


def text_of(content: Mapping[str, Any]) -> str:
    told = {"language": (translation.get_language() or "he")[:2], "rtl": translation.get_language_bidi()}
    return json.dumps({**told, **content}, ensure_ascii=False, default=str)


@lru_cache(maxsize=1)
def fonts() -> list[str]:
    import fontpkg_heebo  # noqa: PLC0415 - only needed here

    return [str(Path(str(fontpkg_heebo.__file__)).parent / "files")]
