"""Human numbers: one gapless series per business and kind of row, counted under lock in the caller's transaction."""

from kesher.businesses.models import Business


def next_number(business: Business, series: str) -> int:
    return reserve(business, series, count=1)[0]


def reserve(business: Business, series: str, *, count: int) -> range:
    """The next `count` numbers of the series."""
    counter = business.counters.select_for_update().filter(series=series).first()
    if counter is None:
        business.counters.bulk_create(
            [business.counters.model(business=business, series=series)], ignore_conflicts=True
        )
        counter = business.counters.select_for_update().get(series=series)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, counter.last + 1)
