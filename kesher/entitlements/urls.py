"""Balances and their statements."""

from django.urls import path

from kesher.entitlements.views import statements

app_name = "entitlements"
urlpatterns = [
    path("<int:customer_id>/", statements.statement, name="statement"),
    path("lots/<int:lot_id>/adjust/", statements.adjust, name="adjust"),
]
