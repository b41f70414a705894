"""What the verbs of an action refuse, each in a sentence."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotPermitted, RuleViolation


class ActionTransitionRefused(RuleViolation):
    """The action's state does not allow the verb; the sentence names what is possible."""

    code = "action_transition_refused"

    def __init__(self, state: Promise | str, verbs: Iterable[Promise | str] = ()) -> None:
        names = [str(verb) for verb in verbs]
        sentence = format_lazy(_("This cannot be done now: the status of the action is “{state}”."), state=state)
        offer = format_lazy(_("Possible now: {verbs}."), verbs=", ".join(names))
        super().__init__(format_lazy("{} {}", sentence, offer) if names else sentence)


class NothingToUndo(RuleViolation):
    """Undoing is for the person who made the last change, within a quarter of an hour."""

    code = "nothing_to_undo"
    message = _(
        "There is nothing to undo: only the last change can be undone, by the person who made it,"
        " within 15 minutes and as long as nothing else has been changed since."
    )


class ReasonMissing(RuleViolation):
    """Who reads the history must know why."""

    code = "reason_missing"
    message = _("Write a reason, so that others understand why.")


class NoteMissing(RuleViolation):
    """A report says something."""

    code = "note_missing"
    message = _("Write in a few words how it goes.")


class NoteTooLong(RuleViolation):
    """A report is a few lines."""

    code = "note_too_long"
    message = _("Write at most 500 characters.")


class LightMissing(RuleViolation):
    """A report carries a traffic light."""

    code = "light_missing"
    message = _("Choose a traffic light: on track, risk or deviates.")


class PercentOutside(RuleViolation):
    """Percent are of a hundred."""

    code = "percent_outside"
    message = _("Percent done is a whole number from 0 to 100.")


class BlockNoteMissing(RuleViolation):
    """What blocks, and who can do something about it."""

    code = "block_note_missing"
    message = _("Write what blocks the action and who can remove the obstacle.")


class ResumeDateNotAhead(RuleViolation):
    """A pause ends after today."""

    code = "resume_date_not_ahead"
    message = _("Enter a date after today on which the action is taken up again.")


class DoneInFuture(RuleViolation):
    """What is done lies behind."""

    code = "done_in_future"
    message = _("Enter the date on which the action was done. It cannot lie after today.")


class EffectPlanMissing(RuleViolation):
    """Done is not the end: somebody looks for the effect."""

    code = "effect_plan_missing"
    message = _("Write how the effect will be seen and on which date you will look for it.")


class EffectLookTooEarly(RuleViolation):
    """The effect is looked for once the action is done."""

    code = "effect_look_too_early"
    message = _("The effect cannot be looked for before the date on which the action was done.")


class MilestonesOpen(RuleViolation):
    """Nothing is left open in a done action."""

    code = "milestones_open"
    message = _("The action has open milestones. Tick them or drop them first.")


class EffectDateOutside(RuleViolation):
    """An effect shows after the action was done."""

    code = "effect_date_outside"
    message = _("Enter a date from the day on which the action was done until today.")


class EffectTextMissing(RuleViolation):
    """An effect is told."""

    code = "effect_text_missing"
    message = _("Write which effect the action has had.")


class EvidenceMissing(RuleViolation):
    """An effect is shown, not claimed."""

    code = "evidence_missing"
    message = _("Add at least one file, link or measurement that shows the effect first.")


class EvidenceStands(RuleViolation):
    """A shown effect rests on its evidence."""

    code = "evidence_stands"
    message = _("This is the only evidence of the effect shown. Add another one or withdraw the effect first.")


class DueDateNeeded(RuleViolation):
    """What is taken up again after its due date gets a new one."""

    code = "due_date_needed"
    message = _("The due date has passed. Enter a new one, today or later.")


class DueDatePassed(RuleViolation):
    """A due date lies ahead."""

    code = "due_date_passed"
    message = _("Enter a due date that is today or later.")


class EndsBeforeStart(RuleViolation):
    """An action does not end before it starts."""

    code = "ends_before_start"
    message = _("The due date must not lie before the start.")


class DeadlineNotYours(NotPermitted):
    """The municipality lets only its coordinators move due dates."""

    code = "deadline_not_yours"
    message = _("In your municipality only the coordinator moves due dates. Ask the coordinator to move it.")


class ReopenTooLate(NotPermitted):
    """An owner takes up an action within thirty days."""

    code = "reopen_too_late"
    message = _("It is more than 30 days since the action was done. Ask the coordinator to reopen it.")


class OwnerUnknown(RuleViolation):
    """Owner and helpers are members of the municipality today, and may work with actions."""

    code = "owner_unknown"
    message = _("Choose a coordinator or an action owner of the municipality, or write a name or a role.")


class TitleMissing(RuleViolation):
    """Actions and milestones are known by their titles."""

    code = "title_missing"
    message = _("Write a title.")


class TextTooLong(RuleViolation):
    """A text is longer than its field."""

    code = "text_too_long"
    message = _("The text is too long.")


class ValueUnknown(RuleViolation):
    """A choice or date that the form does not offer."""

    code = "value_unknown"
    message = _("Choose one of the alternatives that the form offers.")


class TagTooLong(RuleViolation):
    """A tag is a word or two."""

    code = "tag_too_long"
    message = _("Write at most 40 letters in a tag. Put a comma between two tags.")


class TagsTooMany(RuleViolation):
    """Tags sort; too many do not."""

    code = "tags_too_many"
    message = _("Write at most 20 tags.")


class FigureUnreadable(RuleViolation):
    """A figure is digits, perhaps with three decimals."""

    code = "figure_unreadable"
    message = _("Write a figure with at most three decimals, such as 12.5.")


class IndicatorNameMissing(RuleViolation):
    """An indicator says what is measured."""

    code = "indicator_name_missing"
    message = _("Write what is measured.")


class FigureMissing(RuleViolation):
    """A measurement has a value."""

    code = "figure_missing"
    message = _("Enter the value that was measured.")


class MeasuredInFuture(RuleViolation):
    """What is measured lies behind."""

    code = "measured_in_future"
    message = _("Enter the day on which it was measured. It cannot lie after today.")


class MeasuredThatDay(RuleViolation):
    """One value a day: which of two is right cannot be known."""

    code = "measured_that_day"
    message = _("There is a measurement of that day already. Take it back first, if it is wrong.")


class CommentEmpty(RuleViolation):
    """A comment says something."""

    code = "comment_empty"
    message = _("Write a comment.")


class MentionUnknown(RuleViolation):
    """Named are members who may read the plan."""

    code = "mention_unknown"
    message = _("One of those you named is no member who may read the plan. Choose among those that are offered.")


class LinkUnusable(RuleViolation):
    """A link leads to a page."""

    code = "link_unusable"
    message = _("Enter a whole address that begins with https:// or http://.")


class FileRefused(RuleViolation):
    """The file is empty, too large, or of a type that is not kept."""

    code = "file_refused"
    message = _("The file cannot be kept.")
    status = 422
