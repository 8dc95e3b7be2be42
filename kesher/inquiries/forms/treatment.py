"""A treatment line: which fields stand in it follows from its type's sub-type (AMB-03)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core import money
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm
from kesher.entitlements.offering import Offered
from kesher.inquiries.asking import Choice
from kesher.inquiries.forms import rows
from kesher.inquiries.forms.doing import area
from kesher.inquiries.forms.rows import RowField
from kesher.inquiries.models import Category, TreatmentSubType, TreatmentType

FIELDS: dict[str, tuple[str, ...]] = {
    TreatmentSubType.WORK: ("staff", "starts_at", "ends_at", "minutes", "rate", "lot", "remarks"),
    TreatmentSubType.PARTS: ("item", "quantity", "price", "staff", "performed_at", "remarks"),
    TreatmentSubType.EXTERNAL: (
        "supplier", "item", "quantity", "price", "travel_minutes", "lot", "performed_at", "remarks",
    ),
    TreatmentSubType.CLOSING: ("resolution", "performed_at"),
}  # fmt: skip
REQUIRED = {"item": TreatmentSubType.PARTS, "resolution": TreatmentSubType.CLOSING}


class SumField(forms.CharField):
    """Shekels, typed freely; cleaned to agorot."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return money.parsed(text) if text else 0
        except money.UnclearSum as unclear:
            raise forms.ValidationError(str(unclear), code="unclear-sum") from unclear

    def prepare_value(self, value: Any) -> Any:
        return (money.plain(value) if value else "") if isinstance(value, int) else value


def is_fit(status: Choice, kind: TreatmentType) -> bool:
    """Closing lines have closed statuses, all others open ones (line_checks.py, rule 3)."""
    return (status.colour == Category.CLOSED) == (kind.sub_type == TreatmentSubType.CLOSING)


class TreatmentForm(OwnedForm):
    staff = RowField(label=_("Technician"), required=False)
    performed_at = MomentField(label=_("Performed"), required=False)
    starts_at = MomentField(label=_("Start"), required=False)
    ends_at = MomentField(label=_("End"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=100_000)
    travel_minutes = forms.IntegerField(
        label=_("Travel in minutes"), required=False, min_value=0, max_value=10_000
    )
    rate = SumField(label=_("Rate an hour"), required=False, max_length=20)
    item = forms.CharField(label=_("Item or service"), required=False, max_length=200)
    quantity = forms.DecimalField(
        label=_("Quantity"), required=False, min_value=0, max_digits=10, decimal_places=3
    )
    price = SumField(label=_("Unit price"), required=False, max_length=20)
    supplier = forms.CharField(label=_("Supplier"), required=False, max_length=120)
    lot = RowField(label=_("From which hours"), required=False)
    resolution = area(_("How it was resolved"))
    remarks = area(_("Remarks"), lines=2)
    status = RowField(label=_("Status"), required=False)

    def __init__(
        self,
        *args: Any,
        type: TreatmentType,  # noqa: A002
        may_override: bool,
        hours: Offered | None = None,
        **options: Any,
    ) -> None:
        """`hours`: from which it may be chosen."""
        super().__init__(*args, **options)
        kept = (*FIELDS[type.sub_type], *(("status",) if may_override else ()))
        for name in [*self.fields]:
            if name not in kept:
                del self.fields[name]
        self.offer(hours)
        for name, sub_type in REQUIRED.items():
            if name in self.fields:
                self.fields[name].required = sub_type == type.sub_type
        offered = rows.offered(self.business)
        offered["status"] = [one for one in offered["status"] if is_fit(one, type)]
        for name, source in {"staff": self.business.staff, "status": self.business.statuses}.items():
            if name in self.fields:
                self.fields[name].fill(source.all(), rows.pairs(offered[name]))  # type: ignore[attr-defined]
        self.order_fields(kept)

    def offer(self, hours: Offered | None) -> None:
        """Only where there is something to choose."""
        if "lot" not in self.fields:
            return
        kept = self.initial.get("lot")
        if hours is None or not hours.lots or not (hours.is_choice or kept):
            del self.fields["lot"]
            return
        field: Any = self.fields["lot"]
        field.none = hours.automatic()
        field.fill(hours.lots[0].customer.lots.filter(unit=hours.lots[0].unit), hours.others(), kept=kept)
