"""What an adopted copy keeps beside the words: all that the plan says, and what an older copy said stays."""

from datetime import date
from decimal import Decimal

from evaluations.models import PublishedScore
from evaluations.publication.content import sha256_of
from followup.models import ActionStatus, Plan, PlanCopy
from followup.planning.copying import content_of
from tests import factories
from tests.conftest import count_statements


def test_a_copy_keeps_all_that_an_action_says(draft, by, findings, arboga, bo, astrid):
    owner, helper = factories.member_of(bo, arboga), factories.member_of(astrid, arboga)
    action = factories.action(
        draft,
        1,
        status=ActionStatus.DONE,
        owner=owner,
        helpers=(helper,),
        findings=(findings[0],),
        unit=factories.unit(arboga, "Kansliet"),
        resources="En utredare på halvtid.",
        reference="KS 2027/15",
        tags=["digitalt"],
        effort="low",
        expected_effect="high",
        first_due=date(2027, 5, 1),
    )
    factories.milestone(action, "Mätplan", due=date(2027, 2, 1), done_on=date(2027, 1, 30))
    factories.indicator(action, baseline=Decimal("12.5"), target=Decimal(5))
    (kept,) = content_of(Plan.objects.get())["actions"]
    assert {name: value for name, value in kept.items() if value not in ("", None, [])} == {
        "number": 1,
        "title": "Mät svarstiderna",
        "owner": "Bo Ek",
        "helpers": ["Astrid Lund"],
        "unit": "Kansliet",
        "resources": "En utredare på halvtid.",
        "reference": "KS 2027/15",
        "tags": ["digitalt"],
        "effort": "low",
        "expected_effect": "high",
        "status": "done",
        "is_blocked": False,
        "due": "2027-06-30",
        "first_due": "2027-05-01",
        "started_on": "2027-03-01",
        "done_on": "2027-03-01",
        "effect_seen_how": "Svarstiden mäts.",
        "effect_look_on": "2027-09-01",
        "milestones": [{"title": "Mätplan", "due": "2027-02-01", "done_on": "2027-01-30", "is_dropped": False}],
        "indicators": [
            {
                "name": "Svarstid",
                "measured_in": "dagar",
                "direction": "down",
                "baseline": "12.5",
                "baseline_on": "2027-03-01",
                "target": "5",
                "target_on": "2027-06-30",
            }
        ],
        "improvements": [str(findings[0].key)],
    }


def test_a_copy_keeps_points_estimate_and_recurrence(draft, by, findings, arboga, ulla, astrid):
    factories.estimate(draft, findings[0], effort="low", expected_effect="high")
    older = factories.published_case(arboga, ulla, "KK-2020-001", year=2020)
    factories.recurrence(findings[0], factories.improvements(older)[0], astrid)
    area = content_of(draft)["areas"][0]
    first, second = area["improvements"]
    assert (first["effort"], first["expected_effect"], first["recurs_from"]) == ("low", "high", [2020])
    assert (second["effort"], second["expected_effect"], second["recurs_from"]) == ("", "", [])
    score = PublishedScore.objects.get(area_number=1, code="", published_version__evaluation=draft.evaluation)
    assert (area["achieved"], area["maximum"]) == (score.shown_achieved, score.shown_maximum)


def test_an_older_copy_is_never_rewritten(draft, by, astrid):
    old = factories.plan_copy(draft, astrid)
    content_of(draft)
    kept = PlanCopy.objects.get(pk=old.pk)
    assert (kept.content["schema_version"], kept.sha256) == (1, sha256_of(kept.content))


def test_two_actions_and_two_hundred_take_the_same_statements(draft, by, findings, arboga):
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.action(draft, number, findings=tuple(findings), owner_text="Ekonomichefen")
        plan = Plan.objects.select_related("evaluation", "municipality").get()
        with count_statements() as statements:
            content_of(plan)
        counts.append(len(statements.of_page))
    assert counts == [7, 7], statements
