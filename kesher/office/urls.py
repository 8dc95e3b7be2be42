"""Pages that mix domains, and the few outside any business."""

from django.urls import path

from kesher.office.views import (
    dashboard,
    failed_work,
    gallery,
    invitation,
    lists,
    log,
    my_day,
    own_address,
    preferences,
    search,
    setup,
    welcome,
)

app_name = "office"
urlpatterns = [
    path("", welcome.choose_business, name="choose_business"),
    path("language/", preferences.set_language, name="set_language"),
    path("theme/", preferences.set_theme, name="set_theme"),
    path("account/", preferences.account, name="account"),
    path("accounts/email/", own_address.own_address, name="own_address"),  # before the library's page
    path("account/address/<str:token>/", own_address.confirm_address, name="confirm_address"),
    path("account/sessions/<int:session_id>/end/", preferences.end_session, name="end_session"),
    path("setup/", setup.setup, name="setup"),
    path("invitation/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
    path("invitation/<str:token>/take/", invitation.take_place, name="take_place"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("b/<slug:business_slug>/", dashboard.dashboard, name="dashboard"),
    path("b/<slug:business_slug>/my-day/", my_day.show, name="my_day"),
    path("b/<slug:business_slug>/search/", search.search, name="search"),
    path("b/<slug:business_slug>/log/", log.log, name="log"),
    path("b/<slug:business_slug>/log/export/", log.export_log, name="export_log"),
    path("b/<slug:business_slug>/failed-work/", failed_work.failed_work, name="failed_work"),
    path(
        "b/<slug:business_slug>/failed-work/deliveries/<int:delivery_id>/run/",
        failed_work.run_delivery_again,
        name="run_delivery_again",
    ),
    path(
        "b/<slug:business_slug>/failed-work/jobs/<uuid:job_id>/run/",
        failed_work.run_job_again,
        name="run_job_again",
    ),
    path("b/<slug:business_slug>/settings/lists/", lists.lists, name="lists"),
    path("b/<slug:business_slug>/settings/lists/<slug:list_key>/", lists.list_rows, name="list_rows"),
    path("b/<slug:business_slug>/settings/lists/<slug:list_key>/add/", lists.add_row, name="add_row"),
    path(
        "b/<slug:business_slug>/settings/lists/<slug:list_key>/<int:row_id>/",
        lists.change_row,
        name="change_row",
    ),
    path(
        "b/<slug:business_slug>/settings/lists/<slug:list_key>/<int:row_id>/retire/",
        lists.retire_row,
        name="retire_row",
    ),
    path(
        "b/<slug:business_slug>/settings/lists/<slug:list_key>/<int:row_id>/restore/",
        lists.restore_row,
        name="restore_row",
    ),
    path(
        "b/<slug:business_slug>/settings/lists/<slug:list_key>/<int:row_id>/remove/",
        lists.remove_row,
        name="remove_row",
    ),
    path(
        "b/<slug:business_slug>/settings/lists/<slug:list_key>/<int:row_id>/move/",
        lists.move_row,
        name="move_row",
    ),
]
