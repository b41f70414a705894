"""What an event tells in a reader's words: the names of its facts, and the values that are stored as codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import ReaderSees, Role, SharingLevel, UnitKind

# A fact that is missing here is shown under its own name.
FACTS: Mapping[str, Promise] = {
    "status": _("status"),
    "start": _("start"),
    "started_on": _("started"),
    "due": _("due date"),
    "is_blocked": _("blocked"),
    "blocked_note": _("what blocks it"),
    "blocked_by": _("who can unblock"),
    "pause_reason": _("why it is paused"),
    "resume_on": _("taken up again"),
    "done_on": _("done"),
    "effect_seen_how": _("how the effect will be seen"),
    "effect_look_on": _("when to look for the effect"),
    "effect_on": _("effect shown"),
    "effect_text": _("the effect"),
    "cancel_reason": _("why it was cancelled"),
    "light": _("traffic light"),
    "percent": _("percent done"),
    "forecast": _("forecast"),
    "title": _("title"),
    "description": _("what is to be done"),
    "intended_result": _("intended result"),
    "note": _("note"),
    "priority": _("priority"),
    "effort": _("effort"),
    "expected_effect": _("expected effect"),
    "owner": _("owner"),
    "unit": _("unit"),
    "helpers": _("helpers"),
    "reason": _("reason"),
    "milestone": _("milestone"),
    "mentions": _("mentioned"),
    "resources": _("resources"),
    "tags": _("tags"),
    "indicator": _("indicator"),
    "measurement": _("measurement"),
    "attachment": _("file or link"),
    "undone": _("what was undone"),
    "writer": _("written by"),
    "role": _("role"),
    "state": _("state"),
    "body": _("adopted by"),
    "copy": _("copy"),
    "adopted_on": _("date of adoption"),
    "reference": _("reference"),
    "format": _("format"),
    "count_of_actions": _("number of actions"),
    "assumed_low": _("percent of a low effect"),
    "assumed_medium": _("percent of a medium effect"),
    "assumed_high": _("percent of a high effect"),
    "assumed_most": _("highest percent in one place"),
    "decision": _("decision"),
    "until_or_on": _("date"),
    "level": _("what SKR sees"),
    "end": _("last day"),
    "display_name": _("name"),
    "unit_name": _("name"),
    "unit_kind": _("kind"),
    "unit_head": _("head"),
    "reader_sees": _("what readers see"),
    "owner_moves_deadline": _("owners move due dates"),
    "actions": _("actions"),
    "missing": _("answers missing"),
    "people": _("people"),
    "check_ins_is_on": _("check-ins are held"),
    "check_ins_pattern": _("check-ins"),
    "check_ins_days": _("own days"),
    "check_ins_opens_before": _("opens, days before"),
    "check_ins_reminds_before": _("reminds, days before"),
    "number": _("number"),
    "case": _("case number"),
    "approver": _("approver"),
    "decisions_moved": _("decisions that moved"),
    "links_moved": _("links to actions that moved"),
    "name": _("name"),
    "part": _("part"),
    "points": _("points"),
    "version": _("version"),
    "step": _("step"),
    "before": _("before"),
    "after": _("after"),
    "into": _("into"),
    "area": _("area"),
    "area_number": _("area"),
    "values": _("values"),
    "text": _("text"),
    "kind": _("kind"),
    "achieved": _("points"),
    "maximum": _("highest points"),
    "year": _("year"),
    "created": _("new rows"),
    "changed": _("changed rows"),
    "untouched": _("untouched rows"),
    "unmentioned": _("rows that the file does not mention"),
    "edition": _("edition"),
    "municipality": _("municipality"),
    "is_removed": _("removed"),
    "valid_until": _("valid until"),
}
# Facts that tell a reader nothing: checksums and what the database calls a row.
UNTOLD = frozenset({"sha256", "finding", "evaluation"})

_STATUS: Mapping[str, Promise] = {
    "not_started": _("not started"),
    "in_progress": _("in progress"),
    "paused": _("paused"),
    "done": pgettext_lazy("action", "done"),
    "effect_shown": _("effect shown"),
    "cancelled": pgettext_lazy("action", "cancelled"),
}
_LIGHT: Mapping[str, Promise] = {
    "green": _("on track"),
    "yellow": _("risk"),
    "red": _("deviates"),
}
_LEVEL: Mapping[str, Promise] = {
    "low": _("low"),
    "medium": _("medium"),
    "high": _("high"),
}
_VERB: Mapping[str, Promise] = {
    "start_action": pgettext_lazy("verb", "start"),
    "report_status": _("report status"),
    "block_action": _("mark as blocked"),
    "unblock_action": _("mark as no longer blocked"),
    "pause_action": _("pause"),
    "resume_action": _("take up again"),
    "complete_action": _("mark as done"),
    "show_effect": _("show effect"),
    "withdraw_effect": _("withdraw the effect"),
    "reopen_action": _("reopen"),
    "cancel_action": _("cancel"),
    "restore_action": _("restore"),
    "move_deadline": _("move the due date"),
    "change_owner": _("change owner"),
    "edit_action": _("change the particulars"),
    "describe_action": _("change the particulars"),
    "tick_milestone": _("change a milestone"),
    "keep_indicators": _("change indicators and measurements"),
    "add_file": _("add a file or link"),
    "remove_file": _("remove a file or link"),
}
_STATE: Mapping[str, Promise] = {
    "draft": _("draft"),
    "adopted": _("adopted"),
    "closed": _("closed"),
    "ordered": _("ordered"),
    "planned": _("planned"),
    "collecting": _("collecting evidence"),
    "scoring": _("scoring"),
    "fact_check": _("fact check"),
    "ready": _("ready to publish"),
    "published": _("published"),
    "cancelled": _("cancelled"),
    "proposed": _("to be reviewed"),
    "accepted": _("accepted"),
}
_DECISION: Mapping[str, Promise] = {
    "act": _("to be acted on"),
    "wait": _("wait until"),
    "decline": _("not to be acted on"),
    "already_done": _("already done"),
}
_YES_NO: Mapping[str, Promise] = {"yes": _("yes"), "no": _("no")}
_STEP: Mapping[str, Promise] = {
    "area_confirmed": _("looked through an area"),
    "head_set": _("changed the particulars"),
    "item_split": _("split an item"),
    "item_moved": _("moved an item"),
    "item_added": _("added an item"),
}

# Facts whose values are codes.
CODES: Mapping[str, Mapping[str, Promise]] = {
    "status": _STATUS,
    "light": _LIGHT,
    "priority": _LEVEL,
    "effort": _LEVEL,
    "expected_effect": _LEVEL,
    "undone": _VERB,
    "role": dict(Role.choices),
    "state": _STATE,
    "decision": _DECISION,
    "level": dict(SharingLevel.choices),
    "reader_sees": dict(ReaderSees.choices),
    "owner_moves_deadline": _YES_NO,
    "unit_kind": dict(UnitKind.choices),
    "part": {"approver": _("approver")},
    "step": _STEP,
}


def fact_in_words(name: str, value: object) -> str:
    """A fact as «name: value»; before and after stand with an arrow between them."""
    return f"{FACTS.get(name, name)}: {_shown(name, value)}"


def _shown(name: str, value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{FACTS.get(key, key)} {_shown(key, part)}" for key, part in value.items())
    if isinstance(value, list):
        return " → ".join(_shown(name, part) for part in value)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(CODES.get(name, {}).get(str(value), value))
