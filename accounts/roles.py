"""Who may what: the table of permissions, and the actor it is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from accounts.errors import NotPermitted
from accounts.models.membership import Role
from accounts.tenancy import Scope


class Part(StrEnum):
    """A person's part on one case."""

    LEAD = "lead"
    CO = "co"
    APPROVER = "approver"


Hat = Role | Part

PART_LABELS = {Part.LEAD: _("lead evaluator"), Part.CO: _("co-evaluator"), Part.APPROVER: _("approver")}

_ADMIN, _EVALUATOR = Role.SKR_ADMIN, Role.SKR_EVALUATOR
_TOWN = (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER, Role.READER)
_HOUSE = (_ADMIN, _EVALUATOR)
_CASE = (Part.LEAD, Part.CO, Part.APPROVER)

# Verb → the hats that may. A verb that is missing here is refused to everybody. Reading of public pages needs no verb.
PERMITTED: Mapping[str, tuple[Hat, ...]] = {
    "read_case_head": (*_HOUSE, *_CASE, Role.COORDINATOR, Role.MANAGEMENT),
    "read_case_content": (_ADMIN, *_CASE),
    "read_editions": _HOUSE,
    "read_imports": (_ADMIN,),
    "upload_report": (_ADMIN,),
    "review_import": (_ADMIN,),
    "accept_import": (_ADMIN,),
    "abandon_import": (_ADMIN,),
    "undo_import": (_ADMIN,),
    "send_back": (Part.LEAD, Part.APPROVER),
    "publish": (_ADMIN, Part.CO, Part.APPROVER),
    "read_result": _TOWN,
    "read_journal_of_skr": (_ADMIN,),
    "read_journal_of_case": (Part.LEAD, Part.CO),
    "read_journal_of_municipality": (Role.COORDINATOR,),
    "read_own_acts": (Role.MANAGEMENT, Role.ACTION_OWNER),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts under which hat: made by the middleware or the job runner from what it looked up."""

    scope: Scope = field(default_factory=Scope)
    user_id: int | None = None
    display_name: str = ""
    hats: frozenset[Hat] = frozenset()
    employed_by_skr: bool = False

    @classmethod
    def of_job(cls, scope: Scope) -> "Actor":
        """The job runner's actor: the promised scope, the hat of the house where it is SKR's."""
        hats: frozenset[Hat] = frozenset({_ADMIN}) if scope.house == "admin" else frozenset()
        return cls(scope=scope, user_id=scope.user, display_name="Kompass", hats=hats)

    @property
    def hat(self) -> str:
        """The hats as the journal writes them."""
        return "+".join(sorted(self.hats)) or ("job" if self.display_name == "Kompass" else "visitor")

    def may(self, verb: str) -> bool:
        """Whether one of the hats permits the verb; which object it is about is the scope's and the rule's matter."""
        return not self.hats.isdisjoint(PERMITTED.get(verb, ()))


def require(by: Actor, verb: str) -> None:
    """The first line of every verb: raises NotPermitted where none of the actor's hats permits it. Makes no query."""
    if not by.may(verb):
        raise NotPermitted
