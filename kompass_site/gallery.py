"""The components on one page with invented content, for looking at and for the accessibility tests (DEBUG_GALLERY)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import public
from kompass_site.templatetags.components import STATUSES

ERROR_PAGES = ("400", "403", "404", "409", "413", "429", "500", "503")
TODAY = date(2027, 4, 12)


@dataclass(frozen=True)
class AreaBar:
    label: str
    value: int | None
    maximum: int
    compared: int | None


AREAS = [
    AreaBar("1. Offentlighet och demokrati", 58, 100, 55),
    AreaBar("2. Tillgänglighet och brukarorientering", 71, 100, 63),
    AreaBar("3. Politisk styrning och kontroll", 66, 100, 60),
    AreaBar("4. Ledarskap, ansvar och delegation", 74, 100, 68),
    AreaBar("5. Resultat och effektivitet", 49, 100, 56),
    AreaBar("6. Kommunen som arbetsgivare – personalpolitik", 69, 100, 66),
    AreaBar("7. Verksamhetsutveckling", None, 100, 52),
    AreaBar("8. Kommunen som samhällsbyggare", 73, 100, 70),
]


class ActionForm(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Det som ska göras, i några få ord.")
    description = forms.CharField(label="Beskrivning", widget=forms.Textarea, required=False)
    due = forms.DateField(label="Slutdatum", widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.ChoiceField(label="Enhet", choices=[("", "Välj enhet"), ("1", "Kommunledningsförvaltningen")])
    decision = forms.ChoiceField(
        label="Ställningstagande",
        widget=forms.RadioSelect,
        help_text="Ett val för varje förbättringsmöjlighet.",
        choices=[
            ("act", "Åtgärdas"),
            ("wait", "Avvakta till …"),
            ("decline", "Åtgärdas inte"),
            ("already_done", "Redan genomfört"),
        ],
    )
    areas = forms.MultipleChoiceField(
        label="Områden",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("1", "Offentlighet och demokrati"), ("2", "Tillgänglighet och brukarorientering")],
    )
    told = forms.BooleanField(label="Meddela den ansvariga", required=False, help_text="Skickas efter en kvart.")
    report = forms.FileField(label="Underlag", required=False, help_text="PDF eller Word, högst 50 MB.")


class FilterForm(forms.Form):
    area = forms.ChoiceField(label="Område", required=False, choices=[("", "Alla områden"), ("5", "5. Resultat")])
    owner = forms.ChoiceField(label="Ansvarig", required=False, choices=[("", "Alla"), ("bo", "Bo Ek")])
    text = forms.CharField(label="Fritext", required=False)


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, or with ?show= the sign-in frame or one of the error pages."""
    show = request.GET.get("show", "")
    if show in ERROR_PAGES:
        return render(request, f"errors/{show}.html", {"reference": "b7c2f01e9a44"}, status=200)
    if show == "job":
        return render(request, "components/progress.html", {"job": _content()["jobs"][0]})
    if show == "plain":
        return render(request, "site/gallery_plain.html", {"form": ActionForm(prefix="plain")})
    if not hasattr(request, "_messages"):
        return render(request, "site/gallery.html", _content())
    messages.success(request, "Åtgärden är sparad.")
    messages.warning(request, "Slutdatumet ligger efter nästa avstämning.")
    return render(request, "site/gallery.html", _content())


def _content() -> dict[str, Any]:
    wrong = ActionForm({"wrong-title": "", "wrong-due": "31 mars"}, prefix="wrong")
    wrong.is_valid()
    return {
        "title": "Komponenter",
        "place": {
            "name": "Ekhults kommun",
            "choices": [
                {"label": "Ekhults kommun", "url": "?kommun=ekhult", "current": True},
                {"label": "Norrhamns kommun", "url": "?kommun=norrhamn", "current": False},
            ],
        },
        "evaluation_switch": {
            "name": "Utvärdering 2026",
            "choices": [
                {"label": "Utvärdering 2026", "url": "?ar=2026", "current": True},
                {"label": "Utvärdering 2023", "url": "?ar=2023", "current": False},
            ],
        },
        "search_url": "?",
        "person": {
            "name": "Astrid Lund",
            "role": "Samordnare i Ekhult",
            "links": [{"label": "Mitt konto", "url": "?konto"}, {"label": "Notiser", "url": "?notiser"}],
            "sign_out_url": "?ut",
        },
        "navigation": [
            {"label": "Översikt", "url": "?a", "current": False},
            {"label": "Resultat", "url": "?b", "current": False},
            {"label": "Handlingsplan", "url": "?c", "current": True},
            {"label": "Mina åtgärder", "url": "?d", "current": False, "count": 3},
            {"label": "Lägesrapporter", "url": "?e", "current": False},
            {"label": "Jämför och lär", "url": "?f", "current": False},
            {"label": "Administration", "url": "?g", "current": False},
        ],
        "breadcrumbs": [
            {"label": "Ekhult", "url": "?hem"},
            {"label": "Handlingsplan", "url": "?plan"},
            {"label": "Komponenter", "url": ""},
        ],
        "footer_links": [
            {"label": "Om Kompass", "url": "?om"},
            {"label": "Tillgänglighet", "url": "?tillganglighet"},
            {"label": "Öppna data", "url": "?data"},
        ],
        "statuses": STATUSES,
        "status_counts": [("done", 12), ("effect_shown", 4), ("in_progress", 17), ("late", 3), ("not_started", 9)],
        "areas": AREAS,
        "form": ActionForm(prefix="new"),
        "wrong_form": wrong,
        "filter_form": FilterForm(prefix="filter"),
        "filters": [
            {"label": "Område", "value": "5. Resultat och effektivitet", "remove_url": "?utan-omrade"},
            {"label": "Ansvarig", "value": "Bo Ek", "remove_url": "?utan-ansvarig"},
        ],
        "tabs": [
            {"label": "Tabell", "url": "?vy=tabell", "current": True, "count": 45},
            {"label": "Tavla", "url": "?vy=tavla", "current": False},
            {"label": "Tidslinje", "url": "?vy=tidslinje", "current": False},
            {"label": "Kalender", "url": "?vy=kalender", "current": False},
            {"label": "Matris", "url": "?vy=matris", "current": False},
        ],
        "rows": [
            {
                "number": "Å-12",
                "title": "Gemensam modell för målstyrning i alla nämnder",
                "area": "3. Politisk styrning och kontroll",
                "owner": "Bo Ek",
                "due": date(2027, 4, 30),
                "status": "in_progress",
                "late": False,
                "points": 6,
            },
            {
                "number": "Å-13",
                "title": "Medborgardialog före varje översiktsplaneförslag",
                "area": "1. Offentlighet och demokrati",
                "owner": "Kommunikationschefen",
                "due": date(2027, 2, 28),
                "status": "late",
                "late": True,
                "points": 12,
            },
            {
                "number": "Å-14",
                "title": "Jämför kostnad och kvalitet med tre likartade kommuner",
                "area": "5. Resultat och effektivitet",
                "owner": None,
                "due": None,
                "status": "not_started",
                "late": False,
                "points": None,
            },
        ],
        "today": TODAY,
        "page": Paginator(range(412), 50).page(4),
        "facts": [
            ("Ansvarig", "Bo Ek"),
            ("Enhet", "Kommunledningsförvaltningen"),
            ("Slutdatum", "30\N{NO-BREAK SPACE}april\N{NO-BREAK SPACE}2027"),
            ("Diarienummer", None),
        ],
        "events": [
            {
                "icon": "comment",
                "by": "Lena Berg",
                "at": datetime(2027, 4, 9, 12, 5, tzinfo=UTC),
                "text": "Kommenterade",
                "body": "Förslaget är berett med ekonomicheferna. Beslut väntas i maj.",
            },
            {
                "icon": "half",
                "by": "Bo Ek",
                "at": datetime(2027, 3, 2, 8, 30, tzinfo=UTC),
                "text": "Ändrade status från ej påbörjad till pågår",
            },
            {
                "icon": "plus",
                "by": "Astrid Lund",
                "at": datetime(2027, 1, 18, 14, 0, tzinfo=UTC),
                "text": "Skapade åtgärden ur förbättringsmöjlighet 5.2",
            },
        ],
        "conflict_field": {
            "name": "description",
            "label": "Beskrivning",
            "was": "Ta fram en modell.",
            "yours": "Ta fram en gemensam modell för målstyrning och pröva den i två nämnder under våren.",
            "theirs": "Ta fram en modell för målstyrning. Ekonomiavdelningen håller i arbetet.",
            "by": "Bo Ek",
            "at": datetime(2027, 4, 9, 12, 5, tzinfo=UTC),
        },
        "jobs": [
            {
                "state": "running",
                "title": "Rapporten läses",
                "done": 14,
                "total": 34,
                "note": "sida",
                "url": "?show=job",
            },
            {
                "state": "finished",
                "title": "Rapporten är läst",
                "note": "412 värden hittades, 3 behöver granskas.",
                "result_url": "?resultat",
            },
            {"state": "failed", "title": "Filen kunde inte läsas", "note": "Den är skyddad med lösenord."},
        ],
    }
