"""Consent to be contacted, per channel and purpose (s. 30A of the Communications Law; AMB-34).

1. Consent is answered per channel and purpose: for the main phone and e-mail, and for each further number by itself.
2. The latest answer counts; the earlier ones are kept as proof, with the day and how each was given.
3. Whoever was not asked has not consented.
4. Consent that is given says how; a withdrawal needs no reason.
5. An answer that stands already is not written again.
6. A number is asked only about what it can do.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Channel, Consent, ContactNumber, Customer, Purpose

Question = tuple[str, str]
"""channel and purpose"""
ASKED: dict[str, tuple[str, ...]] = {
    Channel.EMAIL: (Purpose.SERVICE, Purpose.MARKETING, Purpose.DOCUMENTS),
    Channel.SMS: (Purpose.SERVICE, Purpose.MARKETING),
    Channel.WHATSAPP: (Purpose.SERVICE, Purpose.MARKETING),
    Channel.CALL: (Purpose.SERVICE, Purpose.MARKETING),
}
"""what makes sense to ask; push is asked by the device itself"""


def questions(number: ContactNumber | None = None) -> list[Question]:
    """Rule 6: the main address is asked about everything, a further number about its channels."""
    able = set(ASKED) if number is None else channels_of(number)
    return [
        (channel, purpose) for channel, purposes in ASKED.items() if channel in able for purpose in purposes
    ]


def channels_of(number: ContactNumber) -> set[str]:
    can = {Channel.CALL: number.can_call, Channel.SMS: number.can_sms, Channel.WHATSAPP: number.can_whatsapp}
    return {str(channel) for channel, able in can.items() if able}


def standing_answers(answers: Iterable[Consent]) -> dict[tuple[int | None, str, str], Consent]:
    """Rule 2, over rows newest first: {(number's id, channel, purpose): the answer that counts}."""
    latest: dict[tuple[int | None, str, str], Consent] = {}
    for answer in answers:
        latest.setdefault((answer.number_id, answer.channel, answer.purpose), answer)
    return latest


def is_given(customer: Customer, *, channel: str, purpose: str, number: ContactNumber | None = None) -> bool:
    """Rules 2 and 3: asked by whoever wants to send something."""
    last = customer.consents.filter(channel=channel, purpose=purpose, number=number).first()
    return bool(last and last.is_given)


def problems(*, answers: dict[Question, bool], how: str, number: ContactNumber | None) -> list[Problem]:
    found = []
    if any(answers.values()) and not how.strip():
        found.append(Problem("how-missing", _("Please say how the consent was given."), field="how"))
    if set(answers) - set(questions(number)):
        found.append(Problem("channel-unable", _("This number cannot be reached in that way.")))
    return found


@transaction.atomic
def answer(
    customer: Customer,
    *,
    answers: dict[Question, bool],
    by: Any,
    now: datetime,
    how: str = "",
    number: ContactNumber | None = None,
) -> list[Consent]:
    """Writes down the answers that differ from those that stand (rule 5)."""
    customer = standing.held(customer)
    stands = standing_answers(customer.consents.filter(number=number))
    number_id = number.pk if number else None
    fresh = {
        question: given
        for question, given in answers.items()
        if (last := stands.get((number_id, *question))) is None or last.is_given != given
    }
    refuse_if(problems(answers=fresh, how=how, number=number))
    written = [
        customer.consents.create(
            business=customer.business,
            number=number,
            channel=channel,
            purpose=purpose,
            is_given=given,
            at=now,
            how=how,
        )
        for (channel, purpose), given in fresh.items()
    ]
    announce(customer, written, how=how, number=number, by=by, now=now)
    return written


def announce(
    customer: Customer,
    written: list[Consent],
    *,
    how: str,
    number: ContactNumber | None,
    by: Any,
    now: datetime,
) -> None:
    for kind, given in ((Kind.CONSENT_GIVEN, True), (Kind.CONSENT_WITHDRAWN, False)):
        answers = [one for one in written if one.is_given is given]
        if answers:
            about = ", ".join(f"{one.get_channel_display()} – {one.get_purpose_display()}" for one in answers)
            asked = [f"{one.channel}/{one.purpose}" for one in answers]
            record(
                kind, customer, by=by, now=now, about=about, asked=asked, how=how, number=str(number) if number else ""
            )  # fmt: skip
