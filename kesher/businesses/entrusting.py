"""Who the whole installation is entrusted to, and so gets at what is of all its businesses: backups, failed work of none.

1. The owner of its first business is entrusted with it; the command line entrusts others and ends it.
2. While there is one business only, whoever holds the right there needs no more.
3. Both are written down in every business that the person works in.
"""

from datetime import datetime

from django.db import transaction

from kesher.businesses import entering
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business, Staff, User


def has_whole(staff: Staff) -> bool:
    return staff.user.is_superuser or Business.objects.count() == 1  # type: ignore[union-attr]


def holders() -> list[str]:
    return list(
        User.objects.filter(is_superuser=True).order_by("username").values_list("username", flat=True)
    )


@transaction.atomic
def entrust(user: User, *, now: datetime) -> None:
    mark(user, is_entrusted=True)
    entering.note(Kind.ENTRUSTED, user, now=now, is_own=False)


@transaction.atomic
def end(user: User, *, now: datetime) -> None:
    mark(user, is_entrusted=False)
    entering.note(Kind.ENTRUSTING_ENDED, user, now=now, is_own=False)


def mark(user: User, *, is_entrusted: bool) -> None:
    user.is_superuser = is_entrusted
    user.save(update_fields=["is_superuser"])
