"""Inquiries: the handling screen, the five kinds, the technician's day."""

from django.urls import path

from kesher.inquiries.views import customers, exporting, filtering, listing

app_name = "inquiries"
urlpatterns = [
    # The handling screen
    path("", listing.list_inquiries, name="list"),
    path("customers/", customers.list_customers, name="customers"),
    path("filter/", filtering.choose_filters, name="filter"),
    path("columns/", filtering.choose_columns, name="columns"),
    path("export/excel/", exporting.take_excel, name="take_excel"),
    path("export/csv/", exporting.take_csv, name="take_csv"),
]
