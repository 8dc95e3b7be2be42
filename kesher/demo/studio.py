"""סטודיו אורית: two branches, a team with each role, some hundred people over a year."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone, translation

from kesher.businesses.models import Business
from kesher.calendar import working
from kesher.core import phones
from kesher.core.owning import acting_for
from kesher.customers import injuries, relating
from kesher.customers.kinds import Kind
from kesher.customers.models import Address, Colour, Customer, CustomerTag, Note, Role, RolePeriod
from kesher.demo import furnishing, people, recalling, studio_contracts, studio_year
from kesher.demo.book import Book, texts

SLUG = "demo"
PASSWORD = furnishing.PASSWORD
TEAM = (
    ("owner", "orit", "אורית", "כהן", "owner"),
    ("manager", "yossi", "יוסי", "מזרחי", "manager"),
    ("reception", "michal", "מיכל", "פרץ", "reception"),
    ("instructor", "daniel", "דניאל", "אברהם", "instructor"),
    ("technician", "amir", "אמיר", "חדד", "technician"),
    ("bookkeeper", "ruth", "רות", "שפירא", "bookkeeper"),
)
TAGS = (
    ("VIP", Colour.ORANGE),
    ("פילאטיס", Colour.PURPLE),
    ("יוגה", Colour.GREEN),
    ("בוקר", Colour.BLUE),
    ("אחרי לידה", Colour.RED),
)
PLACES = (
    ("תל אביב - יפו", "דיזנגוף"), ("תל אביב - יפו", "אבן גבירול"), ("רמת גן", "ביאליק"), ("גבעתיים", "כצנלסון"),
    ("חולון", "סוקולוב"), ("הרצליה", "בן גוריון"), ("רעננה", "אחוזה"), ("פתח תקווה", "חיים עוזר"),
)  # fmt: skip
HOURS = {str(day): [["07:00", "21:00"]] for day in range(5)} | {"5": [["07:00", "14:00"]]}


def load(*, count: int, now: datetime, with_desk: bool = False) -> Business:
    """Makes the studio with `count` people; everything happens in the year before `now`. `with_desk`: their inquiries and
    meetings too.
    """
    with translation.override("he"):
        business = furnishing.opened(
            SLUG, TEAM, now=now, name="סטודיו אורית", legal_name='סטודיו אורית בע"מ', tax_number="514789635",
            phone="03-5012345", email="hello@example.co.il", address="דיזנגוף 100, תל אביב - יפו", opening_hours=HOURS,
        )  # fmt: skip
        with acting_for(business):
            furnish(business, now=now)
            book = Book(business, now=now, name="studio", random=Random(1948))
            everybody = [
                add_person(book, number=number, at=at)
                for number, at in enumerate(moments(book, count), start=1)
            ]
            if with_desk:
                studio_contracts.live(book)
                studio_year.live(book, everybody)
            book.chronicle.write(now)
            relate_some(book)
            book.chronicle.write(now)
            book.chronicle.stamp()
            if with_desk:
                recalling.remind(book)
    return business


def furnish(business: Business, *, now: datetime) -> None:
    for name, phone in (("תל אביב", "03-5012345"), ("רמת גן", "03-6723456")):
        business.branches.create(name=name, phone=phone)
    for position, (name, colour) in enumerate(TAGS):
        business.tags.create(name=name, colour=colour, position=position)
    business.custom_fields.create(
        name="מידת חולצה", kind="choice", choices=["S", "M", "L", "XL"], is_in_list=True
    )
    business.custom_fields.create(name="מטרת האימון", kind="text", position=1)
    furnishing.hire(business, TEAM)
    begun = now - timedelta(days=365)
    owner = business.staff.get(user__username="orit")
    working.renew(business, starts_on=timezone.localdate(begun), hours=HOURS, by=owner, now=begun)
    studio_year.furnish(business, now=now)
    studio_contracts.furnish(business)


def moments(book: Book, count: int) -> list[datetime]:
    """When each person came: over a year, busier towards the end, in working hours."""
    days = sorted((int(360 * book.random.random() ** 1.4) for _ in range(count)), reverse=True)
    return [min(working_hour(book.random, book.now - timedelta(days=day)), book.now) for day in days]


def working_hour(random: Random, moment: datetime) -> datetime:
    local = timezone.localtime(moment)
    return local.replace(hour=random.randint(8, 19), minute=random.randint(0, 59))


def add_person(book: Book, *, number: int, at: datetime) -> Customer:
    someone = people.person(book.random, number=number, today=book.today)
    by = book.staff[book.random.choice(["orit", "yossi", "michal"])]
    is_lead = (book.now - at).days < 60 and book.chance(0.6)
    customer: Customer = book.chronicle.add(
        Customer(
            role=Role.LEAD if is_lead else Role.CUSTOMER, created_at=at, changed_at=at,
            full_name=f"{someone.first_name} {someone.last_name}", **details(book, someone, is_lead=is_lead),
        )
    )  # fmt: skip
    book.chronicle.add(RolePeriod(customer=customer, role=customer.role, starts_on=timezone.localdate(at)))
    book.chronicle.tell(Kind.ADDED, customer, by=by, at=at, role=customer.role, tags=[])
    furnish_person(book, customer, by=by, at=at)
    return customer


def details(book: Book, someone: people.Person, *, is_lead: bool) -> dict[str, Any]:
    random, stages, phone = book.random, book.stages, phones.parsed(someone.phone)
    return {
        **{name: getattr(someone, name) for name in ("first_name", "last_name", "gender")},
        "phone": phone.e164 if phone else "",
        "email": someone.email if random.random() < 0.8 else "",
        "birthday": someone.birthday if not is_lead or random.random() < 0.3 else None,
        "id_number": someone.id_number if not is_lead and random.random() < 0.5 else "",
        "branch": random.choice(book.branches),
        "source": random.choice(book.sources),
        "stage": random.choice([stages[0], stages[0], *stages[1:3], stages[4]]) if is_lead else stages[3],
        "account_manager": random.choice(list(book.staff.values())[:4]) if random.random() < 0.7 else None,
    }


def furnish_person(book: Book, customer: Customer, *, by: Any, at: datetime) -> None:
    """Tags, an address, a note or two, now and then an injury."""
    random, chronicle = book.random, book.chronicle
    for tag in random.sample(book.tags, random.choice([0, 0, 1, 1, 2])):
        chronicle.add(CustomerTag(customer=customer, tag=tag))
    town, street = random.choice(PLACES)
    if random.random() < 0.7:
        house = str(random.randint(1, 120))
        chronicle.add(Address(customer=customer, town=town, street=street, house=house, is_main=True))
    texts_of = book.texts["customer_notes"][customer.gender]
    for text in random.sample(texts_of, random.choice([0, 0, 1, 1, 2])):
        moment = between(random, at, book.now)
        note = chronicle.add(Note(customer=customer, text=text, author=by, created_at=moment))
        chronicle.tell(Kind.NOTE_ADDED, note, by=by, at=moment)
    if random.random() < 0.06:
        since: date = timezone.localdate(at)
        title = random.choice(book.texts["customer_injuries"])
        chronicle.act(
            lambda: injuries.add(customer, by=by, now=at, title=title, remarks="", starts_on=since, ends_on=None), at=at
        )  # fmt: skip


def between(random: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * random.random()


def relate_some(book: Book) -> None:
    """A few families: the same surname, a guardian for each minor."""
    everybody = list(book.business.customers.filter(role=Role.CUSTOMER).order_by("id"))
    by = book.staff["orit"]
    for one, other in zip(everybody[::17], everybody[5::17], strict=False):
        at = between(book.random, max(one.created_at, other.created_at), book.now)
        relating.relate(one, other=other, side="family", by=by, now=at)


NOTES = [text for texts_of in texts("studio")["customer_notes"].values() for text in texts_of]
