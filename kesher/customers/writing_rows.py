"""Writing what was planned for many rows, in one transaction.

1. People get the business's next numbers, an open role period, and their place in search.
2. Each person who was created or updated has an entry of their own in the log, with what was there before.
3. What undoing needs is kept with the row: what the file changed, and what it added; and what tells its note again.
4. The number of statements grows with the updated people only; everything new is written at once.
5. Tags that the business lacks are added to its list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from kesher.activity.recording import changes, plain, record_many
from kesher.businesses import numbering
from kesher.core.words import folded
from kesher.customers import adding, numbers, searching
from kesher.customers.kinds import Kind
from kesher.customers.landing import CREATED, UPDATED, Landing, parts
from kesher.customers.models import Customer, Import

KEYS = {"stage_id": "stage", "source_id": "source", "branch_id": "branch"}
ADDED = ("contact_numbers", "addresses", "customer_tags", "field_values", "customer_notes")
"""what a row may add to a person, by the way to it from the business"""


@dataclass
class Written:
    """A row's person, and the rows that were added with them: {kind of row: rows}."""

    landing: Landing
    customer: Customer
    added: dict[str, list[Any]] = field(default_factory=dict)


def write(
    run: Import, landings: list[Landing], *, names: Mapping[str, Mapping[int, str]], by: Any, now: datetime
) -> None:
    """`names`: {list: {id: name}}, for the log. Called within a transaction that holds the import's row."""
    business = run.business
    people = create(business, [one for one in landings if one.outcome == CREATED], now=now)
    people |= update(business, [one for one in landings if one.outcome == UPDATED], people, now=now)
    written = [Written(one, people[one.person.id]) for one in landings if one.outcome in {CREATED, UPDATED}]
    add_all(business, written, by=by, now=now)
    change_all(business, written)
    remember(run, landings, {one.landing.reading.row: one for one in written}, now=now)
    log(run, written, names=names, by=by, now=now)


def create(business: Any, landings: list[Landing], *, now: datetime) -> dict[int, Customer]:
    """Rule 1; {id: person}."""
    numbers = numbering.reserve(business, "customer", count=len(landings)) if landings else ()
    made = [
        born(business, landing, number, now=now) for landing, number in zip(landings, numbers, strict=True)
    ]
    business.customers.bulk_create(made)
    periods = business.role_periods.model
    today = timezone.localdate(now)
    business.role_periods.bulk_create(
        [periods(business=business, customer=one, role=one.role, starts_on=today) for one in made]
    )
    for landing, customer in zip(landings, made, strict=True):
        landing.person.id, landing.person.number = customer.pk, customer.number
    return {customer.pk: customer for customer in made}


def born(business: Any, landing: Landing, number: int, *, now: datetime) -> Customer:
    person = landing.person
    customer = Customer(
        business=business,
        role=person.role,
        number=number,
        source_key=person.source_key,
        created_at=now,
        changed_at=now,
        **landing.details,
    )
    customer.full_name = f"{customer.first_name} {customer.last_name}".strip()
    customer.search_text = searching.text_of(customer, landing.numbers)
    return customer


def update(
    business: Any, landings: list[Landing], people: Mapping[int, Customer], *, now: datetime
) -> dict[int, Customer]:
    ids = {one.person.id for one in landings} - set(people)
    known = {one.pk: one for one in business.customers.filter(pk__in=ids)}
    merged = searching.merged_into(business, ids)
    for landing in landings:
        customer = known.get(landing.person.id) or people[landing.person.id]
        for name, value in landing.details.items():
            setattr(customer, name, value)
        customer.full_name = f"{customer.first_name} {customer.last_name}".strip()
        customer.search_text = searching.text_of(
            customer, landing.person.numbers, merged.get(customer.pk, ())
        )
        customer.changed_at = max(customer.changed_at, now)
        names = [*landing.details, "full_name", "search_text", "changed_at"]
        business.customers.filter(pk=customer.pk).update(**{name: getattr(customer, name) for name in names})
    return known


def add_all(business: Any, written: list[Written], *, by: Any, now: datetime) -> None:
    """What is new beside the person, each kind of row in one statement."""
    tags = tags_called(business, [tag for one in written for tag in one.landing.tags])
    for one in written:
        one.added = beside(business, one, tags, by=by, now=now)
    for name in ADDED:
        getattr(business, name).bulk_create([row for one in written for row in one.added[name]])


def beside(
    business: Any, one: Written, tags: Mapping[str, Any], *, by: Any, now: datetime
) -> dict[str, list[Any]]:
    landing, owner = one.landing, {"business": business, "customer": one.customer}
    fresh = {key: value for key, value in landing.fields.items() if landing.fields_before[key] is None}
    place = [landing.address] if landing.address and landing.address_before is None else []
    note = {"author": by, "created_at": now}
    return {
        "contact_numbers": [
            business.contact_numbers.model(
                **owner,
                phone=phone,
                label=landing.reading.number_labels.get(phone, ""),
                **numbers.abilities(phone),
            )
            for phone in landing.numbers
        ],
        "addresses": [business.addresses.model(**owner, is_main=True, **address) for address in place],
        "customer_tags": [
            business.customer_tags.model(**owner, tag=tags[folded(tag)]) for tag in landing.tags
        ],
        "field_values": [
            business.field_values.model(**owner, field_id=key, value=value) for key, value in fresh.items()
        ],
        "customer_notes": [
            business.customer_notes.model(**owner, **note, text=text) for text in parts(landing.note)
        ],
    }


def change_all(business: Any, written: list[Written]) -> None:
    """What was there beside the person and says something else now."""
    for one in written:
        landing, customer = one.landing, one.customer
        if landing.address and landing.address_before is not None:
            business.addresses.filter(customer=customer, is_main=True).update(**landing.address)
        for key, value in landing.fields.items():
            if landing.fields_before[key] is not None:
                business.field_values.filter(customer=customer, field=key).update(value=value)


def tags_called(business: Any, names: Iterable[str]) -> dict[str, Any]:
    """Rule 5; {folded name: tag}."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(folded(name), name)
    found = {folded(tag.name): tag for tag in business.tags.all()} if wanted else {}
    missing = [
        business.tags.model(business=business, name=name) for key, name in wanted.items() if key not in found
    ]
    business.tags.bulk_create(missing)
    return found | {folded(tag.name): tag for tag in missing}


def remember(run: Import, landings: list[Landing], written: Mapping[int, Written], *, now: datetime) -> None:
    """Rule 3; of whom a row told nothing new, that it was about them, so that erasing them finds the file it stood in."""
    rows = run.business.import_rows
    rows.bulk_create(
        rows.model(
            business=run.business,
            run=run,
            row=one.reading.row,
            outcome=one.outcome,
            reason=one.reasons,
            customer_id=one.person.id or None,
            before=undoing(made, now=now) if (made := written.get(one.reading.row)) else {},
            content=list(one.reading.content) if one.reasons else [],
        )
        for one in landings
        if one.reasons or one.person.id
    )


def undoing(one: Written, *, now: datetime) -> dict[str, Any]:
    """What undoing needs: when, what was there before and what stands now, which rows were added."""
    landing = one.landing
    held = {key: value for key, value in landing.fields_before.items() if value is not None}
    kept: dict[str, Any] = {
        "at": now,
        "details": changes(landing.before, landing.details) if landing.outcome == UPDATED else {},
        "address": changes(landing.address_before, landing.address) if landing.address_before else {},
        "fields": {key: [value, landing.fields[key]] for key, value in held.items()},
        "added": {name: [row.pk for row in rows] for name, rows in one.added.items() if rows},
        "note_key": landing.reading.note_key if landing.note else "",
    }
    return dict(plain({name: value for name, value in kept.items() if value}))


def log(
    run: Import, written: list[Written], *, names: Mapping[str, Mapping[int, str]], by: Any, now: datetime
) -> None:
    """Rule 2."""
    about = [(one.customer, {"file": run.file_name, "run": run.pk, **story(one, names)}) for one in written]
    record_many(Kind.IMPORTED, about, by=by, now=now)


def story(one: Written, names: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    """What changed, in the log's words; of somebody new, that they are new."""
    landing = one.landing
    if landing.outcome != UPDATED:
        return {"role": one.customer.role}
    changed = changes(told(landing.before, names), told(landing.details, names))
    added = {"tags": landing.tags, "numbers": landing.numbers, "note": landing.note}
    return {"changes": adding.told(changed), **{name: value for name, value in added.items() if value}}


def told(details: Mapping[str, Any], names: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    """Rows of lists by their names."""
    return {
        KEYS.get(name, name): names.get(KEYS[name], {}).get(value, value) if name in KEYS else value
        for name, value in details.items()
        if name != "source_key"
    }
