from django.db import models

from kesher.core.owning import Owned


class Counter(Owned):
    """The last number given in one series of the business (customers, inquiries, documents …)."""

    reached_as = "counters"
    series = models.CharField(max_length=40)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "series"], name="one_counter_per_series")]

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
