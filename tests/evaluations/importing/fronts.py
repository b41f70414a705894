"""Other words and layouts for what comes before the areas: the cover, the evaluators, when and how often."""

import random
from collections.abc import Sequence

from tests.evaluations.importing.generator import MONTHS, ORDINALS, Report
from tests.evaluations.importing.printed import (
    Bullets,
    Cell,
    Element,
    Grid,
    Heading,
    Lines,
    Note,
    PageBreak,
    Para,
    Style,
    plain_text,
)

TIMES = {1: "en gång", 2: "två gånger", 3: "tre gånger"}
FIRST_TIME = (
    "{name} har inte utvärderats tidigare. Utvärderingen genomfördes i {month} {year}.",
    "Utvärderingen genomfördes i {month} {year} och är kommunens första utvärdering.",
    "I {month} {year} utvärderades {name} för första gången med hjälp av verktyget.",
)
AGAIN = (
    "Utvärderingen av {name} genomfördes i {month} {year} och var kommunens {ordinal} utvärdering. Den förra gjordes "
    "{previous}.",
    "Under {month} månad {year} utvärderades {name} för {ordinal} gången. Vid den förra utvärderingen, {previous}, var "
    "bilden en annan.",
    "{name} har utvärderats {times} tidigare, senast {previous}. Den nu aktuella utvärderingen ägde rum i {month} "
    "{year}.",
    "Intervjuerna i {name} gjordes den 14–16 {month} {year}. Det är {ordinal} gången som kommunen utvärderas; den "
    "senaste utvärderingen gjordes år {previous}.",
    "Kommunens {ordinal} utvärdering genomfördes i {month} {year}. Sedan utvärderingen {previous} har mycket hänt.",
    "Detta är den {ordinal} utvärderingen av {name}. Den genomfördes i {month} {year}. Föregående utvärdering var "
    "{previous}.",
)
TOTALS = (
    "Kommunen når totalt {total} poäng, medan medelvärdet är 517 poäng.",
    "Resultatet blev {total} poäng av 800 möjliga. Genomsnittet för alla kommuner är 489 poäng.",
    "Sammanlagt får kommunen {total} poäng.",
    "{name} uppnår {total} poäng i årets utvärdering, vilket är strax över snittet på 480 poäng.",
)


def with_another_front(elements: Sequence[Element], report: Report, style: Style, dice: random.Random) -> list[Element]:
    """The same elements with the cover and the second chapter in other words."""
    start = next(place for place, element in enumerate(elements) if isinstance(element, PageBreak))
    told_later = dice.random() < 0.15
    people, how = _evaluators(report, dice)
    cover = _cover(report, dice)
    date = [_line(dice.choice(_dates(report.report_date, dice)))] if report.report_date else []
    cover += (
        [*([] if told_later else people), *date] if dice.random() < 0.6 else [*date, *([] if told_later else people)]
    )
    rest = list(elements[start:])
    facts = _facts(report)
    for place, element in enumerate(rest):
        if isinstance(element, Para) and " genomfördes utvärderingen av " in plain_text(element.spans):
            words = dice.choice(FIRST_TIME if report.number == 1 else AGAIN).format(**facts)
            rest[place] = Para((f"{words} {how}" if told_later else words,))
        elif isinstance(element, Para) and plain_text(element.spans).startswith("Kommunen når totalt "):
            rest[place] = Para((dice.choice(TOTALS).format(total=report.stated_total, **facts),))
    return [*cover, *rest]


def _facts(report: Report) -> dict[str, str]:
    return {
        "name": report.municipality.name,
        "month": MONTHS[report.month - 1],
        "year": str(report.year),
        "ordinal": ORDINALS[report.number],
        "times": TIMES.get(report.number - 1, ""),
        "previous": str(report.previous_year),
    }


def _line(text: str) -> Para:
    return Para((text,))


def _cover(report: Report, dice: random.Random) -> list[Element]:
    name, year = report.municipality.name, report.year
    match dice.randrange(7):
        case 0:
            return [_line("Kommunkompassen"), _line(f"Analys av {name} {year}")]
        case 1:
            return [_line("KOMMUNKOMPASSEN"), _line(name.upper()), _line(str(year))]
        case 2:
            return [_line(f"Utvärdering av {name}"), _line("med Kommunkompassen")]
        case 3:
            return [_line(name), _line(f"Kommunkompassen {year}")]
        case 4:
            return [Heading(f"Kommunkompassen – analys av {name} {year}", 1)]
        case 5:
            return [Lines(("Kommunkompassen", f"Rapport från utvärderingen av {name}", str(year)))]
    return [_line("Sveriges Kommuner och Regioner"), _line(f"Kommunkompassen i {name} {year}")]


def _dates(date: str, dice: random.Random) -> tuple[str, ...]:
    parts = date.split("-")
    month = MONTHS[int(parts[1]) - 1]
    if len(parts) == 3:
        day = int(parts[2])
        return (date, f"{day} {month} {parts[0]}", f"Stockholm den {day} {month} {parts[0]}", f"Rapport {date}")
    return (f"{month} {parts[0]}", f"{month.capitalize()} {parts[0]}", f"Rapport {month} {parts[0]}", date)


def _evaluators(report: Report, dice: random.Random) -> tuple[list[Element], str]:
    """The evaluators on the cover, and as a sentence."""
    groups: list[tuple[list[str], str]] = []
    for name, body in report.evaluators:
        if groups and groups[-1][1] == body:
            groups[-1][0].append(name)
        else:
            groups.append(([name], body))
    told = "Utvärderare har varit " + " samt ".join(f"{_listed(names)} från {body}" for names, body in groups) + "."
    each = [f"{name}, {body}" for name, body in report.evaluators]
    cover: list[Element]
    match dice.randrange(7):
        case 0:
            cover = [_line("Utvärderare: " + ", ".join(f"{', '.join(names)}, {body}" for names, body in groups))]
        case 1:
            cover = [_line("Utvärderare:"), *map(_line, each)]
        case 2:
            cover = [_line("Utvärderare: " + " och ".join(f"{name} ({body})" for name, body in report.evaluators))]
        case 3:
            cover = [_line("Utvärderare"), Bullets(tuple((text,) for text in each), "bullet")]
        case 4:
            rows: list[tuple[Cell, ...]] = [((_line("Utvärderare"),), (_line("Organisation"),))]
            rows += [((_line(name),), (_line(body),)) for name, body in report.evaluators]
            cover = [Grid(tuple(rows), header=False, ruled=True, widths=(0.5, 0.5))]
        case 5:
            cover = [_line("Utvärderingen är genomförd av " + " samt ".join(f"{_listed(n)}, {b}" for n, b in groups))]
        case _:
            cover = [Lines(("Utvärderingsteam:", *each))]
    return cover, told


def _listed(names: Sequence[str]) -> str:
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def cut(elements: Sequence[Element], dice: random.Random) -> list[Element]:
    """Tables of items in two parts, as where a page ended, the second with or without the header again."""
    again = dice.random() < 0.5
    found: list[Element] = []
    for element in elements:
        if not isinstance(element, Grid) or element.widths != (0.5, 0.5) or dice.random() < 0.4:
            found.append(element)
        elif len(element.rows) > 2:
            place = dice.randrange(2, len(element.rows))
            parts = (element.rows[:place], (*(element.rows[:1] if again else ()), *element.rows[place:]))
            found += [Grid(rows, element.header, element.ruled, element.widths) for rows in parts]
        else:
            found += _cut_cells(element, dice, again=again)
    return found


def _cut_cells(grid: Grid, dice: random.Random, *, again: bool) -> list[Element]:
    """One row of whole lists as two rows, in two tables."""
    header, cells = grid.rows
    heads: list[Cell] = []
    tails: list[Cell] = []
    for cell in cells:
        if len(cell) == 1 and isinstance(cell[0], Bullets) and len(cell[0].items) > 1:
            place = dice.randrange(1, len(cell[0].items))
            heads.append((Bullets(cell[0].items[:place], cell[0].mark),))
            tails.append((Bullets(cell[0].items[place:], cell[0].mark),))
        elif len(cell) > 1:
            place = dice.randrange(1, len(cell))
            heads.append(cell[:place])
            tails.append(cell[place:])
        else:
            heads.append(cell)
            tails.append(())
    if not any(tails):
        return [grid]
    rest = ((*((header,) if again else ()), tuple(tails)), (header, tuple(heads)))
    return [Grid(rows, grid.header, grid.ruled, grid.widths) for rows in reversed(rest)]


def deeper(elements: Sequence[Element], dice: random.Random) -> list[Element]:
    """Notes behind headings and at the ends of paragraphs in the text."""
    found: list[Element] = []
    for element in elements:
        if isinstance(element, Para) and len(plain_text(element.spans)) > 150 and dice.random() < 0.2:
            found.append(Para((*element.spans, Note("Se kommunens årsredovisning 2018, s. 14."))))
        else:
            found.append(element)
    return found
