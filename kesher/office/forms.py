from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import User
from kesher.core.owned_form import say_limits
from kesher.core.refusals import Refused

BACKEND = "kesher.businesses.accounts.Backend"
"""signs in whoever has just made an account"""
NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class PlainForm(forms.Form):
    """A form outside any business."""

    def full_clean(self) -> None:
        say_limits(self.fields.values())
        super().full_clean()

    def explain(self, refused: Refused) -> None:
        for problem in refused.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.sentence))


class AccountForm(PlainForm):
    """A new account: user name and a password that is hard to guess."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=NEW,
        help_text=_("At least 12 characters; a few words in a row are easy to remember."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        user = User(username=self.cleaned_data.get("username", ""), email=self.cleaned_data.get("email", ""))
        password_validation.validate_password(password, user)
        return password


class AddressForm(PlainForm):
    """The new address that this user wants to sign in with."""

    email = forms.EmailField(
        label=_("New address"),
        max_length=254,
        help_text=_("A message with a link goes there; the address changes when the link is opened."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == self.user.email.lower():
            raise forms.ValidationError(_("This is the address you sign in with already."))
        return email


class ClaimForm(AccountForm):
    """The first run: the token, the business, its owner."""

    token = forms.CharField(
        label=_("Setup token"), help_text=_("It stands in the terminal where Kesher was started.")
    )
    name = forms.CharField(label=_("Name of the business"), max_length=120)
    slug = forms.CharField(
        label=_("Address"),
        max_length=40,
        help_text=_("Small Latin letters, digits and hyphens: it stands in the links."),
    )
    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"))
    field_order = ["token", "name", "slug", "first_name", "last_name", "email", "username", "password"]

    def clean_slug(self) -> str:
        return str(slugify(self.cleaned_data["slug"]))

    def facts(self) -> dict[str, Any]:
        """What the claim asks for."""
        kept = self.cleaned_data
        owner = {name: kept[name] for name in ("username", "first_name", "last_name", "email")}
        business = {name: kept[name] for name in ("name", "slug")}
        return {"given": kept["token"], "business": business, "owner": owner, "password": kept["password"]}
