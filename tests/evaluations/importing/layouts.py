"""How an invented report is laid out as text: the ways in which evaluators and readers of PDF write the same facts."""

import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.evaluations.importing.generator import MONTHS, ORDINALS, Area, Report, percent


@dataclass(frozen=True)
class Layout:
    heading: str = "Område {n} {t}"
    contents: str = "tab"
    points: str = "table"
    items: str = "ul"
    words: tuple[str, str] = ("Styrkor", "Förbättringsmöjligheter")
    subheading: str = "{t}"
    overview: str = "tabs"
    sum_word: str = ""
    percent: bool = False
    chapter: str = "4. Översikt av poängfördelning"
    wrap: int = 0
    pages: str = ""
    notes: bool = False
    evaluators: str = "Utvärderare: "
    list_words: str = ", "


LAYOUTS = st.builds(
    Layout,
    heading=st.sampled_from(
        ["Område {n} {t}", "Område {n}: {t}", "OMRÅDE {n} – {T}", "{n}. {t}",
         "## Område {n} {t}", "Område {n}. {t}", "3.{n} {t}", "**Område {n} {t}**"]
    ),
    contents=st.sampled_from(["tab", "dots", ""]),
    points=st.sampled_from(["table", "br table", "poäng: ", "av", "tabbed", "none", "in heading", "lines"]),
    items=st.sampled_from(
        ["ul", "glued ul", "p", "li", "br", "rows", "bullets", "dashes", "paragraphs", "lines",
        "html", "pipes", "bullet rows", "columns",
         "cut", "cut word", "repeated header", "vertical", "numbered"]
    ),
    words=st.sampled_from(
        [("Styrkor", "Förbättringsmöjligheter"), ("STYRKOR", "FÖRBÄTTRINGSMÖJLIGHETER"),
        ("Styrkor", "Förbättringsområden"),
         ("Styrkor", "Utvecklingsområden"), ("Styrkor:", "Förbättringsmöjligheter:")]
    ),
    subheading=st.sampled_from(["{t}", "{T}", "### {t}", "{c} {t}", "**{t}**"]),
    overview=st.sampled_from(["tabs", "code cell", "spaces", "slash", "one table", "swapped",
    "vertical", "område", "pipes"]),
    sum_word=st.sampled_from(["", "Summa", "Totalt"]),
    percent=st.booleans(),
    chapter=st.sampled_from(["4. Översikt av poängfördelning", "4 Poängöversikt",
    "Översikt av poängfördelning", "Bilaga 1 Poäng per delområde"]),
    wrap=st.sampled_from([0, 0, 80, -1]),
    pages=st.sampled_from(["", "footer", "header", "number"]),
    notes=st.booleans(),
    evaluators=st.sampled_from(["Utvärderare: ", "Utvärderare ", "Utvärderare:\n"]),
    list_words=st.sampled_from([", ", " och "]),
)  # fmt: skip


def render(report: Report, layout: Layout) -> str:
    """The report as the text of a file."""
    blocks = [*_cover(report, layout), *_contents(report, layout), *_front(report, layout)]
    for area in report.areas:
        blocks += _area(report, area, layout)
    blocks += _overview(report, layout)
    separator = "\n" if layout.wrap < 0 else "\n\n"
    text = separator.join(block for block in blocks if block)
    return _paged(text, report, layout)


def _wrapped(text: str, layout: Layout) -> str:
    return textwrap.fill(text, layout.wrap, break_on_hyphens=False) if layout.wrap > 0 else text


def _month(date: str) -> str:
    parts = date.split("-")
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{MONTHS[int(parts[1]) - 1]} {parts[0]}"


def _cover(report: Report, layout: Layout) -> list[str]:
    groups: list[str] = []
    for place, (name, body) in enumerate(report.evaluators):
        last = place + 1 == len(report.evaluators) or report.evaluators[place + 1][1] != body
        groups.append(f"{name}, {body}" if last else name)
    people = (
        layout.list_words.join(groups) if len(groups) < 3 else ", ".join(groups[:-1]) + layout.list_words + groups[-1]
    )
    cover = [f"Kommunkompassen\nAnalys av {report.municipality.name} {report.year}", f"{layout.evaluators}{people}"]
    if report.report_date:
        cover.append(report.report_date if report.report_date.count("-") == 2 else _month(report.report_date))
    return cover


def _contents(report: Report, layout: Layout) -> list[str]:
    if not layout.contents:
        return []
    gap = "\t" if layout.contents == "tab" else "........ "
    lines = [f"1 Vad är kommunkompassen?{gap}3", f"3 Genomgång{gap}6"]
    lines += [f"Område {area.number} {area.title}{gap}{6 + area.number * 3}" for area in report.areas]
    return ["Innehåll", "\n".join([*lines, f"{layout.chapter}{gap}40"])]


def _front(report: Report, layout: Layout) -> list[str]:
    name = report.municipality.name
    when = f"{MONTHS[report.month - 1]} {report.year}"
    history = f"I {when} genomfördes utvärderingen av {name}. Det var den {ORDINALS[report.number]} gången."
    if report.previous_year:
        history += f" Förra gången kommunen utvärderades var {report.previous_year}."
    blocks = [
        "1 Vad är kommunkompassen?",
        _wrapped("Verktyget har åtta områden och togs fram för länge sedan. Det sågs över 2010 och 2016.", layout),
        "\n".join(f"{area.number}. {area.title}" for area in report.areas),
        _wrapped(
            "Den som utvärderas får veta vad som går bra och vad som kan bli bättre. Högst 800 poäng kan nås.", layout
        ),
        f"2 {name} i förhållande till Kommunkompassen",
        "Utvärderingen",
        _wrapped(history, layout),
        "Sammanfattande kommentarer",
    ]
    if report.stated_total:
        blocks.append(
            _wrapped(f"Kommunen når totalt {report.stated_total} poäng, medan medelvärdet är 517 poäng.", layout)
        )
    return [*blocks, "3 Detaljerad genomgång"]


def _area(report: Report, area: Area, layout: Layout) -> list[str]:
    heading = layout.heading.format(n=area.number, t=area.title, T=area.title.upper())
    if layout.points == "in heading":
        heading += f" ({area.in_section} poäng)"
    blocks = [heading, _points(area, layout)]
    for place, section in enumerate(area.sections):
        code = f"{area.number}.{place}" if place else ""
        pattern = layout.subheading if place or "{c}" not in layout.subheading else "{t}"
        blocks.append(pattern.format(t=section.title, T=section.title.upper(), c=code))
        blocks += [_wrapped(text, layout) for text in section.paragraphs]
        blocks += [f"• {text}" for text in section.points]
        if layout.notes and place == 0 and layout.wrap == 0:
            first = section.paragraphs[0].split(". ")
            middle = first[0].split(" ", 2)
            blocks[-len(section.paragraphs)] = " ".join(middle[:2]) + "¹"
            blocks.insert(len(blocks) - len(section.paragraphs) + 1, "¹ Detta gäller sedan i höstas.")
            blocks.insert(len(blocks) - len(section.paragraphs) + 1, ". ".join([middle[2], *first[1:]]))
    return [*blocks, _items(area, layout)]


def _points(area: Area, layout: Layout) -> str:
    titles = [title for _, title, _, _ in area.subareas]
    match layout.points:
        case "table":
            return f"Rubriker\tPoäng\n<ul> • {' • '.join(titles)} \t<p>{area.in_section}</p>"
        case "br table":
            return f"Rubriker\tPoäng\n{'<br>'.join(titles)}\t{area.in_section}"
        case "poäng: ":
            return f"Poäng: {area.in_section}"
        case "av":
            return f"{area.in_section} av 100 poäng"
        case "tabbed":
            return f"Poäng\t{area.in_section}"
        case "lines":
            return "\n".join(["Rubriker", *(f"• {title}" for title in titles), "Poäng", str(area.in_section)])
    return ""


def _columns(rows: list[tuple[str, str]]) -> str:
    lines = []
    for left, right in rows:
        lefts, rights = textwrap.wrap(left, 36) or [""], textwrap.wrap(right, 36) or [""]
        for place in range(max(len(lefts), len(rights))):
            one = lefts[place] if place < len(lefts) else ""
            lines.append(f"{one:42}{rights[place] if place < len(rights) else ''}".rstrip())
    return "\n".join(lines)


def _items(area: Area, layout: Layout) -> str:  # one branch a layout
    strong, weak = layout.words
    both = (area.strengths, area.improvements)
    header = f"{strong}\t{weak}"
    rows = [tuple(side[place] if place < len(side) else "" for side in both) for place in range(max(map(len, both)))]
    cells = {
        "ul": [f'<ul style="list-style-type: none"> • {" • ".join(side)} ' for side in both],
        "glued ul": [f"<ul>{''.join(side)}" for side in both],
        "p": [" ".join(f"<p>{text}</p>" for text in side) for side in both],
        "li": [f"<ul>{''.join(f'<li>{text}</li>' for text in side)}</ul>" for side in both],
        "br": ["<br>".join(side) for side in both],
    }
    bulleted = ["<br>".join(f"• {text}" for text in side) for side in both]
    match layout.items:
        case "ul" | "glued ul" | "p" | "li" | "br":
            return f"{header}\n{cells[layout.items][0]}\t{cells[layout.items][1]}"
        case "rows":
            return "\n".join([header, *("\t".join(row) for row in rows)])
        case "bullet rows":
            return "\n".join([header, *("\t".join(f"• {text}" if text else "" for text in row) for row in rows)])
        case "vertical":
            return f"{strong}\t{bulleted[0]}\n{weak}\t{bulleted[1]}"
        case "html":
            inner = "".join(f"<td>{cell}</td>" for cell in cells["li"])
            return f"<table>\n<tr><th>{strong}</th><th>{weak}</th></tr>\n<tr>{inner}</tr>\n</table>"
        case "pipes":
            return f"| {strong} | {weak} |\n|---|---|\n| {bulleted[0]} | {bulleted[1]} |"
        case "columns":
            return _columns(
                [(strong, weak), *((f"• {one}" if one else "", f"• {two}" if two else "") for one, two in rows)]
            )
        case "cut" | "cut word" | "repeated header":
            return _cut_table(area, layout, header)
        case "numbered":
            lists = ["\n".join(f"{place}. {text}" for place, text in enumerate(side, 1)) for side in both]
            return (
                f"{strong}\n\n{lists[0]}\n\n{weak}\n\n{lists[1]}"
                if min(map(len, both)) > 1
                else f"{header}\n{cells['p'][0]}\t{cells['p'][1]}"
            )
    mark = {"bullets": "• ", "dashes": "- "}.get(layout.items, "")
    between = "\n\n" if layout.items == "paragraphs" else "\n"
    strengths, improvements = (between.join(mark + text for text in side) for side in both)
    return f"{strong}\n\n{strengths}\n\n{weak}\n\n{improvements}"


def _cut_table(area: Area, layout: Layout, header: str) -> str:
    """A table that a page break cuts inside the first strength and after the first improvement."""
    first, *rest = area.strengths
    words = first.split()
    if layout.items == "cut word":
        head, tail = " ".join(words[:1]) + f" {words[1][:3]}-", " ".join([words[1][3:], *words[2:]])
    else:
        head, tail = " ".join(words[:2]), " ".join(words[2:])
    one = f"<ul> • {head} \t<ul> • {area.improvements[0]} "
    lists = [" • ".join(["", *rest]), " • ".join(["", *area.improvements[1:]])]
    two = f"<p>{tail}</p><ul>{lists[0]} \t<ul>{lists[1]} "
    again = f"{header}\n" if layout.items == "repeated header" else ""
    return f"{header}\n{one}\n\n{again}{two}\n---\t--"


def _overview(report: Report, layout: Layout) -> list[str]:
    blocks = [layout.chapter, "Tabellerna visar resultatet fördelat på delfrågor."]
    shows_percent = layout.percent or bool(report.percents)
    names = ["Uppnått", "Max", *(["Procent"] if shows_percent else [])]
    if layout.overview == "swapped":
        names[:2] = ["Max", "Uppnått"]
    for area in report.areas:
        lines = [_overview_header(area, layout, names)]
        for code, title, achieved, most in area.subareas:
            share = [f"{report.percents.get(code, percent(achieved, most))}%"] if shows_percent else []
            lines.append(_overview_row(layout, f"{code} {title}", achieved, most, share))
        most = sum(most for *_, most in area.subareas)
        share = [f"{percent(area.in_overview, most)}%"] if shows_percent else []
        lines.append(_overview_row(layout, layout.sum_word, area.in_overview, most, share))
        blocks.append("\n".join(lines))
    return blocks


def _overview_header(area: Area, layout: Layout, names: list[str]) -> str:
    title = f"Område {area.number} {area.title}" if layout.overview == "område" else f"{area.number}. {area.title}"
    match layout.overview:
        case "spaces":
            return "   ".join([title, *names])
        case "one table":
            return ("\t".join(["Delområde", *names]) + "\n" if area.number == 1 else "") + title
        case "vertical":
            return "\n".join(["\t".join([title, *names])])
        case "pipes":
            return f"| {title} | {' | '.join(names)} |\n|---|" + "---|" * len(names)
    return "\t".join([title, *names])


def _overview_row(layout: Layout, title: str, achieved: int, most: int, share: list[str]) -> str:
    numbers = [str(achieved), str(most), *share]
    if layout.overview == "swapped":
        numbers[:2] = numbers[1::-1]
    match layout.overview:
        case "spaces":
            return "     ".join([title or "Summa", *numbers])
        case "slash":
            return "\t".join([title, f"{achieved}/{most}", *share])
        case "code cell":
            return "\t".join([title.replace(" ", "\t", 1) if title[:1].isdigit() else f"{title}\t", *numbers])
        case "vertical":
            return "\n".join([title, *numbers]) if title[:1].isdigit() else "\t".join([title, *numbers])
        case "pipes":
            return f"| {title} | {' | '.join(numbers)} |"
    return "\t".join([title, *numbers])


def _paged(text: str, report: Report, layout: Layout) -> str:
    """The text on pages of forty lines, each with the running line of the layout."""
    if not layout.pages:
        return text
    lines = text.split("\n")
    pages: list[str] = []
    start = 0
    while start < len(lines):
        end = min(start + 40, len(lines))
        while end < len(lines) and (lines[end - 1].strip() or not lines[end].strip()) and end - start < 80:
            end += 1
        number = len(pages) + 1
        body = "\n".join(lines[start:end])
        running = f"Kommunkompassen – {report.municipality.name}"
        pages.append(
            {
                "footer": f"{body}\n\n{running} {number}",
                "header": f"{running}\n\n{body}",
                "number": f"{body}\n\n{number}",
            }[layout.pages]
        )
        start = end
    return "\n\x0c".join(pages)
