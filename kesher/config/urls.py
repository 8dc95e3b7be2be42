"""The site map: what is open, accounts, and everything of a business below its slug."""

from django.urls import include, path

from kesher.calendar.views.feeding import diary_feed
from kesher.core import health
from kesher.messaging.views.worker import worker

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("worker.js", worker, name="worker"),
    path("feeds/<int:business_id>/<str:token>.ics", diary_feed, name="diary_feed"),
    path("", include("kesher.office.urls")),
    path("accounts/", include("allauth.urls")),
    path("b/<slug:business_slug>/customers/", include("kesher.customers.urls")),
    path("b/<slug:business_slug>/diary/", include("kesher.calendar.urls")),
    path("b/<slug:business_slug>/entitlements/", include("kesher.entitlements.urls")),
    path("b/<slug:business_slug>/contracts/", include("kesher.contracts.urls")),
    path("b/<slug:business_slug>/inquiries/", include("kesher.inquiries.urls")),
    path("b/<slug:business_slug>/reports/", include("kesher.reports.urls")),
    path("b/<slug:business_slug>/notices/", include("kesher.messaging.urls")),
    path("b/<slug:business_slug>/settings/", include("kesher.businesses.urls")),
]
handler403 = "kesher.office.views.failures.forbidden"
handler404 = "kesher.office.views.failures.not_found"
handler500 = "kesher.office.views.failures.broken"
