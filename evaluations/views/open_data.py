"""One published result as open data, JSON and CSV."""

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.permissions import public
from accounts.requests import KompassRequest
from evaluations.models import PublishedVersion
from evaluations.publication.choosing import choose
from evaluations.views.visitors import kept_for_visitors

COLUMNS = (
    *("municipality_code", "municipality", "year", "edition", "version"),
    *("kind", "area", "code", "title", "achieved", "maximum", "key", "text"),
)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@public
@kept_for_visitors
def result_data(request: KompassRequest, slug: str, year: str, form: str) -> HttpResponse:
    """The newest version of the year's result; without the evaluators' names."""
    rows = PublishedVersion.objects.visible_to(request.actor)
    chosen = choose(rows, slug, year=int(year), case=request.GET.get("utvardering", "")[:20])
    if chosen is None:
        raise Http404
    data = _data(chosen.version)
    if form == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response = HttpResponse(_table(data), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kommunkompassen-{slug}-{year}.csv"'
    return response


def _data(version: PublishedVersion) -> dict[str, Any]:
    content = version.content
    evaluation = {key: value for key, value in content["evaluation"].items() if key != "evaluators"}
    return {
        "schema_version": content["schema_version"],
        "municipality": content["municipality"],
        "evaluation": evaluation,
        "edition": content["edition"],
        "version": {
            "number": version.number,
            "published_at": version.at.isoformat(),
            "reason": version.reason,
            "sha256": version.sha256,
        },
        "total": content["total"],
        "areas": content["areas"],
    }


def _table(data: dict[str, Any]) -> str:
    """A row for the total and each area, sub-area, finding and text; opens in a Swedish Excel."""
    head = [
        data["municipality"]["code"],
        data["municipality"]["name"],
        data["evaluation"]["year"],
        data["edition"]["key"],
        data["version"]["number"],
    ]
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    total = data["total"]
    writer.writerow([*head, "total", "", "", "", total["achieved"], total["maximum"], "", ""])
    for area in data["areas"]:
        for kind, part in (("area", area), *(("subarea", part) for part in area["subareas"])):
            shown = part["shown"]
            titles = [kind, area["number"], part.get("code", ""), _harmless(part["title"])]
            writer.writerow([*head, *titles, shown["achieved"], shown["maximum"], "", ""])
        for kind, items in (("strength", area["strengths"]), ("improvement", area["improvements"])):
            for item in items:
                writer.writerow([*head, kind, area["number"], "", "", "", "", item["key"], _harmless(item["text"])])
        for item in area.get("examples", ()):
            named = _harmless(item["named"]["name"]) if item["named"] else ""
            example = ["example", area["number"], item["subarea_code"], named, "", "", item["key"]]
            writer.writerow([*head, *example, _harmless(item["text"])])
        for text in area["texts"]:
            codes, title = " ".join(text["subarea_codes"]), _harmless(text["title"])
            writer.writerow([*head, "text", area["number"], codes, title, "", "", "", _harmless(text["body"])])
    return out.getvalue()


def _harmless(text: str) -> str:
    """No cell begins as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
