"""What every call of the API shares: who asks and when, versions in If-Match or the body, keys of creating calls."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.errors import RuleViolation
from accounts.idempotency import LONGEST_KEY, Call, once
from accounts.requests import KompassRequest
from accounts.roles import Actor


class KeyMissing(RuleViolation):
    """A creating call names its own key, so that it may be sent again after a broken connection."""

    code = "idempotency_key_missing"
    message = _("Send the header Idempotency-Key: a text of your own, at most 80 characters, new for each thing made.")
    status = 400


class VersionNeeded(RuleViolation):
    """A change says which version it was made on."""

    code = "version_needed"
    message = _("Send the version you have read, in If-Match or in the body.")
    status = 428


class ChangedMeanwhile(RuleViolation):
    """If-Match names another version than the one that stands."""

    code = "changed_meanwhile"
    message = _("Somebody has changed this since you read it. Read it again.")
    status = 412


class VersionConflict(RuleViolation):
    """The version in the body is another than the one that stands."""

    code = "edit_conflict"
    message = _("Somebody has changed this since you read it. Read it again.")


class KompassView(APIView):  # type: ignore[misc]  # REST framework has no types
    """A view of the API: knows the actor and the time, and says for its description what may go wrong."""

    makes: ClassVar[bool] = False  # POST needs Idempotency-Key
    versioned: ClassVar[bool] = False  # writes compare versions
    needs_version: ClassVar[bool] = False  # and refuse to write without one

    request: Request

    @property
    def asked(self) -> KompassRequest:
        """The request as the middleware handed it on."""
        asked: KompassRequest = self.request._request
        return asked

    @property
    def by(self) -> Actor:
        """Who asks."""
        return self.asked.actor

    @property
    def at(self) -> dict[str, Any]:  # Any: a moment and a day
        """The time, as rules take it."""
        return {"now": self.asked.now, "today": self.asked.today}

    def sent(self, serializer: type[Serializer]) -> dict[str, Any]:
        """The body, once its shape is right. Raises ValidationError with every fault of it."""
        checked = serializer(data=self.request.data)
        checked.is_valid(raise_exception=True)
        values: dict[str, Any] = dict(checked.validated_data)
        return values

    def compare_version(self, stands: int, sent: Mapping[str, Any]) -> None:
        """Refuse a change made on another version than the one that stands; the row is locked by now."""
        match, version = self.request.headers.get("If-Match", "").strip(), sent.get("version")
        if match and match != "*" and stands not in etags(match):
            raise ChangedMeanwhile
        if version is not None and version != stands:
            raise VersionConflict
        if self.needs_version and not match and version is None:
            raise VersionNeeded

    @contextmanager
    def once(self) -> Iterator[Call]:
        """The creating call, made once for its key."""
        key = self.request.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > LONGEST_KEY:
            raise KeyMissing
        body = {"address": self.asked.path, "body": self.request.data}
        with once(self.by.user_id, key, body, self.asked.now) as call:
            yield call


def etags(header: str) -> set[int]:
    """The versions that an If-Match names; what is no version of ours is left out."""
    texts = (part.strip().removeprefix("W/").strip('"') for part in header.split(","))
    return {int(text) for text in texts if text.isdecimal() and len(text) < 10}


def versioned(data: Any, version: int, status: int = 200) -> Response:
    """An answer with the version as its ETag."""
    return Response(data, status=status, headers={"ETag": f'"{version}"'})


class Pages(PageNumberPagination):  # type: ignore[misc]  # REST framework has no types
    """Pages of fifty, at most two hundred rows."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
