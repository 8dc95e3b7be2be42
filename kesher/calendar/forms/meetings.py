"""What a meeting is asked for. What is not given by hand comes from its type: the length, when no end is typed."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.calendar.composing import YEARS
from kesher.calendar.forms import reminding
from kesher.calendar.forms.recurring import REPEATS, RecurrenceFields
from kesher.calendar.forms.reminding import ReminderFields
from kesher.calendar.models import Meeting
from kesher.calendar.reminding import reminder_of
from kesher.core import completed_field
from kesher.core.days import shown_date, shown_moment
from kesher.core.moment_field import MomentField, MomentInput
from kesher.core.owned_form import OwnedForm

USUAL = 60
DIGITS = 15
SCOPES = (
    ("this", _("Only this one")),
    ("following", _("This one and those that follow")),
    ("all", _("The whole series")),
)


class ScopeField(forms.ChoiceField):
    """How far a change of a recurring meeting reaches."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Reaches"),
            choices=SCOPES,
            initial="this",
            required=False,
            widget=forms.RadioSelect,
            **options,
        )

    def clean(self, value: Any) -> Any:
        return super().clean(value) or "this"


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Several rows; what cannot be a key at all is left out."""

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or [] if is_key(one)])


def is_key(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


class TimeForm(OwnedForm):
    """A start and an end, typed freely; an hour alone as the end follows the start."""

    starts_at = MomentField(label=_("Start"))
    ends_at = forms.CharField(label=_("End"), required=False, max_length=60, widget=MomentInput())

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("starts_at"):
            if self.is_odd("starts_at", values["starts_at"]):
                return {**values, "starts_at": None}
            values |= self.times(values)
        return values

    def is_odd(self, name: str, moment: datetime) -> bool:
        """Of another age, where calendars end; said at its field."""
        if moment.year in YEARS:
            return False
        self.add_error(name, _("Please check the year."))
        return True

    def times(self, values: dict[str, Any]) -> dict[str, datetime]:
        start, text = values["starts_at"], values.get("ends_at") or ""
        end = None
        if isinstance(text, str) and text:
            end = self.end_of(text, start)
        if values.get("is_all_day"):
            return {"starts_at": midnight(start), "ends_at": midnight(end or start, later=1)}
        return {"starts_at": start, "ends_at": end or start + timedelta(minutes=self.usual(values))}

    def end_of(self, text: str, start: datetime) -> datetime | None:
        try:
            end = MomentField().moment(text, now=timezone.localtime(start))
            return None if self.is_odd("ends_at", end) else end
        except forms.ValidationError as error:
            self.add_error("ends_at", error)
            return None

    def usual(self, values: dict[str, Any]) -> int:
        """Minutes when no end is typed."""
        return values["type"].minutes if values.get("type") else USUAL


def midnight(moment: datetime, *, later: int = 0) -> datetime:
    day = timezone.localtime(moment).date() + timedelta(days=later)
    return timezone.make_aware(datetime.combine(day, time()))


class MeetingForm(RecurrenceFields, ReminderFields, TimeForm):
    anchor_fields = ("starts_at",)
    field_order = ("subject", "type", "starts_at", "ends_at", "is_all_day")
    subject = forms.CharField(label=_("Subject"), max_length=200)
    type: forms.Field = forms.ModelChoiceField(label=_("Meeting type"), queryset=None, required=False)
    is_all_day = forms.BooleanField(label=_("All day"), required=False)
    customer: forms.Field = forms.ModelChoiceField(label=_("Customer"), queryset=None, required=False)
    site: forms.Field = forms.ModelChoiceField(label=_("Site"), queryset=None, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    staff: forms.Field = SeveralField(
        label=_("Staff"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    customers: forms.Field = SeveralField(
        label=_("More customers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label=_("From outside, by e-mail"),
        max_length=600,
        required=False,
        help_text=_("Several with commas between"),
    )
    resource: forms.Field = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Link"), max_length=400, required=False, widget=forms.URLInput, help_text=_("Of a video call")
    )
    branch: forms.Field = forms.ModelChoiceField(label=_("Branch"), queryset=None, required=False)
    scope = ScopeField()
    notes = forms.CharField(
        label=_("Notes"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_private = forms.BooleanField(
        label=_("Private"), required=False, help_text=_("Others see only that the time is taken")
    )

    def __init__(
        self, *args: Any, business: Any, staff: Staff, meeting: Meeting | None = None, **options: Any
    ) -> None:
        super().__init__(*args, business=business, **options)
        self.meeting = meeting
        self.everybody = choosable(business, staff, meeting)
        rows = {
            "type": kept(business.meeting_types, meeting.type_id if meeting else None),
            "resource": kept(business.resources, meeting.resource_id if meeting else None),
            "customer": self.everybody,
            "customers": self.everybody,
            "staff": business.staff.filter(pk__in=[one.pk for one in invitable(business, meeting)]),
            "branch": kept(business.branches, meeting.branch_id if meeting else None),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.fields["site"].queryset = self.sites(business, meeting)  # type: ignore[attr-defined]
        self.leave_out(meeting)

    def sites(self, business: Any, meeting: Meeting | None) -> Any:
        """Those of whom is chosen so far."""
        pk = self["customer"].value()
        chosen = self.everybody.filter(pk=pk) if is_key(pk) else self.everybody.none()
        return kept(business.sites.filter(customer__in=chosen), meeting.site_id if meeting else None)

    @property
    def has_sites(self) -> bool:
        return bool(self["site"].errors) or self.fields["site"].queryset.exists()  # type: ignore[attr-defined]

    @property
    def chosen_site(self) -> Any:
        pk = self["site"].value()
        return self.fields["site"].queryset.filter(pk=pk).first() if is_key(pk) else None  # type: ignore[attr-defined]

    @property
    def only_site(self) -> Any:
        """Where there is nothing to choose."""
        found = self.fields["site"].queryset[:2]  # type: ignore[attr-defined]
        return found[0] if len(found) == 1 else None

    @property
    def follows(self) -> str:
        """The place that follows from the site; one that stands there stays its own."""
        site = self.chosen_site
        return site.address if site and site.address == self["place"].value() else ""

    def leave_out(self, meeting: Meeting | None) -> None:
        """What there is no choice of, and what only a series is asked."""
        if not (meeting and meeting.series_id):
            del self.fields["scope"]
        if meeting and meeting.series_id:
            self.fields["repeats"].choices = [("", _("As it is now")), *REPEATS[1:]]  # type: ignore[attr-defined]
        for name in ("branch", "resource", "type"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    @property
    def customer_name(self) -> str:
        """What stands in the field of the customer."""
        pk = self["customer"].value()
        row = self.everybody.filter(pk=pk).first() if is_key(pk) else None
        return str(row or self.data.get("person", ""))

    @property
    def picked(self) -> list[tuple[int, str]]:
        keys = [pk for pk in self["customers"].value() or [] if is_key(pk)]
        return [(row.pk, str(row)) for row in self.everybody.filter(pk__in=keys)] if keys else []

    def clean_customer(self) -> Any:
        held = self.meeting.customer if self.meeting else None
        return completed_field.meant(self, self.cleaned_data["customer"], held=held, name=held)

    def clean_outside(self) -> list[str]:
        text = self.cleaned_data.get("outside", "").replace(";", ",").replace("\n", ",")
        return [part.strip() for part in text.split(",") if part.strip()]


def choosable(business: Any, staff: Staff, meeting: Meeting | None) -> Any:
    """The customers whom the editor may see, and those who stand in the meeting: what is not offered would be lost."""
    seen = business.customers.visible_to(staff)
    if meeting is None:
        return seen
    held = [meeting.customer_id, *(row.customer_id for row in meeting.participants.all())]
    return seen | business.customers.filter(pk__in=[pk for pk in held if pk])


def invitable(business: Any, meeting: Meeting | None) -> list[Staff]:
    """Who is here, and who takes part already."""
    taking = {row.staff_id for row in meeting.participants.all()} if meeting else set()
    return [one for one in business.staff.all() if one.is_active or one.pk in taking]


def kept(rows: Any, pk: int | None) -> Any:
    """Rows in use, and the one that the meeting has already."""
    return rows.filter(retired_at=None) | rows.filter(pk=pk)


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that stands."""
    people = list(meeting.participants.all())
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    last = end - timedelta(days=1) if meeting.is_all_day else end
    names = ("subject", "contact_name", "is_all_day", "place", "link", "notes", "is_private")
    return {name: getattr(meeting, name) for name in names} | {
        "type": meeting.type_id,
        "customer": meeting.customer_id,
        "site": meeting.site_id,
        "resource": meeting.resource_id,
        "branch": meeting.branch_id,
        "starts_at": shown_date(start) if meeting.is_all_day else shown_moment(start),
        "ends_at": shown_date(last) if meeting.is_all_day else shown_moment(end),
        "staff": [one.staff_id for one in people if one.staff_id],
        "customers": [one.customer_id for one in people if one.customer_id],
        "outside": ", ".join(one.email for one in people if one.email),
        **reminding.shown(reminder_of(meeting), anchor=meeting.starts_at),
    }
