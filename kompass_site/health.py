"""Whether the process lives, and whether it can serve."""

from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError

from accounts.permissions import public
from evaluations.importing.fence import fence_here


@public
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """200 where the database answers under the app role, else 503; the broker and the fence are named but not demanded.

    The fence is what files from outside are read behind: «namespace», «hook» or «none» (docs/operations.md).
    """
    state = {"database": "ok", "broker": "ok"}
    status = 200
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except OperationalError:
        state["database"], status = "silent", 503
    try:
        cache.touch("readyz")  # unlike get and set it says when the server is away
    except RedisError:
        state["broker"] = "silent"
    state["fence"] = fence_here()
    return JsonResponse(state, status=status)
