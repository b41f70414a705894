"""What the reader asked for."""

from dataclasses import dataclass

ME = "me"  # as owner: what I answer for or help with
NONE = "none"  # a level or a light that nobody has set


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters, order and grouping; empty means all."""

    text: str = ""
    area: str = ""
    unit: str = ""
    owner: str = ""  # a membership's id, "me", or "text:" and the name
    status: str = ""
    due: str = ""
    tag: str = ""
    priority: str = ""  # a level, or "none"; so are effort and effect
    effort: str = ""
    effect: str = ""
    light: str = ""
    head: str = ""  # the membership that leads the action's unit
    sort: str = ""
    group: str = ""
    mine: frozenset[int] = frozenset()  # the reader's own memberships, for owner "me"
