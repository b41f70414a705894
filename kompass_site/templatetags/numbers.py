"""How numbers and dates are written: «66 av 100», «66 %», «30 april 2027», and «–» for what is not known."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

register = template.Library()

EMPTY = "–"
MINUS = "−"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

type Number = int | float | Decimal
type Precision = Literal["year", "month", "day"]


@register.filter
def dash(value: object) -> object:
    """Write what is missing as a dash; a nought stays a nought."""
    return EMPTY if value is None or value == "" else value


@register.filter
def points(value: Number | None) -> str:
    """Write points whole, rounded half up."""
    return EMPTY if value is None else _grouped(_whole(value))


@register.filter
def of(achieved: Number | None, maximum: Number | None) -> str:
    """Write «66 av 100»."""
    if achieved is None or maximum is None:
        return EMPTY
    text = gettext("%(achieved)s of %(maximum)s") % {"achieved": points(achieved), "maximum": points(maximum)}
    return text.replace(" ", NO_BREAK_SPACE)


@register.filter
def percent(share: Number | None) -> str:
    """Write a share of one as whole percent: 0.66 becomes «66 %»."""
    if share is None:
        return EMPTY
    return f"{_grouped(_whole(Decimal(str(share)) * 100))}{NO_BREAK_SPACE}%"


@register.filter
def share_of(achieved: Number | None, maximum: Number | None) -> str:
    """Write achieved points as percent of the highest; nothing to reach is not known, not nought."""
    if achieved is None or not maximum:
        return EMPTY
    return percent(Decimal(str(achieved)) / Decimal(str(maximum)))


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """Write a figure with the language's decimal sign and groups of three."""
    return EMPTY if value is None else _grouped(value, decimals).replace("-", MINUS)


@register.filter
def signed(value: Number | None) -> str:
    """Write a difference with its sign: «+4», «−3», «±0»."""
    if value is None:
        return EMPTY
    whole = _whole(value)
    sign = "+" if whole > 0 else MINUS if whole < 0 else "±"
    return f"{sign}{_grouped(abs(whole))}"


@register.filter
def long_date(value: date | None) -> str:
    """Write a date in running text: «30 april 2027»."""
    return EMPTY if value is None else _unbroken(date_format(_local(value), "j F Y"))


@register.filter
def table_date(value: date | None) -> str:
    """Write a date in a table: «2027-04-30»."""
    return EMPTY if value is None else _local(value).strftime("%Y-%m-%d")


@register.filter
def by_precision(value: date | None, precision: Precision) -> str:
    """Write a date as exactly as it is known: «2023», «maj 2023» or «12 maj 2023»."""
    if value is None:
        return EMPTY
    return _unbroken(date_format(value, {"year": "Y", "month": "F Y", "day": "j F Y"}[precision]))


@register.filter
def moment(value: datetime | None) -> str:
    """Write a point in time, local: «30 april 2027 kl. 14.05»."""
    if value is None:
        return EMPTY
    local = _local(value)
    at = gettext("%(date)s at %(time)s") % {"date": date_format(local, "j F Y"), "time": f"{local:%H.%M}"}
    return _unbroken(at)


@register.filter
def days_from(value: date | None, today: date) -> str:
    """Write how far a date is from today, to stand beside the date itself."""
    if value is None:
        return ""
    days = (value - today).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": _grouped(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": _grouped(-days)}


@register.filter
def listed(values: Iterable[object]) -> SafeString:
    """Join values as in a sentence: «Anna, Bo och Cecilia»."""
    escaped = [conditional_escape(str(value)) for value in values]
    if len(escaped) < 2:
        return mark_safe("".join(escaped) or EMPTY)  # noqa: S308, each part is escaped above
    *first, last = escaped
    return format_html(
        "{} {} {}",
        mark_safe(", ".join(first)),  # noqa: S308, each part is escaped above
        gettext("and"),
        last,
    )


def _whole(value: Number) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _grouped(value: Number, decimals: int | None = None) -> str:
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)
