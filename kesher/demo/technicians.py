"""קריר שירותי מיזוג: two branches, four technicians in two teams, a year of calls."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone, translation

from kesher.businesses.models import Business
from kesher.calendar import working
from kesher.calendar.models import ResourceKind
from kesher.core.owning import acting_for
from kesher.customers.models import Colour, Customer, Role
from kesher.demo import calls, clients, contracting, desk, diary, finishing, furnishing, recalling, today
from kesher.demo.book import Book, texts
from kesher.demo.contracting import Contracts
from kesher.inquiries.models import InquiryKind

SLUG = "karir"
TEAM = (
    ("owner", "kobi", "קובי", "אדרי", "owner"),
    ("manager", "nir", "ניר", "שגב", "manager"),
    ("dispatcher", "sigal", "סיגל", "ביטון", "reception"),
    ("technician", "avi", "אבי", "דהן", "technician"),
    ("technician", "dudu", "דודו", "מלכה", "technician"),
    ("technician", "rami", "ראמי", "חורי", "technician"),
    ("technician", "sasha", "סשה", "גורביץ'", "technician"),
    ("bookkeeper", "mira", "מירה", "כץ", "bookkeeper"),
)
TEAMS = (("צוות מרכז", "avi", ("avi", "dudu")), ("צוות צפון", "rami", ("rami", "sasha")))
HOURS = {str(day): [["07:30", "12:30"], ["13:00", "18:00"]] for day in range(5)} | {"5": [["08:00", "13:00"]]}
CUSTOMERS = 230
SERIES: tuple[tuple[Any, ...], ...] = (
    ("תדריך בוקר", 4, "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH", 450, 20, ("sigal", "avi", "dudu", "rami", "sasha"), {}),
    ("ישיבת הנהלה", 4, "FREQ=WEEKLY;BYDAY=SU", 960, 60, ("kobi", "nir", "mira"), {"weekday": 6, "is_room": True}),
    ("סיכום שבועי – שירות", 4, "FREQ=WEEKLY;BYDAY=TH", 930, 45, ("nir", "sigal"), {"weekday": 3}),
    ("הדרכת טכנאים חודשית", 3, "FREQ=MONTHLY;BYDAY=1MO", 840, 120, ("nir", "avi", "dudu", "rami", "sasha"), {"weekday": 0, "is_room": True}),
    ("סגירת חודש והנהלת חשבונות", 4, "FREQ=MONTHLY;BYDAY=-1WE", 600, 90, ("mira", "kobi"), {"weekday": 2}),
    ("פגישה עם היבואן", 0, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 660, 60, ("nir",), {"weekday": 1, "place": "חולון, המרכבה 30"}),
    ("פיזיותרפיה", 2, "FREQ=WEEKLY;BYDAY=WE", 750, 45, ("kobi",), {"weekday": 2, "is_private": True}),
    ("איסוף מהגן", 2, "FREQ=WEEKLY;BYDAY=TU", 960, 30, ("sigal",), {"weekday": 1, "is_private": True}),
)  # fmt: skip
ABSENCES = (
    ("dudu", "reserve", -200, 21, "מילואים"), ("avi", "vacation", -110, 6, "חופשה משפחתית"), ("sasha", "sick", -43, 2, ""),
    ("sigal", "vacation", -160, 5, ""), ("rami", "vacation", -75, 9, "נסיעה לחו״ל"), ("mira", "vacation", 9, 4, ""),
    ("avi", "vacation", 16, 3, "חתונה במשפחה"), ("rami", "other", 6, 1, "השתלמות יבואן"), ("nir", "sick", -20, 1, ""),
)  # fmt: skip
FORTNIGHT = timedelta(days=14)
NEW = (0, 0, 1, 2, 4, 6)
"""how many days ago the newest people came"""
BIRTHDAYS = ((0, 44), (2, 36), (5, 52))
"""in how many days, and how old they become"""


def load(*, now: datetime, customers: int = CUSTOMERS, calls_a_day: float = 5.2) -> Business:
    with translation.override("he"):
        business = furnishing.opened(
            SLUG, TEAM, now=now, name="קריר שירותי מיזוג", legal_name='קריר שירותי מיזוג בע"מ', tax_number="515872364",
            phone="03-6124480", email="service@example.co.il", address="המסגר 42, תל אביב - יפו",
            opening_hours={day: [[ranges[0][0], ranges[-1][1]]] for day, ranges in HOURS.items()},
        )  # fmt: skip
        with acting_for(business):
            furnish(business, now=now)
            book = Book(business, now=now, name="technicians", random=Random(1973))
            live(book, customers=customers, calls_a_day=calls_a_day)
    return business


def furnish(business: Business, *, now: datetime) -> None:
    for name, phone in (("תל אביב", "03-6124480"), ("חיפה", "04-8531170")):
        business.branches.create(name=name, phone=phone)
    staff = dict(zip([who[1] for who in TEAM], furnishing.hire(business, TEAM), strict=True))
    for position, (name, lead, members) in enumerate(TEAMS):
        team = business.teams.create(name=name, lead=staff[lead], position=position)
        for member in members:
            business.team_places.create(team=team, staff=staff[member])
    for name, colour in (("חוזה שירות", Colour.GREEN), ("VIP", Colour.ORANGE), ("אחריות יבואן", Colour.BLUE)):
        business.tags.create(name=name, colour=colour)
    for position, name in enumerate(dict.fromkeys(case["type"] for case in texts("technicians")["calls"])):
        business.inquiry_types.create(kind=InquiryKind.SERVICE_CALL, name=name, position=10 + position)
    furnishing.retire_types(business, now=now)
    for name, kind in (
        ("חדר ישיבות", "room"),
        ("אולם הדרכה", "room"),
        ("מסחרית לבנה", "vehicle"),
        ("סולם 8 מטר", "tool"),
    ):
        business.resources.create(name=name, kind=ResourceKind(kind))
    for name, text in texts("technicians")["answers_saved"]:
        business.saved_answers.create(name=name, text=text, position=10)
    half = now - timedelta(days=180)
    working.renew(business, starts_on=timezone.localdate(half), hours=HOURS, by=staff["kobi"], now=half)


def live(book: Book, *, customers: int, calls_a_day: float) -> None:
    """Two weeks at a time."""
    diary.absences(book, ABSENCES)
    diary.all_series(book, SERIES)
    joining = sorted(moments(book, customers))
    places: list[list[clients.Place]] = []
    contracts = Contracts(book, places)
    for first in fortnights(book):
        until = min(first + FORTNIGHT, book.now)
        while joining and joining[0][0] <= first:
            at, number, company = joining.pop(0)
            places.append(clients.add(book, number=number, company=company, at=at))
        book.chronicle.write(first)
        contracts.proceed(first, until)
        contracts.call(until)
        days(book, first, until, places=places, calls_a_day=calls_a_day)
        if until < book.now:
            book.chronicle.write(until)
    today.fill(book, places)
    ahead(book, [one[0].customer for one in places])
    newcomers(book, number=customers + 1)
    book.chronicle.write(book.now)
    book.chronicle.stamp()
    celebrate(book)
    today.waiting(book)
    recalling.remind(book)
    finishing.signatures(book)
    finishing.views(book, owner="kobi")


def fortnights(book: Book) -> Iterator[datetime]:
    first = book.now - timedelta(days=364)
    while first < book.now:
        yield first
        first += FORTNIGHT


def moments(book: Book, count: int) -> Iterator[tuple[datetime, int, str]]:
    """When each customer came: companies and most households were there from the start."""
    begin = book.now - timedelta(days=365)
    companies = book.texts["companies"]
    for number in range(count):
        company = companies[number] if number < len(companies) else ""
        is_old = company or book.chance(0.55)
        days = 0 if is_old else 1 + number * 362 // count
        yield begin + timedelta(days=days, minutes=number * 2), number + 1, company


def newcomers(book: Book, *, number: int) -> None:
    """The people of the last days, from this number on."""
    for place, days in enumerate(NEW):
        came = book.now - timedelta(days=days, minutes=25 * (place + 1))
        clients.add(book, number=number + place, company="", at=today.by_day(came))


def celebrate(book: Book) -> None:
    """Birthdays today and soon. Ages of whole leap years, so that each day exists."""
    people = book.business.customers.filter(is_company=False, role=Role.CUSTOMER).order_by("number")
    for person, (days, age) in zip(people[: len(BIRTHDAYS)], BIRTHDAYS, strict=False):
        on = book.today + timedelta(days=days)
        person.birthday = on.replace(year=on.year - age)
        person.save(update_fields=["birthday"])


def days(
    book: Book, first: datetime, until: datetime, *, places: list[list[clients.Place]], calls_a_day: float
) -> None:
    planned = contracting.planned(book)
    weights = [weight(one[0].customer, planned) for one in places]
    day = timezone.localdate(first)
    while day < timezone.localdate(until):
        if book.is_working(day):
            for _ in range(count(book, calls_a_day, day)):
                place = book.random.choice(book.random.choices(places, weights)[0])
                calls.call(book, place, at=book.moment(day))
            office(book, [one[0].customer for one in places], day)
            meet(book, [one[0].customer for one in places], day)
        day += timedelta(days=1)


def weight(customer: Customer, planned: set[str]) -> int:
    """Companies call more often; what uses hours and visits is planned by contracting.py."""
    if customer.full_name in planned:
        return 0
    return 5 if customer.is_company else 1


def count(book: Book, usual: float, day: date) -> int:
    """More in July and August and in January."""
    season = {7: 1.5, 8: 1.6, 1: 1.2, 4: 0.7, 10: 0.8}.get(day.month, 1)
    return round(book.random.gauss(usual * season, usual / 4))


def office(book: Book, everybody: list[Customer], day: date) -> None:
    people = book.staff
    for _ in range(book.random.choice([0, 1, 2, 2, 3])):
        to = people[book.random.choice(["sigal", "sigal", "nir", "kobi", "mira"])]
        by = people["sigal"] if to != people["sigal"] else people["kobi"]
        desk.message(book, book.random.choice(everybody), at=book.moment(day), by=by, to=to)
    for _ in range(book.random.choice([0, 1, 1, 2, 3])):
        handler = people[book.random.choice(["sigal", "nir", "mira", "avi", "rami"])]
        desk.task(
            book,
            book.random.choice(everybody),
            at=book.moment(day),
            by=people[book.random.choice(["kobi", "nir"])],
            to=[handler],
        )
    for _ in range(book.random.choice([0, 0, 1, 1])):
        by = people[book.random.choice(["sigal", "nir", "kobi", "dudu"])]
        desk.documentation(book, book.random.choice(everybody), at=book.moment(day), by=by)


def meet(book: Book, everybody: list[Customer], day: date) -> None:
    """Mostly with companies."""
    companies = [one for one in everybody if one.is_company]
    for _ in range(book.random.randint(7, 10)):
        customer = book.random.choice(companies if book.chance(0.6) else everybody)
        diary.one_of_day(book, customer, day=day, desk=book.staff["sigal"])


def ahead(book: Book, everybody: list[Customer]) -> None:
    """The coming weeks' meetings, thinning out."""
    for days in range(diary.AHEAD):
        day = book.today + timedelta(days=days)
        if book.is_working(day) and (days == 0 or book.chance(1.1 - days / diary.AHEAD)):
            meet(book, everybody, day)
