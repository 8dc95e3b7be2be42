"""One person: the profile with its boxes, and what happens to a person as a whole."""

from django.urls import path

from kesher.customers.views import (
    adding,
    addresses,
    archiving,
    consent,
    contact,
    converting,
    details,
    disclosing,
    duplicates,
    erasing,
    merging,
    numbers,
    profile,
    put_back,
    relations,
    tags,
)

urlpatterns = [
    # The profile: head, boxes 1 and 2
    path("<int:customer_id>/", profile.profile, name="profile"),
    path("<int:customer_id>/head/", profile.head, name="head_of"),
    path("<int:customer_id>/card/", profile.card, name="card"),
    path("<int:customer_id>/contact/", contact.box, name="contact_of"),
    path("<int:customer_id>/contact/edit/", contact.edit, name="edit_contact"),
    path("<int:customer_id>/invoice/", details.box, name="invoice_of"),
    path("<int:customer_id>/invoice/edit/", details.edit, name="edit_invoice"),
    path("<int:customer_id>/similar/", adding.similar_to, name="similar_to"),
    path("<int:customer_id>/identity/", details.reveal, name="reveal_identity"),
    path("<int:customer_id>/tags/", tags.edit, name="edit_tags"),
    path("<int:customer_id>/consent/", consent.edit, name="edit_consent"),
    path("<int:customer_id>/consent/history/", consent.history, name="consents_of"),
    path("<int:customer_id>/numbers/add/", numbers.add, name="add_number"),
    path("numbers/abilities/", numbers.abilities, name="number_abilities"),
    path("numbers/<int:contact_number_id>/edit/", numbers.edit, name="edit_number"),
    path("numbers/<int:contact_number_id>/remove/", numbers.remove, name="remove_number"),
    path("<int:customer_id>/addresses/add/", addresses.add, name="add_address"),
    path("addresses/<int:address_id>/edit/", addresses.edit, name="edit_address"),
    path("addresses/<int:address_id>/remove/", addresses.remove, name="remove_address"),
    path("<int:customer_id>/relations/add/", relations.add, name="add_relation"),
    path("relations/<int:relation_id>/remove/", relations.remove, name="remove_relation"),
    path("<int:customer_id>/put-back/", put_back.put_back, name="put_back"),
    path("complete/towns/", addresses.towns, name="towns"),
    path("complete/streets/", addresses.streets, name="streets"),
    path("complete/people/", relations.people, name="people"),
    # What happens to a person as a whole
    path("<int:customer_id>/archive/", archiving.archive, name="archive"),
    path("<int:customer_id>/restore/", archiving.restore, name="restore"),
    path("<int:customer_id>/convert/", converting.convert, name="convert"),
    path("<int:customer_id>/convert/undo/", converting.undo, name="undo_conversion"),
    path("<int:customer_id>/erase/", erasing.erase, name="erase"),
    path("<int:customer_id>/personal-data/", disclosing.ask, name="ask_disclosure"),
    path("<int:customer_id>/personal-data/zip/", disclosing.disclose, name="disclose"),
    path("duplicates/", duplicates.report, name="duplicates"),
    path("<int:customer_id>/merge/", merging.choose, name="choose_merge"),
    path("<int:customer_id>/merge/<int:other_customer_id>/", merging.merge, name="merge"),
    path("<int:customer_id>/merge/<int:other_customer_id>/dismiss/", duplicates.dismiss, name="dismiss_pair"),
    path(
        "<int:customer_id>/merge/<int:other_customer_id>/put-back/", duplicates.put_back, name="put_back_pair"
    ),
    path("merges/<int:merge_id>/undo/", merging.undo, name="undo_merge"),
]
