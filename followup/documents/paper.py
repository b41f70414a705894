"""What a plan says on paper, in words and in order: print, Word and PDF set the same, and none of them says more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.documents.choosing import Choice, chosen
from followup.documents.content import KeptArea, KeptImprovement, KeptPlan
from followup.documents.rows import ActionRow, Rows
from followup.documents.summary import Table, tables_of
from followup.documents.words import EMPTY, decision_in_words, long_date, of, state
from followup.models import DecisionKind


@dataclass(frozen=True, slots=True)
class Adoption:
    """Who adopted a plan, when and under which reference, and which copy it is."""

    body: str
    on: date
    reference: str
    copy: int  # 0 of the plan at work
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Acted:
    """An improvement opportunity that is acted on, with its actions."""

    label: str
    text: str
    recurs: str
    decision: str  # what was said when it was decided
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """An improvement opportunity that has no action: what is decided instead, and why."""

    label: str
    text: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """An area."""

    title: str
    points: str
    acted: tuple[Acted, ...]
    settled: tuple[Settled, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not self.acted and not self.settled


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document. `made_on` is the day it speaks of."""

    municipality: str
    title: str
    subtitle: str
    mark: str  # «Utkast» or «Arbetsläge», empty of an adopted copy
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    others: tuple[ActionRow, ...]
    closing: str  # what the document is, said at its end
    made_on: date
    file_name: str  # without its ending


def paper_of(
    whole: KeptPlan,
    choice: Choice,
    *,
    place: str,
    state_of_plan: str,
    adoption: Adoption | None,
    is_copy: bool,
    made_on: date,
) -> Paper:
    """Set the chosen part of a plan in words; `place` is the municipality in addresses and file names.

    A copy says what it says whenever it is made: nothing in it is late, and `made_on` is the day it was kept.
    """
    plan = chosen(whole, choice)
    rows = Rows(today=None if is_copy else made_on)
    return Paper(
        municipality=whole.municipality,
        title=_("Action plan"),
        subtitle=_("Evaluation with Kommunkompassen %(year)s") % {"year": whole.year},
        mark="" if is_copy else _MARKS[state_of_plan](),
        facts=tuple(_facts(whole, choice, adoption, is_copy=is_copy, made_on=made_on)),
        tables=tuple(tables_of(plan, rows)),
        sections=tuple(_section(area, rows) for area in plan.areas),
        others=tuple(rows.row(each, "") for each in plan.others),
        closing=_closing(adoption, is_copy=is_copy, made_on=made_on),
        made_on=made_on,
        file_name=file_name(place, whole.year, *_parts_of_name(choice, adoption if is_copy else None)),
    )


def _closing(adoption: Adoption | None, *, is_copy: bool, made_on: date) -> str:
    if adoption and is_copy:
        words = _("The plan as it was adopted. Checksum of the copy (SHA-256): %(sum)s")
        return words % {"sum": adoption.sha256}
    return _("The plan as it stood on %(day)s.") % {"day": long_date(made_on)}


_MARKS: dict[str, Callable[[], str]] = {
    "draft": lambda: pgettext("document", "Draft"),
    "adopted": lambda: pgettext("document", "Work in progress"),
    "closed": lambda: pgettext("status", "Closed"),
}


def _facts(
    plan: KeptPlan, choice: Choice, adoption: Adoption | None, *, is_copy: bool, made_on: date
) -> list[tuple[str, str]]:
    achieved = [area.achieved for area in plan.areas if area.achieved is not None]
    maximum = [area.maximum for area in plan.areas if area.maximum is not None]
    score = of(sum(achieved), sum(maximum)) if achieved else ""
    found = [
        (_("Municipality"), plan.municipality),
        (_("Evaluation"), f"Kommunkompassen {plan.year}"),
        (_("Result"), _("%(points)s points") % {"points": score} if score else ""),
    ]
    if adoption:
        found += [
            (_("Adopted by"), adoption.body),
            (_("Adopted on"), long_date(adoption.on)),
            (_("Reference"), adoption.reference),
        ]
    else:
        found.append((_("Adopted by"), _("not adopted yet")))
    if not is_copy:
        found.append((_("As it stands"), long_date(made_on)))
    if not choice.is_all:
        found.append((_("Holds"), _choice_in_words(plan, choice)))
    return [(label, value) for label, value in found if value]


def _choice_in_words(plan: KeptPlan, choice: Choice) -> str:
    words = [f"{area.number}. {area.title}" for area in plan.areas if area.number == choice.area]
    words += [_("actions of %(unit)s") % {"unit": choice.unit}] if choice.unit else []
    words += [_("only what is acted on")] if choice.only_acted else []
    return "; ".join(words)


def _section(area: KeptArea, rows: Rows) -> Section:
    points = _("%(points)s points") % {"points": of(area.achieved, area.maximum)} if area.achieved is not None else ""
    acted = [each for each in area.improvements if each.actions]
    settled = [each for each in area.improvements if not each.actions]
    return Section(
        f"{area.number}. {area.title}",
        points,
        tuple(_acted(each, rows) for each in acted),
        tuple(_settled(each, rows) for each in settled),
    )


def _acted(each: KeptImprovement, rows: Rows) -> Acted:
    said = each.decision.reason if each.decision else ""
    return Acted(
        each.label,
        each.text,
        _recurs(each),
        decision_in_words(each.decision) if said and each.decision else "",
        tuple(rows.row(action, each.label) for action in each.actions),
    )


def _settled(each: KeptImprovement, rows: Rows) -> Settled:
    decision, kind = each.decision, state(each.kind_on(rows.today))
    if decision is None:
        return Settled(each.label, each.text, kind, EMPTY)
    if each.has_passed(rows.today):
        waited = _("Waited until %(date)s") % {"date": long_date(decision.wait_until)}
        return Settled(each.label, each.text, kind, waited)
    words = {
        DecisionKind.ACT: _("No action yet"),
        DecisionKind.WAIT: _("Until %(date)s") % {"date": long_date(decision.wait_until)},
        DecisionKind.ALREADY_DONE: f"{long_date(decision.done_on)}: {decision.done_what}",
    }.get(DecisionKind(decision.kind), "")
    said = ". ".join(part for part in (words, decision.reason) if part)
    return Settled(each.label, each.text, kind, said or EMPTY)


def _recurs(each: KeptImprovement) -> str:
    years = ", ".join(map(str, each.recurs_from))
    return _("Pointed out in %(years)s too") % {"years": years} if years else ""


def file_name(place: str, year: int, *parts: str) -> str:
    """handlingsplan-ekhult-2025, in letters that every file system takes."""
    return slugify("-".join([_("Action plan"), place, str(year), *parts]))[:80].strip("-")


def _parts_of_name(choice: Choice, adoption: Adoption | None) -> list[str]:
    """What tells this document from the others of the plan."""
    parts = [_("copy-%(number)s") % {"number": adoption.copy}] if adoption else []
    parts += [_("area-%(number)s") % {"number": choice.area}] if choice.area is not None else []
    return [*parts, choice.unit] if choice.unit else parts
