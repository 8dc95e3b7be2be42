"""Service calls of the technicians' year: taken in, handed out, visited, closed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.contracts import covering
from kesher.demo.book import Book
from kesher.demo.clients import Place
from kesher.demo.tale import Tale
from kesher.inquiries.models import Channel, Inquiry, InquiryKind

SUMMER, WINTER = range(5, 11), (11, 12, 1, 2, 3)
CHANNELS = (
    [Channel.PHONE] * 6 + [Channel.WHATSAPP] * 3 + [Channel.EMAIL] * 2 + [Channel.WEBSITE, Channel.COUNTER]
)
RATE = 32000
WAIT = {"urgent": (60, 200), "high": (90, 700), "normal": (300, 2600), "low": (1000, 4300)}
"""minutes until the visit"""
COLD = {"חדר קירור", "מקרר תצוגה"}
TEAM_OF = {"avi": "צוות מרכז", "dudu": "צוות מרכז", "rami": "צוות צפון", "sasha": "צוות צפון"}


def case_of(book: Book, place: Place, day: date) -> dict[str, Any]:
    """What breaks there, by season and by what stands there."""
    season = "summer" if day.month in SUMMER else "winter"
    owner = "company" if place.customer.is_company else "home"
    thing = "cold" if place.equipment.name in COLD else "air"
    cases = [
        one
        for one in book.texts["calls"]
        if one["season"] in {"", season} and one.get("at", owner) == owner and thing in one.get("of", ["air"])
    ]
    found: dict[str, Any] = book.random.choices(cases, [one["weight"] for one in cases])[0]
    return found


def covered(book: Book, place: Place, day: date) -> dict[str, Any]:
    """The most specific valid contract and why, from contracts that are loaded (contracts/covering.py)."""
    contracts = [
        one
        for one in book.contracts.get(place.customer.pk, ())
        if not one.is_draft
        and one.starts_on <= day <= (one.ends_on or date.max)
        and not (one.cancelled_on and one.cancelled_on <= day)
    ]
    ids = {"site_id": place.site.pk, "equipment_id": place.equipment.pk}
    ranked = [(covering.rank_of(one, **ids), one) for one in contracts]
    kept = sorted(((rank, one) for rank, one in ranked if rank is not None), key=covering.order)
    if not kept:
        return {}
    return {"contract": kept[0][1], "contract_choice": covering.reason(*kept[0], kept)}


def facts_of(book: Book, place: Place, *, at: datetime, case: dict[str, Any]) -> dict[str, Any]:
    customer, site = place.customer, place.site
    rooms = "cold_rooms" if place.equipment.name in COLD else "rooms" if customer.is_company else "home_rooms"
    room = book.pick(rooms)
    return {
        "customer": customer, "site": site, "equipment": place.equipment, "branch": customer.branch,
        "type": book.types[InquiryKind.SERVICE_CALL, case["type"]],
        "title": titled(book.random.choice(case["titles"]), room),
        "details": book.random.choice(case["details"]), "contact_name": site.contact_name or customer.full_name,
        "phone": site.phone or customer.phone, "email": customer.email, "address": site.address,
        "channel": book.random.choice(CHANNELS), "priority": book.priorities[book.random.choice(case["priority"])],
        **covered(book, place, timezone.localdate(at)),
    }  # fmt: skip


def titled(title: str, room: str) -> str:
    """In the room: the article goes after a letter that takes it in."""
    return title.replace("ב{room}", f"ב{room.removeprefix('ה')}").replace("{room}", room)


def start(book: Book, place: Place, *, at: datetime, case: dict[str, Any], **facts: Any) -> Tale:
    taker = book.random.choice([book.staff[name] for name in ("sigal", "sigal", "sigal", "kobi", "nir")])
    given = {**facts_of(book, place, at=at, case=case), **facts}
    return Tale(book, kind=InquiryKind.SERVICE_CALL, at=at, by=taker, **given)


def team_of(book: Book, place: Place) -> Any:
    name = "צוות מרכז" if place.customer.branch == book.branches[0] else "צוות צפון"
    return next(one for one in book.teams if one.name == name)


def technician_for(book: Book, place: Place) -> Any:
    team = team_of(book, place).name
    return book.staff[book.random.choice([name for name, one in TEAM_OF.items() if one == team])]


def call(
    book: Book,
    place: Place,
    *,
    at: datetime,
    length: int = 0,
    case: dict[str, Any] | None = None,
    technician: Any = None,
    visit: datetime | None = None,
    is_answered: bool = True,
) -> Inquiry:
    """A call from its opening on; `length`: minutes of work that it must take; `visit`: when, as planned by today.py."""
    case = case or case_of(book, place, timezone.localdate(at))
    technician, dispatcher = technician or technician_for(book, place), book.staff["sigal"]
    is_quick = visit is not None
    is_shared = at.minute % 3 == 0 and not is_quick  # a third of them
    team = {"team": team_of(book, place)} if is_shared else {}
    tale = start(book, place, at=at, case=case, staff=[technician] if is_quick else [], **team)
    moment = at
    if not is_quick:
        moment = book.later(at, least=2, most=25)
        tale.assign([technician], at=moment, by=dispatcher)
    if is_answered and book.chance(0.9):
        moment = book.later(moment, least=2, most=8 if is_quick else 60)
        tale.note(book.pick("answers"), at=moment, by=dispatcher, is_answer=True)
    if is_answered and book.chance(0.3):
        moment = book.later(moment, least=1, most=3 if is_quick else 40)
        tale.note(book.pick("notes"), at=moment, by=book.random.choice([dispatcher, technician]))
    least, most = WAIT[tale.inquiry.priority.key]
    visit = visit or book.slot(technician, after=book.later(moment, least=least, most=most))
    if not tale.is_over:
        tale.inquiry.starts_at = visit
    visits(book, tale, case, technician, visit=visit, length=length, is_quick=is_quick)
    return tale.finish(watchers=[book.staff["nir"]] if book.chance(0.05) else ())


def visits(
    book: Book,
    tale: Tale,
    case: dict[str, Any],
    technician: Any,
    *,
    visit: datetime,
    length: int,
    is_quick: bool,
) -> None:
    """One visit, or two when a part has to be ordered; a quick one begins and is closed on time."""
    minutes = length or book.random.randrange(case["minutes"][0], case["minutes"][1], 15)
    begins = visit + timedelta(minutes=book.random.randint(*((0, 5) if is_quick else (-8, 20))))
    done = came(book, tale, case, technician, begins=begins, minutes=minutes)
    done = with_parts(book, tale, case, technician, done=done, is_planned=bool(length))
    moment = book.later(done, least=2, most=12)
    if not is_quick and book.stays_open(moment, 0.08):
        return
    tale.line(
        book.treatments["closing"],
        at=moment,
        by=technician,
        resolution=book.random.choice(case["resolution"]),
    )


def with_parts(
    book: Book, tale: Tale, case: dict[str, Any], technician: Any, *, done: datetime, is_planned: bool
) -> datetime:
    """What the work took besides: a part that was ordered, with a second visit, or put in at once; at times a crane."""
    if not is_planned and book.chance(0.12):
        part = book.random.choice(case["parts"])
        waits = book.later(done, least=2, most=8)
        tale.line(book.ordering, at=waits, by=technician, item=part[0], price=part[1], remarks="הוזמן מהספק")
        again = book.slot(technician, after=waits + timedelta(days=book.random.randint(2, 9)))
        done = came(book, tale, case, technician, begins=again, minutes=60)
    elif book.chance(0.35):
        part = book.random.choice(case["parts"])
        done = book.later(done, least=1, most=5)
        tale.line(
            book.treatments["parts"], at=done, by=technician, item=part[0], price=part[1],
            quantity=book.random.choice([1, 1, 1, 2]),
        )  # fmt: skip
    if book.chance(0.04):
        done = book.later(done, least=2, most=9)
        tale.line(
            book.treatments["external"], at=done, by=technician, supplier="מנופי הצפון", item="מנוף ליחידה חיצונית",
            price=65000, travel_minutes=40,
        )  # fmt: skip
    return done


def came(
    book: Book, tale: Tale, case: dict[str, Any], technician: Any, *, begins: datetime, minutes: int
) -> datetime:
    """The technician arrives and works; when that was done."""
    if not tale.inquiry.arrived_at:
        tale.arrive(at=begins, by=technician)
        tale.move("in-treatment", at=book.later(begins, least=1, most=3), by=technician)
    ends = begins + timedelta(minutes=minutes)
    tale.line(
        book.treatments["work"], at=ends, by=technician, starts_at=begins, ends_at=ends, minutes=minutes,
        rate=RATE, remarks=book.random.choice(case["work"]),
    )  # fmt: skip
    return ends
