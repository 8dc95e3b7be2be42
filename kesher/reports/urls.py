"""Reports."""

from django.urls import path

from kesher.reports.views import reports, saved, taking

app_name = "reports"
urlpatterns = [
    path("", reports.home, name="home"),
    path("<slug:report_key>/", reports.show, name="show"),
    path("<slug:report_key>/rows/", reports.rows, name="rows"),
    path("<slug:report_key>/filters/", reports.choose, name="choose"),
    path("<slug:report_key>/views/add/", saved.add, name="add_view"),
    path("<slug:report_key>/views/<int:saved_view_id>/edit/", saved.edit, name="edit_view"),
    path("<slug:report_key>/views/<int:saved_view_id>/remove/", saved.remove, name="remove_view"),
    path("<slug:report_key>/views/restore/", saved.restore, name="restore_view"),
    path("<slug:report_key>/excel/", taking.take_excel, name="take_excel"),
    path("<slug:report_key>/pdf/", taking.take_pdf, name="take_pdf"),
]
