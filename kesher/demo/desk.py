"""Messages, tasks and documentation of a year."""

from datetime import datetime, timedelta
from typing import Any

from kesher.customers.models import Customer
from kesher.demo.book import Book
from kesher.demo.tale import Tale
from kesher.inquiries.models import Channel, InquiryKind

WAYS = {"phone": Channel.PHONE, "written": Channel.WHATSAPP, "email": Channel.EMAIL}


def ways_of(customer: Customer) -> dict[str, Any]:
    return {
        "customer": customer, "contact_name": "" if customer.is_company else customer.full_name,
        "phone": customer.phone, "email": customer.email, "branch": customer.branch,
    }  # fmt: skip


def message(book: Book, customer: Customer, *, at: datetime, by: Any, to: Any) -> None:
    kind = book.pick("messages")
    text = book.random.choice(kind["texts"]).format(name=customer.first_name)
    priority = book.priorities[book.random.choice(["normal", "normal", "normal", "high", "low"])]
    tale = Tale(
        book, kind=InquiryKind.MESSAGE, at=at, by=by, staff=[to], type=book.types[InquiryKind.MESSAGE, kind["type"]],
        details=text, channel=WAYS[kind["type"]], priority=priority, **ways_of(customer),
    )  # fmt: skip
    slow = book.chance(0.12)
    moment = book.later(at, least=300 if slow else 8, most=2600 if slow else 150)
    if book.chance(0.2):
        tale.move("waiting-customer", at=book.later(at, least=3, most=7), by=to)
        moment = book.later(moment, least=200, most=1500)
    tale.note(book.pick("replies"), at=moment, by=to, is_answer=True)
    if not book.stays_open(moment, 0.15, days=20):
        tale.close(at=book.later(moment, least=1, most=90), by=to)
    tale.finish()


def task(book: Book, customer: Customer, *, at: datetime, by: Any, to: list[Any]) -> None:
    kind = book.pick("tasks")
    days = book.random.randint(1, 9)
    tale = Tale(
        book, kind=InquiryKind.TASK, at=at, by=by, staff=to, type=book.types[InquiryKind.TASK, kind["type"]],
        title=kind["title"], details=book.random.choice(kind["texts"]), channel=Channel.STAFF,
        priority=book.priorities[book.random.choice(["normal", "normal", "low", "high"])],
        target_at=at + timedelta(days=days), **ways_of(customer),
    )  # fmt: skip
    moment = book.later(at, least=60, most=1400 * days)
    if book.chance(0.4):
        tale.move("in-treatment", at=moment, by=to[0])
        tale.percent(
            book.random.choice([20, 30, 50, 60, 80]), at=book.later(moment, least=1, most=5), by=to[0]
        )
        moment = book.later(moment, least=60, most=1400)
    if book.chance(0.3):
        tale.note(book.pick("notes"), at=moment, by=to[0])
    if not book.stays_open(moment, 0.4, days=25):
        moment = book.later(moment, least=30, most=1440 if book.chance(0.85) else 9000)
        tale.close(at=moment, by=to[0], resolution=book.pick("replies") if book.chance(0.3) else "")
    tale.finish(checklist=kind["items"], watchers=[by] if book.chance(0.3) and by not in to else ())


def documentation(book: Book, customer: Customer, *, at: datetime, by: Any) -> None:
    kind = book.pick("documentation")
    Tale(
        book, kind=InquiryKind.DOCUMENTATION, at=at, by=by, type=book.types[InquiryKind.DOCUMENTATION, kind["type"]],
        details=book.random.choice(kind["texts"]), channel=Channel.STAFF, **ways_of(customer),
    ).finish()  # fmt: skip
