from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.customer import Customer
from kesher.customers.models.lists import ListRow


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    LONG_TEXT = "long-text", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YES_NO = "yes-no", _("Yes or no")
    CHOICE = "choice", _("Choice from a list")


class CustomField(ListRow):
    """A field that the business added; shown in the second box of the profile (A068-A069)."""

    reached_as = "custom_fields"
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind.choices, default=FieldKind.TEXT)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    is_in_list = models.BooleanField(_("can be a column and a filter of the list"), default=False)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="custom_field_name_once")]


class FieldValue(Owned):
    """The value as text: numbers as digits, dates in ISO form, yes as 1."""

    reached_as = "field_values"
    customer = OwnedKey(Customer, models.CASCADE, related_name="field_values")
    field = OwnedKey(CustomField, models.PROTECT, related_name="values")
    value = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "customer", "field"], name="one_value_per_field")
        ]
        indexes = [models.Index(fields=["business", "field", "customer"], name="value_of_field")]

    def __str__(self) -> str:
        return self.value[:60]


class SavedView(Owned):
    """A list's filters, columns and order under a name; `staff` null: everybody's."""

    reached_as = "saved_views"
    name = models.CharField(_("name"), max_length=60)
    list_key = models.CharField(max_length=40)
    """whose list it is: "customers", or that of a higher app"""
    query = models.TextField(blank=True)
    """the address's query string"""
    staff = OwnedKey("businesses.Staff", models.CASCADE, null=True, related_name="saved_views")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("saved view")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "list_key", "staff", "name"], name="saved_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["business", "list_key", "name"],
                condition=models.Q(staff=None),
                name="saved_view_shared_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
