"""Texts of a form as days, figures and tags, and figures back as a form shows them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise

from accounts.editing import Clash, Edit, FieldsClash, merged
from followup.progress.changing import plain
from followup.progress.refusals import FigureUnreadable, TagsTooMany, TagTooLong, ValueUnknown

LONGEST_TAG = 40
MOST_TAGS = 20
LARGEST = Decimal(10) ** 11  # what the columns hold before the decimal sign
DECIMALS = 3
_BLANKS = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")


def day_of(text: str) -> date | None:
    """A day written as 2027-04-30; None where nothing is. Raises ValueUnknown."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueUnknown from None


def figure_of(text: str) -> Decimal | None:
    """A figure as people write it: «1 234,5», «-3» or «12.25»; None where nothing is. Raises FigureUnreadable."""
    bare = text.translate(_BLANKS).strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if not bare:
        return None
    try:
        figure = Decimal(bare)
    except InvalidOperation:
        raise FigureUnreadable from None
    return fitting(figure)


def fitting(figure: Decimal) -> Decimal:
    """The figure, where the columns hold it whole. Raises FigureUnreadable."""
    if not figure.is_finite() or abs(figure) >= LARGEST or figure != round(figure, DECIMALS):
        raise FigureUnreadable
    return figure or Decimal()  # nought has many spellings, and not all of them fit a column


def written(figure: Decimal | None) -> str:
    """A figure as a form shows it, with a comma and no more decimals than it has; empty where there is none."""
    return "" if figure is None else f"{figure.normalize():f}".replace(".", ",")


def tags_of(text: str) -> list[str]:
    """Words between commas: trimmed, each once, in their order. Refuses long ones and too many."""
    found: dict[str, str] = {}
    for part in plain(text).split(","):
        tag = " ".join(part.split())
        if len(tag) > LONGEST_TAG:
            raise TagTooLong
        if tag:
            found.setdefault(tag.casefold(), tag)
    if len(found) > MOST_TAGS:
        raise TagsTooMany
    return list(found.values())


def joined(tags: Iterable[str]) -> str:
    """Tags as their form shows them."""
    return ", ".join(tags)


def changed(stands: Mapping[str, str], edit: Edit, labels: Mapping[str, Promise]) -> dict[str, str]:
    """What an edit changes of a row that hangs on an action. Raises FieldsClash with the fields' names."""
    try:
        return merged(stands, edit.of(labels))
    except FieldsClash as clash:
        named = (Clash(each.name, each.was, each.theirs, each.yours, labels[each.name]) for each in clash.clashes)
        raise FieldsClash(tuple(named)) from None
