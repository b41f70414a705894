"""Answers of the API to what went wrong: RFC 9457, with our stable code and the person's own language."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

API = "/api/"
CONTENT_TYPE = "application/problem+json"

CODES = {
    400: "malformed",
    401: "not_signed_in",
    403: "not_permitted",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    412: "changed_meanwhile",
    413: "too_large",
    415: "unsupported_type",
    428: "version_needed",
    429: "too_many_requests",
    500: "failed",
    503: "unavailable",
}


def is_api(request: HttpRequest) -> bool:
    """Whether the caller is a program, which no page helps."""
    return request.path.startswith(API)


def problem(request: HttpRequest, status: int, message: str = "", code: str = "", **more: Any) -> JsonResponse:
    """The answer: status, title, code, one sentence in the caller's language, and the reference of the log."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code or CODES.get(status, "rule_violation"),
        "detail": message or sentence(status),
        "reference": getattr(request, "reference", ""),
        **more,
    }
    response = JsonResponse(body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Kompass"'
    if status == 503:
        response["Retry-After"] = "10"
    return response


def sentence(status: int) -> str:
    """What to say where no rule said it better."""
    sentences = {
        400: _("The request could not be read."),
        401: _("Send a valid token, or sign in."),
        403: _("You do not have permission to do this."),
        404: _("There is nothing here, or it is not yours to see."),
        413: _("The request is too large."),
        428: _("Send the version you have read, in If-Match or in the body."),
        429: _("Too many requests. Wait a while and try again."),
        503: _("Kompass cannot answer right now. Try again in a while."),
    }
    return sentences.get(status, _("This is not possible."))
