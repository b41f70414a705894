"""What the pages of a result ask of a template: its narrative and its profile."""

from django import template
from django.utils.safestring import SafeString

from evaluations.reporting import charts
from evaluations.reporting.markdown import narrative_html
from evaluations.reporting.result import Result

register = template.Library()


@register.filter
def narrative(text: str) -> SafeString:
    """Show the report's Markdown."""
    return narrative_html(text)


@register.simple_tag
def profile(result: Result, title: str) -> SafeString:
    """Draw the radar of the areas; the table of the bars beside it says the same."""
    return charts.radar(title, result.areas)
