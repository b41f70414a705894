"""Actions: the list, one of them, a new one, and changed words."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.api.calls import KompassView, Pages, versioned
from accounts.editing import Edit
from followup.api.bodies import ActionEdit, Asked, NewAction
from followup.api.finding import action_here, actions_of, findings_of, locked_action, plan_here, the_plan
from followup.api.shapes import ActionDetailOut, ActionOut
from followup.listing import Wanted, filtered, ordered
from followup.models import Action
from followup.planning import create_action
from followup.progress import edit_action, joined, owners_move_deadlines, possible


class ActionView(KompassView):
    """What all calls about one action share."""

    versioned = True

    def answer(self, number: int, status: int = 200) -> Response:
        """The action as it stands now, with its version as ETag."""
        action = action_here(self.by, number)
        verbs = possible(action, self.by, self.asked.today, owner_moves_deadline=owners_move_deadlines())
        shape = ActionDetailOut(action, context={"today": self.asked.today, "possible": verbs})
        return versioned(shape.data, action.version, status)

    def locked(self, number: int, body: type[Serializer]) -> tuple[Action, dict[str, Any]]:
        """The action, locked, and what was sent; found first, so that a foreign one is no fault of the body."""
        action = locked_action(self.by, number)
        return action, self.sent(body)

    def take_version(self, action: Action, sent: dict[str, Any]) -> None:
        """Compare the version that was sent, and take it out of what the rule gets."""
        self.compare_version(action.version, sent)
        sent.pop("version", None)


class Actions(ActionView):
    """The list, and a new one."""

    makes = True
    versioned = False
    pagination_class = Pages

    @extend_schema(
        operation_id="actions", parameters=[Asked], responses=ActionOut(many=True), tags=["actions"], summary="Actions"
    )
    def get(self, request: Any, municipality: str) -> Response:
        """The actions of the newest plan, or of a named case's, filtered and in order."""
        asked = Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted: dict[str, Any] = {name: str(value) for name, value in asked.validated_data.items()}
        plan = plan_here(self.by, wanted.pop("case", ""))
        sort, text = wanted.pop("order", ""), wanted.pop("owner_text", "")
        if text:
            wanted["owner"] = f"text:{text}"
        found = Wanted(**wanted, sort=sort)
        pages, rows = Pages(), _none()
        if plan is not None:
            rows = ordered(filtered(actions_of(plan, self.by), found, self.asked.today), found)
        page = pages.paginate_queryset(rows, request, view=self)
        answer: Response = pages.get_paginated_response(
            ActionOut(page, many=True, context={"today": self.asked.today}).data
        )
        return answer

    @extend_schema(
        operation_id="create_action",
        request=NewAction,
        responses={201: ActionDetailOut},
        tags=["actions"],
        summary="Make an action",
    )
    def post(self, request: Any, municipality: str) -> Response:
        """Make an action; an undecided improvement opportunity among those it answers becomes «act»."""
        sent = self.sent(NewAction)
        plan = the_plan(self.by, sent.pop("case_number", ""))
        findings = findings_of(plan, sent.pop("improvements", []))
        with self.once() as call:
            if call.is_first:
                call.result = str(create_action(plan, self.by, findings=findings, **sent, **self.at).number)
        return self.answer(int(call.result), 201)


class OneAction(ActionView):
    """One action."""

    needs_version = True

    @extend_schema(operation_id="action", responses=ActionDetailOut, tags=["actions"], summary="An action")
    def get(self, request: Any, municipality: str, number: int) -> Response:
        """The action with all that is said of it, and the verbs that may be pressed now."""
        return self.answer(number)

    @extend_schema(
        operation_id="edit_action",
        request=ActionEdit,
        responses=ActionDetailOut,
        tags=["actions"],
        summary="Change words and particulars",
    )
    def patch(self, request: Any, municipality: str, number: int) -> Response:
        """Change what is sent; an owner the description, a coordinator all."""
        action, sent = self.locked(number, ActionEdit)
        self.take_version(action, sent)
        helpers = sent.pop("helper_ids", None)
        if "unit_id" in sent:
            sent["unit"] = sent.pop("unit_id")
        if "tags" in sent:
            sent["tags"] = joined(sent["tags"])
        new = {name: "" if value is None else str(value) for name, value in sent.items()}
        edit_action(action, self.by, Edit({}, new), helper_ids=helpers, **self.at)
        return self.answer(number)


def _none() -> QuerySet[Action]:
    return Action.objects.none()
