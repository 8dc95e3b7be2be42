"""What is kept about a person around their inquiries, for the file that is handed to the person (customers/disclosing.py).

1. The thread, the work with its hours, checklists, signatures and files; the inquiries themselves stand there already.
2. What was removed by hand but is kept still is told too.
"""

from collections.abc import Iterator
from typing import Any

from kesher.customers.disclosing import Part, told
from kesher.customers.models import Customer

AROUND: dict[str, tuple[str, ...]] = {
    "inquiry_notes": ("inquiry", "author"),
    "treatments": ("inquiry", "type", "status", "staff", "created_by"),
    "checklist_items": ("inquiry", "done_by"),
    "signatures": ("inquiry", "staff"),
    "inquiry_files": ("inquiry", "uploaded_by"),
}
"""rows of the business, and the keys that are said by name"""


def parts(person: Customer) -> Iterator[Part]:
    for name, keys in AROUND.items():
        rows = (
            getattr(person.business, name)
            .filter(inquiry__customer=person)
            .select_related(*keys)
            .order_by("pk")
        )
        found = [told(row) for row in rows]
        if found:
            yield Part(str(rows.model._meta.verbose_name), found)  # noqa: SLF001 - as customers/disclosing.py


def files(person: Customer) -> Iterator[tuple[str, Any]]:
    """Names within the zip, and the stored files."""
    for file in person.business.inquiry_files.filter(inquiry__customer=person).order_by("pk"):
        yield f"inquiry-{file.pk}-{file.name}", file.content
    for signature in person.business.signatures.filter(inquiry__customer=person).order_by("pk"):
        yield f"signature-{signature.pk}.png", signature.image
