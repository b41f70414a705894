"""When the municipality holds check-ins."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.administration import tabs
from accounts.views.conflicts import conflict_page
from followup import check_ins as rules
from followup.check_ins.scheduling import NAMES, as_text
from followup.forms.check_ins import ScheduleForm

FIELDS = {
    "own_days_missing": "days",
    "own_day_unknown": "days",
    "too_many_days": "days",
    "days_before_outside": "opens_before",
    "reminds_before_opening": "reminds_before",
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("set_check_ins")
def schedule(request: KompassRequest, municipality: str) -> HttpResponse:
    """Show the days and write them."""
    stands = rules.schedule_of(request.actor)
    loaded = as_text(stands)
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=loaded)
    if form.is_valid():
        try:
            rules.schedule_check_ins(request.actor, edit_from(request.POST, NAMES), now=request.now)
        except FieldsClash as clash:
            return conflict_page(request, _in_words(clash, form), request.path)
        except NotPermitted:
            raise
        except RuleViolation as refusal:
            form.add_error(FIELDS.get(refusal.code), str(refusal))
        else:
            messages.success(request, _("The check-ins are saved and hold from now on."))
            return HttpResponseRedirect(request.path)
    context = {
        "title": _("Check-ins"),
        "slug": municipality,
        "administration": tabs(request, municipality),
        "form": form,
        "loaded": [(LOADED + name, value) for name, value in loaded.items()],
        "days": [date_format(day, "j F Y") for day in rules.next_days(stands, request.today)],
        "is_on": stands.is_on,
    }
    return render(request, "followup/check_ins/schedule.html", context, status=422 if form.errors else 200)


def _in_words(clash: FieldsClash, form: ScheduleForm) -> FieldsClash:
    return FieldsClash(tuple(replace(each, label=str(form.fields[each.name].label)) for each in clash.clashes))
