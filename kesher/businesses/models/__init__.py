from kesher.businesses.models.activation import Activation
from kesher.businesses.models.branch import Branch
from kesher.businesses.models.business import Business
from kesher.businesses.models.counter import Counter
from kesher.businesses.models.role import Role
from kesher.businesses.models.staff import Invitation, Staff, StaffBranch, StaffRole
from kesher.businesses.models.user import User

__all__ = [
    "Activation",
    "Branch",
    "Business",
    "Counter",
    "Invitation",
    "Role",
    "Staff",
    "StaffBranch",
    "StaffRole",
    "User",
]
