"""What `kesher doctor` asks about the reactions that happen afterwards."""

from kesher.activity.models import Delivery
from kesher.core import doctor
from kesher.core.doctor import Finding


def deliveries() -> Finding:
    return doctor.none_given_up("deliveries", Delivery.objects.dead().count())


doctor.WITH_DATABASE.append(deliveries)
