"""Inquiries: the handling screen, the five kinds, the technician's day."""

from django.urls import path

from kesher.inquiries.views import (
    adding,
    bulk,
    customers,
    exporting,
    field,
    fieldwork,
    filtering,
    listing,
    notes,
    progressing,
    showing,
    tasks,
    treatments,
)

app_name = "inquiries"
urlpatterns = [
    # The handling screen
    path("", listing.list_inquiries, name="list"),
    path("customers/", customers.list_customers, name="customers"),
    path("customers/<int:customer_id>/", customers.history_of, name="of_customer"),
    path("customers/<int:customer_id>/tasks/", tasks.tasks_of, name="tasks_of"),
    path("filter/", filtering.choose_filters, name="filter"),
    path("columns/", filtering.choose_columns, name="columns"),
    path("export/excel/", exporting.take_excel, name="take_excel"),
    path("export/csv/", exporting.take_csv, name="take_csv"),
    # The technician's phone, and papers
    path("my-day/", fieldwork.my_day, name="my_day"),
    path("<int:inquiry_id>/arrive/", field.arrive, name="arrive"),
    path("<int:inquiry_id>/sign/", field.sign, name="sign"),
    path("<int:inquiry_id>/order/", field.work_order, name="work_order"),
    path("<int:inquiry_id>/report/", field.work_report, name="work_report"),
    path("bulk/assign/", bulk.change, {"verb_key": "assign"}, name="bulk_assign"),
    path("bulk/status/", bulk.change, {"verb_key": "status"}, name="bulk_status"),
    path("bulk/priority/", bulk.change, {"verb_key": "priority"}, name="bulk_priority"),
    path("bulk/target/", bulk.change, {"verb_key": "target"}, name="bulk_target"),
    path("bulk/close/", bulk.change, {"verb_key": "close"}, name="bulk_close"),
    path("bulk/undo/", bulk.undo, name="undo_bulk"),
    # Opening and changing one
    path("<slug:kind>/add/", adding.add, name="add"),
    path("<slug:kind>/add/customer/", adding.customer_facts, name="customer_facts"),
    path("<int:inquiry_id>/edit/", adding.edit, name="edit"),
    # One inquiry
    path("<int:inquiry_id>/", showing.show, name="show"),
    path("<int:inquiry_id>/head/", showing.head, name="head_of"),
    path("<int:inquiry_id>/work/", showing.work, name="work_of"),
    path("<int:inquiry_id>/thread/", showing.thread, name="thread_of"),
    path("<int:inquiry_id>/around/", showing.around, name="around_of"),
    path("<int:inquiry_id>/log/", showing.log, name="log_of"),
    path("<int:inquiry_id>/status/", progressing.choose_status, name="choose_status"),
    path("<int:inquiry_id>/status/set/", progressing.set_status, name="set_status"),
    path("<int:inquiry_id>/percent/", progressing.set_percent, name="set_percent"),
    path("<int:inquiry_id>/close/", progressing.close, name="close"),
    path("<int:inquiry_id>/reopen/", progressing.reopen, name="reopen"),
    path("<int:inquiry_id>/assign/", progressing.assign, name="assign"),
    path("<int:inquiry_id>/notes/add/", notes.add_note, name="add_note"),
    path("<int:inquiry_id>/tick/", tasks.tick, name="tick"),
    path("<int:inquiry_id>/treatments/add/", treatments.add, name="add_treatment"),
    path("treatments/<int:treatment_id>/edit/", treatments.edit, name="edit_treatment"),
    path("treatments/<int:treatment_id>/remove/", treatments.remove, name="remove_treatment"),
    path("treatments/<int:treatment_id>/restore/", treatments.restore, name="restore_treatment"),
    path("notes/<int:inquiry_note_id>/edit/", notes.edit_note, name="edit_note"),
    path("notes/<int:inquiry_note_id>/remove/", notes.remove_note, name="remove_note"),
    path("notes/<int:inquiry_note_id>/restore/", notes.restore_note, name="restore_note"),
]
