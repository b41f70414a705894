"""An invented report laid out in a style: which elements stand after one another."""

import random
from collections.abc import Iterator

from tests.evaluations.importing.generator import MONTHS, ORDINALS, Area, Report, Section, percent
from tests.evaluations.importing.printed import (
    Bullets,
    Cell,
    Contents,
    Element,
    Grid,
    Heading,
    Lines,
    Note,
    PageBreak,
    Para,
    Spans,
    Style,
)

NOTE = "Detta gäller sedan i höstas."


def elements_of(report: Report, style: Style) -> list[Element]:
    """The report's elements in reading order, with the page breaks that the style puts in."""
    elements: list[Element] = [*_cover(report), PageBreak()]
    if style.contents:
        elements += [*_contents(report, style), PageBreak()]
    elements += _front(report, style)
    if style.overview_first:
        elements += _overview(report, style)
    elements.append(_heading("3 Detaljerad genomgång", 1, style))
    for area in report.areas:
        elements += _area(area, style)
    if not style.overview_first:
        elements += _overview(report, style)
    return list(_broken(elements, style))


def running_line(report: Report, style: Style, page: str, pages: str) -> str:
    """What stands at the edge of every page; empty for nothing. The numbers may be fields of the format."""
    return style.running.format(page=page, pages=pages, name=report.municipality.name)


def _broken(elements: list[Element], style: Style) -> Iterator[Element]:
    dice = random.Random(style.seed)  # noqa: S311 - repeats with the style
    before: Element | None = None
    for place, element in enumerate(elements):
        if style.breaks and place > 12 and not isinstance(before, Heading) and dice.randrange(style.breaks) == 0:
            yield PageBreak()
        yield element
        before = element


def _para(text: str, *, bold: bool = False) -> Para:
    return Para((text,), bold)


def _cell(text: str, *, bold: bool = False) -> Cell:
    return (_para(text, bold=bold),)


def _heading(text: str, level: int, style: Style) -> Heading:
    return Heading(text.upper() if style.headings == "capitals" and level > 1 else text, level)


def _month(date: str) -> str:
    parts = date.split("-")
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{MONTHS[int(parts[1]) - 1]} {parts[0]}"


def _cover(report: Report) -> list[Element]:
    groups: list[str] = []
    for place, (name, body) in enumerate(report.evaluators):
        last = place + 1 == len(report.evaluators) or report.evaluators[place + 1][1] != body
        groups.append(f"{name}, {body}" if last else name)
    cover: list[Element] = [
        _para("Kommunkompassen", bold=True),
        _para(f"Analys av {report.municipality.name} {report.year}", bold=True),
        _para(f"Utvärderare: {', '.join(groups)}"),
    ]
    if report.report_date:
        cover.append(_para(_month(report.report_date)))
    return cover


def _contents(report: Report, style: Style) -> list[Element]:
    areas = [(_area_title(area, style), 6 + 3 * area.number) for area in report.areas]
    entries = [("1 Vad är kommunkompassen?", 3), ("3 Detaljerad genomgång", 6), *areas]
    entries.insert(2 if style.overview_first else len(entries), (style.chapter, 5 if style.overview_first else 40))
    return [_para("Innehåll", bold=True), Contents(tuple(entries))]


def _front(report: Report, style: Style) -> list[Element]:
    name = report.municipality.name
    when = f"{MONTHS[report.month - 1]} {report.year}"
    history = f"I {when} genomfördes utvärderingen av {name}. Det var den {ORDINALS[report.number]} gången."
    if report.previous_year:
        history += f" Förra gången kommunen utvärderades var {report.previous_year}."
    elements: list[Element] = [
        _heading("1 Vad är kommunkompassen?", 1, style),
        _para("Verktyget har flera områden och togs fram för länge sedan. Det sågs över 2010 och 2016."),
        Bullets(tuple((area.title,) for area in report.areas), "number"),
        _para("Den som utvärderas får veta vad som går bra och vad som kan bli bättre. Högst 800 poäng kan nås."),
        _heading(f"2 {name} i förhållande till Kommunkompassen", 1, style),
        _heading("Utvärderingen", 3, style),
        _para(history),
        _heading("Sammanfattande kommentarer", 3, style),
        _para("Här följer det som utvärderarna vill lyfta fram efter samtalen med chefer och förtroendevalda."),
    ]
    if report.stated_total:
        elements.append(_para(f"Kommunen når totalt {report.stated_total} poäng, medan medelvärdet är 517 poäng."))
    if style.comparison:
        rows = [(_cell("Område"), _cell(name), _cell("Medel"))]
        rows += [
            (_cell(area.title), _cell(str(area.in_overview)), _cell(str(40 + area.number))) for area in report.areas
        ]
        elements.append(Grid(tuple(rows), style.header_repeats, style.ruled, (0.6, 0.2, 0.2)))
    return elements


def _area_title(area: Area, style: Style) -> str:
    return style.area_heading.format(n=area.number, t=area.title)


def _area(area: Area, style: Style) -> list[Element]:
    title = _area_title(area, style)
    if style.points == "in heading":
        title += f" ({area.in_section} poäng)"
    elements = [_heading(title, 2, style), *_points(area, style)]
    for place, section in enumerate(area.sections):
        code = next((code for code, known, *_ in area.subareas if known == section.title), "")
        numbered = f"{code} {section.title}" if style.headings == "numbered" and code else section.title
        elements += [_heading(numbered, 3, style), *_narrative(section, noted=style.notes and place == 0)]
    return [*elements, *_items(area, style)]


def _narrative(section: Section, *, noted: bool) -> Iterator[Element]:
    for place, text in enumerate(section.paragraphs):
        first, _, rest = text.partition(". ")
        head, _, tail = first.partition(" ")
        if noted and place == 0 and rest:
            yield Para((f"{head}", Note(NOTE), f" {tail}. {rest}"))
        else:
            yield _para(text)
    if section.points:
        yield Bullets(tuple((text,) for text in section.points), "dash" if len(section.title) % 2 else "bullet")


def _points(area: Area, style: Style) -> list[Element]:
    titles = tuple(title for _, title, _, _ in area.subareas)
    header = (_cell("Rubriker"), _cell("Poäng"))
    figure = _cell(str(area.in_section))
    rows: tuple[tuple[Cell, ...], ...]
    match style.points:
        case "table":
            rows = (header, ((Bullets(tuple((title,) for title in titles), "bullet"),), figure))
        case "lines table":
            rows = (header, ((Lines(titles),), figure))
        case "plain rows":
            rows = (
                header,
                *((_cell(title), figure if place == 0 else _cell("")) for place, title in enumerate(titles)),
            )
        case "line":
            return [_para(f"Poäng: {area.in_section}")]
        case "of a hundred":
            return [_para(f"{area.in_section} av 100 poäng")]
        case _:
            return []
    return [Grid(rows, style.header_repeats, style.ruled, (0.75, 0.25))]


def _items(area: Area, style: Style) -> list[Element]:
    sides = (tuple(area.strengths), tuple(area.improvements))
    spans: tuple[tuple[Spans, ...], ...] = tuple(tuple((text,) for text in side) for side in sides)
    cells: list[Cell]
    match style.items:
        case "lists under headings" | "lines under headings" | "paragraphs under headings":
            elements: list[Element] = []
            for word, side in zip(style.words, sides, strict=True):
                elements.append(_heading(word, 3, style))
                if style.items == "lists under headings":
                    elements.append(Bullets(tuple((text,) for text in side), "bullet"))
                elif style.items == "lines under headings":
                    elements.append(Lines(side))
                else:
                    elements += [_para(text) for text in side]
            return elements
        case "row an item":
            count = max(len(side) for side in sides)
            padded = [[*side, *[""] * (count - len(side))] for side in sides]
            body = tuple((_cell(one), _cell(other)) for one, other in zip(*padded, strict=True))
            return [_item_grid(body, style)]
        case "cell bullets":
            cells = [(Bullets(side, "bullet"),) for side in spans]
        case "cell dashes":
            cells = [(Bullets(side, "dash"),) for side in spans]
        case "cell paragraphs":
            cells = [tuple(_para(text) for text in side) for side in sides]
        case "cell lines":
            cells = [(Lines(side),) for side in sides]
    return [_item_grid((tuple(cells),), style)]


def _item_grid(body: tuple[tuple[Cell, ...], ...], style: Style) -> Grid:
    header = tuple(_cell(word, bold=True) for word in style.words)
    return Grid((header, *body), style.header_repeats, style.ruled, (0.5, 0.5))


def _overview(report: Report, style: Style) -> list[Element]:
    elements: list[Element] = [
        _heading(style.chapter, 1, style),
        _para("Tabellerna visar resultatet fördelat på delfrågor."),
    ]
    shows_percent = style.percent or bool(report.percents)
    first, *names = style.overview_words if shows_percent else style.overview_words[:3]
    columns = len(names) + 1 + (style.codes == "own cell")
    rows: list[tuple[Cell, ...]] = []
    if style.overview == "one table":
        rows.append(_row(style, "", first, names))
    for area in report.areas:
        title = style.overview_title.format(n=area.number, t=area.overview_title or area.title)
        rows.append(_row(style, "", title, names if style.overview == "one per area" else [""] * len(names)))
        for code, name, achieved, most in area.subareas:
            share = report.percents.get(code, percent(achieved, most))
            rows.append(_row(style, code, name, [str(achieved), str(most), f"{share}%"][: len(names)]))
        most = sum(most for *_, most in area.subareas)
        share = percent(area.in_overview, most)
        rows.append(_row(style, "", style.sum_word, [str(area.in_overview), str(most), f"{share}%"][: len(names)]))
        if style.overview == "one per area":
            elements.append(_points_grid(rows, columns, style))
            elements.append(_para(""))
            rows = []
    if style.grand_total:
        most = sum(most for area in report.areas for *_, most in area.subareas)
        share = percent(report.total, most)
        rows.append(
            _row(style, "", "Totalt samtliga områden", [str(report.total), str(most), f"{share}%"][: len(names)])
        )
    if rows:
        elements.append(_points_grid(rows, columns, style))
    return elements


def _points_grid(rows: list[tuple[Cell, ...]], columns: int, style: Style) -> Grid:
    figures = columns - 1 - (style.codes == "own cell")
    codes = (0.1,) if style.codes == "own cell" else ()
    left = 1 - 0.14 * figures - sum(codes)
    return Grid(tuple(rows), style.header_repeats, style.ruled, (*codes, left, *[0.14] * figures))


def _row(style: Style, code: str, title: str, figures: list[str]) -> tuple[Cell, ...]:
    if style.codes == "own cell":
        return (_cell(code), _cell(title), *(_cell(figure) for figure in figures))
    return (_cell(f"{code} {title}".strip()), *(_cell(figure) for figure in figures))
