"""Swedish unless the person chose otherwise; a browser's own language does not decide."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

_KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Speak the language of the cookie, else the person's, else Swedish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in _KNOWN:
            language = request.user.language if request.user.is_authenticated else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
