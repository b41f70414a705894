"""Invented reports unlike the usual: other editions, old names, missing and merged sections, lists in texts."""

import copy
import random

from hypothesis import strategies as st

from evaluations.rubric_files import ShippedArea, ShippedEdition, ShippedSubarea, shipped_editions
from tests.evaluations.importing.generator import (
    AIMS,
    QUALITIES,
    THINGS,
    Area,
    Report,
    Section,
    invented_area,
    reports,
    sentence,
)
from tests.evaluations.importing.variations import varied

NEW_AREAS = (
    "Beredskap och trygghet", "Digital förvaltning", "Klimat och miljö", "Barn, unga och lärande", "Ekonomi i balans",
    "Folkhälsa", "Öppenhet och insyn", "Kompetens och arbetsmiljö", "Mötet med invånaren", "Ledning",
    "Regional samverkan", "Civil beredskap",
)  # fmt: skip
TOPICS = (
    "Strategi", "Organisation", "Uppföljning", "Samverkan", "Krisledning", "Delaktighet", "Tillgänglighet",
    "Öppna data", "Riskanalys", "Upphandling", "Informationssäkerhet", "Lokalplanering", "Investeringar",
    "Introduktion", "Likvärdighet", "Energi", "Mobilitet", "Avfall", "Friluftsliv", "Integration", "E-tjänster",
    "Brottsförebyggande arbete", "Språk",
)  # fmt: skip
TURNS = (
    "{t}", "{t} och ansvar", "{t} i praktiken", "Kommunens {s}", "Arbetet med {s}", "{t} – från plan till handling",
    "{t} och {o}", "Hur arbetar kommunen med {s}?", "{t}/utveckling", "Stöd för {s}",
)  # fmt: skip
OWN_HEADINGS = (
    "Goda exempel", "Barn och unga i fokus", "Det nya kontaktcentret", "Utvärderarnas råd", "Om intervjuerna",
)  # fmt: skip
INTRODUCTIONS = ("Det gäller särskilt:", "Kommunen har tre sätt att göra det:", "Exempel på detta är följande.")


def invented_edition(dice: random.Random) -> ShippedEdition:
    """An edition that nobody has: seven to nine areas, 35 to 45 sub-areas, a hundred points each area."""
    titles = dice.sample(NEW_AREAS, dice.choice((7, 8, 8, 8, 9)))
    known = dice.choice(shipped_editions()).areas
    if dice.random() < 0.5:
        titles[: len(known) // 2] = [area.title for area in known[: len(known) // 2]]
    counts = [4] * len(titles)
    while sum(counts) < dice.randint(35, 45):
        counts[dice.randrange(len(counts))] += 1
    areas = []
    for number, (title, count) in enumerate(zip(titles, counts, strict=True), 1):
        cuts = sorted(dice.sample(range(1, 20), count - 1))
        shares = [5 * (end - start) for start, end in zip([0, *cuts], [*cuts, 20], strict=True)]
        names = [_title(dice) for _ in range(count)]
        while len(set(names)) < count:
            names = [_title(dice) for _ in range(count)]
        subareas = tuple(
            ShippedSubarea(f"{number}.{place}", name, most)
            for place, (name, most) in enumerate(zip(names, shares, strict=True), 1)
        )
        areas.append(ShippedArea(number, title, (), subareas))
    return ShippedEdition("", "", tuple(areas))


def _title(dice: random.Random) -> str:
    topic, other = dice.sample(TOPICS, 2)
    small = topic[0].lower() + topic[1:]
    return dice.choice(TURNS).format(t=topic, s=small, o=other[0].lower() + other[1:])


@st.composite
def unusual_reports(draw: st.DrawFn) -> Report:
    """Reports with some of all that evaluators do otherwise."""
    report = copy.deepcopy(draw(reports()))
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - seeded by Hypothesis, so that it repeats
    if dice.random() < 0.4:
        report.edition = invented_edition(dice)
        report.areas = [invented_area(dice, area) for area in report.edition.areas]
        report.stated_total = None
    elif dice.random() < 0.4:
        _use_old_names(report, dice)
    if dice.random() < 0.5:
        report = varied(report, dice)
    much = dice.choice((0.05, 0.2, 0.5))
    for area in report.areas:
        _change_sections(area, dice, much)
        if dice.random() < much / 4:
            area.strengths = []
        elif dice.random() < much / 4:
            area.improvements = []
    return report


def _use_old_names(report: Report, dice: random.Random) -> None:
    """Areas called in their sections what another edition calls them, or what they are also known as."""
    for area in report.areas:
        shipped = report.edition.area(area.number)
        names = [name for name in (shipped.titles if shipped else ()) if name != area.title]
        if names and dice.random() < 0.7:
            area.overview_title = area.title
            area.title = dice.choice(names)


def _change_sections(area: Area, dice: random.Random, much: float) -> None:
    if dice.random() < much / 2:
        area.sections.pop(0)
    if len(area.sections) > 3 and dice.random() < much:
        place = dice.randrange(1, len(area.sections) - 1)
        one, other = area.sections[place : place + 2]
        if not (one.title + other.title).count("?"):
            joint = dice.choice((" och ", " samt ", "/"))
            title = f"{one.title}{joint}{other.title[0].lower()}{other.title[1:]}"
            area.sections[place : place + 2] = [Section(title, [*one.paragraphs, *other.paragraphs])]
    if len(area.sections) > 2 and dice.random() < much:
        area.sections.pop(dice.randrange(1, len(area.sections)))
    if dice.random() < much:
        area.sections.append(Section(dice.choice(OWN_HEADINGS), [" ".join(sentence(dice) for _ in range(3))]))
    for section in area.sections:
        if dice.random() < much / 2:
            section.paragraphs[-1] = f"{section.paragraphs[-1]} {dice.choice(INTRODUCTIONS)}"
            section.points = [
                f"{dice.choice(QUALITIES).lower()} {dice.choice(THINGS)} {dice.choice(AIMS)}" for _ in range(3)
            ]
        elif dice.random() < much / 3:
            section.paragraphs = [sentence(dice)]
