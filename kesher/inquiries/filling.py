"""What choosing the customer fills in at once (R123-R125).

1. The site's contact, telephone and address come first, then the customer's own.
2. A piece of equipment that stands at a site brings its site.
"""

from typing import Any

from kesher.customers.models import Customer


def suggestion(
    customer: Customer,
    *,
    site: Any = None,
    equipment: Any = None,
) -> dict[str, Any]:
    site = site or (equipment.site if equipment else None)
    main = customer.addresses.order_by("-is_main", "id").first()
    return {
        "contact_name": (site.contact_name if site else "") or contact_of(customer),
        "phone": (site.phone if site else "") or customer.phone,
        "email": customer.email,
        "address": site.address if site and site.address else str(main or ""),
        "site": site.pk if site else "",
        "equipment": equipment.pk if equipment else "",
    }


def contact_of(customer: Customer) -> str:
    """A company is spoken to through somebody."""
    if not customer.is_company:
        return ""
    link = customer.relations.filter(kind="contact").select_related("other").first()
    return link.other.full_name if link else ""
