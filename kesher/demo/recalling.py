"""What the staff is told and reminded of on the day on which the demo is opened."""

from datetime import timedelta

from kesher.calendar import reminding
from kesher.contracts import warning
from kesher.demo.book import Book
from kesher.inquiries import announcing, escalating, noting
from kesher.inquiries.models import InquiryKind


def remind(book: Book) -> None:
    """What the staff asked to be reminded of, and what they are told at the bell."""
    now = book.now
    escalating.escalate(book.business, now)
    warning.warn(book.business, day=book.today, now=now)
    tasks = book.business.inquiries.active().filter(kind=InquiryKind.TASK, client_key="")
    waits = [-25, -5, 40, 90, 180, 1440]
    for wait, task in zip(waits * 2, tasks.order_by("-id").select_related("customer")[:12], strict=False):
        people = announcing.handlers_of(task)
        reminding.remind(
            task, path=announcing.path_of(task), label=str(task), at=now + timedelta(minutes=wait), staff=people,
            text=book.pick("reminders"), customer_id=task.customer_id, by=people[0], now=now - timedelta(minutes=30),
        )  # fmt: skip
    mention(book)
    old = book.business.notices.filter(created_at__lte=now - timedelta(hours=12))
    old.update(read_at=now - timedelta(hours=8))


def mention(book: Book) -> None:
    """A word to colleagues on what they have to decide."""
    rows = (
        book.business.inquiries.active().filter(client_key="", customer__isnull=False).order_by("-id")[3:12:3]
    )
    for inquiry, (by, text) in zip(rows, book.texts["mentions"], strict=False):
        noting.add(inquiry, text=text, by=book.staff[by], now=book.now - timedelta(minutes=7))
