"""What another kind asks for beyond what the inquiry has."""

from typing import Any

from kesher.core.owned_form import OwnedForm
from kesher.inquiries.forms.inquiry import InquiryForm
from kesher.inquiries.models import Inquiry

ASKED = ("customer", "type", "title", "priority", "target_at", "staff", "team")


class ConvertForm(InquiryForm):
    """The few fields of the new kind; the customer only where none is known."""

    def __init__(self, *args: Any, subject: Inquiry, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = [name for name in ASKED if name != "customer" or not subject.customer_id]
        for name in [*self.fields]:
            if name not in kept:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        return OwnedForm.clean(self)
