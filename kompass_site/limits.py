"""Bodies larger than any report are refused before they are read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from kompass_site import errors

FORM_OVERHEAD = 1024 * 1024  # bytes of a form beside its file


class BodyLimitMiddleware:
    """Answer 413 by the declared length, so that 200 MB are neither stored nor parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if declared.isdecimal() and int(declared) > settings.UPLOAD_LIMIT + FORM_OVERHEAD:
            return errors.refuse_body(request)
        return self.get_response(request)
