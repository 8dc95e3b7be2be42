"""Service contracts: the list, entry, one contract."""

from django.urls import path

from kesher.contracts.views import contract, editing, ending, listing

app_name = "contracts"
urlpatterns = [
    path("", listing.list_contracts, name="list"),
    path("export/excel/", listing.take_excel, name="take_excel"),
    path("add/", editing.add, name="add"),
    path("clause/", editing.clause, name="clause"),
    path("of/<int:customer_id>/", contract.of_customer, name="of_customer"),
    path("<int:contract_id>/", contract.show, name="show"),
    path("<int:contract_id>/edit/", editing.edit, name="edit"),
    path("<int:contract_id>/renew/", ending.renew, name="renew"),
    path("<int:contract_id>/cancel/", ending.cancel, name="cancel"),
    path("<int:contract_id>/take-back/", ending.take_back, name="take_back"),
]
