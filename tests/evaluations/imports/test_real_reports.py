"""Real reports all the way: upload, reading, acceptance."""

import json
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from accounts.models import User
from evaluations.importing import accepting, reviewing
from evaluations.models import DraftFinding, ProposedContradiction, ReportImport, Score
from tests import factories

REPORTS = Path(os.environ.get("KOMPASS_REPORTS", Path(__file__).parents[4] / "shared" / "reports"))


@pytest.mark.parametrize("name", ["haninge-2023", "hultsfred-2021", "hoganas-2018"])
def test_a_real_report_becomes_an_evaluation(
    name: str, upload: Callable[..., ReportImport], sara: User, ulla: User, now: datetime, today: date
) -> None:
    file = REPORTS / f"{name}.txt"
    if not file.exists():
        pytest.skip("no real reports here: set KOMPASS_REPORTS")
    expected = json.loads((REPORTS / f"{name}.expected.json").read_text())
    proposed = upload(file.read_bytes(), file.name)
    with factories.as_actor(sara, "skr") as by:
        for contradiction in ProposedContradiction.objects.filter(report_import=proposed):
            choices = {"area_points": "in_overview", "area_sum": "in_overview", "dates": "evaluated"}
            choice = choices.get(contradiction.kind, "computed")
            reviewing.choose_reading(by, proposed, contradiction.pk, choice, now=now)
        made = accepting.accept_import(by, proposed, ulla.pk, now=now, today=today)
        areas = Score.objects.filter(evaluation=made, subarea=None)
        counted = {
            "points": (sum(score.achieved for score in areas), sum(score.maximum for score in areas)),
            "subareas": Score.objects.filter(evaluation=made).exclude(subarea=None).count(),
            "strengths": DraftFinding.objects.filter(evaluation=made, kind="strength").count(),
            "improvements": DraftFinding.objects.filter(evaluation=made, kind="improvement").count(),
        }
    assert counted == {
        "points": (expected["total"], 800),
        "subareas": sum(len(area["subareas"]) for area in expected["areas"]),
        "strengths": sum(len(area["strengths"]) for area in expected["areas"]),
        "improvements": sum(len(area["improvements"]) for area in expected["areas"]),
    }
    assert made.municipality.code == expected["municipality_code"]
    if name == "haninge-2023":
        assert counted == {"points": (504, 800), "subareas": 36, "strengths": 44, "improvements": 41}
