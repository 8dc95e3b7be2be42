from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned


class Activation(Owned):
    """An activation code that was entered: which modules it opens and until when (R010-R014)."""

    reached_as = "activations"
    code = models.TextField(_("activation code"))
    modules = models.JSONField(default=list)
    expires_on = models.DateField()
    """the last day on which the modules can be worked in"""
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("activation")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{', '.join(self.modules)} – {self.expires_on}"
