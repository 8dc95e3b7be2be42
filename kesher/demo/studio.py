"""The demo business: סטודיו אורית, two branches, a team with each role, some hundred people over a year."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone, translation

from kesher.businesses.models import Business, Staff
from kesher.core.owning import acting_for
from kesher.customers import adding, injuries, noting, relating
from kesher.customers.models import Colour, Customer, Role
from kesher.demo import furnishing, people

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
NOTES = (
    "מעדיפה שיעורי בוקר, לפני תשע.", "התקשר לברר על מסלול זוגי.", "ביקשה שיחזרו אליה אחרי החגים.",
    "מתאמנת עם חברה, כדאי לשבץ יחד.", "הגיע דרך המלצה של לקוחה ותיקה.", "צריך חשבונית על שם החברה.",
    "שאלה על חניה ליד הסניף.", "מתעניין בקבוצת ריצה בערבים.", "לחזור ביום ראשון עם הצעת מחיר.",
)  # fmt: skip
INJURIES = ("כאבי גב תחתון", "פריצת דיסק L4-L5", "ניתוח ברך", "כתף קפואה", "לחץ דם גבוה")
PLACES = (
    ("תל אביב - יפו", "דיזנגוף"), ("תל אביב - יפו", "אבן גבירול"), ("רמת גן", "ביאליק"), ("גבעתיים", "כצנלסון"),
    ("חולון", "סוקולוב"), ("הרצליה", "בן גוריון"), ("רעננה", "אחוזה"), ("פתח תקווה", "חיים עוזר"),
)  # fmt: skip


def load(*, count: int, now: datetime) -> Business:
    """Makes the demo business with `count` people; everything happens in the year before `now`."""
    random = Random(1948)
    with translation.override("he"):
        business = furnishing.opened(
            SLUG, TEAM, now=now, name="סטודיו אורית", legal_name='סטודיו אורית בע"מ', tax_number="514789632",
            phone="03-5012345", email="hello@example.co.il", address="דיזנגוף 100, תל אביב - יפו",
            opening_hours={str(day): [["07:00", "21:00"]] for day in range(5)} | {"5": [["07:00", "14:00"]]},
        )  # fmt: skip
        with acting_for(business):
            furnish(business)
            team = furnishing.hire(business, TEAM)
            for number, at in enumerate(moments(random, count=count, now=now), start=1):
                add_person(business, random, number=number, team=team, at=at, now=now)
            relate_some(business, random, by=team[0], now=now)
    return business


def furnish(business: Business) -> None:
    for name, phone in (("תל אביב", "03-5012345"), ("רמת גן", "03-6723456")):
        business.branches.create(name=name, phone=phone)
    for position, (name, colour) in enumerate(TAGS):
        business.tags.create(name=name, colour=colour, position=position)
    business.custom_fields.create(
        name="מידת חולצה", kind="choice", choices=["S", "M", "L", "XL"], is_in_list=True
    )
    business.custom_fields.create(name="מטרת האימון", kind="text", position=1)


def moments(random: Random, *, count: int, now: datetime) -> list[datetime]:
    """When each person came: over a year, busier towards the end, in working hours."""
    days = sorted((int(360 * random.random() ** 1.4) for _ in range(count)), reverse=True)
    return [min(working_hour(random, now - timedelta(days=day)), now) for day in days]


def working_hour(random: Random, moment: datetime) -> datetime:
    local = timezone.localtime(moment)
    return local.replace(hour=random.randint(8, 19), minute=random.randint(0, 59))


def add_person(
    business: Business, random: Random, *, number: int, team: list[Staff], at: datetime, now: datetime
) -> None:
    someone = people.person(random, number=number, today=timezone.localdate(now))
    by = random.choice(team[:3])
    is_lead = (now - at).days < 60 and random.random() < 0.6
    customer = adding.add(
        business,
        by=by,
        now=at,
        role=Role.LEAD if is_lead else Role.CUSTOMER,
        **details(business, random, someone, team, is_lead=is_lead),
    )
    furnish_person(customer, random, by=by, at=at, now=now)


def details(
    business: Business, random: Random, someone: people.Person, team: list[Staff], *, is_lead: bool
) -> dict[str, Any]:
    stages = list(business.stages.all())
    facts: dict[str, Any] = {
        name: getattr(someone, name) for name in ("first_name", "last_name", "phone", "gender")
    }
    facts["email"] = someone.email if random.random() < 0.8 else ""
    facts["birthday"] = someone.birthday if not is_lead or random.random() < 0.3 else None
    facts["id_number"] = someone.id_number if not is_lead and random.random() < 0.5 else ""
    facts["branch"] = random.choice(list(business.branches.all()))
    facts["source"] = random.choice(list(business.sources.all()))
    facts["stage"] = (
        random.choice([stages[0], stages[0], stages[1], stages[2], stages[4]]) if is_lead else stages[3]
    )
    facts["account_manager"] = random.choice(team[:4]) if random.random() < 0.7 else None
    return facts


def furnish_person(customer: Customer, random: Random, *, by: Staff, at: datetime, now: datetime) -> None:
    """Tags, an address, a note or two, now and then an injury."""
    business = customer.business
    for tag in random.sample(list(business.tags.all()), random.choice([0, 0, 1, 1, 2])):
        business.customer_tags.create(customer=customer, tag=tag)
    town, street = random.choice(PLACES)
    if random.random() < 0.7:
        customer.addresses.create(
            business=business, town=town, street=street, house=str(random.randint(1, 120)), is_main=True
        )
    for _ in range(random.choice([0, 0, 1, 1, 2])):
        noting.add(customer, text=random.choice(NOTES), by=by, now=between(random, at, now))
    if random.random() < 0.06:
        since: date = timezone.localdate(at)
        injuries.add(
            customer, by=by, now=at, title=random.choice(INJURIES), remarks="", starts_on=since, ends_on=None
        )


def between(random: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * random.random()


def relate_some(business: Business, random: Random, *, by: Staff, now: datetime) -> None:
    """A few families: the same surname, a guardian for each minor."""
    everybody = list(business.customers.filter(role=Role.CUSTOMER).order_by("id"))
    for one, other in zip(everybody[::17], everybody[5::17], strict=False):
        relating.relate(
            one,
            other=other,
            side="family",
            by=by,
            now=between(random, max(one.created_at, other.created_at), now),
        )
