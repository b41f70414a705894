"""What stands round every page: where one is, where one can go, who one is."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html; empty until the middleware has run."""
    return {}
