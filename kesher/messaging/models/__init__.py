from kesher.messaging.models.device import Device
from kesher.messaging.models.notice import Notice
from kesher.messaging.models.sending import Sending

__all__ = ["Device", "Notice", "Sending"]
