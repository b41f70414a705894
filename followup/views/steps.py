"""The verbs of an action as pages know them: address, words, form, rule."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup import progress
from followup.forms import verbs
from followup.forms.effect import EffectForm
from followup.views.compound import complete_action, show_effect


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: `path` below the action's address, what is said before and after, what is called."""

    verb: str
    path: str
    label: Promise
    done: Promise
    carry_out: Callable[..., object]
    form: type[verbs.VerbForm] = verbs.VerbForm
    lead: Promise | str = ""
    is_quiet: bool = False  # ends or takes back: stands apart from the others

    @property
    def name(self) -> str:
        """The address's name, as the verb: action_report_status, action_complete_action…"""
        return f"action_{self.verb}"


# In the order in which the page offers them; the first two stand beside the title.
STEPS: tuple[Step, ...] = (
    Step(
        "report_status",
        "rapportera",
        _("Report status"),
        _("The report is saved."),
        progress.report_status,
        verbs.ReportForm,
    ),
    Step(
        "complete_action",
        "klar",
        pgettext_lazy("button", "Done"),
        _("The action is done. When its effect shows, tell it here."),
        complete_action,
        verbs.CompleteForm,
        _("Say when it was done and how you will see that it made a difference."),
    ),
    Step(
        "show_effect",
        "effekt",
        _("Show effect"),
        _("The effect is shown."),
        show_effect,
        EffectForm,
        _("Tell what has become better, with a measurement, a link or a file that shows it."),
    ),
    Step("start_action", "starta", _("Start the action"), _("The action is started."), progress.start_action),
    Step("resume_action", "ateruppta", _("Take up again"), _("The action is taken up again."), progress.resume_action),
    Step(
        "unblock_action",
        "hinder-lost",
        _("No longer blocked"),
        _("The action is no longer blocked."),
        progress.unblock_action,
    ),
    Step(
        "block_action",
        "hindrad",
        _("Mark as blocked"),
        _("The action is marked as blocked."),
        progress.block_action,
        verbs.BlockForm,
        _("Tell what stands in the way, and who can solve it. The coordinator sees it on the overview."),
    ),
    Step(
        "pause_action",
        "pausa",
        _("Pause"),
        _("The action is paused."),
        progress.pause_action,
        verbs.PauseForm,
        _("A paused action is not late until the day on which it is taken up again."),
    ),
    Step(
        "move_deadline",
        "slutdatum",
        _("Move the due date"),
        _("The due date is moved."),
        progress.move_deadline,
        verbs.DeadlineForm,
        _("The first date is kept, and the reason is shown in the history."),
    ),
    Step(
        "change_owner",
        "ansvarig",
        _("Change owner"),
        _("The owner is changed. A new owner gets a mail within a quarter of an hour."),
        progress.change_owner,
        verbs.OwnerForm,
    ),
    Step(
        "reopen_action",
        "oppna-igen",
        _("Open again"),
        _("The action is open again."),
        progress.reopen_action,
        verbs.ReopenForm,
        is_quiet=True,
    ),
    Step(
        "withdraw_effect",
        "ta-tillbaka-effekt",
        _("Take the effect back"),
        _("The effect is taken back. What shows it is kept."),
        progress.withdraw_effect,
        verbs.ReasonForm,
        is_quiet=True,
    ),
    Step(
        "restore_action",
        "aterstall",
        _("Restore"),
        _("The action is restored."),
        progress.restore_action,
        verbs.ReasonForm,
        is_quiet=True,
    ),
    Step(
        "cancel_action",
        "avbryt",
        _("Cancel the action"),
        _("The action is cancelled. It stays in the plan and can be restored."),
        progress.cancel_action,
        verbs.ReasonForm,
        _("The action is not carried out. It stays in the plan with its reason, and can be restored."),
        is_quiet=True,
    ),
)
BY_VERB = {step.verb: step for step in STEPS}


def offered(possible: tuple[str, ...]) -> list[Step]:
    """The steps that a person may press now."""
    return [step for step in STEPS if step.verb in possible]
