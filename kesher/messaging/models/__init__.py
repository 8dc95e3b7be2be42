from kesher.messaging.models.device import Device
from kesher.messaging.models.notice import Notice

__all__ = ["Device", "Notice"]
