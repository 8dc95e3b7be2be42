"""What a new business finds ready for its inquiries, in its own language.

1. Types of each kind (R028-R040); the Follow-up task type is the product's own.
2. Six statuses: 0 is closed, for good (R069); urgent to low priorities with their response times.
3. A treatment type for each of the four sub-types with its default status (R049-R060); saved answers.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kesher.customers.models import Colour
from kesher.inquiries.models import (
    Category,
    InquiryKind,
    InquiryType,
    Priority,
    SavedAnswer,
    Status,
    TreatmentSubType,
    TreatmentType,
)

TYPES = {
    InquiryKind.MESSAGE: (
        ("phone", _("Phone message")), ("written", _("Written message")), ("email", _("E-mail message")),
    ),
    InquiryKind.TASK: (
        ("general", _("General task")), ("follow-up", pgettext_lazy("task type", "Follow-up")), ("", _("Printing plate preparation")),
        ("", _("Print production")), ("", _("Training")),
    ),
    InquiryKind.SERVICE_CALL: (
        ("general", _("General service call")), ("", _("Network outage")), ("", _("Air conditioner not working")),
        ("", _("Virus inspection")),
    ),
    InquiryKind.DOCUMENTATION: (
        ("general", _("General documentation")), ("complaint", _("Complaint documentation")),
    ),
}  # fmt: skip
STATUSES = (
    (0, "closed", _("Closed"), Category.CLOSED, Colour.GREEN),
    (1, "open", pgettext_lazy("status", "Open"), Category.OPEN, Colour.BLUE),
    (2, "in-treatment", _("In treatment"), Category.IN_PROGRESS, Colour.ORANGE),
    (3, "waiting-customer", _("Waiting for customer"), Category.WAITING, Colour.PURPLE),
    (4, "waiting-parts", _("Waiting for parts"), Category.WAITING, Colour.PURPLE),
    (5, "waiting-other", _("Waiting for third party"), Category.WAITING, Colour.PURPLE),
)
PRIORITIES = (
    ("urgent", _("Urgent"), 10, Colour.RED, 60, 240),
    ("high", _("High"), 20, Colour.ORANGE, 120, 540),
    ("normal", _("Normal"), 50, Colour.BLUE, 240, 1620),
    ("low", _("Low"), 80, Colour.GREY, 540, 2700),
)
"""key, name, rank, colour, minutes to the response, minutes to the resolution"""
TREATMENTS = (
    ("work", _("Work"), TreatmentSubType.WORK, "in-treatment"),
    ("parts", _("Part or service"), TreatmentSubType.PARTS, "in-treatment"),
    ("external", _("Outside work"), TreatmentSubType.EXTERNAL, "in-treatment"),
    ("", _("Ordering parts"), TreatmentSubType.PARTS, "waiting-parts"),
    ("closing", _("Closing the call"), TreatmentSubType.CLOSING, "closed"),
)
ANSWERS = (
    (_("Received"), _("Thank you for writing to us. We received it and will answer soon.")),
    (_("A technician is coming"), _("A technician will contact you to set the time of the visit.")),
    (_("Done"), _("The work is done. If anything is not as it should be, just tell us.")),
)


def ship_lists(business: Any) -> None:
    business.inquiry_types.bulk_create(
        InquiryType(business=business, kind=kind, key=key, name=str(name), position=position)
        for kind, rows in TYPES.items()
        for position, (key, name) in enumerate(rows)
    )
    business.statuses.bulk_create(
        Status(
            business=business,
            number=number,
            key=key,
            name=str(name),
            category=category,
            colour=colour,
            position=position,
        )
        for position, (number, key, name, category, colour) in enumerate(STATUSES)
    )
    business.priorities.bulk_create(
        Priority(
            business=business, key=key, name=str(name), rank=rank, colour=colour, position=position,
            response_minutes=response, resolution_minutes=resolution,
        )
        for position, (key, name, rank, colour, response, resolution) in enumerate(PRIORITIES)
    )  # fmt: skip
    ship_treatments(business)
    business.saved_answers.bulk_create(
        SavedAnswer(business=business, name=str(name), text=str(text), position=position)
        for position, (name, text) in enumerate(ANSWERS)
    )


def ship_treatments(business: Any) -> None:
    statuses = dict(business.statuses.values_list("key", "pk"))
    business.treatment_types.bulk_create(
        TreatmentType(
            business=business,
            key=key,
            name=str(name),
            sub_type=sub_type,
            status_id=statuses[status],
            position=position,
        )
        for position, (key, name, sub_type, status) in enumerate(TREATMENTS)
    )
