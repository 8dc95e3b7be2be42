from enum import StrEnum
class Kind(StrEnum):
    LIST_EXPORTED = "inquiry.list-exported"
