"""Erasing a person's data: the person becomes a number, for good (AMB-40; docs/decisions/0005).

1. Whatever tells who it was goes: names, ways to reach, ID, birthday, invoice details, notes, files with what is stored of
   them, injuries, addresses, relations, custom fields, tags, rows of imports, packages for undoing merges; search finds
   nobody. People merged into this one go along.
2. What stays tells nothing without them: the number, roles with their days, consent per channel with its day (the proof),
   and what the law keeps (documents of higher domains).
3. The log keeps what happened, when and by whom; labels and values in it are blanked, and so are the entries about others
   that name the person, by any name that the person had.
4. Higher domains are asked first; while they have problems, nothing is erased. Active staff leave first.
5. It cannot be undone, and is recorded.
6. A key to a customer that does not say here what becomes of its rows fails a test.
"""

from datetime import datetime
from functools import partial, reduce
from itertools import chain
from operator import or_
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kesher.activity import redacting
from kesher.activity.models import Entry, EntryQuerySet
from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import record
from kesher.core.addresses import address
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import folded
from kesher.customers import employing, merging, moving, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer

DELETE: dict[str, Any] = {"": None}
KEEP: dict[str, Any] = {}
ROWS: dict[str, dict[str, Any]] = {
    "customers.customertag.customer": DELETE,
    "customers.roleperiod.customer": KEEP,
    "customers.consent.customer": {"number": None, "how": ""},
    "customers.contactnumber.customer": DELETE,
    "customers.address.customer": DELETE,
    "customers.relation.customer": DELETE,
    "customers.relation.other": DELETE,
    "customers.fieldvalue.customer": DELETE,
    "customers.note.customer": DELETE,
    "customers.customerfile.customer": DELETE,
    "customers.injury.customer": DELETE,
    "customers.importrow.customer": {"before": {}, "content": [], "reason": ""},
    "customers.customer.payer": KEEP,
    "customers.customer.merged_into": KEEP,
    "customers.merge.survivor": {"undo": {}},
    "customers.merge.merged": {"undo": {}},
    "customers.conversion.customer": KEEP,
    "customers.dismissedpair.first": DELETE,
    "customers.dismissedpair.second": DELETE,
    "customers.site.customer": {
        "name": "–", "street": "", "house": "", "details": "", "contact_name": "", "phone": "", "access_notes": "",
    },
    "customers.equipment.customer": {"serial_number": "", "remarks": ""},
    "calendar.meeting.customer": {"subject": "–", "contact_name": "", "place": "", "link": "", "notes": ""},
    "calendar.participant.customer": DELETE,
    "entitlements.lot.customer": KEEP,
    "contracts.contract.customer": {"reference": "", "remarks": ""},
    "inquiries.inquiry.customer": {
        "title": "", "details": "", "contact_name": "", "phone": "", "email": "", "address": "", "resolution": "",
        "search_text": "", "billing_reason": "", "contract_choice": "",
    },
    "inquiries.inquiryseries.customer": {"name": "–", "facts": {}},
}  # fmt: skip
"""what becomes of the rows that point at the person, in this order: which columns get which value"""
BLANK: dict[str, Any] = {
    "last_name": "", "phone": "", "email": "", "id_number": "", "gender": "", "birthday": None, "job_title": "",
    "language": "", "invoice_name": "", "invoice_tax_number": "", "invoice_email": "", "invoice_address": "",
    "payer": None, "staff": None, "source_key": "", "search_text": "",
}  # fmt: skip
STAYING = {
    "id", "business", "number", "role", "is_company", "first_name", "full_name", "stage", "source", "branch",
    "account_manager", "created_at", "changed_at", "archived_at", "erased_at", "merged_into",
}  # fmt: skip
"""the first name becomes the number; the others tell nothing of who it was"""
NAMING = (
    Kind.RELATION_ADDED, Kind.RELATION_REMOVED, Kind.RELATION_RESTORED, Kind.CHANGED, Kind.MERGED, Kind.MERGE_UNDONE,
    Kind.PAIR_DISMISSED, Kind.PAIR_PUT_BACK,
    "inquiry.changed", "meeting.changed", "meeting.moved",
)  # fmt: skip
"""what is told about somebody (or something) and names another person"""
NAMED_AS = ("person", "merged", "other", "payer", "customer")
"""where: among the details, or among the changes"""


def problems(customer: Customer) -> list[Problem]:
    found = [one for one in standing.problems(customer) if one.code != "person-archived"]
    if employing.is_staff(customer):
        url = address("customers:convert", customer.business.slug, customer.pk)
        sentence = _("This person is a staff member. Please end that first.")
        found.append(
            Problem(
                "is-staff", sentence, fix_url=f"{url}?to={employing.ENDED}", fix_label=_("No longer staff")
            )
        )
    return found


def foreseen(customer: Customer, *, by: Any) -> Foreseen:
    """What goes, in sentences, and what stands in the way."""
    ahead = foresee(Kind.ERASED, customer, by=by)
    people = list(customer.business.customers.filter(pk__in=merging.merged_ids(customer)))
    totals: dict[str, int] = {}
    for label, count in [pair for person in people for pair in moving.counts(person, among=goes)]:
        totals[str(label)] = totals.get(str(label), 0) + count
    gone = [_("%(what)s: %(count)s") % {"what": label, "count": count} for label, count in totals.items()]
    return Foreseen(
        sentences=[
            _("Names, ways to reach, ID number, birthday and invoice details"),
            *gone,
            *ahead.sentences,
        ],
        problems=[*problems(customer), *ahead.problems],
    )


def goes(label: str) -> bool:
    return ROWS[label] is DELETE


@transaction.atomic
def erase(customer: Customer, *, by: Any, now: datetime, seen: str = "") -> Customer:
    ids = merging.merged_ids(customer)
    held = list(customer.business.customers.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    customer = next(one for one in held if one.pk == customer.pk)
    ahead = foreseen(customer, by=by)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    for person in held:
        redact(person, by=by, now=now)
        forget_files(person)
        forget_rows(person)
        forget_details(person, now=now)
    record(Kind.ERASED, customer, by=by, now=now)
    return customer


def redact(person: Customer, *, by: Any, now: datetime) -> None:
    """Rule 3."""
    naming = entries_naming(person, names_of(person))
    redacting.redact(person, by=by, now=now)
    redacting.redact_entries(naming, by=by, now=now)


def names_of(person: Customer) -> set[str]:
    """All that the person was ever called, as the person's own entries say."""
    own = Entry.objects.about(person).filter(subject_kind="customers.customer", redacted_at=None)
    return {person.full_name, *own.order_by().values_list("subject_label", flat=True).distinct()}


def entries_naming(person: Customer, names: set[str]) -> EntryQuerySet:
    """Found by the search words of the few kinds that may name somebody, and read whether they do."""
    holds = reduce(or_, (Q(search_text__contains=folded(name)) for name in sorted(names)))
    told = Entry.objects.of(person.business).filter(holds, kind__in=NAMING, redacted_at=None)
    found = [pk for pk, details in told.values_list("pk", "details") if names & named_in(details)]
    return Entry.objects.of(person.business).filter(pk__in=found)


def named_in(details: dict[str, Any]) -> set[str]:
    changed = details.get("changes", {})
    pairs = [changed.get(key) or [] for key in NAMED_AS]
    return {str(name) for name in [*(details.get(key) for key in NAMED_AS), *chain(*pairs)] if name}


def forget_files(person: Customer) -> None:
    """The stored files go when the rows are gone for certain."""
    for name in person.files.values_list("content", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))


def forget_rows(person: Customer) -> None:
    keys = {label: relation for label, relation, _policy in moving.relations()}
    for label, values in ROWS.items():
        rows = moving.rows_of(person, keys[label]) if label in keys else None
        if rows is None or values is KEEP:
            continue
        rows.delete() if values is DELETE else rows.update(**values)


def forget_details(person: Customer, *, now: datetime) -> None:
    for name, value in BLANK.items():
        setattr(person, name, value)
    person.first_name = f"#{person.number}"
    person.erased_at, person.archived_at = now, person.archived_at or now
    person.save(update_fields=[*BLANK, "first_name", "erased_at", "archived_at"])
