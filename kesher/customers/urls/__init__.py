"""Customers of a business."""

from kesher.customers.urls import lists, people, records

app_name = "customers"
urlpatterns = [*lists.urlpatterns, *people.urlpatterns, *records.urlpatterns]
