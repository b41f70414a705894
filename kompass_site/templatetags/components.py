"""The components every page is built of. Each tag prepares what its template in templates/components/ only shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from .numbers import Number, of, points, share_of

register = template.Library()

type Text = str | Promise


# Status


@dataclass(frozen=True)
class StatusLook:
    icon: str
    tone: str
    word: Text


STATUSES: dict[str, StatusLook] = {
    # Actions
    "not_started": StatusLook("ring", "neutral", pgettext_lazy("status", "Not started")),
    "in_progress": StatusLook("half", "info", pgettext_lazy("status", "In progress")),
    "done": StatusLook("filled", "success", pgettext_lazy("status", "Done")),
    "effect_shown": StatusLook("check-ring", "success", pgettext_lazy("status", "Effect shown")),
    "blocked": StatusLook("bar", "warning", pgettext_lazy("status", "Blocked")),
    "late": StatusLook("clock", "danger", pgettext_lazy("status", "Late")),
    "paused": StatusLook("pause", "neutral", pgettext_lazy("status", "Paused")),
    "cancelled": StatusLook("cross-ring", "neutral", pgettext_lazy("status", "Cancelled")),
    # Traffic lights of a status report
    "green": StatusLook("disc", "success", pgettext_lazy("status", "On track")),
    "yellow": StatusLook("triangle", "warning", pgettext_lazy("status", "Risk")),
    "red": StatusLook("square", "danger", pgettext_lazy("status", "Deviates")),
    # Decisions
    "undecided": StatusLook("question-ring", "neutral", pgettext_lazy("status", "Undecided")),
    "act": StatusLook("arrow-right", "accent", pgettext_lazy("status", "To be acted on")),
    "wait": StatusLook("pause", "neutral", pgettext_lazy("status", "Waiting")),
    "decline": StatusLook("cross-ring", "neutral", pgettext_lazy("status", "Not to be acted on")),
    "already_done": StatusLook("check-ring", "success", pgettext_lazy("status", "Already done")),
    # Plans and editions
    "draft": StatusLook("pencil-ring", "neutral", pgettext_lazy("status", "Draft")),
    "adopted": StatusLook("check-ring", "success", pgettext_lazy("status", "Adopted")),
    "closed": StatusLook("lock", "neutral", pgettext_lazy("status", "Closed")),
    "retired": StatusLook("lock", "neutral", pgettext_lazy("status", "Retired")),
    # Check-ins
    "check_in_open": StatusLook("half", "info", pgettext_lazy("check-in", "Open")),
    "check_in_closed": StatusLook("lock", "neutral", pgettext_lazy("check-in", "Closed")),
    # Evaluations
    "ordered": StatusLook("ring", "neutral", pgettext_lazy("status", "Ordered")),
    "planned": StatusLook("calendar", "neutral", pgettext_lazy("status", "Planned")),
    "collecting": StatusLook("half", "info", pgettext_lazy("status", "Collecting evidence")),
    "scoring": StatusLook("half", "info", pgettext_lazy("status", "Scoring")),
    "fact_check": StatusLook("half", "info", pgettext_lazy("status", "Fact check")),
    "ready": StatusLook("filled", "info", pgettext_lazy("status", "Ready for publication")),
    "published": StatusLook("check-ring", "success", pgettext_lazy("status", "Published")),
    # Imports and other long work
    "uploaded": StatusLook("ring", "neutral", pgettext_lazy("status", "Uploaded")),
    "waiting": StatusLook("ring", "neutral", pgettext_lazy("status", "In the queue")),
    "reading": StatusLook("half", "info", pgettext_lazy("status", "Being read")),
    "running": StatusLook("half", "info", pgettext_lazy("status", "In progress")),
    "proposed": StatusLook("question-ring", "warning", pgettext_lazy("status", "To be reviewed")),
    "accepted": StatusLook("check-ring", "success", pgettext_lazy("status", "Accepted")),
    "undone": StatusLook("undo", "neutral", pgettext_lazy("status", "Undone")),
    "abandoned": StatusLook("cross-ring", "neutral", pgettext_lazy("status", "Abandoned")),
    "finished": StatusLook("check-ring", "success", pgettext_lazy("status", "Finished")),
    "failed": StatusLook("error", "danger", pgettext_lazy("status", "Failed")),
}

# The word after a number, where a language bends it: «2 försenade».
SEVERAL = {
    "not_started": pgettext_lazy("several", "not started"),
    "done": pgettext_lazy("several", "done"),
    "blocked": pgettext_lazy("several", "blocked"),
    "late": pgettext_lazy("several", "late"),
    "paused": pgettext_lazy("several", "paused"),
    "cancelled": pgettext_lazy("several", "cancelled"),
}

MESSAGE_LOOKS = {
    "debug": ("info", "neutral"),
    "info": ("info", "info"),
    "success": ("check-ring", "success"),
    "warning": ("warning", "warning"),
    "error": ("error", "danger"),
    "danger": ("error", "danger"),
    "neutral": ("info", "neutral"),
    "accent": ("info", "accent"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; the word beside it carries the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/status.html")
def status(code: str, word: str = "", variant: str = "") -> dict[str, object]:
    look = STATUSES[code]
    return {"icon": look.icon, "tone": look.tone, "word": word or look.word, "variant": variant}


@register.inclusion_tag("components/status_line.html")
def status_line(counts: Iterable[tuple[str, int]]) -> dict[str, object]:
    """Draw a thin stacked line of how many are in each state, and say it in words."""
    parts = [(code, count) for code, count in counts if count]
    total = sum(count for _, count in parts)
    segments = []
    start = Decimal(0)
    for code, count in parts:
        look, width = STATUSES[code], Decimal(100 * count) / total
        word = SEVERAL.get(code, look.word) if count > 1 else look.word
        place = {"x": _coordinate(start), "width": _coordinate(width)}
        segments.append({"look": look, "count": count, "word": word, **place})
        start += width
    return {"segments": segments, "total": total}


# Forms


@register.inclusion_tag("components/field.html")
def field(bound_field: BoundField, variant: str = "", width: str = "") -> dict[str, object]:
    """Show a form field with label, help and error, whatever its widget is."""
    widget = bound_field.field.widget
    classes = str(widget.attrs.get("class", "")).split()
    if "ds-input" not in classes and not isinstance(widget, FileInput):
        widget.attrs["class"] = " ".join([*classes, "ds-input"])
    return {
        "field": bound_field,
        "kind": _kind(bound_field),
        "variant": variant,
        "width": width,
        "optional": not bound_field.field.required,
        "help_id": f"{bound_field.auto_id}_helptext",
        "error_id": f"{bound_field.auto_id}_error",
    }


def _kind(bound_field: BoundField) -> str:
    widget = bound_field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, FileInput):
        return "file"
    if bound_field.use_fieldset:
        return "group"
    return "control"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[BaseForm] | None") -> dict[str, object]:
    """List what must be put right in all the forms of a page, each with a link to its field."""
    return {"errors": [error for form in forms if form is not None for error in _errors(form)]}


def _errors(form: "BaseForm | BaseFormSet[BaseForm]") -> list[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        whole = [{"message": str(message), "anchor": ""} for message in form.non_form_errors()]
        return whole + [error for each in form.forms for error in _errors(each)]
    found = [{"message": str(message), "anchor": ""} for message in form.non_field_errors()]
    for name in form.fields:
        bound_field = form[name]
        anchor = bound_field.id_for_label or f"{bound_field.auto_id}_0"
        found += [
            {"message": str(message), "anchor": anchor, "label": str(bound_field.label)}
            for message in bound_field.errors
        ]
    return found


@register.inclusion_tag("components/conflict.html")
def conflict(field: object) -> dict[str, object]:
    """Show both texts of a field that two people changed: `name`, `label`, `was`, `yours`, `theirs`, `by`, `at`."""
    return {"field": field}


@register.inclusion_tag("components/copy_field.html")
def copy_field(value: str, label: str, field_id: str) -> dict[str, object]:
    return {"value": value, "label": label, "field_id": field_id}


# Numbers as pictures


class Bar(Protocol):
    """What a bar chart asks of each of its rows."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> Number | None: ...
    @property
    def maximum(self) -> Number: ...
    @property
    def compared(self) -> Number | None: ...


@register.inclusion_tag("components/points_bar.html")
def points_bar(
    achieved: Number | None,
    maximum: Number,
    label: str = "",
    compared: Number | None = None,
    compared_label: str = "",
    size: str = "",
) -> dict[str, object]:
    """Show points as a bar from zero to the highest, with the same said in text."""
    return {
        "achieved": points(achieved),
        "maximum": points(maximum),
        "known": achieved is not None,
        "label": label,
        "width": _extent(achieved, maximum),
        "compared": points(compared),
        "compared_x": _extent(compared, maximum) if compared is not None else "",
        "compared_label": compared_label,
        "size": size,
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    title: str,
    bars: Sequence[Bar],
    row_heading: str,
    value_heading: str,
    compared_heading: str = "",
    note: str = "",
    show: str = "points",
) -> dict[str, object]:
    """Draw rows of bars from zero, with their table. `show` is «points» or «share»."""
    write = share_of if show == "share" else of
    rows = [
        {
            "label": bar.label,
            "text": write(bar.value, bar.maximum),
            "short": share_of(bar.value, bar.maximum) if show == "share" else points(bar.value),
            "width": _extent(bar.value, bar.maximum),
            "compared_text": write(bar.compared, bar.maximum),
            "compared_x": _extent(bar.compared, bar.maximum) if bar.compared is not None else "",
        }
        for bar in bars
    ]
    return {
        "title": title,
        "rows": rows,
        "row_heading": row_heading,
        "value_heading": value_heading,
        "compared_heading": compared_heading,
        "note": note,
    }


def _extent(value: Number | None, maximum: Number) -> str:
    """Say how far along a line of a hundred a value lies."""
    if value is None or not maximum:
        return "0"
    return _coordinate(min(max(Decimal(str(value)) / Decimal(str(maximum)) * 100, Decimal(0)), Decimal(100)))


def _coordinate(value: Decimal) -> str:
    """Write a number for SVG, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


# Lists


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination[Row](context: Context, page: Page[Row], parameter: str = "page") -> dict[str, object]:
    """Show which rows of how many, and links to the other pages that keep the filter."""
    query = _query(context)
    numbers = [
        {"number": number if isinstance(number, int) else None, "url": _with(query, parameter, str(number))}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": _with(query, parameter, str(page.number - 1)) if page.has_previous() else "",
        "next": _with(query, parameter, str(page.number + 1)) if page.has_next() else "",
    }


@register.inclusion_tag("components/sort_heading.html", takes_context=True)
def sort_heading(context: Context, key: str, label: str, css_class: str = "") -> dict[str, object]:
    """Head a column by which a table can be sorted: a link to `?sort=key`, then to `?sort=-key`."""
    query = _query(context)
    current = query.get("sort", "")
    ascending, descending = current == key, current == f"-{key}"
    target = QueryDict(query.urlencode(), mutable=True)
    target.pop("page", None)
    return {
        "label": label,
        "css_class": css_class,
        "aria_sort": "ascending" if ascending else "descending" if descending else "",
        "url": _with(target, "sort", f"-{key}" if ascending else key),
    }


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if isinstance(request, HttpRequest) else QueryDict()


def _with(query: QueryDict, key: str, value: str) -> str:
    changed = QueryDict(query.urlencode(), mutable=True)
    changed[key] = value
    return f"?{changed.urlencode()}"


@register.inclusion_tag("components/chips.html")
def chips(filters: Iterable[object], clear_url: str = "") -> dict[str, object]:
    """Show the filters in force: `label`, `value` and `remove_url` each."""
    return {"filters": filters, "clear_url": clear_url}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[object], label: str) -> dict[str, object]:
    """Show the views of one thing as links: `label`, `url`, `current`, `count` each."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/section_list.html")
def section_list(items: Iterable[object], label: str) -> dict[str, object]:
    """List the sections of a long page: `label` and `url` each."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[str, object]], layout: str = "") -> dict[str, object]:
    return {"pairs": pairs, "layout": layout}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[object]) -> dict[str, object]:
    """Show what happened: `icon`, `by`, `at`, `text` and perhaps `body` each."""
    return {"events": events}


@register.inclusion_tag("components/progress.html")
def progress(job: object) -> dict[str, object]:
    """Show long work: `state`, `title`, `done`, `total`, `note`, `url` to ask again, `result_url` when finished."""
    return {"job": job}


# Components round content


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> str:
    symbol, colour = MESSAGE_LOOKS[tone]
    return render_to_string(
        "components/notice.html", {"content": content, "icon": symbol, "tone": colour, "title": title}
    )


@register.simple_block_tag
def dialog(content: str, dialog_id: str, title: str) -> str:
    """Hold what a link with data-behaviour="open-dialog" shows in place of its page."""
    return render_to_string("components/dialog.html", {"content": content, "dialog_id": dialog_id, "title": title})


@register.simple_block_tag
def disclosure(content: str, summary: str) -> str:
    return render_to_string("components/disclosure.html", {"content": content, "summary": summary})


@register.simple_block_tag
def empty_state(content: str, title: str, level: int = 2) -> str:
    """Explain why nothing is here, and hold the step that changes it."""
    return render_to_string("components/empty_state.html", {"content": content, "title": title, "level": level})


@register.simple_tag
def message_icon(level: str) -> SafeString:
    return icon(MESSAGE_LOOKS[level][0])


@register.simple_tag
def message_tone(level: str) -> str:
    return MESSAGE_LOOKS[level][1]
