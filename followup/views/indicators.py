"""The figures of an action: indicators made and changed, measurements entered and taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import edit_from
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from followup import progress
from followup.forms.indicators import IndicatorForm, MeasurementForm
from followup.models import Action, Indicator, Measurement
from followup.progress.indicators import FIELDS, as_fields
from followup.views.action_verbs import attempt, make_once, saved
from followup.views.finding import action_of, crumbs

PLACE = "indikatorer"


def _url(municipality: str, action: Action) -> str:
    return f"{reverse('action', args=[municipality, action.number])}#{PLACE}"


def _action(request: KompassRequest, number: int) -> Action:
    action = action_of(request, number)
    require(request.actor, "keep_indicators", action)
    return action


def _indicator(request: KompassRequest, action: Action, key: UUID) -> Indicator:
    rows = Indicator.objects.visible_to(request.actor).filter(removed_at=None)
    found: Indicator = get_object_or_404(rows, action=action, key=key)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs("keep_indicators")
def indicator_new(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """A new indicator of the action."""
    action = _action(request, number)
    form = IndicatorForm(request.POST if request.method == "POST" else None)
    url = _url(municipality, action)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}

        def make() -> None:
            progress.add_indicator(action, request.actor, **given, now=request.now, today=request.today)

        done = _("The indicator is added. Enter a measurement when there is one.")
        if answer := saved(request, form, lambda: make_once(request, make), done, url):
            return answer
    return _page(request, action, _("New indicator"), form, url)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("keep_indicators")
def indicator_edit(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """What is measured, from where to where; where two people changed the same, both."""
    action = _action(request, number)
    found = _indicator(request, action, key)
    stands = as_fields(found)
    form = IndicatorForm(request.POST if request.method == "POST" else None, stands=stands)
    url = _url(municipality, action)
    if request.method == "POST" and form.is_valid():
        edit = edit_from(request.POST.dict(), FIELDS)

        def change() -> None:
            progress.edit_indicator(
                action, request.actor, edit, indicator=found.key, now=request.now, today=request.today
            )

        if answer := saved(request, form, change, _("The indicator is saved."), url):
            return answer
    loaded = {name: request.POST.get(f"was-{name}", stands[name]) for name in FIELDS}
    return _page(request, action, _("Edit the indicator"), form, url, loaded=loaded, indicator=found)


@require_POST
@needs("keep_indicators")
def indicator_remove(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """Take an indicator away."""
    action = _action(request, number)
    found = get_object_or_404(Indicator.objects.visible_to(request.actor), action=action, key=key)

    def change() -> None:
        progress.remove_indicator(action, request.actor, indicator=found.key, now=request.now, today=request.today)

    return attempt(request, action, change, _("The indicator is removed. Its measurements are kept."), PLACE)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("keep_indicators")
def measurement_new(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """Enter what was measured; htmx gets the form alone, beside its indicator."""
    action = _action(request, number)
    found = _indicator(request, action, key)
    form = MeasurementForm(request.POST if request.method == "POST" else None, today=request.today)
    url = _url(municipality, action)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("on", "value", "note", "is_evidence")}

        def make() -> None:
            progress.add_measurement(
                action, request.actor, indicator=found.key, **given, now=request.now, today=request.today
            )

        if answer := saved(request, form, lambda: make_once(request, make), _("The measurement is saved."), url):
            return answer
    form.auto_id = f"id_{found.key}_%s"
    if request.htmx:
        form.fields["value"].widget.attrs["autofocus"] = True
    return _page(request, action, _("New measurement"), form, url, indicator=found)


@require_POST
@needs("keep_indicators")
def measurement_withdraw(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """Take a wrong value back."""
    action = _action(request, number)
    rows = Measurement.objects.visible_to(request.actor)
    found = get_object_or_404(rows, indicator__action=action, key=key)

    def change() -> None:
        progress.withdraw_measurement(
            action, request.actor, measurement=found.key, now=request.now, today=request.today
        )

    return attempt(request, action, change, _("The measurement is taken back."), PLACE)


def _page(
    request: KompassRequest,
    action: Action,
    title: str,
    form: IndicatorForm | MeasurementForm,
    url: str,
    *,
    loaded: dict[str, str] | None = None,
    indicator: Indicator | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "action": action,
        "form": form,
        "loaded": loaded or {},
        "back_url": url,
        "indicator": indicator,
        "is_part": bool(request.htmx),
        "breadcrumbs": crumbs(request, action, title),
    }
    part = "#form" if request.htmx else ""
    return render(request, f"followup/actions/indicator.html{part}", context, status=422 if form.errors else 200)
