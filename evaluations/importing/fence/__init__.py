"""Reading a file from outside in a process of its own: no network, no files, little memory, little time."""

from .messages import Kind, Picture, Sheet
from .supervising import WasRead, ask_the_kind, read_in_fence

__all__ = ["Kind", "Picture", "Sheet", "WasRead", "ask_the_kind", "read_in_fence"]
