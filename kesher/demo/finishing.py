"""What a desk in use has beside its inquiries: views kept for everybody, reports that customers have signed."""

import io
from base64 import b64encode
from random import Random

from PIL import Image, ImageDraw

from kesher.customers import saved_views
from kesher.demo.book import Book
from kesher.inquiries import signing
from kesher.inquiries.models import InquiryKind

VIEWS = (
    ("באיחור", "scope=all&due=overdue"),
    ("בסיכון זמן תגובה", "kind=service-call&scope=all&due=risk"),
    ("ממתינות", "kind=service-call&scope=all&category=waiting"),
)
SIGNED = 6
PAPER, INK = (600, 200), "#0b2f2d"


def views(book: Book, *, owner: str) -> None:
    for position, (name, query) in enumerate(VIEWS):
        saved_views.save(
            list_key="inquiries", name=name, query=query, is_shared=True, by=book.staff[owner], now=book.now,
            position=position,
        )  # fmt: skip


def signatures(book: Book) -> None:
    """The calls that were closed last, signed by whoever was there."""
    closed = book.business.inquiries.closed().filter(kind=InquiryKind.SERVICE_CALL)
    for call in closed.order_by("-closed_at").prefetch_related("assignees__staff")[:SIGNED]:
        technician = next((one.staff for one in call.assignees.all()), None)
        signing.sign(
            call, name=call.contact_name or str(call.customer), image=drawn(book.random), by=technician,
            now=book.now,
        )  # fmt: skip


def drawn(random: Random) -> str:
    """A line like a signature."""
    image = Image.new("RGBA", PAPER, (0, 0, 0, 0))
    places = [(40 + 26 * step + random.randint(-8, 8), 100 + random.randint(-60, 60)) for step in range(20)]
    ImageDraw.Draw(image).line(places, fill=INK, width=5, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return signing.START + b64encode(out.getvalue()).decode()
