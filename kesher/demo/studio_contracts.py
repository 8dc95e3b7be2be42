"""Agreements of the studio with companies: hours of personal training, upkeep of a room; opened and used in the year.

Each use is a call under the contract; what it takes it takes when it is written (tale.py).
"""

from datetime import datetime, timedelta
from typing import Any

from kesher.businesses.models import Business
from kesher.contracts import opening
from kesher.contracts.models import Contract
from kesher.core import phones
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Role, RolePeriod
from kesher.demo import desk
from kesher.demo.book import Book, at, texts
from kesher.demo.contracting import MORNING, typed
from kesher.demo.tale import Tale
from kesher.inquiries.models import Channel, InquiryKind

JOINED = timedelta(days=362)
STILL = timedelta(days=4)
"""the last days before now, in which no more is used"""
RATE = 26000


def furnish(business: Business) -> None:
    for position, name in enumerate(dict.fromkeys(one["type"] for one in texts("studio")["contracts"])):
        business.inquiry_types.create(kind=InquiryKind.SERVICE_CALL, name=name, position=20 + position)


def live(book: Book) -> None:
    """All people of the studio are written with these companies."""
    specs = book.texts["contracts"]
    joined = book.now - JOINED
    companies = [
        add_company(book, spec, at=joined + timedelta(minutes=place)) for place, spec in enumerate(specs)
    ]
    book.chronicle.write(joined)
    for spec, company in zip(specs, companies, strict=True):
        contract = opened(book, spec, company)
        found = book.business.contracts.prefetch_related("versions__clauses").get(pk=contract.pk)
        book.contracts[company.pk] = [found]
        use(book, spec, found)


def add_company(book: Book, spec: dict[str, Any], *, at: datetime) -> Customer:
    phone = phones.parsed(spec["phone"])
    customer: Customer = book.chronicle.add(
        Customer(
            is_company=True, first_name=spec["company"], full_name=spec["company"], role=Role.CUSTOMER,
            phone=phone.e164 if phone else "", email=spec["email"], branch=book.branches[0], stage=book.stages[3],
            source=book.sources[0], account_manager=book.staff["yossi"], created_at=at, changed_at=at,
        )
    )  # fmt: skip
    book.chronicle.add(RolePeriod(customer=customer, role=Role.CUSTOMER, starts_on=at.date()))
    book.chronicle.tell(Kind.ADDED, customer, by=book.staff["yossi"], at=at, role=Role.CUSTOMER, tags=[])
    return customer


def opened(book: Book, spec: dict[str, Any], company: Customer) -> Contract:
    starts = book.today + timedelta(days=spec["starts"])
    return opening.open_contract(
        company, by=book.staff["orit"], now=at(min(starts, book.today - timedelta(days=3)), MORNING), name=spec["name"],
        starts_on=starts, ends_on=starts + timedelta(days=364), price=spec["price"], renewal=spec["renewal"],
        is_draft=bool(spec.get("draft")), manager=book.staff["yossi"], clauses=[typed(one) for one in spec["clauses"]],
    )  # fmt: skip


def use(book: Book, spec: dict[str, Any], contract: Contract) -> None:
    """Evenly over the days until now."""
    begin = at(contract.starts_on, MORNING)
    for place in range(spec.get("uses", 0)):
        visit(book, spec, contract, at=begin + (book.now - STILL - begin) * place / spec["uses"])


def visit(book: Book, spec: dict[str, Any], contract: Contract, *, at: datetime) -> None:
    who, minutes = book.staff[spec["by"]], spec["minutes"]
    tale = Tale(
        book, kind=InquiryKind.SERVICE_CALL, at=at, by=book.staff["michal"], staff=[who], contract=contract,
        type=book.types[InquiryKind.SERVICE_CALL, spec["type"]], title=book.random.choice(spec["titles"]),
        priority=book.priorities["normal"], channel=Channel.EMAIL, **desk.ways_of(contract.customer),
    )  # fmt: skip
    tale.note(
        book.pick("answers"), at=book.later(at, least=3, most=60), by=book.staff["michal"], is_answer=True
    )
    begins = book.slot(who, after=at + timedelta(hours=4))
    ends = begins + timedelta(minutes=minutes)
    if not tale.is_over:
        tale.inquiry.starts_at = begins
    tale.arrive(at=begins, by=who)
    tale.line(
        book.treatments["work"], at=ends, by=who, starts_at=begins, ends_at=ends, minutes=minutes, rate=RATE,
        remarks=spec["work"],
    )  # fmt: skip
    tale.line(
        book.treatments["closing"], at=book.later(ends, least=1, most=9), by=who, resolution=spec["done"]
    )
    tale.finish()
