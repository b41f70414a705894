"""What a result's template asks about an improvement opportunity."""

from collections.abc import Mapping

from django import template

from followup.expectation import Expectation
from followup.improvements import ImprovementState

register = template.Library()


@register.filter
def state_of(states: Mapping[str, ImprovementState], key: str) -> ImprovementState:
    """The state of the finding with this key; undecided where nothing is known."""
    return states.get(key) or ImprovementState(key)


@register.filter
def gain_in(expectation: Expectation, area: int) -> int:
    """The points that the open actions may win in an area."""
    return expectation.gain_by_area.get(area, 0)
