"""Pages of the site itself: the front page and what Kompass is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front(request: HttpRequest) -> HttpResponse:
    """What Kompass is, the way to published results and to sign in."""
    return render(request, "site/front.html")


def about(request: HttpRequest) -> HttpResponse:
    """What Kommunkompassen and Kompass are, and who stands behind."""
    return render(request, "site/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")
