"""The way back to the view of the plan that something was pressed in."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

WAY_BACK = "tillbaka"
LONGEST = 2000


def way_back(request: HttpRequest, slug: str) -> str:
    """The address that a form or link carries, where it lies below this municipality; empty otherwise."""
    asked = request.POST.get(WAY_BACK) or request.GET.get(WAY_BACK, "")
    is_here = asked.startswith(f"/{slug}/") and len(asked) <= LONGEST
    is_here = is_here and not any(character in asked for character in "\\\r\n\x00#")
    return asked if is_here and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
