"""A municipality's own choices."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.municipality_settings import NAMES, as_text, change_settings, settings_of
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.administration import tabs
from accounts.views.conflicts import conflict_page
from accounts.views.people_forms import SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("change_settings")
def settings(request: KompassRequest, municipality: str) -> HttpResponse:
    """Show the choices and write them."""
    loaded = as_text(settings_of(request.actor))
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=loaded)
    if form.is_valid():
        try:
            change_settings(request.actor, edit_from(request.POST, NAMES), now=request.now)
        except FieldsClash as clash:
            return conflict_page(request, _in_words(clash, form), request.path)
        messages.success(request, _("The settings are saved and hold from now on."))
        return HttpResponseRedirect(request.path)
    context = {
        "title": _("Settings"),
        "administration": tabs(request, municipality),
        "form": form,
        "loaded": [(LOADED + name, value) for name, value in loaded.items()],
    }
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


def _in_words(clash: FieldsClash, form: SettingsForm) -> FieldsClash:
    return FieldsClash(tuple(replace(each, label=str(form.fields[each.name].label)) for each in clash.clashes))
