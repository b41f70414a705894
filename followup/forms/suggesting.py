"""Fields that suggest what is there already and take anything else as well."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from followup.progress.refusals import FigureUnreadable, TagsTooMany, TagTooLong
from followup.progress.values import figure_of, tags_of, written


class Suggesting(forms.TextInput):
    """A line of text with a <datalist>; `suggestions` are set by the form that knows them."""

    suggestions: tuple[str, ...] = ()

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:  # Any: Django's own signature
        """The line, and below it the list that the browser shows."""
        given = dict(attrs or {})
        given["list"] = f"{given.get('id', name)}_list"
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html(
            '{}<datalist id="{}">{}</datalist>', super().render(name, value, given, renderer), given["list"], options
        )


def suggest(form: forms.Form, name: str, suggestions: list[str]) -> None:
    """Give a field with such a line what it suggests."""
    widget: Any = form.fields[name].widget  # Any: the stubs know only the base class
    widget.suggestions = tuple(suggestions)


class TagsField(forms.CharField):
    """Words between commas; the list that a rule takes."""

    def __init__(self, **options: Any) -> None:
        widget = Suggesting(attrs={"autocomplete": "off", "data-behaviour": "complete-list"})
        super().__init__(required=False, max_length=900, widget=widget, **options)

    def clean(self, value: Any) -> list[str]:
        """Each once, in their order; a fault of them stands at the field."""
        try:
            return tags_of(super().clean(value))
        except (TagTooLong, TagsTooMany) as refusal:
            raise ValidationError(str(refusal)) from None


class FigureField(forms.CharField):
    """A figure as people write it: «1 234,5»."""

    def __init__(self, **options: Any) -> None:
        line = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=line, **options)

    def clean(self, value: Any) -> Decimal | None:
        """The figure, None where nothing is written."""
        try:
            return figure_of(super().clean(value))
        except FigureUnreadable as refusal:
            raise ValidationError(str(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        """A figure as it is written, a text as it was typed."""
        return written(value) if isinstance(value, Decimal) else value
