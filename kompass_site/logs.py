"""What lines of the log leave out."""

import re
from typing import Any

_SECRET = re.compile(r"(/konto/(?:inbjudan|losenord/nytt)/)[^/\s\"']+")


def without_tokens(_logger: object, _name: str, line: dict[str, Any]) -> dict[str, Any]:  # Any: structlog's own
    """Leave out what stands in the address of an invitation or a new password: Django logs addresses of refusals."""
    return {key: _SECRET.sub(r"\1…", value) if isinstance(value, str) else value for key, value in line.items()}
