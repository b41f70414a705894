"""Names that a comment mentions, marked in its text."""

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

AT = "@"


def marked(text: str, names: Sequence[str]) -> SafeString:
    """The text, escaped, with each «@Namn» in a mark of its own."""
    if not names:
        return format_html("{}", text)
    longest_first = sorted(set(names), key=len, reverse=True)
    pattern = re.compile(rf"({AT}(?:{'|'.join(map(re.escape, longest_first))}))(?!\w)", re.IGNORECASE)
    parts = pattern.split(text)
    return format_html_join(
        "",
        "{}",
        ((format_html('<b class="mention">{}</b>', part) if place % 2 else part,) for place, part in enumerate(parts)),
    )


def unwritten(text: str, names: Sequence[str]) -> list[str]:
    """Those whom the text does not name itself: they were ticked."""
    folded = text.casefold()
    return [name for name in names if AT + name.casefold() not in folded]
