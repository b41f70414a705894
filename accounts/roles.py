"""Who may what: the table of permissions, and the actor it is asked about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

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
_LEADER = (Role.COORDINATOR,)
_CASE = (Part.LEAD, Part.CO, Part.APPROVER)

# Verb → the hats that may. A verb that is missing here is refused to everybody. Reading of public pages needs no verb.
PERMITTED: Mapping[str, tuple[Hat, ...]] = {
    "read_case_head": (*_HOUSE, *_CASE, Role.COORDINATOR, Role.MANAGEMENT),
    "read_case_content": (_ADMIN, *_CASE),
    "read_editions": _HOUSE,
    "draft_edition": (_ADMIN,),
    "publish_edition": (_ADMIN,),
    "read_imports": (_ADMIN, Part.LEAD, Part.CO, Role.COORDINATOR),
    "upload_report": (_ADMIN, Part.LEAD, Role.COORDINATOR),
    "review_import": (_ADMIN, Part.LEAD, Part.CO, Role.COORDINATOR),
    "accept_import": (_ADMIN, Part.LEAD, Role.COORDINATOR),  # a municipality's own becomes version 1 at once
    "abandon_import": (_ADMIN, Part.LEAD, Role.COORDINATOR),
    "undo_import": (_ADMIN, Role.COORDINATOR),
    "offer_to_skr": _LEADER,
    "send_back": (Part.LEAD, Part.APPROVER),
    "publish": (_ADMIN, Part.CO, Part.APPROVER),
    "read_result": _TOWN,
    "read_journal_of_skr": (_ADMIN,),
    "read_journal_of_case": (Part.LEAD, Part.CO),
    "read_journal_of_municipality": (Role.COORDINATOR,),
    "read_own_acts": (Role.ACTION_OWNER, Role.READER),
    # SKR's view of the municipalities and of its own people
    "read_municipalities": _HOUSE,
    "read_shared_plan": (_ADMIN,),
    "invite_first_coordinator": (_ADMIN,),
    "read_skr_people": (_ADMIN,),
    "manage_skr_people": (_ADMIN,),
    # The plan
    "read_plan": _TOWN,  # what a reader sees follows the municipality's settings
    "decide": _LEADER,
    "prioritise": _LEADER,
    "link_finding": _LEADER,
    "link_recurring": _LEADER,
    "set_assumption": _LEADER,  # of the expected score
    "adopt_plan": _LEADER,
    "close_plan": _LEADER,
    # Actions
    "create_action": _LEADER,
    "edit_action": _LEADER,
    "change_owner": _LEADER,
    "describe_action": _LEADER,
    "tick_milestone": _LEADER,
    "keep_indicators": _LEADER,
    "start_action": _LEADER,
    "report_status": _LEADER,
    "block_action": _LEADER,
    "unblock_action": _LEADER,
    "pause_action": _LEADER,
    "resume_action": _LEADER,
    "complete_action": _LEADER,
    "show_effect": _LEADER,
    "withdraw_effect": _LEADER,
    "reopen_action": _LEADER,
    "cancel_action": _LEADER,
    "restore_action": _LEADER,
    "move_deadline": _LEADER,
    "undo_last": _LEADER,
    "comment": (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER),
    "withdraw_comment": (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER),
    "withdraw_comment_of_others": _LEADER,
    "read_files": (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER),
    "add_file": _LEADER,
    "remove_file": _LEADER,
    "bulk_edit": _LEADER,
    "export_plan": (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER),  # an action owner what is theirs
    "export_whole_plan": (Role.COORDINATOR, Role.MANAGEMENT),
    "save_filter": _TOWN,
    "share_filter": _LEADER,
    # Check-ins
    "set_check_ins": _LEADER,
    "read_check_ins": (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER),
    "answer_for_others": _LEADER,
    # People and settings of a municipality
    "read_people": _LEADER,
    "read_units": (Role.COORDINATOR, Role.MANAGEMENT),
    "invite": _LEADER,
    "end_membership": _LEADER,
    "change_role": _LEADER,
    "manage_units": _LEADER,
    "change_settings": _LEADER,
    "read_sharing": (Role.COORDINATOR, Role.MANAGEMENT),
    "set_sharing": _LEADER,
}

# Verb → what an action owner must be to the action; `require` is then asked with the action.
OWNER, HELPER = "owner", "helper"
PERMITTED_OWN: Mapping[str, tuple[str, ...]] = {
    "describe_action": (OWNER,),
    "tick_milestone": (OWNER, HELPER),
    "keep_indicators": (OWNER,),
    "start_action": (OWNER, HELPER),
    "report_status": (OWNER, HELPER),
    "block_action": (OWNER, HELPER),
    "unblock_action": (OWNER, HELPER),
    "pause_action": (OWNER,),
    "resume_action": (OWNER,),
    "complete_action": (OWNER,),
    "show_effect": (OWNER,),
    "reopen_action": (OWNER,),
    "move_deadline": (OWNER,),
    "undo_last": (OWNER, HELPER),
    "add_file": (OWNER,),
    "remove_file": (OWNER,),
}


class Owned(Protocol):
    """What has an owner and helpers among the memberships, such as an action."""

    @property
    def owner_id(self) -> int | None:
        """The membership that answers for it."""

    @property
    def helper_ids(self) -> Collection[int]:
        """The memberships that help with it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts under which hat: made by the middleware or the job runner from what it looked up."""

    scope: Scope = field(default_factory=Scope)
    user_id: int | None = None
    display_name: str = ""
    hats: frozenset[Hat] = frozenset()
    employed_by_skr: bool = False
    memberships: frozenset[int] = frozenset()  # the person's own in the scope's municipality

    @classmethod
    def of_job(cls, scope: Scope) -> "Actor":
        """The job runner's actor: the promised scope, the hat of the house where it is SKR's."""
        hats: frozenset[Hat] = frozenset({_ADMIN}) if scope.house == "admin" else frozenset()
        return cls(scope=scope, user_id=scope.user, display_name="Kompass", hats=hats)

    @property
    def hat(self) -> str:
        """The hats as the journal writes them."""
        return "+".join(sorted(self.hats)) or ("job" if self.display_name == "Kompass" else "visitor")

    def may(self, verb: str, about: Owned | None = None) -> bool:
        """Whether one of the hats permits the verb: of any object, or of this one because it is theirs.

        Without `about`, what a person may do with an object of their own counts as permitted.
        """
        if not self.hats.isdisjoint(PERMITTED.get(verb, ())):
            return True
        relations = PERMITTED_OWN.get(verb, ()) if Role.ACTION_OWNER in self.hats else ()
        if about is None or not relations:
            return bool(relations)
        if OWNER in relations and about.owner_id in self.memberships:
            return True
        return HELPER in relations and not self.memberships.isdisjoint(about.helper_ids)


def require(by: Actor, verb: str, about: Owned | None = None) -> None:
    """The first line of every verb: raises NotPermitted where no hat permits it (of this object). Makes no query."""
    if not by.may(verb, about):
        raise NotPermitted
