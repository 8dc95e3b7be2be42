"""Customers of the technicians: companies and households, their sites and what stands there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.core import phones
from kesher.customers import places
from kesher.customers.kinds import Kind
from kesher.customers.models import Address, Customer, Equipment, Role, RolePeriod, Site
from kesher.demo import people
from kesher.demo.book import Book

TOWNS = {
    "תל אביב": ("תל אביב - יפו", "רמת גן", "פתח תקווה", "ראשון לציון", "חולון", "הרצליה"),
    "חיפה": ("חיפה", "נהריה", "קריית אתא", "כרמיאל", "עכו"),
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    customer: Customer
    site: Site
    equipment: Equipment


def add(book: Book, *, number: int, company: str, at: datetime) -> list[Place]:
    """The `number`-th customer, with sites and equipment; where its devices stand."""
    random, by = book.random, book.staff[book.random.choice(["sigal", "sigal", "kobi"])]
    someone = people.person(random, number=number, today=book.today)
    branch = random.choices(book.branches, [3, 2])[0]
    is_lead = not company and random.random() < lead_share(book, at)
    phone = phones.parsed(someone.phone)
    customer: Customer = book.chronicle.add(
        Customer(
            is_company=bool(company), first_name=company or someone.first_name,
            last_name="" if company else someone.last_name, gender="" if company else someone.gender, birthday=None if company else someone.birthday,
            full_name=company or f"{someone.first_name} {someone.last_name}", phone=phone.e164 if phone else "",
            email=f"office{number}@example.co.il" if company else someone.email, role=Role.LEAD if is_lead else Role.CUSTOMER,
            invoice_tax_number=people.identity_number(51_000_000 + random.randint(1, 899_999)) if company else "",
            branch=branch, source=random.choice(book.sources), stage=random.choice(book.stages[:3]) if is_lead else book.stages[3],
            account_manager=book.staff[random.choice(["nir", "kobi"])] if company else None, created_at=at, changed_at=at,
        )
    )  # fmt: skip
    book.chronicle.add(RolePeriod(customer=customer, role=customer.role, starts_on=timezone.localdate(at)))
    book.chronicle.tell(Kind.ADDED, customer, by=by, at=at, role=customer.role, tags=[])
    count = random.choice([1, 2, 2, 3]) if company else 1
    return [
        found
        for place in range(count)
        for found in site(
            book, customer, place=place, contact=someone, by=by, at=at + timedelta(minutes=place + 1)
        )
    ]


def lead_share(book: Book, at: datetime) -> float:
    """Of the last weeks' people half are leads, of the last days' most."""
    days = (book.now - at).days
    return 0.8 if days < 7 else 0.5 if days < 40 else 0


def site(
    book: Book, customer: Customer, *, place: int, contact: people.Person, by: Any, at: datetime
) -> list[Place]:
    random = book.random
    town = random.choice(TOWNS[customer.branch.name])
    where = {
        "town": town, "street": random.choice(places.streets_of(places.key(town)))[0], "house": str(random.randint(1, 90)),
    }  # fmt: skip
    name = (
        "הבית"
        if not customer.is_company
        else ("המשרד הראשי" if place == 0 else book.texts["site_names"][place])
    )
    phone = phones.parsed(contact.phone)
    row = book.chronicle.add(
        Site(
            customer=customer, name=name, created_at=at, **where,
            contact_name=f"{contact.first_name} {contact.last_name}", phone=phone.e164 if phone else "",
            access_notes=book.pick("access") if random.random() < 0.5 else "",
            details=f"קומה {random.randint(1, 9)}" if random.random() < 0.4 else "",
        )
    )  # fmt: skip
    book.chronicle.tell(Kind.SITE_ADDED, row, by=by, at=at)
    if place == 0:
        book.chronicle.add(Address(customer=customer, is_main=True, **where))
    count = random.randint(1, 4) if customer.is_company else random.randint(1, 2)
    return [Place(customer, row, device(book, customer, row, by=by, at=at)) for _ in range(count)]


def device(book: Book, customer: Customer, at_site: Site, *, by: Any, at: datetime) -> Equipment:
    random = book.random
    maker, models = book.pick("makers")
    installed = (at - timedelta(days=random.randint(20, 3200))).date()
    names = book.texts["devices"]
    row: Equipment = book.chronicle.add(
        Equipment(
            customer=customer, site=at_site, name=random.choice(names if customer.is_company else names[:3]),
            maker=maker, model=random.choice(models), serial_number=f"{random.choice('ABKT')}{random.randint(10**7, 10**8 - 1)}",
            installed_on=installed, warranty_until=installed + timedelta(days=365 * random.choice([1, 3, 5])), created_at=at,
        )
    )  # fmt: skip
    book.chronicle.tell(Kind.EQUIPMENT_ADDED, row, by=by, at=at)
    return row
