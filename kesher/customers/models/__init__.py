from kesher.customers.models.contact import (
    Address,
    Channel,
    Consent,
    ContactNumber,
    Purpose,
    Relation,
    RelationKind,
)
from kesher.customers.models.custom_field import CustomField, FieldKind, FieldValue, SavedView
from kesher.customers.models.customer import Customer, CustomerTag, Role, RoleKind, RolePeriod
from kesher.customers.models.equipment import Equipment, Site
from kesher.customers.models.lists import Colour, Source, Stage, StageGroup, Tag
from kesher.customers.models.movement import Conversion, DismissedPair, Import, ImportRow, ImportState, Merge
from kesher.customers.models.record import CustomerFile, Injury, Note

__all__ = [
    "Address",
    "Channel",
    "Colour",
    "Consent",
    "ContactNumber",
    "Conversion",
    "CustomField",
    "Customer",
    "CustomerFile",
    "CustomerTag",
    "DismissedPair",
    "Equipment",
    "FieldKind",
    "FieldValue",
    "Import",
    "ImportRow",
    "ImportState",
    "Injury",
    "Merge",
    "Note",
    "Purpose",
    "Relation",
    "RelationKind",
    "Role",
    "RoleKind",
    "RolePeriod",
    "SavedView",
    "Site",
    "Source",
    "Stage",
    "StageGroup",
    "Tag",
]
