"""REST framework as Kompass uses it: the middleware's person, and problems for refusals."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from accounts.editing import FieldsClash
from accounts.errors import RuleViolation
from kompass_site.problems import problem


class PersonOfTheMiddleware(SessionAuthentication):  # type: ignore[misc]  # REST framework has no types
    """Hands over whom the middleware found: by token, or by cookie and then with a CSRF token for writes."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        asked = request._request
        if not asked.user.is_authenticated:
            return None
        if not asked.by_token:
            self.enforce_csrf(request)
        return asked.user, None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Kompass"'


class PersonInDescription(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The two ways to be known, as the description names them."""

    target_class = PersonOfTheMiddleware
    name = ["token", "cookie"]  # noqa: RUF012 - the library's own type

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "description": "A personal token."},
            {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "With X-CSRFToken for writes."},
        ]


def as_problem(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The one answer to everything that a person or their program can do something about."""
    request = context["request"]._request
    if isinstance(exception, FieldsClash):
        return problem(
            request, 409, str(exception), exception.code, clashes=[_clash(each) for each in exception.clashes]
        )
    if isinstance(exception, RuleViolation):
        return problem(request, exception.status, str(exception), exception.code)
    if isinstance(exception, Http404 | ObjectDoesNotExist):  # a rule found no such row behind the action
        return problem(request, 404)
    if isinstance(exception, PermissionDenied):
        return problem(request, 403)
    if isinstance(exception, exceptions.ValidationError):
        return problem(request, 400, code="invalid", errors=list(_faults(exception.get_full_details())))
    if isinstance(exception, exceptions.APIException):
        detail = "" if exception.status_code in (401, 404, 429) else str(exception.detail)
        answer = problem(request, exception.status_code, detail)
        if isinstance(exception, exceptions.Throttled) and exception.wait is not None:
            answer["Retry-After"] = str(int(exception.wait) + 1)
        return answer
    return None


def _clash(clash: Any) -> dict[str, str]:
    return {"field": clash.name, "was": clash.was, "theirs": clash.theirs, "yours": clash.yours}


def _faults(details: Any, field: str = "") -> Any:
    """Every fault of a body, with the path of its field."""
    if isinstance(details, Mapping) and set(details) == {"message", "code"}:
        yield {"field": field, "message": str(details["message"]), "code": str(details["code"])}
    elif isinstance(details, Mapping):
        for name, part in details.items():
            name = "" if name == "non_field_errors" else str(name)
            yield from _faults(part, f"{field}.{name}".strip("."))
    else:
        for part in details:
            yield from _faults(part, field)
