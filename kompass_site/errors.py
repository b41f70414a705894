"""Answers to what went wrong: what happened, what to do, a reference; never a trace."""

import sys
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.errors import RuleViolation
from kompass_site.problems import is_api, problem


class ReferenceMiddleware:
    """Give each request a reference that stands in the log, on error pages and in a header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reference = uuid4().hex[:12]
        request.reference = reference  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=reference)
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b"-"):
            allowed = response.headers.get("Allow", "")
            response = _page(request, 405)
            response["Allow"] = allowed
        response["X-Reference"] = reference
        return response


def _page(request: HttpRequest, status: int, message: str = "", code: str = "") -> HttpResponse:
    """An error page drawn without context processors, so that it needs neither session nor database."""
    if is_api(request):
        return problem(request, status, message, code)
    context = {"reference": getattr(request, "reference", ""), "message": message, "status": status}
    response = HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)
    if status == 503:
        response["Retry-After"] = "10"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the body was larger than forms may be."""
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: visible, but not permitted."""
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: unknown, or somebody else's; the two are one answer."""
    return _page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: too many tries to sign in; allauth finds it as handler429."""
    response = _page(request, 429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database did not answer."""
    unavailable = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return _page(request, 503 if unavailable else 500)


def refused(request: HttpRequest, violation: RuleViolation) -> HttpResponse:
    """A rule said no: its own sentence on the page of its status."""
    return _page(request, violation.status, str(violation), violation.code)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: say so in words a person understands."""
    return _page(
        request,
        403,
        _("The form was open too long or cookies are switched off. Go back, reload the page and try again."),
    )


def refuse_body(request: HttpRequest) -> HttpResponse:
    """413: the body is larger than any report may be."""
    return _page(request, 413)
