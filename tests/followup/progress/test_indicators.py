"""Indicators and their measurements: entered by those who may, shown to be evidence, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.models import Action, ActionStatus, Indicator, Measurement
from followup.progress import refusals
from followup.progress.indicators import as_fields
from followup.progress.values import figure_of, written
from followup.refusals import PlanClosed
from tests import factories

RULES = (
    (progress.add_indicator, {"name": "Svarstid"}),
    (progress.edit_indicator, {"edit": Edit({}, {"name": "Ny"})}),
    (progress.remove_indicator, {}),
    (progress.add_measurement, {"on": date(2027, 3, 10), "value": Decimal(7)}),
)


def _events(action):
    return list(Event.objects.filter(subject_id=str(action.pk)).order_by("at", "id").values_list("verb", flat=True))


def test_an_indicator_is_added_measured_changed_and_taken_away(make, actor, bo, now, today):
    action, by, times = make(), actor(bo), {"now": now, "today": today}
    with factories.in_scope(by):
        made = progress.add_indicator(
            action, by, name=" Svarstid ", measured_in="dagar", direction="down", baseline=Decimal(10),
            baseline_on=date(2027, 1, 31), target=Decimal("4.5"), target_on=date(2027, 12, 31), **times,
        )  # fmt: skip
        progress.add_measurement(action, by, indicator=made.key, on=today, value=Decimal("7.25"), **times)
        edit = Edit({}, {"target": "4", "target_on": ""})
        for _press in range(2):
            progress.edit_indicator(action, by, edit, indicator=made.key, **times)

        assert as_fields(Indicator.objects.get()) == {
            "name": "Svarstid",
            "measured_in": "dagar",
            "direction": "down",
            "baseline": "10",
            "baseline_on": "2027-01-31",
            "target": "4",
            "target_on": "",
        }
        for _press in range(2):
            progress.remove_indicator(action, by, indicator=made.key, **times)
        assert Indicator.objects.get().removed_at == now
        assert Measurement.objects.get().value == Decimal("7.25")
        assert Action.objects.get(pk=action.pk).version == 5
        assert _events(action) == ["indicator.added", "measurement.added", "indicator.edited", "indicator.removed"]
        facts = Event.objects.select_related("facts").get(verb="measurement.added").facts.facts
        assert (facts["indicator"], facts["measurement"]) == ("Svarstid", "2027-03-15: 7,25 dagar")


def test_each_step_is_undone_by_who_took_it(make, actor, bo, now, today):
    action, by, times = make(), actor(bo), {"now": now, "today": today}
    indicator = factories.indicator(action)
    with factories.in_scope(by):
        progress.add_measurement(action, by, indicator=indicator.key, on=today, value=Decimal(7), **times)
        progress.undo_last(action, by, **times)
        assert Measurement.objects.get().withdrawn_at == now
        progress.edit_indicator(action, by, Edit({}, {"baseline": "12,5"}), indicator=indicator.key, **times)
        progress.undo_last(action, by, **times)
        assert Indicator.objects.get().baseline == 10
        progress.remove_indicator(action, by, indicator=indicator.key, **times)
        progress.undo_last(action, by, **times)
        assert Indicator.objects.get().removed_at is None


@pytest.mark.parametrize("person", ["karin", "mats", "lena", "birgit"])
def test_only_coordinator_and_owner_keep_indicators(person, make, actor, request, now, today):
    action = make()
    indicator = factories.indicator(action)
    by = actor(request.getfixturevalue(person))
    for rule, given in RULES:
        about = {} if rule is progress.add_indicator else {"indicator": indicator.key}
        with factories.in_scope(by), pytest.raises(NotPermitted):
            rule(action, by, **given, **about, now=now, today=today)


def test_another_actions_indicator_is_not_found(make, actor, bo, now, today):
    action, other = make(), make(number=2)
    indicator, by = factories.indicator(other), actor(bo)
    measurement = factories.measurement(indicator, bo)
    times = {"now": now, "today": today}
    with factories.in_scope(by):
        with pytest.raises(Indicator.DoesNotExist):
            progress.add_measurement(action, by, indicator=indicator.key, on=today, value=Decimal(1), **times)
        with pytest.raises(Measurement.DoesNotExist):
            progress.withdraw_measurement(action, by, measurement=measurement.key, **times)


def test_one_that_was_taken_away_takes_nothing_more(make, actor, bo, now, today):
    action, by, times = make(), actor(bo), {"now": now, "today": today}
    gone = factories.indicator(action)
    with factories.in_scope(by):
        progress.remove_indicator(action, by, indicator=gone.key, **times)
        with pytest.raises(Indicator.DoesNotExist):
            progress.add_measurement(action, by, indicator=gone.key, on=today, value=Decimal(7), **times)
        with pytest.raises(Indicator.DoesNotExist):
            progress.edit_indicator(action, by, Edit({}, {"name": "Ny"}), indicator=gone.key, **times)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": " "}, refusals.IndicatorNameMissing),
        ({"direction": "sideways"}, refusals.ValueUnknown),
        ({"baseline_on": date(2027, 3, 16)}, refusals.MeasuredInFuture),
        ({"target": Decimal("1.2345")}, refusals.FigureUnreadable),
        ({"baseline": Decimal("NaN")}, refusals.FigureUnreadable),
        ({"name": "x" * 201}, refusals.TextTooLong),
    ],
)
def test_what_is_no_indicator_is_refused(given, refusal, make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by), pytest.raises(refusal):
        progress.add_indicator(action, by, **{"name": "Svarstid", **given}, now=now, today=today)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"value": None}, refusals.FigureMissing),
        ({"on": None}, refusals.MeasuredInFuture),
        ({"on": date(2027, 3, 16)}, refusals.MeasuredInFuture),
        ({"on": factories.followup.EARLIER}, refusals.MeasuredThatDay),
        ({"value": Decimal(10) ** 11}, refusals.FigureUnreadable),
    ],
)
def test_what_is_no_measurement_is_refused(given, refusal, make, actor, bo, now, today):
    action, by = make(), actor(bo)
    indicator = factories.indicator(action)
    factories.measurement(indicator, bo)
    told = {"on": today, "value": Decimal(7), **given}
    with factories.in_scope(by), pytest.raises(refusal):
        progress.add_measurement(action, by, indicator=indicator.key, **told, now=now, today=today)


def test_a_wrong_value_is_taken_back_and_the_day_is_free_again(make, actor, bo, now, today):
    action, by, times = make(), actor(bo), {"now": now, "today": today}
    indicator = factories.indicator(action)
    wrong = factories.measurement(indicator, bo, on=today)
    with factories.in_scope(by):
        for _press in range(2):
            progress.withdraw_measurement(action, by, measurement=wrong.key, **times)
        progress.add_measurement(action, by, indicator=indicator.key, on=today, value=Decimal(6), **times)
        assert _events(action) == ["measurement.withdrawn", "measurement.added"]


def test_two_who_change_the_same_value_keep_both(make, actor, astrid, bo, now, today):
    action = make()
    indicator = factories.indicator(action)
    with factories.in_scope(actor(bo)):
        progress.edit_indicator(
            action, actor(bo), Edit({}, {"target": "6"}), indicator=indicator.key, now=now, today=today
        )
    edit = Edit({"target": "5", "name": "Svarstid"}, {"target": "4", "name": "Svarstid i växeln"})
    with factories.in_scope(actor(astrid)), pytest.raises(FieldsClash) as clash:
        progress.edit_indicator(action, actor(astrid), edit, indicator=indicator.key, now=now, today=today)
    assert [(each.name, each.theirs, each.yours) for each in clash.value.clashes] == [("target", "6", "4")]


@pytest.mark.parametrize("status", list(ActionStatus))
def test_indicators_are_kept_until_the_action_is_cancelled(status, make, actor, bo, town, now, today):
    action, by, times = make(status), actor(bo), {"now": now, "today": today}
    with factories.in_scope(by):
        if status == ActionStatus.CANCELLED:
            with pytest.raises(refusals.ActionTransitionRefused):
                progress.add_indicator(action, by, name="Svarstid", **times)
        else:
            assert progress.add_indicator(action, by, name="Svarstid", **times).name == "Svarstid"
        town.plan.state, town.plan.closed_on = "closed", today
        town.plan.save()
        with pytest.raises(PlanClosed):
            progress.add_indicator(action, by, name="Svarstid", **times)


def test_an_effect_is_shown_by_a_measurement_and_rests_on_it(make, actor, bo, astrid, now, today):
    action, by, times = make(ActionStatus.DONE), actor(bo), {"now": now, "today": today}
    indicator = factories.indicator(action)
    measured = factories.measurement(indicator, bo)
    with factories.in_scope(by):
        told = {"effect_on": today, "text": "Kortare väntan.", **times}
        with pytest.raises(refusals.EvidenceMissing):
            progress.show_effect(action, by, **told)
        for _press in range(2):
            progress.show_effect(action, by, measurement=measured.key, **told)
        assert Measurement.objects.get().is_evidence
        with pytest.raises(refusals.EvidenceStands):
            progress.withdraw_measurement(action, by, measurement=measured.key, **times)
        with pytest.raises(refusals.EvidenceStands):
            progress.remove_indicator(action, by, indicator=indicator.key, **times)
    with factories.in_scope(actor(astrid)):
        progress.withdraw_effect(action, actor(astrid), reason="Fel tal.", **times)
        assert Measurement.objects.get().is_evidence
        progress.withdraw_measurement(action, actor(astrid), measurement=measured.key, **times)


def test_an_effect_that_is_undone_takes_the_mark_of_its_measurement_back(make, actor, bo, now, today):
    action, by = make(ActionStatus.DONE), actor(bo)
    measured = factories.measurement(factories.indicator(action), bo)
    with factories.in_scope(by):
        progress.show_effect(
            action, by, effect_on=today, text="Kortare.", measurement=measured.key, now=now, today=today
        )
        progress.undo_last(action, by, now=now + timedelta(minutes=1), today=today)
        assert (Action.objects.get().status, Measurement.objects.get().is_evidence) == (ActionStatus.DONE, False)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1 234,5", Decimal("1234.5")),
        ("1\N{NO-BREAK SPACE}234,5", Decimal("1234.5")),
        ("1\N{NARROW NO-BREAK SPACE}234", Decimal(1234)),
        ("\N{MINUS SIGN}3", Decimal(-3)),
        ("12.25", Decimal("12.25")),
        (" ", None),
        ("0", Decimal(0)),
        ("0e999999", Decimal(0)),
    ],
)
def test_figures_are_read_as_people_write_them(text, figure):
    found = figure_of(text)
    assert found == figure
    assert found is None or found.adjusted() < 11


@pytest.mark.parametrize("text", ["1.234,5", "NaN", "inf", "1e12", "tolv", "1,2345", "99999999999999", "1,2,3"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(refusals.FigureUnreadable):
        figure_of(text)


@pytest.mark.parametrize(
    ("figure", "text"), [(Decimal("10.000"), "10"), (Decimal("7.250"), "7,25"), (Decimal(1200), "1200"), (None, "")]
)
def test_figures_are_written_with_a_comma(figure, text):
    assert written(figure) == text
