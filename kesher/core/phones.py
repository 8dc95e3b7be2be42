"""Telephone numbers: read in any format, shown in one, found by any part.

1. Israel is assumed where no country is given; what Israelis type (050-2345678, 03 501 2345, 972-54…, 00972…,
   a number that lost its leading zero in Excel) is understood.
2. A number that the numbering plan does not know, a short code (*6050) or a local number is kept as dialled and is
   not valid: worth a warning, never a refusal. Only text without three digits is no telephone number at all.
3. Search compares digits only: `stored_digits` holds the national and the international form, `digits_for_search`
   is a part of one of them, whichever way it was typed. Where only the international form is kept, as in the log, what
   starts with the zero is looked for in its `international` form too.
"""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_LONGEST = 60
_LONGEST_DIALLED = 20
_FEWEST = 3
_WITH_COUNTRY = 12
_ISRAEL = 972
_SHORTEST_NATIONAL = 8
_KEPT = re.compile(r"\+[1-9]\d{6,14}")
_OURS = re.compile(r"\+972([57]\d{8}|[23489]\d{7}|1\d{6,9})")
_NATIONAL = re.compile(r"0[1-9]\d+")
_SHORT_CODE = re.compile(r"\*\d{3,6}")
_SEPARATOR = re.compile(r"\s*(?::::|[/;|\n]|,(?!\s*ext)|\s(?:או|or)\s)\s*")
_SHORTEST_OF_SEVERAL = 7
_ISRAELI_MOBILE_LENGTH = 13


@dataclass(frozen=True, slots=True)
class Phone:
    """`e164` is the number to dial: +9725…, or the digits (with *) as typed when it is not an international number."""

    e164: str
    shown: str
    is_mobile: bool
    is_valid: bool
    is_possible: bool = True
    """its length fits its beginning"""


def parsed(text: str, region: str = "IL") -> Phone | None:
    """The number in the text, or None when it holds no telephone number (rule 2)."""
    plain = _ascii_digits(text).strip()
    if len(plain) > _LONGEST or len(_digits(plain)) < _FEWEST:
        return None
    dialled = re.sub(r"(?<=.)\+", "", re.sub(r"[^0-9*#+]", "", plain))
    return _in_plan(plain, region) or _in_plan(dialled, region) or _as_dialled(dialled)


def is_odd(text: str) -> bool:
    """Nobody can be dialled so: the length does not fit the beginning. A short code (*6050) can."""
    phone = parsed(text)
    if phone and phone.is_possible:
        return phone.e164.startswith("+972") and not _OURS.fullmatch(phone.e164)
    return bool(text) and not (phone and _SHORT_CODE.fullmatch(phone.e164))


def is_too_short(text: str) -> bool:
    """Digits that reach nobody from anywhere: not even a local number, and no short code."""
    phone = parsed(text)
    return phone is None or (is_odd(text) and len(_digits(phone.e164)) < _SHORTEST_OF_SEVERAL)


def several(text: str) -> list[str]:
    """The numbers written in one cell, apart: `050-2345678 / 03-5012345`, `a ::: b`."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if all(len(_digits(part)) >= _SHORTEST_OF_SEVERAL for part in parts):
        return parts
    return [text.strip()] if ":::" not in text else parts


def stored_digits(e164: str) -> str:
    """What is kept for search: the national form and the international one, digits only."""
    digits = _digits(e164)
    return f"0{digits[3:]} {digits}" if e164.startswith("+972") else digits


def digits_for_search(text: str) -> str:
    """The digits to look for in `stored_digits`; empty when the text holds letters or no digit."""
    plain = _ascii_digits(text)
    if any(letter.isalpha() for letter in plain):
        return ""
    digits = re.sub(r"^00(?=[1-9])", "", _digits(plain))
    international = len(digits) >= _WITH_COUNTRY or "+" in plain or _digits(plain).startswith("00")
    return re.sub(r"^9720", "972", digits) if international else digits


def international(digits: str) -> str:
    """The same beginning of a number of ours with the country instead of the zero; empty where it has none."""
    return f"972{digits[1:]}" if _NATIONAL.fullmatch(digits) else ""


def _phone(number: PhoneNumber, region: str) -> Phone:
    home = phonenumbers.country_code_for_region(region) == number.country_code
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        shown=phonenumbers.format_number(number, style),
        is_mobile=phonenumbers.number_type(number) in _MOBILE,
        is_valid=phonenumbers.is_valid_number(number),
    )


def _in_plan(text: str, region: str) -> Phone | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if "*" in text or "#" in text or not phonenumbers.is_possible_number(number) or _is_local(number):
        return None
    return _phone(number, region)


def _as_dialled(dialled: str) -> Phone | None:
    if len(dialled) > _LONGEST_DIALLED:
        return None
    return Phone(e164=dialled, shown=dialled, is_mobile=False, is_valid=False, is_possible=False)


def _is_local(number: PhoneNumber) -> bool:
    """Seven digits without an area code: dialling +972 in front of them would reach nobody."""
    length_problem = phonenumbers.is_possible_number_with_reason(number)
    return length_problem == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY or (
        number.country_code == _ISRAEL and len(str(number.national_number)) < _SHORTEST_NATIONAL
    )


def _ascii_digits(text: str) -> str:
    return "".join(_ascii_digit(letter) for letter in text)


def _ascii_digit(letter: str) -> str:
    if letter.isascii():
        return letter
    return str(unicodedata.digit(letter, None) if unicodedata.category(letter) == "Nd" else letter)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def is_kept(text: str) -> bool:
    """The whole text is an international number in the form that is stored."""
    return _KEPT.fullmatch(text) is not None


def shown(e164: str) -> str:
    """The stored number as people read it; a number of ours in its national form without parsing it again."""
    if e164.startswith("+972") and len(e164) == _ISRAELI_MOBILE_LENGTH:
        return f"0{e164[4:6]}-{e164[6:9]}-{e164[9:]}"
    phone = parsed(e164) if e164 else None
    return phone.shown if phone else e164
