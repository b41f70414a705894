"""Invented reports: what each says is known, so that reading it can be compared with what was written."""

import random
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from accounts.register import RegisteredMunicipality, municipalities
from evaluations.rubric_files import ShippedArea, ShippedEdition, shipped_editions

SUBJECTS = (
    "Förvaltningen", "Nämnden", "Biblioteket", "Kansliet", "Skolan", "Kontoret", "Ledningsgruppen", "Växeln", "Enheten",
    "Gymnasiet", "Hamnen", "Simhallen", "Fullmäktige", "Tekniska avdelningen", "Hemtjänsten", "Lokalvården",
)  # fmt: skip
VERBS = (
    "prövar", "beskriver", "mäter", "samordnar", "provar", "ordnar", "följer", "granskar", "visar", "planerar", "ritar",
    "delar", "bygger", "ser över", "förklarar",
)  # fmt: skip
OBJECTS = (
    "sina rutiner", "en årlig enkät", "nya möten", "gamla planer", "lokala dialoger",
    "ett gemensamt register", "sju mål",
    "många besök", "öppna kvällar", "tydliga roller", "sin budget", "enkla blanketter", "ett råd", "fler kurser",
)  # fmt: skip
TAILS = (
    "under hela våren", "tillsammans med invånarna", "i varje stadsdel", "utan större kostnad", "på ett lugnt sätt",
    "när tiden räcker", "efter samråd", "med stöd av fakta", "för barn och unga", "två gånger om året", "i god tid",
)  # fmt: skip
QUALITIES = (
    "Tydlig", "Samlad", "Öppen", "Prövad", "Förenklad", "Gemensam", "Årlig", "Utvecklad", "Bred",
    "Levande", "Riktad", "Stärkt",
)  # fmt: skip
THINGS = (
    "rutin", "dialog", "plan", "enkät", "uppföljning", "introduktion", "samverkan", "målbild",
    "redovisning", "mötesform",
    "statistik", "handledning", "budgetprocess", "karta",
)  # fmt: skip
AIMS = (
    "för nya chefer", "kring resultat", "med föreningarna", "i hela organisationen", "mellan nämnderna", "av kostnader",
    "för de minsta enheterna", "mot invånarna", "vid större beslut", "om arbetsmiljö",
    "för unga, äldre och nyinflyttade",
)  # fmt: skip
FIRST_NAMES = ("Alva", "Björn", "Cilla", "Douglas", "Elin", "Folke", "Anna-Karin", "Åke", "Östen")
LAST_NAMES = ("Ekdahl", "Fors", "Grankvist", "Hav", "Ivarsson", "Lindö", "Ström-Berg", "Åström")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
ORDINALS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde"}


@dataclass
class Section:
    """A heading and its paragraphs, the last of which may lead to a list of points."""

    title: str
    paragraphs: list[str]
    points: list[str] = field(default_factory=list)


@dataclass
class Area:
    number: int
    title: str
    subareas: list[tuple[str, str, int, int]]
    strengths: list[str]
    improvements: list[str]
    sections: list[Section]
    in_section: int = 0
    in_overview: int = 0
    overview_title: str = ""  # where the overview has another


@dataclass
class Report:
    """The facts of an invented report."""

    edition: ShippedEdition
    municipality: RegisteredMunicipality
    year: int
    month: int
    report_date: str | None
    evaluators: list[tuple[str, str]]
    number: int
    previous_year: int | None
    areas: list[Area]
    stated_total: int | None = None
    percents: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(area.in_overview for area in self.areas)

    def expected(self) -> dict[str, object]:
        return {
            "municipality": self.municipality.name,
            "municipality_code": self.municipality.code,
            "year": self.year,
            "evaluated": f"{self.year}-{self.month:02}",
            "report_date": self.report_date,
            "evaluators": [{"name": name, "organisation": body} for name, body in self.evaluators],
            "evaluation_number": self.number,
            "previous_year": self.previous_year,
            "total": self.total,
            "areas": [expected_area(area) for area in self.areas],
            "discrepancies": self.contradictions(),
        }

    def contradictions(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for area in self.areas:
            if area.in_section != area.in_overview:
                found.append(
                    {
                        "kind": "area_points",
                        "area": area.number,
                        "in_section": area.in_section,
                        "in_overview": area.in_overview,
                    }
                )
            added = sum(achieved for _, _, achieved, _ in area.subareas)
            if added != area.in_overview:
                found.append({"kind": "area_sum", "area": area.number, "sum": added, "in_overview": area.in_overview})
            for code, _, achieved, most in area.subareas:
                stated = self.percents.get(code)
                if stated is not None and stated != percent(achieved, most):
                    found.append(
                        {"kind": "percent", "subarea": code, "stated": stated, "computed": percent(achieved, most)}
                    )
        if self.stated_total not in (None, self.total):
            found.append({"kind": "total", "stated": self.stated_total, "computed": self.total})
        if self.report_date and self.report_date[:7] < f"{self.year}-{self.month:02}":
            found.append(
                {"kind": "dates", "report_date": self.report_date, "evaluated": f"{self.year}-{self.month:02}"}
            )
        return found


def percent(achieved: int, most: int) -> int:
    return (200 * achieved + most) // (2 * most)


def expected_area(area: Area) -> dict[str, object]:
    return {
        "number": area.number,
        "title": area.title,
        "achieved": area.in_overview,
        "max": sum(most for *_, most in area.subareas),
        "subareas": [
            {"code": code, "title": title, "achieved": achieved, "max": most}
            for code, title, achieved, most in area.subareas
        ],
        "strengths": area.strengths,
        "improvements": area.improvements,
        "sections": [
            {
                "title": section.title,
                "words": sum(len(text.split()) for text in (*section.paragraphs, *section.points)),
            }
            for section in area.sections
        ],
    }


def sentence(dice: random.Random) -> str:
    return f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)} {dice.choice(TAILS)}."


def paragraphs(dice: random.Random) -> list[str]:
    return [" ".join(sentence(dice) for _ in range(dice.randint(3, 6))) for _ in range(dice.randint(1, 3))]


def items(dice: random.Random, fewest: int = 1) -> list[str]:
    found: list[str] = []
    while len(found) < dice.randint(fewest, 5):
        item = f"{dice.choice(QUALITIES)} {dice.choice(THINGS)} {dice.choice(AIMS)}"
        if dice.random() < 0.3:
            item += f" och {dice.choice(AIMS)}"
        if item not in found:
            found.append(item)
    return found


def invented_area(dice: random.Random, shipped: ShippedArea) -> Area:
    subareas = [(sub.code, sub.title, dice.randint(0, sub.max), sub.max) for sub in shipped.subareas]
    if all(achieved == 0 for _, _, achieved, _ in subareas):
        code, title, _, most = subareas[0]
        subareas[0] = (code, title, most, most)
    titles = [title for _, title, _, _ in subareas]
    if titles[0].endswith("?"):
        titles = ["Sammanfattning"]
    sections = [Section(title, paragraphs(dice)) for title in ["Allmänt", *titles]]
    total = sum(achieved for _, _, achieved, _ in subareas)
    return Area(shipped.number, shipped.title, subareas, items(dice), items(dice), sections, total, total)


@st.composite
def reports(draw: st.DrawFn, *, contradicting: bool = False) -> Report:
    """Reports after any edition, on any municipality."""
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - seeded by Hypothesis, so that it repeats
    edition = draw(st.sampled_from([edition for edition in shipped_editions() if edition.subareas]))
    year = draw(st.integers(2014, 2027))
    month = draw(st.integers(1, 12))
    number = draw(st.integers(1, 4))
    report = Report(
        edition=edition,
        municipality=draw(st.sampled_from(municipalities())),
        year=year,
        month=month,
        report_date=draw(st.sampled_from([None, f"{year + 1}-02", f"{year + 1}-01-17"])),
        evaluators=invented_people(dice),
        number=number,
        previous_year=None if number == 1 else year - draw(st.integers(2, 6)),
        areas=[invented_area(dice, area) for area in edition.areas],
    )
    report.stated_total = draw(st.sampled_from([None, report.total])) if 100 < report.total < 800 else None
    return contradicted(report, dice) if contradicting else report


def invented_people(dice: random.Random) -> list[tuple[str, str]]:
    names = [f"{first} {dice.choice(LAST_NAMES)}" for first in dice.sample(FIRST_NAMES, dice.randint(1, 3))]
    bodies = ["SKR"] * len(names)
    if len(names) > 1 and dice.random() < 0.5:
        bodies[-1] = dice.choice(municipalities()).name
    return list(zip(names, bodies, strict=True))


def contradicted(report: Report, dice: random.Random) -> Report:
    """The same report with one contradiction of each kind."""
    report.areas[1].in_section += 1 if report.areas[1].in_section < 100 else -1
    report.areas[2].in_overview = report.areas[2].in_section = report.areas[2].in_overview + 1
    for area in report.areas:
        for code, _, achieved, most in area.subareas:
            report.percents[code] = percent(achieved, most)
    code = report.areas[5].subareas[0][0]
    report.percents[code] = (report.percents[code] + 7) % 100
    total = report.total + 11
    return replace(
        report,
        stated_total=total if 100 < total < 800 else None,
        report_date=f"{report.year - 1}-0{dice.randint(1, 9)}",
    )
