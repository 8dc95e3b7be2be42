"""For each object parameter of an address, a maker of such a row; `None` marks a parameter that is no tenant row."""

import re
from dataclasses import dataclass

from django.utils import timezone

from tests import make

PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Part:
    text: str
    name: str


def parameters(route):
    return [Part(match[0], match[1]) for match in PART.finditer(route) if match[1] != "business_slug"]


def now():
    return timezone.now()


MAKERS = {
    "customer_id": lambda business, customer, staff: customer,
    "staff_id": lambda business, customer, staff: staff,
    "branch_id": lambda business, customer, staff: make.branch(business),
    "role_id": lambda business, customer, staff: business.roles.get(key="technician"),
    "list_key": None,
    "row_id": lambda business, customer, staff: business.stages.first(),
    "backup_name": None,
}


def made(business, customer, staff):
    """{parameter: id} with a fresh row of each model in this business."""
    ids = {}
    for name, maker in MAKERS.items():
        row = maker(business, customer, staff) if maker else WORDS[name]
        ids[name] = getattr(row, "pk", row)
    return ids


WORDS: dict[str, str] = {"list_key": "stages", "backup_name": "kesher-20261122T120000Z.tar.gz"}
"""what stands for a parameter that is no row"""

