"""What one row of a file calls the person: rules 2 and 3 of `reading_rows`."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from kesher.core import identities, phones
from kesher.customers.import_fields import Reading, one_line, short

_COMPANY = re.compile(r'בע["״\'׳]{0,2}מ|\bltd\b\.?|\binc\b\.?|\bllc\b|ע["״]ר$', re.IGNORECASE)


def read_name(reading: Reading, values: Mapping[str, str]) -> None:
    """Rules 2 and 3."""
    first, last, whole = (one_line(values.get(name, "")) for name in ("first_name", "last_name", "full_name"))
    company = one_line(values.get("company", ""))
    if not (first or last) and whole:
        if is_company_name(whole) or whole == company:
            reading.details["is_company"] = True
            first = whole
        else:
            first, last = parted(whole)
    if not (first or last) and company:
        reading.details["is_company"] = True
        first = company
    if not (first or last):
        first = stand_in(reading)
    reading.keep("first_name", first or last)
    reading.keep("last_name", last if first else "")
    if not (first or last):
        reading.problem = _("The row has no name, company, e-mail or phone.")


def parted(whole: str) -> tuple[str, str]:
    if "," in whole:
        last, first = (part.strip() for part in whole.split(",", 1))
        return (first, last) if first else (last, "")
    first, _space, last = whole.partition(" ")
    return first, last


def stand_in(reading: Reading) -> str:
    found = str(reading.details.get("email", "")) or phones.shown(reading.details.get("phone", ""))
    if found:
        reading.warnings.append(
            _("There is no name; “%(value)s” stands in for it.") % {"value": short(found)}
        )
    return found


def is_company_name(text: str) -> bool:
    return bool(_COMPANY.search(text))


def read_company(reading: Reading, values: Mapping[str, str]) -> None:
    """With its number the company is who the invoice is made out to; without, it is noted."""
    company, number = one_line(values.get("company", "")), values.get("company_number", "")
    is_right = identities.is_identity_number(number)
    if number and is_right:
        reading.details["invoice_tax_number"] = identities.normalised(number)
    elif number:
        sentence = _("The company number “%(value)s” is not right: its check digit does not fit.")
        reading.put_aside("company_number", number, sentence % {"value": short(number)})
    invoice = one_line(values.get("invoice_name", "")) or (company if number and is_right else "")
    reading.keep("invoice_name", invoice)
    if company and company != invoice and not reading.details.get("is_company"):
        reading.put_aside("company", company)
