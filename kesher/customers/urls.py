"""Customers of a business."""

from django.urls import path

from kesher.customers.views import adding, listing

app_name = "customers"
urlpatterns = [
    path("", listing.list_customers, name="list"),
    path("add/", adding.add, name="add"),
]
