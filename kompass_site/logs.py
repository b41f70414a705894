"""What lines of the log leave out."""

import re
from typing import Any

_INVITATION = re.compile(r"(/konto/inbjudan/)[^/\s\"']+")


def without_tokens(_logger: object, _name: str, line: dict[str, Any]) -> dict[str, Any]:  # Any: structlog's own
    """Leave out the secret of an invitation, which stands in its address: Django logs the address of a refusal."""
    return {key: _INVITATION.sub(r"\1…", value) if isinstance(value, str) else value for key, value in line.items()}
