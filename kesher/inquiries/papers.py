"""The papers of a service call: the work order before the visit, the work report after it.

1. The order says where, what, for whom, under which contract, and how one gets in.
2. The report adds what was done: lines with minutes or quantities, the resolution, and the customer's signature.
3. What is signed is the report's content; its hash stands with the signature, so that a later change shows on paper.
4. Above stand the business and its logo, where it has one; what is not signed yet has a box to sign in.
"""

import json
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.core import days, pdf, phones
from kesher.core.words import isolated
from kesher.inquiries.models import Inquiry, Signature, TreatmentSubType

TIMED = {TreatmentSubType.WORK, TreatmentSubType.EXTERNAL}
SIGNATURE = "signature.png"


def order(inquiry: Inquiry) -> bytes:
    """Rule 1, as PDF."""
    return printed(inquiry, content(inquiry, title=_("Work order"), lines=[]))


def report(inquiry: Inquiry) -> bytes:
    """Rule 2, as PDF; the newest signature stands below it."""
    signature = inquiry.signatures.first()
    told = content(inquiry, title=_("Work report"), lines=lines_of(inquiry))
    told |= {"resolution": inquiry.resolution, "signature": signed(inquiry, signature) if signature else None}
    return printed(inquiry, told, **({SIGNATURE: drawn(signature.image)} if signature else {}))


def printed(inquiry: Inquiry, told: dict[str, Any], **pictures: bytes) -> bytes:
    """Rule 4; a logo that cannot be read is left out."""
    logo = inquiry.business.logo
    name = f"logo{PurePath(logo.name).suffix}" if logo and logo.storage.exists(logo.name) else None
    drawings = pictures | ({name: drawn(logo)} if name else {})
    return pdf.made("inquiries/work", told | {"logo": name}, pictures=drawings)


def content(inquiry: Inquiry, *, title: str, lines: list[list[str]]) -> dict[str, Any]:
    return {
        "title": f"{title} {isolated(f'#{inquiry.number}')}",
        "business": sender(inquiry.business),
        "sender": {"name": inquiry.business.legal_name or inquiry.business.name, "lines": ways(inquiry.business)},
        "subtitles": [part for part in (inquiry.title, str(inquiry.type or "")) if part],
        "facts": [[str(term), isolated(value)] for term, value in facts(inquiry) if value],
        "labels": {
            "details": _("Details"), "lines": _("What was done"), "resolution": _("Resolution"),
            "signature": _("Signature"), "here": _("Signature of the customer"), "lines_to_fill": [_("Name and date"), _("Signature")],
        },
        "details": inquiry.details,
        "columns": [
            {"title": _("Treatment"), "wide": True},
            {"title": _("When")},
            {"title": _("Technician")},
            {"title": _("Time or quantity"), "end": True},
        ],
        "lines": lines,
        "resolution": "",
        "signature": None,
    }  # fmt: skip


def sender(business: Any) -> str:
    return " · ".join([business.legal_name or business.name, *ways(business)])


def ways(business: Any) -> list[str]:
    phone = isolated(phones.shown(business.phone)) if business.phone else ""
    return [part for part in (business.address, phone) if part]


def facts(inquiry: Inquiry) -> list[tuple[Any, str]]:
    site, equipment = inquiry.site, inquiry.equipment
    return [
        (_("Customer"), str(inquiry.customer or "")),
        (_("Contact person"), inquiry.contact_name),
        (_("Phone"), phones.shown(inquiry.phone) if inquiry.phone else ""),
        (_("Address"), inquiry.address or (site.address if site else "")),
        (_("Access"), site.access_notes if site else ""),
        (
            _("Equipment"),
            " ".join(filter(None, [equipment.name, equipment.model, equipment.serial_number]))
            if equipment
            else "",
        ),
        (_("Service contract"), str(inquiry.contract or "")),
        (_("Opened"), moment(inquiry.created_at)),
        (_("Start"), moment(inquiry.starts_at)),
        (_("End"), moment(inquiry.ends_at)),
        (_("Handled by"), ", ".join(str(one.staff) for one in inquiry.assignees.select_related("staff"))),
    ]


def lines_of(inquiry: Inquiry) -> list[list[str]]:
    rows = (
        inquiry.treatments.filter(removed_at=None)
        .select_related("type", "staff")
        .order_by("performed_at", "pk")
    )
    return [
        [
            with_discount(line.item or line.remarks[:120] or str(line.type), line.discount_percent),
            isolated(moment(line.performed_at)),
            str(line.staff or ""),
            amount(line),
        ]
        for line in rows
        if line.type.sub_type != TreatmentSubType.CLOSING
    ]


def with_discount(text: str, percent: int) -> str:
    return f"{text} ({_('%(percent)s%% off') % {'percent': percent}})" if percent else text


def amount(line: Any) -> str:
    if line.type.sub_type in TIMED and line.minutes:
        return isolated(_("%(minutes)s min") % {"minutes": line.minutes})
    return isolated(f"{line.quantity.normalize():f}")


def moment(at: Any) -> str:
    return days.shown_moment(timezone.localtime(at)) if at else ""


def fingerprint(inquiry: Inquiry) -> str:
    """Rule 3: of what the customer signs, the same in every language."""
    lines = inquiry.treatments.filter(removed_at=None).order_by("pk")
    done = lines.values_list(
        "pk", "type_id", "minutes", "item", "quantity", "price", "discount_percent", "resolution"
    )
    told = [inquiry.number, inquiry.details, inquiry.resolution, [list(line) for line in done]]
    return sha256(json.dumps(told, ensure_ascii=False, default=str).encode()).hexdigest()


def signed(inquiry: Inquiry, signature: Signature) -> dict[str, Any]:
    by = _("%(name)s, %(when)s") % {"name": signature.name, "when": moment(signature.signed_at)}
    changed = signature.text_sha256 != fingerprint(inquiry)
    return {"by": by, "file": SIGNATURE, "note": _("Changed after it was signed") if changed else ""}


def drawn(picture: Any) -> bytes:
    with picture.open("rb") as file:
        return bytes(file.read())
