"""Merging an inquiry into another one: both were about the same thing.

1. It takes the right to delete. Both are open, of the same business, and of the same customer; one without a customer may
   become part of one with a customer.
2. Notes, files, checklist, links and what goes on from it move to the one that stays; what was written in it becomes a note
   there. Who handled, watched or opened it watches the one that stays.
3. The one that stays keeps its kind, status, target, handlers and response times. The other one is shown there from now on,
   and found by its number.
4. A call with treatment lines or a signature stays: the other one can become part of it.
5. A package of what moved is kept, so that it can be undone for 30 days (unmerging.py). Both are recorded.
6. It can be foreseen, in sentences; the verb does exactly that, or refuses when the rows have changed meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kesher.activity.recording import record
from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if
from kesher.inquiries import announcing, assigning, holding, linking, removing, searching
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryMerge

MOVED = {"notes": "inquiry", "files": "inquiry", "checklist": "inquiry", "followed_by": "follows"}
"""related rows that move: their name, their key"""


@dataclass(frozen=True)
class Ahead:
    """What merging would do."""

    sentences: list[str]
    fingerprint: str


def problems(survivor: Inquiry, merged: Inquiry, *, by: Any) -> list[Problem]:
    found = removing.right_problems(by)
    if survivor.pk == merged.pk:
        return [
            *found,
            Problem("merge-with-itself", gettext_lazy("Please choose another inquiry."), field="other"),
        ]
    if merged.customer_id not in {None, survivor.customer_id}:
        sentence = gettext_lazy("They belong to different customers, so they stay apart.")
        found.append(Problem("customers-differ", sentence, field="other"))
    if survivor.is_closed or merged.is_closed:
        found.append(
            Problem(
                "is-closed", gettext_lazy("Only open inquiries are merged. Reopen it first."), field="other"
            )
        )
    if merged.treatments.filter(removed_at=None).exists() or merged.signatures.exists():
        sentence = gettext_lazy(
            "This call has treatment lines or a signature, so it stays. Merge the other one into it."
        )
        found.append(Problem("has-treatments", sentence))
    return found


def foresee(survivor: Inquiry, merged: Inquiry) -> Ahead:
    """Rule 6."""
    counts = {name: getattr(merged, name).count() for name in MOVED}
    people = joining(survivor, merged)
    told = [
        _("What was written in %(number)s becomes a note.") % {"number": merged.number},
        ngettext("%(num)s note moves.", "%(num)s notes move.", counts["notes"]) % {"num": counts["notes"]}
        if counts["notes"] else "",
        ngettext("%(num)s file moves.", "%(num)s files move.", counts["files"]) % {"num": counts["files"]}
        if counts["files"] else "",
        ngettext("%(num)s checklist item moves.", "%(num)s checklist items move.", counts["checklist"])
        % {"num": counts["checklist"]} if counts["checklist"] else "",
        _("Watching from now on: %(names)s.") % {"names": ", ".join(assigning.names(people))} if people else "",
    ]  # fmt: skip
    seen = [
        survivor.changed_at,
        merged.changed_at,
        counts,
        [one.pk for one in people],
        survivor.pk,
        merged.pk,
    ]
    return Ahead([one for one in told if one], sha256(str(seen).encode()).hexdigest()[:16])


def joining(survivor: Inquiry, merged: Inquiry) -> list[Staff]:
    """Who would watch the one that stays, and does not yet handle or watch it (rule 2)."""
    known = {one.pk for one in [*announcing.watchers_of(survivor), *announcing.handlers_of(survivor)]}
    people = [*announcing.handlers_of(merged), *announcing.watchers_of(merged)]
    people += [merged.opened_by] if merged.opened_by else []
    return [one for one in assigning.distinct(people) if one.is_active and one.pk not in known]


@transaction.atomic
def merge(survivor: Inquiry, merged: Inquiry, *, by: Any, now: datetime, seen: str = "") -> InquiryMerge:
    """`seen`: the fingerprint of what was shown."""
    refuse_if(problems(survivor, merged, by=by))
    survivor, merged = holding.together(survivor, merged)
    refuse_if([*problems(survivor, merged, by=by), *changed_problems(survivor, merged, seen)])
    package: dict[str, Any] = {name: move(merged, survivor, name, key) for name, key in MOVED.items()}
    package |= {"links": move_links(merged, survivor), "watchers": add_watchers(survivor, merged)}
    package["note"] = add_note(survivor, merged, by=by, now=now)
    put(merged, survivor, now=now)
    made: InquiryMerge = survivor.business.inquiry_merges.create(
        survivor=survivor, merged=merged, staff=by, undo=package, merged_at=now
    )
    record(Kind.MERGED, merged, by=by, now=now, survivor=survivor)
    record(Kind.MERGED, survivor, by=by, now=now, merged=merged)
    return made


def changed_problems(survivor: Inquiry, merged: Inquiry, seen: str) -> list[Problem]:
    if not seen or seen == foresee(survivor, merged).fingerprint:
        return []
    return [Problem("changed-meanwhile", gettext_lazy("Something changed meanwhile. Please look again."))]


def move(merged: Inquiry, survivor: Inquiry, name: str, key: str) -> list[int]:
    rows = getattr(merged, name)
    ids = list(
        rows.order_by("pk")
        .exclude(pk=survivor.pk if name == "followed_by" else None)
        .values_list("pk", flat=True)
    )
    rows.filter(pk__in=ids).update(**{key: survivor})
    return ids


def move_links(merged: Inquiry, survivor: Inquiry) -> dict[str, list[int]]:
    """Those that the one that stays does not have already; the others wait for an undo."""
    moved: dict[str, list[int]] = {"first": [], "second": []}
    for side, other in {"first": "second", "second": "first"}.items():
        for one in (
            merged.business.inquiry_links.filter(**{side: merged}).select_related(other).order_by("pk")
        ):
            end = getattr(one, other)
            if end.pk != survivor.pk and not linking.between(survivor, end).filter(kind=one.kind).exists():
                setattr(one, side, survivor)
                one.save(update_fields=[side])
                moved[side].append(one.pk)
    return moved


def add_watchers(survivor: Inquiry, merged: Inquiry) -> list[int]:
    people = joining(survivor, merged)
    for one in people:
        survivor.business.watchers.create(inquiry=survivor, staff=one)
    return [one.pk for one in people]


def add_note(survivor: Inquiry, merged: Inquiry, *, by: Any, now: datetime) -> int:
    text = "\n".join(part for part in (merged.title, merged.details) if part)
    head = _("Number %(number)s was merged into this one:") % {"number": merged.number}
    note = survivor.business.inquiry_notes.create(
        inquiry=survivor, text=f"{head}\n{text}"[:10_000], author=by, created_at=now
    )
    return int(note.pk)


def put(merged: Inquiry, survivor: Inquiry, *, now: datetime) -> None:
    merged.merged_into, merged.changed_at = survivor, now
    merged.save(update_fields=["merged_into", "changed_at"])
    survivor.search_text, survivor.changed_at = searching.text_of(survivor), now
    survivor.save(update_fields=["search_text", "changed_at"])
