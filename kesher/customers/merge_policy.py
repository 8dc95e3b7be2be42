"""What a merge does with every row that points at the merged person; one line per key, for the whole product.

1. MOVE: the row points at the survivor from then on. KEEP: it stays with the merged person.
2. A rule that allows a row only once per person says what gives way when the survivor has one already: REMOVE takes the
   merged person's row away (kept in the undo package), a change makes it fit.
3. A key to a customer that has no line here fails a house test; so does a rule "once per person" without a clash line.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MOVE, KEEP = "move", "keep"
REMOVE: dict[str, Any] = {}
TODAY = "today"


@dataclass(frozen=True)
class Policy:
    way: str
    label: Any = ""
    """how the preview calls what moves"""


POLICIES = {
    "customers.customertag.customer": Policy(MOVE, _("Tags")),
    "customers.roleperiod.customer": Policy(MOVE, _("Role periods")),
    "customers.contactnumber.customer": Policy(MOVE, _("Phone numbers")),
    "customers.consent.customer": Policy(MOVE, _("Consents")),
    "customers.address.customer": Policy(MOVE, _("Addresses")),
    "customers.relation.customer": Policy(MOVE, _("Relations")),
    "customers.relation.other": Policy(MOVE, _("Relations of others to this person")),
    "customers.fieldvalue.customer": Policy(MOVE, _("Custom fields")),
    "customers.note.customer": Policy(MOVE, _("Notes")),
    "customers.customerfile.customer": Policy(MOVE, _("Files")),
    "customers.injury.customer": Policy(MOVE, _("Injuries")),
    "customers.importrow.customer": Policy(MOVE),
    "customers.site.customer": Policy(MOVE, _("Sites")),
    "customers.equipment.customer": Policy(MOVE, _("Equipment")),
    "calendar.meeting.customer": Policy(MOVE, _("Meetings")),
    "calendar.participant.customer": Policy(MOVE, _("Participation in meetings")),
    "entitlements.lot.customer": Policy(MOVE, _("Hours and visits")),
    "contracts.contract.customer": Policy(MOVE, _("Service contracts")),
    "inquiries.inquiry.customer": Policy(MOVE, _("Inquiries")),
    "inquiries.inquiryseries.customer": Policy(MOVE, _("Recurring inquiries")),
    "customers.customer.payer": Policy(MOVE, _("People this person pays for")),
    "customers.customer.merged_into": Policy(MOVE),
    "customers.merge.survivor": Policy(KEEP),
    "customers.merge.merged": Policy(KEEP),
    "customers.conversion.customer": Policy(KEEP),
    "customers.dismissedpair.first": Policy(KEEP),
    "customers.dismissedpair.second": Policy(KEEP),
}

CLASHES: dict[str, dict[str, Any]] = {
    "customer_tag_once": REMOVE,
    "customer_participates_once": REMOVE,
    "contact_number_once": REMOVE,
    "relation_once": REMOVE,
    "one_value_per_field": REMOVE,
    "one_number_for_messages": {"is_default_for_messages": False},
    "one_main_address": {"is_main": False},
    "one_open_period_per_role": {"ends_on": TODAY},
}
"""by the name of the rule"""
