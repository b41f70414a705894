"""Events in a reader's words."""

import re
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.event_facts import UNTOLD, fact_in_words
from accounts.models import Event

# Every event name of docs/glossary.md; a test compares the two lists.
WORDS: dict[str, Promise] = {
    "access.refused": gettext_lazy("was refused a page"),
    "assignment.made": gettext_lazy("gave an assignment on the evaluation"),
    "import.uploaded": gettext_lazy("uploaded a report"),
    "import.read": gettext_lazy("read a report"),
    "import.failed": gettext_lazy("could not read a report"),
    "import.corrected": gettext_lazy("corrected a proposal"),
    "import.accepted": gettext_lazy("accepted a proposal"),
    "import.reopened": gettext_lazy("opened a proposal again"),
    "import.undone": gettext_lazy("undid an import"),
    "import.abandoned": gettext_lazy("abandoned an import"),
    "own_import.accepted": gettext_lazy("accepted an import of the municipality's own"),
    "own_import.published": gettext_lazy("made an own evaluation visible to the municipality"),
    "own_import.undone": gettext_lazy("undid an import of the municipality's own"),
    "own_import.replaced": gettext_lazy("let SKR's result take the place of an own evaluation"),
    "offer.made": gettext_lazy("offered SKR an own evaluation"),
    "offer.received": gettext_lazy("received an evaluation that a municipality offers"),
    "offer.returned": gettext_lazy("gave an offered evaluation back"),
    "import.edition_found": gettext_lazy("matched a proposal with a newly published edition"),
    "edition.drafted": gettext_lazy("made a draft edition of a report"),
    "edition.changed": gettext_lazy("changed a draft edition"),
    "edition.publication_asked": gettext_lazy("asked for a draft edition to be published"),
    "edition.published": gettext_lazy("published an edition of the criteria"),
    "edition.retired": gettext_lazy("retired an edition of the criteria"),
    "edition.wanted": gettext_lazy("asked SKR for an edition of the criteria"),
    "evaluation.created": gettext_lazy("created an evaluation"),
    "evaluation.content_read": gettext_lazy("read points and texts that are not published"),
    "evaluation.sent_back": gettext_lazy("sent an evaluation back"),
    "evaluation.published": gettext_lazy("published a result"),
    "published_version.differed": gettext_lazy("found a published result that differs from its inputs"),
    "evaluation.cancelled": gettext_lazy("cancelled an evaluation"),
    "evaluation.restored": gettext_lazy("put an evaluation back as it was"),
    "plan.created": gettext_lazy("prepared an action plan"),
    "plan.adopted": gettext_lazy("recorded that the action plan was adopted"),
    "plan.taken_over": gettext_lazy("moved an action plan to SKR's evaluation"),
    "plan.closed": gettext_lazy("closed an action plan"),
    "decision.made": gettext_lazy("made a decision on an improvement opportunity"),
    "action.created": gettext_lazy("made an action"),
    "action.linked": gettext_lazy("linked an action to an improvement opportunity"),
    "action.unlinked": gettext_lazy("took away the link between an action and an improvement opportunity"),
    "action.edited": gettext_lazy("changed an action"),
    "action.started": gettext_lazy("started an action"),
    "action.reported": gettext_lazy("reported the status of an action"),
    "action.blocked": gettext_lazy("marked an action as blocked"),
    "action.unblocked": gettext_lazy("marked an action as no longer blocked"),
    "action.paused": gettext_lazy("paused an action"),
    "action.resumed": gettext_lazy("took up a paused action again"),
    "action.completed": gettext_lazy("marked an action as done"),
    "action.effect_shown": gettext_lazy("showed the effect of an action"),
    "action.effect_withdrawn": gettext_lazy("withdrew the shown effect of an action"),
    "action.reopened": gettext_lazy("reopened an action"),
    "action.cancelled": gettext_lazy("cancelled an action"),
    "action.restored": gettext_lazy("restored a cancelled action"),
    "action.deadline_moved": gettext_lazy("moved the due date of an action"),
    "action.owner_changed": gettext_lazy("changed the owner of an action"),
    "action.owner_left": gettext_lazy("left an action without an owner"),
    "action.undone": gettext_lazy("undid a change of an action"),
    "milestone.added": gettext_lazy("added a milestone to an action"),
    "milestone.ticked": gettext_lazy("ticked a milestone of an action"),
    "milestone.dropped": gettext_lazy("dropped a milestone of an action"),
    "milestone.reopened": gettext_lazy("reopened a milestone of an action"),
    "comment.written": gettext_lazy("commented on an action"),
    "comment.withdrawn": gettext_lazy("withdrew a comment on an action"),
    "attachment.added": gettext_lazy("added a file or link to an action"),
    "attachment.removed": gettext_lazy("removed a file or link from an action"),
    "plan.assumption_changed": gettext_lazy("changed the assumption of the expected score"),
    "finding.prioritised": gettext_lazy("weighed effort and effect of an improvement opportunity"),
    "finding.recurrence_linked": gettext_lazy("marked an improvement opportunity as recurring"),
    "finding.recurrence_unlinked": gettext_lazy("took away the mark of a recurring improvement opportunity"),
    "decision.undone": gettext_lazy("undid a decision made together with others"),
    "indicator.added": gettext_lazy("added an indicator to an action"),
    "indicator.edited": gettext_lazy("changed an indicator of an action"),
    "indicator.removed": gettext_lazy("removed an indicator from an action"),
    "measurement.added": gettext_lazy("entered a measurement of an action"),
    "measurement.withdrawn": gettext_lazy("took a measurement of an action back"),
    "milestone.edited": gettext_lazy("changed a milestone of an action"),
    "attachment.quarantined": gettext_lazy("put a file in quarantine"),
    "filter.shared": gettext_lazy("shared a saved filter"),
    "check_in.scheduled": gettext_lazy("changed when check-ins are held"),
    "check_in.opened": gettext_lazy("opened a check-in"),
    "check_in.reminded": gettext_lazy("reminded of a check-in"),
    "check_in.closed": gettext_lazy("closed a check-in"),
    "plan.exported": gettext_lazy("exported the action plan"),
    "invitation.sent": gettext_lazy("sent an invitation"),
    "invitation.sent_again": gettext_lazy("sent an invitation again"),
    "invitation.withdrawn": gettext_lazy("withdrew an invitation"),
    "invitation.accepted": gettext_lazy("accepted an invitation"),
    "invitation.declined": gettext_lazy("declined an invitation"),
    "account.made": gettext_lazy("made an account"),
    "membership.made": gettext_lazy("gave a role"),
    "membership.role_changed": gettext_lazy("changed a role"),
    "membership.edited": gettext_lazy("changed a person's details"),
    "membership.ended": gettext_lazy("ended a role"),
    "unit.made": gettext_lazy("added a unit"),
    "unit.edited": gettext_lazy("changed a unit"),
    "settings.changed": gettext_lazy("changed the settings"),
    "sharing.changed": gettext_lazy("changed what is shared with SKR"),
    "plan.read_by_skr": gettext_lazy("at SKR read the plan"),
    "sign_in.second_factor_added": gettext_lazy("added a second factor"),
    "sign_in.second_factor_removed": gettext_lazy("removed a second factor"),
    "sign_in.password_changed": gettext_lazy("changed the password"),
    "token.made": gettext_lazy("made a token for the API"),
    "token.revoked": gettext_lazy("revoked a token for the API"),
}

_INTERNAL = re.compile(r"\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # what the database calls a row


class EventInWords(NamedTuple):
    """What the timeline shows of an event."""

    icon: str
    by: str
    at: datetime
    text: str
    body: str


def in_words(event: Event) -> EventInWords:
    """The event as a sentence; facts that were erased leave the sentence without names."""
    facts = dict(event.facts.facts) if hasattr(event, "facts") else {}
    by = str(facts.pop("by", "")) or _("Somebody")
    words = str(WORDS.get(event.verb, event.verb))
    subject = str(facts.pop("subject", "") or event.subject_id)
    if not _INTERNAL.fullmatch(subject):
        words = f"{words} ({subject})"
    told = {key: value for key, value in facts.items() if key not in UNTOLD and value not in (None, "", [], {})}
    details = "; ".join(fact_in_words(key, value) for key, value in told.items())
    return EventInWords("error" if event.refused else "disc", by, event.at, words, details)


def verbs_worded(query: str) -> list[str]:
    """The events whose words, as the reader sees them, contain the text."""
    return [verb for verb, words in WORDS.items() if query.casefold() in str(words).casefold()]
