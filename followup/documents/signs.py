"""Signs that nobody sees and that not every format can hold."""

import re
from typing import Any

type Json = dict[str, Any]  # Any: the JSON of a copy

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def visible(value: Json) -> Json:
    """The same content with control characters as their pictures, which every format can hold."""

    def made(part: object) -> object:
        if isinstance(part, str):
            return _CONTROL.sub(lambda sign: _picture(sign[0]), part.replace("\r\n", "\n"))
        if isinstance(part, list):
            return [made(each) for each in part]
        if isinstance(part, dict):
            return {key: made(each) for key, each in part.items()}
        return part

    return {key: made(part) for key, part in value.items()}


def _picture(sign: str) -> str:
    return "\N{SYMBOL FOR DELETE}" if sign == "\x7f" else chr(0x2400 + ord(sign))
