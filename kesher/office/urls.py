"""Pages that mix domains, and the few outside any business."""

from django.urls import path

from kesher.office.views import dashboard, preferences, search, welcome

app_name = "office"
urlpatterns = [
    path("", welcome.choose_business, name="choose_business"),
    path("language/", preferences.set_language, name="set_language"),
    path("theme/", preferences.set_theme, name="set_theme"),
    path("account/", preferences.account, name="account"),
    path("b/<slug:business_slug>/", dashboard.dashboard, name="dashboard"),
    path("b/<slug:business_slug>/search/", search.search, name="search"),
]
