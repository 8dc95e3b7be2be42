"""The studio's year at the desk: messages, tasks, calls about equipment, trial lessons, personal training."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kesher.businesses.models import Business
from kesher.calendar.models import ResourceKind
from kesher.customers.models import Customer
from kesher.demo import desk, diary, furnishing
from kesher.demo.book import Book, texts
from kesher.demo.tale import Tale
from kesher.inquiries.models import Channel, InquiryKind

SERIES: tuple[tuple[Any, ...], ...] = (
    ("ישיבת צוות", 4, "FREQ=WEEKLY;BYDAY=SU", 690, 45, ("orit", "yossi", "michal", "daniel"), {"weekday": 6}),
    ("השתלמות מדריכים", 3, "FREQ=MONTHLY;BYDAY=2WE", 780, 90, ("daniel", "yossi"), {"weekday": 2, "is_room": True}),
    ("תחזוקת מכשירים", 1, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 840, 90, ("amir",), {"weekday": 1}),
    ("הנהלת חשבונות", 4, "FREQ=MONTHLY;BYDAY=-1TH", 600, 60, ("ruth", "orit"), {"weekday": 3}),
    ("אימון אישי קבוע", 5, "FREQ=WEEKLY;BYDAY=MO,WE", 1080, 55, ("daniel",), {"weekday": 0, "is_room": True}),
    ("רופא שיניים", 2, "FREQ=MONTHLY;BYDAY=3MO", 540, 60, ("orit",), {"weekday": 0, "is_private": True}),
)  # fmt: skip
ABSENCES = (
    ("daniel", "reserve", -170, 14, "מילואים"), ("michal", "vacation", -100, 7, ""), ("yossi", "sick", -31, 2, ""),
    ("orit", "vacation", 12, 5, "חופשה משפחתית"), ("daniel", "vacation", 24, 3, ""), ("amir", "other", 5, 1, "קורס"),
)  # fmt: skip
SLOTS = tuple((hour, minute) for hour in (7, 8, 9, 10, 11, 16, 17, 18, 19) for minute in (0,))
YEAR = timedelta(days=358)


def furnish(business: Business, *, now: datetime) -> None:
    for position, (name, colour, minutes) in enumerate(texts("studio")["meeting_types"]):
        business.meeting_types.create(name=name, colour=colour, minutes=minutes, position=10 + position)
    for position, name in enumerate(one["type"] for one in texts("studio")["calls"]):
        business.inquiry_types.create(kind=InquiryKind.SERVICE_CALL, name=name, position=10 + position)
    furnishing.retire_types(business, now=now)
    for name in texts("studio")["rooms"]:
        business.resources.create(
            name=name, kind=ResourceKind.ROOM, branch=business.branches.order_by("id").first()
        )
    team = business.teams.create(name="קבלה", lead=business.staff.get(user__username="michal"))
    for staff in business.staff.filter(user__username__in=["michal", "yossi"]):
        business.team_places.create(team=team, staff=staff)


def live(book: Book, everybody: list[Customer]) -> None:
    book.slots = SLOTS
    diary.absences(book, ABSENCES)
    diary.all_series(book, SERIES)
    first = timezone.localdate(book.now - YEAR)
    for days in range((book.today - first).days + 1):
        day = first + timedelta(days=days)
        here = [one for one in everybody if timezone.localdate(one.created_at) < day]
        if here and book.is_working(day):
            busy(book, here, day)
    for days in range(1, diary.AHEAD):
        day = book.today + timedelta(days=days)
        if book.is_working(day) and book.chance(1.1 - days / diary.AHEAD):
            meet(book, everybody, day)


def busy(book: Book, here: list[Customer], day: date) -> None:
    """A day at the desk: what happens concerns the newer people more."""
    staff, random = book.staff, book.random
    recent = here[-120:]
    for _ in range(random.choice([0, 1, 1, 2])):
        to = staff[random.choice(["michal", "michal", "yossi", "orit", "ruth"])]
        by = staff["michal"] if to != staff["michal"] else staff["daniel"]
        desk.message(book, random.choice(recent), at=book.moment(day), by=by, to=to)
    for _ in range(random.choice([0, 1, 1, 2])):
        handler = staff[random.choice(["michal", "yossi", "daniel", "ruth", "orit"])]
        by = staff[random.choice(["orit", "yossi", "michal"])]
        desk.task(book, random.choice(recent), at=book.moment(day), by=by, to=[handler])
    if random.random() < 0.5:
        by = staff[random.choice(["michal", "daniel", "yossi"])]
        desk.documentation(book, random.choice(recent), at=book.moment(day), by=by)
    if random.random() < 0.2:
        call(book, random.choice(recent), at=book.moment(day))
    meet(book, recent, day)


def meet(book: Book, everybody: list[Customer], day: date) -> None:
    for _ in range(book.random.randint(5, 9)):
        diary.one_of_day(book, book.random.choice(everybody), day=day, desk=book.staff["michal"])


def call(book: Book, customer: Customer, *, at: datetime) -> None:
    """A member tells of something broken; the studio's technician sees to it."""
    case, amir, michal = book.pick("calls"), book.staff["amir"], book.staff["michal"]
    tale = Tale(
        book, kind=InquiryKind.SERVICE_CALL, at=at, by=michal, staff=[amir],
        type=book.types[InquiryKind.SERVICE_CALL, case["type"]], title=book.random.choice(case["titles"]),
        details=book.random.choice(case["details"]), channel=Channel.COUNTER,
        priority=book.priorities[book.random.choice(case["priority"])], **desk.ways_of(customer),
    )  # fmt: skip
    if book.chance(0.7):
        tale.note(book.pick("answers"), at=book.later(at, least=3, most=60), by=michal, is_answer=True)
    begins = book.slot(amir, after=at + timedelta(minutes=book.random.randint(90, 1800)))
    ends = begins + timedelta(minutes=book.random.randrange(case["minutes"][0], case["minutes"][1], 15))
    if not tale.is_over:
        tale.inquiry.starts_at = begins
    tale.arrive(at=begins, by=amir)
    tale.line(
        book.treatments["work"], at=ends, by=amir, starts_at=begins, ends_at=ends,
        minutes=(ends - begins).seconds // 60, remarks=book.random.choice(case["work"]),
    )  # fmt: skip
    done = book.later(ends, least=1, most=9)
    if not book.stays_open(done, 0.3):
        tale.line(
            book.treatments["closing"], at=done, by=amir, resolution=book.random.choice(case["resolution"])
        )
    tale.finish()
