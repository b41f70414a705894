"""Reading a file from outside in a process of its own: no network, no files, little memory, little time."""

from .messages import Kind, Picture, Sheet
from .readiness import fence_here
from .supervising import WasRead, read_in_fence

__all__ = ["Kind", "Picture", "Sheet", "WasRead", "fence_here", "read_in_fence"]
