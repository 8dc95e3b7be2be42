"""For each object parameter of an address, a maker of such a row; `None` marks a parameter that is no tenant row."""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.activity.models import Delivery, DeliveryState
from kesher.contracts import clauses
from kesher.customers import converting
from kesher.inquiries import merging, recurring
from tests import make

_days = count(400, 2)
PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Part:
    text: str
    name: str


def parameters(route):
    return [Part(match[0], match[1]) for match in PART.finditer(route) if match[1] != "business_slug"]


def now():
    return timezone.now()


def today():
    return timezone.localdate()


def another(business):
    """A second person of the same business."""
    return make.customer(business, first_name="Tamar", last_name=f"Levi{uuid.uuid4().hex[:6]}")


def note(business, customer, staff):
    return business.customer_notes.create(
        customer=customer, text="Prefers mornings", author=staff, created_at=now()
    )


def customer_file(business, customer, staff):
    made = business.customer_files.model(
        business=business, customer=customer, name="a.txt", content_type="text/plain", size=5, sha256="0" * 64,
        uploaded_by=staff, uploaded_at=now(),
    )  # fmt: skip
    made.content.save("a.txt", ContentFile(b"hello"))
    return made


def injury(business, customer, staff):
    return business.injuries.create(
        customer=customer, title="Knee", starts_on=today(), author=staff, created_at=now()
    )


def contact_number(business, customer, staff):
    return business.contact_numbers.create(customer=customer, phone="+972501234567", label="Office")


def address(business, customer, staff):
    return business.addresses.create(customer=customer, town="חיפה", street="הרצל", house="1")


def relation(business, customer, staff):
    return business.relations.create(customer=customer, other=another(business), kind="family")


def saved_view(business, customer, staff):
    return business.saved_views.create(
        name=f"View {uuid.uuid4().hex[:6]}", query="role=lead", staff=staff, list_key="customers"
    )


def merge(business, customer, staff):
    return business.merges.create(
        survivor=customer, merged=another(business), staff=staff, undo={}, merged_at=now()
    )


def conversion(business, customer, staff):
    undo = {"before": converting.snapshot(customer), "after": converting.snapshot(customer)}
    return business.conversions.create(customer=customer, staff=staff, undo=undo, converted_at=now())


def import_run(business, customer, staff):
    made = business.imports.model(
        business=business, file_name="people.csv", staff=staff, created_at=now(), rows_total=1
    )
    made.content.save("people.csv", ContentFile("שם פרטי,שם משפחה,טלפון\nנועה,כהן,0541234567\n".encode()))
    return made


def delivery(business, customer, staff):
    return Delivery.objects.create(
        business_id=business.pk, entry_id=int(now().timestamp() * 1000), reaction="a.reaction",
        state=DeliveryState.DEAD, problem="ValueError", created_at=now(),
    )  # fmt: skip


def dead_job(business, customer, staff):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {"business_id": business.pk}}, priority=0, backend_name="default",
        task_path="kesher.customers.tasks.carry_on_import", status=TaskResultStatus.FAILED,
        finished_at=now(), worker_ids=["gone"], exception_class_path="builtins.ValueError", traceback="",
    )  # fmt: skip


def reminder_copy(business, customer, staff):
    return make.reminder(customer, staff).copies.get()


def absence(business, customer, staff):
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    start += timedelta(days=next(_days))
    return make.absence(business, staff, starts_at=start, ends_at=start + timedelta(days=1))


def version(business, customer, staff):
    """Of a branch that nobody works in: the calendar of the business stays."""
    return business.calendar_versions.create(
        number=next(_days),
        branch=make.branch(business),
        starts_on=today() + timedelta(days=9),
        created_at=now(),
    )


def special_day(business, customer, staff):
    day = today() + timedelta(days=next(_days))
    return business.special_days.create(day=day, name="Inventory", created_at=now())


def contract(business, customer, staff):
    terms = {**clauses.defaults("hour-bank"), "hours": 10}
    return make.contract(customer, is_draft=True, clauses=[make.bank(**terms)])


def call(business, customer, staff):
    return make.inquiry(business, kind="service-call", customer=customer, by=staff, staff=[staff])


def treatment(business, customer, staff):
    kind = business.treatment_types.filter(sub_type="parts").first()
    return business.treatments.create(
        inquiry=call(business, customer, staff), type=kind, status=kind.status, item="Switch", performed_at=now(),
        created_at=now(),
    )  # fmt: skip


def inquiry_note(business, customer, staff):
    return business.inquiry_notes.create(
        inquiry=call(business, customer, staff), text="Called back", author=staff, created_at=now()
    )


def inquiry_file(business, customer, staff):
    made = business.inquiry_files.model(
        business=business, inquiry=call(business, customer, staff), name="a.txt", content_type="text/plain", size=5,
        sha256="0" * 64, uploaded_by=staff, uploaded_at=now(),
    )  # fmt: skip
    made.content.save("a.txt", ContentFile(b"hello"))
    return made


def checklist_item(business, customer, staff):
    return business.checklist_items.create(inquiry=call(business, customer, staff), text="Take a picture")


def inquiry_link(business, customer, staff):
    first, second = (call(business, customer, staff) for _side in range(2))
    return business.inquiry_links.create(first=first, second=second)


def inquiry_merge(business, customer, staff):
    survivor, merged = (call(business, customer, staff) for _side in range(2))
    return merging.merge(survivor, merged, by=staff, now=now())


def inquiry_series(business, customer, staff):
    inquiry = make.inquiry(
        business, kind="task", customer=customer, by=staff, staff=[staff], target_at=now(),
        priority=business.priorities.first(),
    )  # fmt: skip
    return recurring.start(inquiry, rule="FREQ=WEEKLY", by=staff, now=now())


MAKERS = {
    "customer_id": lambda business, customer, staff: customer,
    "other_customer_id": lambda business, customer, staff: another(business),
    "note_id": note,
    "customer_file_id": customer_file,
    "injury_id": injury,
    "contact_number_id": contact_number,
    "address_id": address,
    "relation_id": relation,
    "saved_view_id": saved_view,
    "merge_id": merge,
    "conversion_id": conversion,
    "import_id": import_run,
    "delivery_id": delivery,
    "job_id": dead_job,
    "staff_id": lambda business, customer, staff: staff,
    "branch_id": lambda business, customer, staff: make.branch(business),
    "role_id": lambda business, customer, staff: business.roles.get(key="technician"),
    "meeting_id": lambda business, customer, staff: make.meeting(
        business, by=staff, staff=[staff], customer=customer
    ),
    "row_id": lambda business, customer, staff: business.stages.first(),
    "notice_id": lambda business, customer, staff: make.notice(staff, key=uuid.uuid4().hex),
    "device_id": lambda business, customer, staff: make.device(
        staff, endpoint=f"https://fcm.googleapis.com/{uuid.uuid4().hex}"
    ),
    "reminder_copy_id": reminder_copy,
    "site_id": lambda business, customer, staff: make.site(customer),
    "equipment_id": lambda business, customer, staff: make.equipment(customer),
    "contract_id": contract,
    "lot_id": lambda business, customer, staff: make.lot(customer),
    "inquiry_id": call,
    "treatment_id": treatment,
    "inquiry_note_id": inquiry_note,
    "inquiry_file_id": inquiry_file,
    "checklist_item_id": checklist_item,
    "inquiry_link_id": inquiry_link,
    "inquiry_merge_id": inquiry_merge,
    "inquiry_series_id": inquiry_series,
    "absence_id": absence,
    "version_id": version,
    "special_day_id": special_day,
    "business_id": lambda business, customer, staff: business,
    "kind": None,
    "list_key": None,
    "report_key": None,
    "backup_name": None,
    "session_id": None,
    "token": None,
}


def made(business, customer, staff):
    """{parameter: id} with a fresh row of each model in this business."""
    ids = {}
    for name, maker in MAKERS.items():
        row = maker(business, customer, staff) if maker else WORDS[name]
        ids[name] = getattr(row, "pk", row)
    return ids


WORDS: dict[str, str] = {
    "list_key": "stages",
    "report_key": "inquiries",
    "backup_name": "kesher-20261122T120000Z.tar.gz",
    "session_id": "1",
    "token": "1-invented",
    "kind": "task",
}
"""what stands for a parameter that is no row"""
