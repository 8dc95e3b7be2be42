"""Settings of a business."""

from django.urls import path

from kesher.businesses.views import (
    activation,
    backups,
    branches,
    details,
    mail,
    overview,
    places,
    roles,
    security,
    staff,
)

app_name = "businesses"
urlpatterns = [
    path("", overview.settings, name="settings"),
    path("details/", details.details, name="details"),
    path("details/logo/", details.logo, name="logo"),
    path("details/logo/change/", details.change_logo, name="change_logo"),
    path("details/logo/remove/", details.remove_logo, name="remove_logo"),
    path("branches/", branches.branches, name="branches"),
    path("branches/add/", branches.add_branch, name="add_branch"),
    path("branches/<int:branch_id>/", branches.change_branch, name="change_branch"),
    path("branches/<int:branch_id>/close/", branches.close_branch, name="close_branch"),
    path("branches/<int:branch_id>/reopen/", branches.reopen_branch, name="reopen_branch"),
    path("staff/", staff.list_staff, name="staff"),
    path("staff/add/", staff.add_staff, name="add_staff"),
    path("staff/<int:staff_id>/", staff.show_staff, name="show_staff"),
    path("staff/<int:staff_id>/edit/", staff.change_staff, name="change_staff"),
    path("staff/<int:staff_id>/identity/", staff.reveal, name="reveal_identity"),
    path("staff/<int:staff_id>/invite/", places.invite, name="invite"),
    path("staff/<int:staff_id>/leave/", places.leave, name="leave"),
    path("staff/<int:staff_id>/bring-back/", places.bring_back, name="bring_back"),
    path("roles/", roles.roles, name="roles"),
    path("roles/add/", roles.add_role, name="add_role"),
    path("roles/<int:role_id>/", roles.change_role, name="change_role"),
    path("roles/<int:role_id>/retire/", roles.retire_role, name="retire_role"),
    path("roles/<int:role_id>/restore/", roles.restore_role, name="restore_role"),
    path("roles/<int:role_id>/reset/", roles.reset_role, name="reset_role"),
    path("mail/", mail.mail, name="mail"),
    path("mail/test/", mail.test_mail, name="test_mail"),
    path("security/", security.security, name="security"),
    path("activation/", activation.activation, name="activation"),
    path("activation/enter/", activation.enter_code, name="enter_code"),
    path("activation/issue/", activation.issue_code, name="issue_code"),
    path("backups/", backups.backups, name="backups"),
    path("backups/make/", backups.make_backup, name="make_backup"),
    path("backups/<str:backup_name>/", backups.download_backup, name="download_backup"),
]
