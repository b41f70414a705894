"""The query of a view as it is kept: only parameters that are known, in one order, nothing empty."""

from django.http import QueryDict

from followup.listing.columns import COLUMNS, USUAL

COLUMN = "col"
FILTERS = ("text", "area", "unit", "owner", "status", "due", "tag", "priority", "effort", "effect", "light", "head")
KNOWN = (*FILTERS, "group", "sort", COLUMN)
LONGEST = 1000


def kept_query(query: QueryDict, *more: str) -> str:
    """What of a query belongs to the view, and `more` of it where it is to be kept too."""
    kept = QueryDict(mutable=True)
    for name in (*more, *KNOWN):
        values = [value.replace("\x00", "") for value in query.getlist(name)]
        if name == COLUMN:
            chosen = [key for key in COLUMNS if key in values]
            values = [] if tuple(chosen) == USUAL else chosen
        else:
            values = values[-1:]  # as a form reads it
        kept.setlist(name, [value for value in values if value])
    return kept.urlencode()
