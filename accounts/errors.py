"""Refusals that a person understands: a class a rule, a translated sentence, a stable code."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RuleViolation(Exception):  # noqa: N818 - named for the rule that was broken
    """A rule said no; page, API and job show `message` and pass `code` on."""

    code: ClassVar[str] = "rule_violation"
    message: Promise | str = _("This is not possible.")
    status: ClassVar[int] = 409

    def __init__(self, message: Promise | str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.code))

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(RuleViolation):
    """The person sees the object but may not do this with it."""

    code = "not_permitted"
    message = _(
        "You do not have permission to do this. Ask the person who administers the access in your organisation."
    )
    status = 403


class EditConflict(RuleViolation):
    """Somebody else changed the same field since the page was opened; both texts are kept and shown."""

    code = "edit_conflict"
    message = _("Somebody else has changed the same text since you opened the page. Choose which text applies.")
