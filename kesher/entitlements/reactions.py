"""What this app does when others announce something."""

from typing import Any

from kesher.activity.reacting import Plan, together
from kesher.customers.kinds import Kind
from kesher.entitlements import forgetting


@together(Kind.ERASED)
def forget_labels(customer: Any, by: Any, details: dict[str, Any]) -> Plan:  # noqa: ARG001
    return Plan(carry_out=lambda entry: forgetting.forget(customer))  # noqa: ARG005
