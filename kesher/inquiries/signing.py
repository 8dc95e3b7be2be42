"""The customer signs the work report, on the technician's screen (R117 ff.).

1. A signature has the name of who signs and a drawing; both are needed.
2. The drawing is a PNG of at most 300 kB, decoded and encoded anew, never kept as it came.
3. It holds the hash of what was signed (papers.py). A phone that sends it twice (`client_key`) keeps it once.
"""

import io
import zlib
from base64 import b64decode
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import holding, papers
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind, Signature

START = "data:image/png;base64,"
LARGEST = 300_000
WIDEST = 2000
"""pixels"""


class Unreadable(ValueError):
    """What came is no drawing."""


def problems(inquiry: Inquiry, *, name: str, image: str) -> list[Problem]:
    found = []
    if inquiry.kind != InquiryKind.SERVICE_CALL:
        found.append(Problem("not-a-call", _("Only the report of a service call is signed.")))
    if not name.strip():
        found.append(Problem("signer-missing", _("Please enter who signs."), field="name"))
    try:
        encoded_anew(image)
    except Unreadable:
        found.append(Problem("signature-missing", _("Please sign in the frame."), field="image"))
    return found


@transaction.atomic
def sign(
    inquiry: Inquiry, *, name: str, image: str, by: Any, now: datetime, client_key: str = ""
) -> Signature:
    sent = inquiry.business.signatures.filter(client_key=client_key).first() if client_key else None
    if sent:
        return sent  # type: ignore[no-any-return]
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, name=name, image=image))
    signature: Signature = inquiry.business.signatures.model(
        business=inquiry.business, inquiry=inquiry, name=name.strip(), staff=by, signed_at=now, client_key=client_key,
        text_sha256=papers.fingerprint(inquiry),
    )  # fmt: skip
    signature.image.save("signature.png", ContentFile(encoded_anew(image)), save=False)
    signature.save(force_insert=True)
    record(Kind.SIGNED, inquiry, by=by, now=now, signed_by=signature.name)
    return signature


def encoded_anew(image: str) -> bytes:
    """Rule 2; raises Unreadable."""
    from PIL import Image  # noqa: PLC0415 - slow to import, rarely used

    if not image.startswith(START) or len(image) > LARGEST:
        raise Unreadable
    try:
        drawing = Image.open(io.BytesIO(b64decode(image.removeprefix(START), validate=True)), formats=["PNG"])
        if max(drawing.size) > WIDEST or not drawing.convert("RGBA").getchannel("A").getbbox():
            raise Unreadable
        out = io.BytesIO()
        drawing.convert("RGBA").save(out, "PNG")
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error, Image.DecompressionBombError) as error:
        raise Unreadable from error
    return out.getvalue()
