"""SKR's own people, on the pages that municipalities have for theirs; and a municipality's first coordinator."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import invitations
from accounts.errors import RuleViolation
from accounts.idempotency import once, sent_form
from accounts.models import Invitation, Municipality
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views import people as pages
from accounts.views.invitations import invite_page, resend_and_return, withdraw_and_return
from accounts.views.people_forms import FirstCoordinatorForm
from accounts.views.people_places import PeoplePlace

SKR = PeoplePlace()


@require_safe
@needs("read_skr_people")
def people(request: KompassRequest) -> HttpResponse:
    """SKR's people, and who is invited."""
    return pages.list_page(request, SKR)


@require_safe
@needs("read_skr_people")
def person(request: KompassRequest, pk: int) -> HttpResponse:
    """One role of one person."""
    return pages.person_page(request, SKR, pk)


@require_POST
@needs("manage_skr_people")
def details(request: KompassRequest, pk: int) -> HttpResponse:
    """Write name, title and phone."""
    return pages.save_details(request, SKR, pk)


@require_POST
@needs("manage_skr_people")
def role(request: KompassRequest, pk: int) -> HttpResponse:
    """Exchange the role."""
    return pages.save_role(request, SKR, pk)


@require_POST
@needs("manage_skr_people")
def one_more_role(request: KompassRequest, pk: int) -> HttpResponse:
    """Give one role more."""
    return pages.save_one_more_role(request, SKR, pk)


@require_POST
@needs("manage_skr_people")
def end(request: KompassRequest, pk: int) -> HttpResponse:
    """End the role."""
    return pages.save_end(request, SKR, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_skr_people")
def invite(request: KompassRequest) -> HttpResponse:
    """Invite somebody to SKR."""
    return invite_page(request, SKR)


@require_POST
@needs("manage_skr_people")
def resend(request: KompassRequest, pk: int) -> HttpResponse:
    """Send an invitation again, also that of a municipality's first coordinator."""
    return resend_and_return(request, _back(pk), pk)


@require_POST
@needs("manage_skr_people")
def withdraw(request: KompassRequest, pk: int) -> HttpResponse:
    """Take an invitation back, also that of a municipality's first coordinator."""
    return withdraw_and_return(request, _back(pk), pk)


def _back(pk: int) -> str:
    """The page on which the invitation is listed."""
    found = Invitation.objects.filter(pk=pk, is_from_skr=True).select_related("municipality").first()
    if found is not None and found.municipality is not None:
        return reverse("skr_first_coordinator", args=[found.municipality.slug])
    return SKR.url("people")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("invite_first_coordinator")
def first_coordinator(request: KompassRequest, slug: str) -> HttpResponse:
    """Invite the coordinator of a municipality that has none."""
    rows = Municipality.objects.visible_to(request.actor).with_coordinator(on=request.today)
    municipality = rows.filter(slug=slug).first()
    if municipality is None:
        raise Http404
    form = FirstCoordinatorForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _invite(request, municipality, form):
        return HttpResponseRedirect(request.path)
    waiting = Invitation.objects.filter(
        municipality=municipality, is_from_skr=True, accepted_at=None, declined_at=None, withdrawn_at=None
    )
    towns = reverse("skr_municipalities")
    context = {
        "title": _("Coordinator of %(name)s") % {"name": municipality.name},
        "municipality": municipality,
        "form": form,
        "waiting": [(row, row.is_open(request.now)) for row in waiting.order_by("-invited_at")],
        "breadcrumbs": [{"label": _("Municipalities"), "url": towns}, {"label": municipality.name, "url": ""}],
        "back_url": towns,
    }
    return render(request, "accounts/people/first_coordinator.html", context, status=422 if form.errors else 200)


def _invite(request: KompassRequest, municipality: Municipality, form: FirstCoordinatorForm) -> bool:
    chosen = form.cleaned_data
    try:
        with once(request.actor.user_id, chosen["once_key"], sent_form(request), request.now) as call:
            if call.is_first:
                made = invitations.invite_first_coordinator(
                    request.actor,
                    municipality,
                    email=chosen["email"],
                    display_name=chosen["display_name"],
                    now=request.now,
                    today=request.today,
                )
                call.result = str(made.pk)
    except RuleViolation as refusal:
        form.add_error("email" if isinstance(refusal, invitations.OF_ADDRESS) else None, str(refusal))
        return False
    messages.success(request, _("The invitation is sent to %(email)s.") % {"email": chosen["email"]})
    return True
