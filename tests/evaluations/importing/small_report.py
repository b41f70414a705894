"""A short invented report around the sentence, the cover or the area that a test is about."""

from evaluations.importing import ReportDraft, read_report

NARRATIVE = "Nämnden prövar nya möten i varje stadsdel under hela våren och det går bra för alla som deltar i dem."
LISTS = "Styrkor\n\n• Tydlig plan\n\nFörbättringsmöjligheter\n\n• Bred dialog"


def small_report(*, cover: str = "", history: str = "", area: str = "", after: str = "") -> ReportDraft:
    """What is read from a report of one area; each argument is text that is set in at its usual place."""
    return read_report(
        f"""Kommunkompassen
Analys av Ovanåkers kommun 2022

{cover}

Innehåll

1 Vad är Kommunkompassen?\t3
2 Ovanåkers kommun i förhållande till Kommunkompassen\t5

1 Vad är Kommunkompassen?

Kommunkompassen är ett verktyg som SKR använder sedan år 2002. Det reviderades 2010 och 2016.

2 Ovanåkers kommun i förhållande till Kommunkompassen

Utvärderingen

{history}

3 Detaljerad genomgång

Område 1 Samspel mellan förtroendevalda och medborgare

Poäng: 50

Allmänt

{NARRATIVE}

{area or LISTS}

{after}
""".encode(),
        "report.txt",
    )
