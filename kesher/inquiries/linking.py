"""Linking inquiries that belong together.

1. Two inquiries are related to one another, or one blocks the other. Both are shown on both pages.
2. None is linked to itself, nor twice in the same way; two do not block each other.
3. Who works on inquiries links and unlinks; deleted and merged ones are not linked.
4. Both are recorded. A link that is there already is no error: nothing changed, nothing recorded.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryLink, LinkKind


def between(first: Inquiry, second: Inquiry) -> Any:
    """Links of these two, whichever way."""
    links = first.business.inquiry_links
    return links.filter(Q(first=first, second=second) | Q(first=second, second=first))


def problems(first: Inquiry, second: Inquiry, *, kind: str, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if first.pk == second.pk:
        found.append(Problem("link-to-itself", _("Please choose another inquiry."), field="other"))
    if kind == LinkKind.BLOCKS and first.links_in.filter(first=second, kind=kind).exists():
        sentence = _("The other one blocks this one already. Please remove that link first.")
        found.append(Problem("blocks-each-other", sentence, field="kind"))
    return found


def existing(first: Inquiry, second: Inquiry, kind: str) -> InquiryLink | None:
    links = between(first, second).filter(kind=kind)
    link: InquiryLink | None = (links if kind == LinkKind.RELATED else links.filter(first=first)).first()
    return link


@transaction.atomic
def link(
    first: Inquiry, second: Inquiry, *, by: Any, now: datetime, kind: str = LinkKind.RELATED
) -> InquiryLink:
    refuse_if(problems(first, second, kind=kind, by=by))
    first, second = holding.together(first, second)
    if there := existing(first, second, kind):
        return there
    made: InquiryLink = first.business.inquiry_links.create(
        first=first, second=second, kind=kind, created_by=by
    )
    told(made, Kind.LINKED, by=by, now=now)
    return made


@transaction.atomic
def unlink(there: InquiryLink, *, by: Any, now: datetime) -> None:
    refuse_if(closing.right_problems(by))
    there.first, there.second = holding.together(there.first, there.second)
    if there.first.business.inquiry_links.filter(pk=there.pk).delete()[0]:
        told(there, Kind.UNLINKED, by=by, now=now)


def told(made: InquiryLink, kind: Kind, *, by: Any, now: datetime) -> None:
    way = made.get_kind_display()
    record(kind, made.second, by=by, now=now, other=made.first, way=way)
    record(kind, made.first, by=by, now=now, other=made.second, way=way)
