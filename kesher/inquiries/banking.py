"""What a treatment line takes from the customer's hour bank (features 7.3), and what the contract takes off its price.

1. Work takes its minutes; outside work takes its travel where the contract's clause counts travel; parts take nothing.
2. Minutes are charged in the contract's steps with its minimum. Without a contract nothing is taken from a bank.
   Hours chosen by hand go first, then those of the call's contract, then what else the customer has.
3. What the bank does not cover is overage, at the contract's rate, else at the line's own. The split is kept on the line.
   Outside work costs its travel beyond the bank besides its price.
4. Changing or removing a line takes its entries back by entries against them; a changed one is booked anew. Hours that were
   chosen by hand and do not fit any more are not chosen any more.
5. The contract's discount on parts or on work as of the line's day stands on the line; it is taken off all that the line costs,
   at the contract's own rate too. Outside work has none.
6. It can be foreseen, in a sentence, before it is saved; so can the hours among which one may choose.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kesher.contracts import covering, filling
from kesher.core import money
from kesher.entitlements import offering, spending
from kesher.entitlements.models import Lot, Unit
from kesher.inquiries.models import Inquiry, Treatment, TreatmentSubType

BOOKED = ["charged_minutes", "covered_minutes", "overage_rate", "discount_percent", "booking", "lot"]


@dataclass(frozen=True)
class Split:
    charged: int
    covered: int
    rate: int
    """agorot an hour of what is not covered"""
    discount: int = 0
    """per cent off what is not covered"""

    @property
    def overage(self) -> int:
        return self.charged - self.covered

    def sentence(self) -> str:
        """With the discount, where something is billed."""
        off = _("The contract takes %(percent)s%% off.") % {"percent": self.discount}
        return f"{self.taken()} {off}" if self.overage and self.discount else self.taken()

    def taken(self) -> str:
        if not self.charged:
            return ""
        numbers = {"covered": self.covered, "charged": self.charged, "overage": self.overage}
        if not self.overage:
            return _("%(charged)s minutes are taken from the hour bank.") % numbers
        shown = {**numbers, "rate": money.shown(self.rate, get_language() or "he")}
        if not self.covered:
            return _("%(charged)s minutes will be billed at %(rate)s an hour.") % shown
        return (
            _(
                "%(covered)s minutes of %(charged)s are still in the bank; %(overage)s will be billed at %(rate)s an hour."
            )
            % shown
        )


def minutes_of(sub_type: str, *, minutes: int, travel_minutes: int, terms: covering.HourTerms) -> int:
    """Rule 1."""
    if sub_type == TreatmentSubType.WORK:
        return minutes
    return travel_minutes if sub_type == TreatmentSubType.EXTERNAL and terms.counts_travel else 0


def facts_of(inquiry: Inquiry) -> dict[str, int]:
    facts = {"site": inquiry.site_id, "equipment": inquiry.equipment_id, "inquiry_type": inquiry.type_id}
    return {name: key for name, key in facts.items() if key}


def foresee(
    inquiry: Inquiry,
    *,
    type: Any,  # noqa: A002 - the field's name
    day: date,
    minutes: int = 0,
    travel_minutes: int = 0,
    rate: int = 0,
    lot: Lot | None = None,
) -> Split:
    """Rule 6: what saving the line would do."""
    terms = covering.hour_terms(inquiry.contract, day, business=inquiry.business)
    counted = minutes_of(type.sub_type, minutes=minutes, travel_minutes=travel_minutes, terms=terms)
    charged = covering.charged_minutes(counted, terms)
    covered = 0
    if charged and inquiry.contract_id:
        covered = spending.foresee(
            inquiry.customer, unit=Unit.MINUTES, quantity=charged, facts=facts_of(inquiry), day=day, lot=lot,
            preferred=filling.lot_ids(inquiry.contract, Unit.MINUTES),
        ).covered  # fmt: skip
    hourly = rate if terms.overage_rate is None else terms.overage_rate
    return Split(charged, covered, hourly, discount_of(inquiry, type.sub_type, day))


def offered(inquiry: Inquiry, *, type: Any, day: date) -> offering.Offered:  # noqa: A002 - the field's name
    """Rule 6: nothing where a line of this type takes nothing."""
    terms = covering.hour_terms(inquiry.contract, day, business=inquiry.business)
    if not (inquiry.contract_id and minutes_of(type.sub_type, minutes=1, travel_minutes=1, terms=terms)):
        return offering.Offered([], "")
    return offering.offered(
        inquiry.customer, unit=Unit.MINUTES, facts=facts_of(inquiry), day=day,
        preferred=filling.lot_ids(inquiry.contract, Unit.MINUTES),
    )  # fmt: skip


def let_go(line: Treatment) -> None:
    """Rule 4, before it is booked anew."""
    day = timezone.localdate(line.performed_at)
    if line.lot_id and line.lot not in offered(line.inquiry, type=line.type, day=day).lots:
        line.lot = None


def discount_of(inquiry: Inquiry, sub_type: str, day: date) -> int:
    """Rule 5."""
    parts, work = covering.discounts(inquiry.contract, day)
    return {TreatmentSubType.PARTS: parts, TreatmentSubType.WORK: work}.get(TreatmentSubType(sub_type), 0)


def book(line: Treatment, *, by: Any, now: datetime) -> None:
    """Takes the line's minutes; keeps the split and the discount on it (rules 1 to 3 and 5)."""
    inquiry, day = line.inquiry, timezone.localdate(line.performed_at)
    terms = covering.hour_terms(inquiry.contract, day, business=inquiry.business)
    counted = minutes_of(
        line.type.sub_type, minutes=line.minutes, travel_minutes=line.travel_minutes, terms=terms
    )
    line.charged_minutes, line.covered_minutes = covering.charged_minutes(counted, terms), 0
    line.overage_rate = line.rate if terms.overage_rate is None else terms.overage_rate
    line.discount_percent = discount_of(inquiry, line.type.sub_type, day)
    if line.charged_minutes and inquiry.contract_id:
        line.booking += 1
        spent = spending.consume(
            inquiry.customer, unit=Unit.MINUTES, quantity=line.charged_minutes, subject=line,
            facts=facts_of(inquiry), day=day, by=by, now=now, key=f"treatment-{line.pk}-{line.booking}",
            lot=line.lot, preferred=filling.lot_ids(inquiry.contract, Unit.MINUTES),
        )  # fmt: skip
        line.covered_minutes = spent.covered
    line.save(update_fields=BOOKED)


def unbook(line: Treatment, *, by: Any, now: datetime, reason: str) -> None:
    """Rule 4."""
    if line.charged_minutes:
        spending.reverse(line, by=by, now=now, reason=reason)
        line.covered_minutes = 0
        line.save(update_fields=["covered_minutes"])
