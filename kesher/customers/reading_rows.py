"""What one row of a file says of a person.

1. A value that cannot stand in its place (a wrong ID number or e-mail, a day that is none, a stage that the business does
   not have, a text that is too long) never loses the row: the person lands without it, the value goes to a note (of
   an ID number the last digits), and a warning tells of it. So does a value that we have no place for, such as a second
   e-mail, without a warning.
2. Without a name the company's name stands in (then it is a company), else the e-mail, else the phone. A row with
   none of them, and one that the reader of the file could not trust, is a problem and does not land.
3. A full name in one cell: the first word is the first name; "Cohen, Noa" is the other way round; a company's stays whole.
4. The first phone is the main one, the others are further numbers with their labels; those beyond the third stand in the note.
   A number that the numbering plan does not know is kept
   as dialled, with a warning; one that is too short to reach anybody goes to the note (rule 1).
5. A birthday without its year goes to the note. Where a column is American (12/31/1985), all its dates are.
6. The role may stand where the stage does ("customer", "מתעניין").
"""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesher.core import identities, phones
from kesher.core.sheets import phone_labels
from kesher.core.sheets.addresses import split_street
from kesher.core.sheets.columns import PHONES
from kesher.core.typed_days import UnclearDay, birthday_from
from kesher.core.words import folded, isolated
from kesher.customers import custom_fields, reading_names
from kesher.customers.import_fields import GENDERS, LABELS, LONGEST, Lists, Reading, one_line, short
from kesher.customers.models import Role

_NO_YEAR = re.compile(r"\d{1,2}[/. -]\d{1,2}\.?", re.ASCII)
_FIRST_YEAR = 1900
_SPLIT = re.compile(r"[,;|\n]")


def read(
    row: int, values: Mapping[str, str], *, lists: Lists, today: date, month_first: bool = False
) -> Reading:
    """`values` by field, as `sheets.columns.gathered` gives them."""
    reading = Reading(row)
    if values.get("notes"):
        reading.remark(values["notes"])
    remark_phones(reading, values.get("more_phones", ""))
    read_phones(reading, values)
    read_emails(reading, values)
    reading_names.read_name(reading, values)
    reading_names.read_company(reading, values)
    read_identity(reading, values, lists)
    read_person(reading, values, today=today, month_first=month_first)
    read_address(reading, values)
    read_lists(reading, values, lists)
    read_fields(reading, values, lists, today=today)
    return reading


def remark_phones(reading: Reading, lines: str) -> None:
    """Rule 4: each with its label."""
    for line in lines.splitlines():
        label, glue, number = line.rpartition(": ")
        reading.remark(f"{phone_labels.shown(label)}{glue}{number}", source=number)


def read_phones(reading: Reading, values: Mapping[str, str]) -> None:
    """Rule 4."""
    found = []
    for name in PHONES:
        text = values.get(name, "")
        phone = phones.parsed(text) if text else None
        if text and phones.is_too_short(text):
            reading.put_aside(name, text, _("“%(value)s” is no telephone number.") % {"value": short(text)})
        elif phone:
            found.append(phone.e164)
            label = one_line(phone_labels.shown(values.get(f"{name}_label", "")))
            reading.number_labels.setdefault(phone.e164, label[: LONGEST["number_label"]].strip())
            if not phone.is_valid and not phone.e164.startswith("*"):
                reading.warnings.append(
                    _("The numbering plan does not know the phone %(value)s.")
                    % {"value": isolated(short(text))}
                )
    main, *reading.numbers = list(dict.fromkeys(found)) or [""]
    reading.keep("phone", main)


def read_emails(reading: Reading, values: Mapping[str, str]) -> None:
    for name in ("email", "email_2"):
        text = values.get(name, "").strip().lower()
        if text and not is_email(text):
            reading.put_aside(name, text, _("“%(value)s” is no e-mail address.") % {"value": short(text)})
        elif text and "email" in reading.details:
            reading.put_aside(name, text)
        elif text:
            reading.details["email"] = text


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST["email"]


def read_identity(reading: Reading, values: Mapping[str, str], lists: Lists) -> None:
    reading.source_key = values.get("source_id", "").strip()
    if len(reading.source_key) > LONGEST["source_id"]:
        reading.put_aside("source_id", reading.source_key, _("The number in the former system is too long."))
        reading.source_key = ""
    reading.number = values.get("number", "").strip()[:60]
    reading.own_number = values.get("own_number", "").strip()[:60]
    text = values.get("id_number", "") if lists.has_identity else ""
    if text and identities.is_identity(text):
        reading.details["id_number"] = identities.normalised(text)
    elif text:
        # Note and sentence are read by people who may not see ID numbers; whole it stands in the file to mend.
        told = _("The ID number is not right: its check digit does not fit.")
        reading.put_aside("id_number", text, told, shown=identities.masked(text))


def read_person(reading: Reading, values: Mapping[str, str], *, today: date, month_first: bool) -> None:
    reading.keep("job_title", one_line(values.get("job_title", "")))
    gender = values.get("gender", "")
    if gender and folded(gender) in GENDERS:
        reading.details["gender"] = str(GENDERS[folded(gender)])
    elif gender:
        reading.put_aside(
            "gender", gender, _("The gender “%(value)s” is not known.") % {"value": short(gender)}
        )
    if values.get("birthday"):
        read_birthday(reading, values["birthday"].strip(), today=today, month_first=month_first)


def read_birthday(reading: Reading, text: str, *, today: date, month_first: bool) -> None:
    """Rule 5."""
    try:
        found = birthday_from(text.partition(" 00:00")[0], today=today, month_first=month_first)
    except UnclearDay as unclear:
        reading.put_aside("birthday", text, f"{LABELS['birthday']} “{short(text)}”: {unclear.args[0]}")
        return
    if found.year is None or _NO_YEAR.fullmatch(text):
        reading.put_aside(
            "birthday", f"{found.day}/{found.month}", _("The birthday has no year; it stands in the note.")
        )
    elif found.year < _FIRST_YEAR:
        reading.put_aside(
            "birthday", text, _("The birthday “%(value)s” lies too far back.") % {"value": short(text)}
        )
    else:
        reading.details["birthday"] = date(found.year, found.month, found.day)


def read_address(reading: Reading, values: Mapping[str, str]) -> None:
    parts = {
        name: one_line(values.get(name, ""), ", ")
        for name in ("street", "house", "town", "postal_code", "country")
    }
    if parts["street"] and not parts["house"]:
        parts["street"], parts["house"] = split_street(parts["street"])
    if not parts["street"] and not parts["town"]:
        for name, value in parts.items():
            if value:
                reading.put_aside(name, value)
        return
    for name, value in parts.items():
        reading.keep(name, value, place=reading.address)


def read_lists(reading: Reading, values: Mapping[str, str], lists: Lists) -> None:
    tags = (one_line(tag) for tag in _SPLIT.split(values.get("tags", "")))
    for tag in {folded(one): one for one in tags if one}.values():
        if len(tag) <= LONGEST["tags"]:
            reading.tags.append(tag)
        else:
            reading.put_aside("tags", tag, _("The tag “%(value)s” is too long.") % {"value": short(tag)})
    for name in ("branch", "stage", "source"):
        text = one_line(values.get(name, ""))
        found = lists.ids.get(name, {}).get(folded(text))
        role = role_called(text) if name == "stage" else ""
        if text and role:
            reading.role = role
        elif text and found:
            reading.details[f"{name}_id"] = found
        elif text:
            sentence = _("%(field)s “%(value)s” is not in the business's list.")
            reading.put_aside(name, text, sentence % {"field": LABELS[name], "value": short(text)})


def role_called(text: str) -> str:
    """Rule 6."""
    for language in ("he", "en"):
        with override(language):
            found = {folded(str(role.label)): role.value for role in (Role.LEAD, Role.CUSTOMER)}.get(
                folded(text)
            )
        if text and found:
            return found
    return ""


def read_fields(reading: Reading, values: Mapping[str, str], lists: Lists, *, today: date) -> None:
    for key, custom in lists.fields.items():
        text = values.get(f"field:{key}", "")
        try:
            value = custom_fields.stored(custom, text, today=today)
        except custom_fields.Unreadable as unreadable:
            reading.put_aside(custom.name, text, f"{custom.name} “{short(text)}”: {unreadable.args[0]}")
            continue
        if value:
            reading.fields[key] = value
