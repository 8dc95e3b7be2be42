"""The site map: what is open, accounts, and everything of a business below its slug."""

from django.urls import include, path

from kesher.core import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("kesher.office.urls")),
    path("accounts/", include("allauth.urls")),
    path("b/<slug:business_slug>/customers/", include("kesher.customers.urls")),
    path("b/<slug:business_slug>/settings/", include("kesher.businesses.urls")),
]
handler403 = "kesher.office.views.failures.forbidden"
handler404 = "kesher.office.views.failures.not_found"
handler500 = "kesher.office.views.failures.broken"
