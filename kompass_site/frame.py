"""What stands round every page: where one is, where one can go, who one is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Role
from accounts.requests import KompassRequest
from accounts.roles import PART_LABELS, Part
from accounts.views import administration

type Link = dict[str, Any]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html: place and its switch, navigation, person, footer."""
    actor = getattr(request, "actor", None)
    if actor is None:  # an error before the middleware ran
        return {}
    kompass_request: KompassRequest = request  # type: ignore[assignment]  # the middleware made it one
    return {
        "home_url": reverse("start") if actor.user_id else reverse("front"),
        "sign_in_url": "" if actor.user_id else reverse("account_login"),
        "place": _place(kompass_request),
        "navigation": _current(kompass_request, _navigation(kompass_request)),
        "person": _person(kompass_request),
        "footer_links": [
            {"label": _("About Kompass"), "url": reverse("about")},
            {"label": _("Accessibility"), "url": reverse("accessibility")},
            {"label": _("Published results"), "url": reverse("results")},
        ],
    }


def _place(request: KompassRequest) -> dict[str, Any] | None:
    """The place one is in, and the others one may go to."""
    slug = request.resolver_match.kwargs.get("municipality", "") if request.resolver_match else ""
    scope = request.actor.scope
    if scope.invitation or not (scope.municipality or scope.house or scope.evaluation):
        return None
    choices: list[Link] = [
        {
            "label": municipality.short_name,
            "url": reverse("municipality_start", args=[municipality.slug]),
            "current": municipality.slug == slug,
        }
        for municipality in request.places.municipalities
    ]
    if request.places.of_skr:
        choices.insert(0, {"label": "SKR", "url": reverse("skr_evaluations"), "current": bool(scope.house)})
    name = next((choice["label"] for choice in choices if choice["current"]), "")
    if not name:
        name = "SKR" if request.actor.employed_by_skr else _("Evaluation")
    return {"name": name, "choices": choices}


def _navigation(request: KompassRequest) -> list[Link]:
    actor = request.actor
    if actor.scope.invitation:
        return []
    slug = request.resolver_match.kwargs.get("municipality", "") if request.resolver_match else ""
    if actor.scope.municipality:
        links = [
            _link(pgettext("navigation", "Overview"), "municipality_start", slug),
            _link(_("Result"), "municipality_results", slug),
            _link(_("Action plan"), "plan", slug)
            | {
                "section": tuple(reverse(name, args=[slug]) for name in ("plan", "decisions", "unit_list", "situation"))
            },
        ]
        if actor.may("report_status"):
            links.append(_link(_("My actions"), "my_actions", slug))
        if actor.may("read_check_ins"):
            links.append(_link(_("Check-ins"), "check_ins", slug))
        if pages := administration.pages_of(actor):
            parts = (f"/{slug}/administration/", reverse("own_imports", args=[slug]))
            links.append(_link(_("Administration"), pages[0], slug) | {"section": parts})
        return links
    if actor.scope.house or (actor.scope.evaluation and actor.employed_by_skr):
        links = [_link(_("Evaluations"), "skr_evaluations")]
        if Role.SKR_ADMIN in actor.hats:
            links.append(_link(_("Imports"), "imports"))
        else:
            links.append(_link(_("My assignments"), "cases"))
        links += [_link(_("Criteria"), "editions"), _link(_("Municipalities"), "skr_municipalities")]
        links.append(_link(_("Results"), "results"))
        if Role.SKR_ADMIN in actor.hats:
            links += [_link(_("People and permissions"), "skr_people"), _link(_("Events"), "skr_journal")]
        return links
    if actor.scope.evaluation:
        return [_link(_("My assignments"), "cases"), _link(_("Results"), "results")]
    return [_link(_("Results"), "results"), _link(_("About Kompass"), "about")]


def _link(label: str, name: str, *arguments: str) -> Link:
    return {"label": label, "url": reverse(name, args=arguments)}


def _current(request: KompassRequest, links: list[Link]) -> list[Link]:
    """Mark the link whose address is the longest beginning of the page's own."""
    fitting = [link for link in links if request.path.startswith(link.get("section") or link["url"])]
    if fitting:
        max(fitting, key=lambda link: len(link["url"]))["current"] = True
    return links


def _person(request: KompassRequest) -> dict[str, Any] | None:
    """Who is signed in; `keeper` tells the browser whose unsaved texts it may show, and says nothing else."""
    actor = request.actor
    if actor.user_id is None:
        return None
    links = [_link(_("My account"), "account")]
    if len(request.places.municipalities) + bool(request.places.of_skr) > 1:
        links.insert(0, _link(_("Change place"), "start"))
    return {
        "name": actor.display_name or _("Signed in"),
        "role": ", ".join(str(_label(hat)) for hat in sorted(actor.hats)),
        "links": links,
        "sign_out_url": reverse("account_logout"),
        "keeper": salted_hmac("kompass.keeper", str(actor.user_id), algorithm="sha256").hexdigest()[:16],
    }


def _label(hat: Role | Part) -> Any:
    return PART_LABELS[hat] if isinstance(hat, Part) else hat.label
