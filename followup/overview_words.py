"""The overview in words: its first sentence, what is to be done, and what has happened."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from evaluations.reporting.result import Result
from followup.check_ins import Round
from followup.models import Light, PlanState
from followup.overview import Happening, Standing

# What somebody did to an action, as «Bo Ek · reported on Å-12 Mät svarstiderna».
DEEDS: dict[str, Promise] = {
    "create_action": pgettext_lazy("deed", "made the action"),
    "edit_action": pgettext_lazy("deed", "changed"),
    "link_finding": pgettext_lazy("deed", "linked an improvement opportunity to"),
    "unlink_finding": pgettext_lazy("deed", "unlinked an improvement opportunity from"),
    "start_action": pgettext_lazy("deed", "started"),
    "report_status": pgettext_lazy("deed", "reported on"),
    "block_action": pgettext_lazy("deed", "marked as blocked"),
    "unblock_action": pgettext_lazy("deed", "unblocked"),
    "pause_action": pgettext_lazy("deed", "paused"),
    "resume_action": pgettext_lazy("deed", "resumed"),
    "complete_action": pgettext_lazy("deed", "completed"),
    "show_effect": pgettext_lazy("deed", "showed the effect of"),
    "withdraw_effect": pgettext_lazy("deed", "withdrew the effect of"),
    "reopen_action": pgettext_lazy("deed", "reopened"),
    "cancel_action": pgettext_lazy("deed", "cancelled"),
    "restore_action": pgettext_lazy("deed", "restored"),
    "move_deadline": pgettext_lazy("deed", "moved the due date of"),
    "change_owner": pgettext_lazy("deed", "changed the owner of"),
    "tick_milestone": pgettext_lazy("deed", "worked on the milestones of"),
    "add_file": pgettext_lazy("deed", "added a file or link to"),
    "remove_file": pgettext_lazy("deed", "removed a file or link from"),
    "describe_action": pgettext_lazy("deed", "changed"),
}
OTHER = pgettext_lazy("deed", "worked on")
ICONS = {
    "create_action": "ring",
    "start_action": "half",
    "block_action": "bar",
    "pause_action": "pause",
    "complete_action": "filled",
    "show_effect": "check-ring",
    "cancel_action": "cross-ring",
    "move_deadline": "calendar",
}
LIGHT_ICONS: dict[str, str] = {Light.GREEN: "disc", Light.YELLOW: "triangle", Light.RED: "square"}


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for somebody: how many, what, and where they stand in a list."""

    code: str
    count: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class HappeningInWords:
    """A row of the timeline."""

    icon: str
    by: str
    at: datetime
    text: SafeString
    body: str


def sentence_of(standing: Standing, result: Result) -> str:
    """What a reader should know first."""
    if not standing.total:
        return _("The result of %(year)s mentions no improvement opportunities.") % {"year": result.year}
    if standing.undecided:
        words = ngettext(
            "%(undecided)s of %(total)s improvement opportunity is undecided.",
            "%(undecided)s of %(total)s improvement opportunities are undecided.",
            standing.total,
        )
    else:
        words = ngettext(
            "The %(total)s improvement opportunity is decided.",
            "All %(total)s improvement opportunities are decided.",
            standing.total,
        )
    first = words % {"undecided": standing.undecided, "total": standing.total}
    return f"{first} {_of_actions(standing)}".strip()


def _of_actions(standing: Standing) -> str:
    if not standing.has_actions:
        return ""
    late = standing.actions["late"]
    if not late:
        return _("No action is late.")
    return ngettext("%(count)s action is late.", "%(count)s actions are late.", late) % {"count": late}


def to_do(standing: Standing, slug: str) -> list[ToDo]:
    """What waits, most pressing first; what nobody waits for is left out."""
    actions = standing.actions
    rows = [
        ToDo(
            "undecided",
            standing.undecided,
            ngettext(
                "improvement opportunity is undecided", "improvement opportunities are undecided", standing.undecided
            ),
            reverse("decisions", args=[slug]),
        ),
        ToDo(
            "act",
            standing.without_action,
            ngettext(
                "improvement opportunity to be acted on lacks an action",
                "improvement opportunities to be acted on lack an action",
                standing.without_action,
            ),
            reverse("decisions", args=[slug]),
        ),
    ]
    plan = reverse("plan", args=[slug])
    words = {
        "late": ngettext("action is late", "actions are late", actions.get("late", 0)),
        "blocked": ngettext("action is blocked", "actions are blocked", actions.get("blocked", 0)),
        "without_owner": ngettext("action lacks an owner", "actions lack an owner", actions.get("without_owner", 0)),
        "without_date": ngettext("action lacks a due date", "actions lack a due date", actions.get("without_date", 0)),
    }
    rows += [ToDo(code, actions.get(code, 0), text, f"{plan}?status={code}") for code, text in words.items()]
    return [row for row in rows if row.count]


def to_adopt(standing: Standing, slug: str, case: str) -> list[ToDo]:
    """The plan itself, where all is decided and there are actions, but nobody has adopted it."""
    plan = standing.plan
    if plan is None or plan.state != PlanState.DRAFT or standing.undecided or not standing.has_actions:
        return []
    url = f"{reverse('plan_adopt', args=[slug])}?utvardering={case}"
    return [ToDo("adopt", 1, _("action plan is not adopted"), url)]


def next_check_in(check_ins: Round | None) -> str:
    """When the next check-in is, as the first sentence ends."""
    if check_ins is None or check_ins.next_day is None:
        return ""
    return _("Next check-in: %(day)s.") % {"day": date_format(check_ins.next_day, "j F Y")}


def to_answer(check_ins: Round | None, slug: str) -> list[ToDo]:
    """The answers that the open check-in lacks, with the list of whose they are."""
    if check_ins is None or check_ins.check_in is None or not check_ins.missing:
        return []
    words = ngettext("answer to the check-in is missing", "answers to the check-in are missing", check_ins.missing)
    url = reverse("check_in", args=[slug, check_ins.check_in.on.isoformat()])
    return [ToDo("check_in", check_ins.missing, words, f"{url}?show=missing#saknas")]


def in_words(happening: Happening, slug: str) -> HappeningInWords:
    """A row of the timeline, its action linked."""
    text = format_html(
        '{} <a href="{}">Å-{} {}</a>',
        DEEDS.get(happening.verb, OTHER),
        reverse("action", args=[slug, happening.number]),
        happening.number,
        happening.title,
    )
    icon = LIGHT_ICONS.get(happening.light) or ICONS.get(happening.verb, "pencil-ring")
    return HappeningInWords(icon, happening.by, happening.at, text, happening.note)
