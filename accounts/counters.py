"""The numbers that people see, given one after another from a locked row."""

from accounts.models import Counter


def next_number(series: str, municipality: int | None = None) -> int:
    """Give the next number of a series, from 1. Holds the series' row to the transaction's end, so that others wait."""
    Counter.objects.bulk_create([Counter(municipality_id=municipality, series=series)], ignore_conflicts=True)
    counter: Counter = Counter.objects.select_for_update().get(municipality_id=municipality, series=series)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value
