"""The one page on which an owner answers a check-in: each action a row that is saved in place, or all at once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import KEY_FIELD, once
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from followup import check_ins as rules
from followup import progress
from followup.check_ins import Told
from followup.forms.check_ins import AnswerForm
from followup.models import CheckIn
from followup.progress.answering import name_of_owner
from followup.views.check_ins import check_in_of, crumbs

ROWS = 50
PART = "followup/check_ins/answer.html"


class Row(NamedTuple):
    """An action with its answer and its form."""

    told: Told
    form: AnswerForm
    is_saved: bool = False  # just now


class Asked(NamedTuple):
    """Whose answers the page is about: one's own, or those of the person who owns a named action."""

    told: list[Told]
    is_other: bool
    name: str  # the other person's, empty where nobody owns

    @property
    def left(self) -> int:
        """How many are not answered."""
        return sum(each.report is None for each in self.told)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report_status")
def answer(request: KompassRequest, municipality: str, day: str) -> HttpResponse:
    """Show the rows, what is not answered first; a POST saves the row that was pressed, else all that were filled."""
    check_in = check_in_of(request, day)
    asked = _asked(request, check_in)
    if request.method == "POST":
        return _save(request, check_in, asked)
    if not check_in.is_open:
        messages.info(request, str(rules.CheckInIsClosed.message))
        return redirect("check_in", municipality=municipality, day=day)
    return _page(request, check_in, asked)


def _asked(request: KompassRequest, check_in: CheckIn) -> Asked:
    """One's own rows, or with ?for= and the number of an action those of its owner, which a coordinator may answer."""
    told = rules.told_in(check_in, request.actor, today=request.today)
    mine = request.actor.memberships
    number = request.GET.get("for", "")
    if not number:
        return Asked([each for each in told if each.action.owner_id in mine], is_other=False, name="")
    require(request.actor, "answer_for_others")
    named = next((each.action for each in told if str(each.action.number) == number), None)
    if named is None:
        raise Http404
    whose = (named.owner_id, named.owner_text)
    theirs = [each for each in told if (each.action.owner_id, each.action.owner_text) == whose]
    return Asked(theirs, is_other=named.owner_id not in mine, name=name_of_owner(named))


def _save(request: KompassRequest, check_in: CheckIn, asked: Asked) -> HttpResponse:
    """Report on what was filled; a row that is refused keeps what was typed and holds up none of the others."""
    pressed = request.POST.get("save", "") if request.htmx else ""
    saved, refused = set(), {}
    for told in asked.told:
        form = _form(request, told, request.POST)
        if str(told.action.number) != pressed if pressed else not form.is_touched:
            continue
        if _report(request, check_in, told, form):
            saved.add(told.action.number)
        else:
            refused[told.action.number] = form
    status = 200 if not refused else 422 if check_in.is_open else 409
    if pressed and not saved and not refused:
        raise Http404
    if not pressed and not refused:
        words = ngettext("%(count)s answer is saved.", "%(count)s answers are saved.", len(saved))
        messages.success(request, words % {"count": len(saved)} if saved else _("Nothing was changed."))
        return HttpResponseRedirect(request.get_full_path())
    stands = _asked(request, check_in)
    return _page(request, check_in, stands, refused, saved, status=status, only=pressed)


def _report(request: KompassRequest, check_in: CheckIn, told: Told, form: AnswerForm) -> bool:
    """Whether the rule took the report; a row with a key is reported once."""
    if not form.is_valid():
        return False
    if not check_in.is_open:
        form.add_error(None, str(rules.CheckInIsClosed.message))
        return False
    key, body = form.cleaned_data.get(KEY_FIELD, ""), {"action": told.action.number, **form.given}
    try:
        with once(request.actor.user_id, key, body, request.now) as call:
            if call.is_first:
                progress.report_status(told.action, request.actor, **form.given, now=request.now, today=request.today)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(request: KompassRequest, told: Told, data: Any = None) -> AnswerForm:  # Any: what a form takes
    return AnswerForm(data, action=told.action, by=request.actor, today=request.today, report=told.report)


def _page(
    request: KompassRequest,
    check_in: CheckIn,
    asked: Asked,
    refused: Mapping[int, AnswerForm] = {},
    saved: Collection[int] = (),
    *,
    status: int = 200,
    only: str = "",
) -> HttpResponse:
    """The page, or the one row that was pressed."""

    def order(told: Told) -> tuple[bool, bool, date, int]:
        is_settled = told.action.number not in refused
        return (is_settled, is_settled and told.report is not None, told.action.due or date.max, told.action.number)

    rows = [
        Row(told, refused.get(told.action.number) or _form(request, told), told.action.number in saved)
        for told in sorted(asked.told, key=order)
    ]
    day = date_format(check_in.on, "j F Y")
    context: dict[str, Any] = {  # Any: what a template shows
        "title": _("Answer the check-in %(day)s") % {"day": day},
        "slug": request.resolver_match.kwargs["municipality"] if request.resolver_match else "",
        "check_in": check_in,
        "asked": asked,
        "errors": [error for row in rows for error in _errors(row)],
        "page_has_errors": bool(refused),
        "breadcrumbs": crumbs(request, check_in, pgettext("check-in", "Answer")),
    }
    if only:
        context["row"] = next(row for row in rows if str(row.told.action.number) == only)
        return render(request, f"{PART}#saved_row", context, status=status)
    context["page"] = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, PART, context, status=status)


def _errors(row: Row) -> list[dict[str, str]]:
    """What the summary of the page lists of a row, each with a link to its field."""
    if not row.form.is_bound:
        return []
    label = row.told.action.label
    return [
        {
            "label": label,
            "message": str(message),
            "anchor": f"atgard-{row.told.action.number}"
            if name == "__all__"
            else row.form[name].id_for_label or f"{row.form[name].auto_id}_0",
        }
        for name, messages_of in row.form.errors.items()
        for message in messages_of
    ]
