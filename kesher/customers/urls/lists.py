"""Many people: the list, one change for many, files that bring people in."""

from django.urls import path

from kesher.customers.views import (
    adding,
    bulk,
    exporting,
    filtering,
    import_rows,
    importing,
    listing,
    saved_views,
)

urlpatterns = [
    path("", listing.list_customers, name="list"),
    # The list: filters, columns, saved views, one change for many, taking it away
    path("filter/", filtering.choose_filters, name="filter"),
    path("columns/", filtering.choose_columns, name="columns"),
    path("views/add/", saved_views.add, name="add_view"),
    path("views/<int:saved_view_id>/edit/", saved_views.edit, name="edit_view"),
    path("views/<int:saved_view_id>/remove/", saved_views.remove, name="remove_view"),
    path("views/restore/", saved_views.restore, name="restore_view"),
    path("bulk/tag/", bulk.change, {"verb_key": "tag"}, name="bulk_tag"),
    path("bulk/untag/", bulk.change, {"verb_key": "untag"}, name="bulk_untag"),
    path("bulk/stage/", bulk.change, {"verb_key": "stage"}, name="bulk_stage"),
    path("bulk/branch/", bulk.change, {"verb_key": "branch"}, name="bulk_branch"),
    path("bulk/manager/", bulk.change, {"verb_key": "manager"}, name="bulk_manager"),
    path("bulk/archive/", bulk.change, {"verb_key": "archive"}, name="bulk_archive"),
    path("bulk/restore/", bulk.change, {"verb_key": "restore"}, name="bulk_restore"),
    path("bulk/undo/", bulk.undo, name="undo_bulk"),
    path("export/excel/", exporting.take_excel, name="take_excel"),
    path("export/csv/", exporting.take_csv, name="take_csv"),
    path("add/", adding.add, name="add"),
    path("add/similar/", adding.similar, name="similar"),
    # Bringing people in from a file
    path("imports/", importing.imports, name="imports"),
    path("imports/new/", importing.upload, name="import"),
    path("imports/<int:import_id>/", importing.run, name="import_run"),
    path("imports/<int:import_id>/columns/", importing.columns, name="import_columns"),
    path("imports/<int:import_id>/preview/", importing.preview, name="import_preview"),
    path("imports/<int:import_id>/totals/", importing.totals, name="import_totals"),
    path("imports/<int:import_id>/start/", importing.start, name="import_start"),
    path("imports/<int:import_id>/discard/", importing.discard, name="import_discard"),
    path("imports/<int:import_id>/undo/", importing.undo, name="import_undo"),
    path("imports/<int:import_id>/to-mend/excel/", import_rows.take_excel, name="import_excel"),
    path("imports/<int:import_id>/to-mend/csv/", import_rows.take_csv, name="import_csv"),
]
