"""Each verb of an action as a call: one table, one view class a row."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.editing import Edit
from accounts.idempotency import Call
from accounts.permissions import needs
from followup import planning, progress
from followup.api import bodies
from followup.api.actions import ActionView
from followup.api.finding import findings_of
from followup.api.shapes import ActionDetailOut
from followup.models import Action, Indicator, Milestone


@dataclass(frozen=True, slots=True)
class Verb:
    """One call: its word in the address, the verb of accounts/roles.py, its body and the rule it calls."""

    word: str
    needs: str
    body: type[Serializer]
    rule: Callable[..., Any]
    summary: str
    makes: bool = False  # pressed again it would make another, so it takes a key
    versioned: bool = True
    needs_version: bool = False  # it writes over words, so it says which it has read


def _link(action: Action, by: Any, *, improvement: Any, **at: Any) -> Action:
    return planning.link_finding(action, findings_of(action.plan, [improvement])[0], by, **at)


def _unlink(action: Action, by: Any, *, improvement: Any, **at: Any) -> Action:
    return planning.unlink_finding(action, findings_of(action.plan, [improvement])[0], by, **at)


def _as_edit(sent: dict[str, Any]) -> Edit:
    return Edit({}, {name: "" if value is None else str(value) for name, value in sent.items()})


def _edit_milestone(action: Action, by: Any, *, milestone_id: int, now: Any, today: Any, **sent: Any) -> Milestone:
    return progress.edit_milestone(action, by, _as_edit(sent), milestone_id=milestone_id, now=now, today=today)


def _edit_indicator(action: Action, by: Any, *, indicator: UUID, now: Any, today: Any, **sent: Any) -> Indicator:
    return progress.edit_indicator(action, by, _as_edit(sent), indicator=indicator, now=now, today=today)


VERBS = (
    Verb("start", "start_action", bodies.Versioned, progress.start_action, "Start"),
    Verb("report", "report_status", bodies.Report, progress.report_status, "Report status", makes=True),
    Verb("block", "block_action", bodies.Block, progress.block_action, "Mark as blocked"),
    Verb("unblock", "unblock_action", bodies.Versioned, progress.unblock_action, "Mark as no longer blocked"),
    Verb("pause", "pause_action", bodies.Pause, progress.pause_action, "Pause"),
    Verb("resume", "resume_action", bodies.Versioned, progress.resume_action, "Take up again"),
    Verb("complete", "complete_action", bodies.Complete, progress.complete_action, "Mark as done"),
    Verb("show-effect", "show_effect", bodies.Effect, progress.show_effect, "Show the effect"),
    Verb("withdraw-effect", "withdraw_effect", bodies.Reason, progress.withdraw_effect, "Withdraw the effect"),
    Verb("reopen", "reopen_action", bodies.Reopen, progress.reopen_action, "Reopen"),
    Verb("cancel", "cancel_action", bodies.Reason, progress.cancel_action, "Cancel"),
    Verb("restore", "restore_action", bodies.Reason, progress.restore_action, "Restore"),
    Verb("move-deadline", "move_deadline", bodies.Deadline, progress.move_deadline, "Move the due date"),
    Verb("change-owner", "change_owner", bodies.Owner, progress.change_owner, "Change owner"),
    Verb("undo", "undo_last", bodies.Versioned, progress.undo_last, "Undo one's own last change"),
    Verb("link", "link_finding", bodies.Link, _link, "Link an improvement opportunity"),
    Verb("unlink", "link_finding", bodies.Link, _unlink, "Remove the link to an improvement opportunity"),
    Verb("attach-link", "add_file", bodies.Evidence, progress.attach_link, "Add a link"),
    Verb("add-milestone", "tick_milestone", bodies.Step, progress.add_milestone, "Add a milestone", makes=True),
    Verb("tick-milestone", "tick_milestone", bodies.StepDone, progress.tick_milestone, "Tick a milestone"),
    Verb("drop-milestone", "tick_milestone", bodies.StepChange, progress.drop_milestone, "Drop a milestone"),
    Verb("reopen-milestone", "tick_milestone", bodies.StepChange, progress.reopen_milestone, "Reopen a milestone"),
    Verb(
        "edit-milestone",
        "tick_milestone",
        bodies.StepEdit,
        _edit_milestone,
        "Change the words of a milestone",
        needs_version=True,
    ),
    Verb(
        "move-milestone", "tick_milestone", bodies.StepPlace, progress.move_milestone, "Give a milestone another place"
    ),
    Verb(
        "add-indicator", "keep_indicators", bodies.NewIndicator, progress.add_indicator, "Add an indicator", makes=True
    ),
    Verb(
        "edit-indicator",
        "keep_indicators",
        bodies.IndicatorEdit,
        _edit_indicator,
        "Change an indicator",
        needs_version=True,
    ),
    Verb(
        "remove-indicator", "keep_indicators", bodies.IndicatorChange, progress.remove_indicator, "Remove an indicator"
    ),
    Verb(
        "add-measurement",
        "keep_indicators",
        bodies.NewMeasurement,
        progress.add_measurement,
        "Enter a measurement",
        makes=True,
    ),
    Verb(
        "withdraw-measurement",
        "keep_indicators",
        bodies.MeasurementChange,
        progress.withdraw_measurement,
        "Withdraw a measurement",
    ),
    Verb("comment", "comment", bodies.CommentBody, progress.add_comment, "Comment", makes=True, versioned=False),
    Verb(
        "withdraw-comment",
        "withdraw_comment",
        bodies.CommentChange,
        progress.withdraw_comment,
        "Withdraw a comment",
        versioned=False,
    ),
)


class VerbView(ActionView):
    """A verb pressed by a program; answers the action as it stands afterwards."""

    verb_: Verb

    def press(self, number: int) -> Response:
        """Check the shape, compare the version, call the rule."""
        verb = self.verb_
        action, sent = self.locked(number, verb.body)
        with self.once() if verb.makes else nullcontext(Call(is_first=True)) as call:
            if call.is_first:
                self.take_version(action, sent)
                verb.rule(action, self.by, **sent, **self.at)
                call.result = str(number)
        return self.answer(number)


def _view_of(verb: Verb) -> Callable[..., Any]:
    name = verb.word.replace("-", "_")

    @extend_schema(
        operation_id=f"action_{name}",
        request=verb.body,
        responses=ActionDetailOut,
        tags=["verbs"],
        summary=verb.summary,
        description=(verb.rule.__doc__ or verb.summary).strip().splitlines()[0],
    )
    def post(self: VerbView, request: Any, municipality: str, number: int) -> Response:
        return self.press(number)

    attributes = {
        "verb_": verb,
        "makes": verb.makes,
        "versioned": verb.versioned,
        "needs_version": verb.needs_version,
        "post": post,
    }
    made: Callable[..., Any] = type(f"Action{name.title()}", (VerbView,), attributes).as_view()  # type: ignore[attr-defined]
    return needs(verb.needs)(made)


urlpatterns: list[URLPattern] = [
    path(f"actions/<int:number>/{verb.word}/", _view_of(verb), name=f"api_action_{verb.word.replace('-', '_')}")
    for verb in VERBS
]
