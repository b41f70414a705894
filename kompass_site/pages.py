"""Pages of the site itself: the front page, what Kompass is, how accessible it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.permissions import public


@public
def front(request: HttpRequest) -> HttpResponse:
    """What Kompass is, the way to published results and to sign in."""
    return render(request, "site/front.html", {"title": _("From evaluation to effect")})


@public
def about(request: HttpRequest) -> HttpResponse:
    """What Kommunkompassen and Kompass are, and what one can trust."""
    return render(request, "site/about.html", {"title": _("About Kompass")})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html", {"title": _("Accessibility statement")})
