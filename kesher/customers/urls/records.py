"""What is written about a person, and where work is done."""

from django.urls import path

from kesher.customers.views import (
    activity,
    equipping,
    files,
    injuries,
    notes,
    sites,
)

urlpatterns = [
    # the record: notes, files, injuries, log
    path("<int:customer_id>/notes/", notes.notes_of, name="notes_of"),
    path("<int:customer_id>/notes/add/", notes.add_note, name="add_note"),
    path("notes/<int:note_id>/edit/", notes.edit_note, name="edit_note"),
    path("notes/<int:note_id>/pin/", notes.pin_note, name="pin_note"),
    path("notes/<int:note_id>/remove/", notes.remove_note, name="remove_note"),
    path("notes/<int:note_id>/restore/", notes.restore_note, name="restore_note"),
    path("<int:customer_id>/files/", files.files_of, name="files_of"),
    path("<int:customer_id>/files/upload/", files.upload_files, name="upload_files"),
    path("files/<int:customer_file_id>/", files.show_file, name="show_file"),
    path("files/<int:customer_file_id>/download/", files.download_file, name="download_file"),
    path("files/<int:customer_file_id>/small/", files.thumbnail, name="thumbnail"),
    path("files/<int:customer_file_id>/edit/", files.edit_file, name="edit_file"),
    path("files/<int:customer_file_id>/remove/", files.remove_file, name="remove_file"),
    path("files/<int:customer_file_id>/restore/", files.restore_file, name="restore_file"),
    path("<int:customer_id>/injuries/", injuries.injuries_of, name="injuries_of"),
    path("<int:customer_id>/injuries/show/", injuries.show_injuries, name="show_injuries"),
    path("<int:customer_id>/injuries/add/", injuries.add_injury, name="add_injury"),
    path("injuries/<int:injury_id>/edit/", injuries.edit_injury, name="edit_injury"),
    path("injuries/<int:injury_id>/end/", injuries.end_injury, name="end_injury"),
    path("injuries/<int:injury_id>/remove/", injuries.remove_injury, name="remove_injury"),
    path("injuries/<int:injury_id>/restore/", injuries.restore_injury, name="restore_injury"),
    path("<int:customer_id>/activity/", activity.activity_of, name="activity_of"),
    # Where work is done, and what stands there
    path("<int:customer_id>/sites/", sites.sites_of, name="sites_of"),
    path("<int:customer_id>/sites/add/", sites.add_site, name="add_site"),
    path("sites/<int:site_id>/edit/", sites.edit_site, name="edit_site"),
    path("sites/<int:site_id>/retire/", sites.retire_site, name="retire_site"),
    path("sites/<int:site_id>/restore/", sites.restore_site, name="restore_site"),
    path("<int:customer_id>/equipment/add/", equipping.add_equipment, name="add_equipment"),
    path("equipment/<int:equipment_id>/edit/", equipping.edit_equipment, name="edit_equipment"),
    path("equipment/<int:equipment_id>/retire/", equipping.retire_equipment, name="retire_equipment"),
    path("equipment/<int:equipment_id>/restore/", equipping.restore_equipment, name="restore_equipment"),
]
