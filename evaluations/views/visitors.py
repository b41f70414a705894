"""Public pages in caches: visitors without a session may be answered from one for a few minutes."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag

from accounts.requests import KompassRequest

SECONDS = 300


def kept_for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let the answer to a visitor be kept for five minutes, with an ETag; a signed-in person's is never kept."""

    @wraps(view)
    def kept(request: KompassRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.actor.user_id is not None or response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=SECONDS)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return kept
