"""The shared cache: rate limits live there; a silent Valkey must not take the pages down."""

from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

_log = structlog.get_logger(__name__)


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache while the server is away, and says so in the log."""

    def get(
        self, key: str, default: Any = None, version: int | None = None
    ) -> Any:  # Any: cached values are of any type
        """The value, or the default where there is none or the server is away."""
        try:
            return super().get(key, default, version)
        except RedisError:
            _log.warning("cache_silent")
            return default

    def add(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> bool:
        """Keep the value unless there is one. True while the server is away: limits then let everybody try."""
        try:
            if timeout is ...:
                return bool(super().add(key, value, version=version))
            return bool(super().add(key, value, timeout, version))
        except RedisError:
            _log.warning("cache_silent")
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget the value; nothing happens while the server is away."""
        try:
            return bool(super().delete(key, version))
        except RedisError:
            _log.warning("cache_silent")
            return False

    def set(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> None:
        """Keep the value; nothing happens while the server is away."""
        try:
            if timeout is ...:
                super().set(key, value, version=version)
            else:
                super().set(key, value, timeout, version)
        except RedisError:
            _log.warning("cache_silent")
