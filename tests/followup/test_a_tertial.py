"""Four months of a municipality's work, pressed through its pages while the clock moves on from January to May."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts import outbox
from accounts.models import Municipality
from accounts.tenancy import Scope
from followup.check_ins import tending
from followup.models import Action, CheckInAnswer, PlanCopy
from tests import factories

TOWN = "/arboga/"
PLAN = f"{TOWN}handlingsplan/"
WORDS = (
    "Följ upp målen oftare.",
    "Låt invånarna påverka budgeten.",
    "Samla synpunkterna på ett ställe.",
    "Utveckla chefernas introduktion.",
    "Jämför kostnaderna med andra.",
    "Se över styrdokumenten.",
)


@pytest.fixture
def clock() -> Any:
    """The clock, which a step moves on."""
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=ZoneInfo("Europe/Stockholm")), tick=False) as traveller:
        yield traveller


@pytest.fixture
def on(clock: time_machine.Traveller, client_of: Callable[..., Client]) -> Callable[..., Client]:
    """A person signs in on a day: no session lasts from one month to the next."""

    def sign_in(day: date, person: Any) -> Client:
        clock.move_to(datetime.combine(day, time(9), ZoneInfo("Europe/Stockholm")))
        outbox.run_due()
        return client_of(person)

    return sign_in


def press(client: Client, path: str, **fields: object) -> HttpResponse:
    """Send a form with what its page had put into it, so that it holds its key and the values it was loaded with."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    hidden = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.text)
    answer = client.post(path, {**dict(hidden), **fields})
    assert answer.status_code == 302, (path, re.findall(r'class="[\w-]*error[\w-]*"[^>]*>([^<]+)', answer.text))
    return answer


def decide(client: Client, number: int, keys: list[str], **fields: object) -> None:
    press(client, f"{TOWN}stallningstaganden/{keys[number]}/", **fields)


def mornings(day: date) -> None:
    """What Beat asks for on this morning, and all that the worker does of it."""
    now = datetime.combine(day, time(6), ZoneInfo("Europe/Stockholm"))
    tending.promise_tending(now, day)
    outbox.run_due(lambda: now)


def told(mailoutbox: list[Any]) -> list[tuple[str, str]]:
    """Who got which mails since the last look."""
    found = sorted((mail.to[0].partition("@")[0], mail.subject) for mail in mailoutbox)
    mailoutbox.clear()
    return found


def states(town: Municipality) -> dict[int, str]:
    """The stored states by number."""
    with factories.in_scope(Scope(municipality=town.pk)):
        return dict(Action.objects.order_by("number").values_list("number", "status"))


def test_from_january_to_may(
    on: Callable[..., Client], people: SimpleNamespace, arboga: Municipality, mailoutbox: list[Any]
) -> None:
    version = factories.published_case(arboga, people.ulla, words=WORDS)
    keys = [str(finding.key) for finding in factories.improvements(version)]

    # In January everything is decided, and the plan is adopted.
    astrid = on(date(2027, 1, 11), people.astrid)
    act = {"kind": "act", "owner": "Bo Ek", "due_choice": "other"}
    for place, (title, due) in enumerate(
        [
            ("Mät svarstiderna", "2027-03-31"),
            ("Öppna medborgarbudgeten", "2027-05-31"),
            ("Bygg en synpunktsportal", "2027-03-31"),
            ("Skriv om introduktionen", "2027-03-31"),
        ]
    ):
        decide(astrid, place, keys, **act, title=title, due=due)
    decide(astrid, 4, keys, kind="wait", wait_choice="other", wait_until="2027-04-01", wait_reason="Underlag i mars.")
    decide(astrid, 5, keys, kind="decline", reason="De sågs över i höstas.")
    press(astrid, f"{PLAN}anta/", body="Kommunstyrelsen", adopted_on="2027-01-11", reference="KS 2027/3")
    assert states(arboga) == dict.fromkeys((1, 2, 3, 4), "not_started")
    outbox.run_due(lambda: timezone.now() + timedelta(minutes=20))
    assert told(mailoutbox) == [("bo", "Du ansvarar för 4 nya åtgärder i Kompass")]

    # Work begins, one action is held up, and one due date moves.
    bo = on(date(2027, 2, 1), people.bo)
    press(bo, f"{PLAN}1/starta/")
    press(bo, f"{PLAN}1/rapportera/", light="green", note="Mätningen är igång.", percent="40")
    bo = on(date(2027, 2, 15), people.bo)
    press(bo, f"{PLAN}2/hindrad/", note="Lokalen är inte klar.", unblocker="Fastighetschefen")
    bo = on(date(2027, 3, 1), people.bo)
    press(bo, f"{PLAN}3/slutdatum/", due="2027-06-30", reason="Upphandlingen överklagades.")
    lena = on(date(2027, 3, 2), people.lena).get(TOWN)
    assert "Fastighetschefen" in lena.text
    assert "Upphandlingen överklagades." in lena.text

    # One is finished, one is late.
    bo = on(date(2027, 3, 20), people.bo)
    press(
        bo,
        f"{PLAN}1/klar/",
        done_on="2027-03-19",
        effect_seen_how="Svarstiden i dagar.",
        effect_look_on="2027-04-20",
    )
    lena = on(date(2027, 4, 10), people.lena).get(TOWN)
    assert "1 åtgärd är försenad." in lena.text
    assert lena.context["standing"].undecided == 1  # the wait has passed
    late = on(date(2027, 4, 10), people.astrid).get(f"{PLAN}?status=late")
    assert re.findall(r'/handlingsplan/4/">([^<]+)</a>', late.text)[:1] == ["Skriv om introduktionen"]

    # The check-in opens a fortnight before its day; Bo answers one, is reminded once, Astrid answers one for him.
    mornings(date(2027, 4, 15))
    assert told(mailoutbox) == []
    mornings(date(2027, 4, 16))
    mornings(date(2027, 4, 17))
    ((person, opened),) = told(mailoutbox)
    assert (person, "avstämning" in opened.lower()) == ("bo", True)
    bo = on(date(2027, 4, 20), people.bo)
    answers = {"a2-light": "red", "a2-note": "Lokalen blir klar i juni."}
    press(bo, f"{TOWN}avstamningar/2027-04-30/svara/", **answers)
    mornings(date(2027, 4, 27))
    mornings(date(2027, 4, 28))
    assert [person for person, _subject in told(mailoutbox)] == ["bo"]
    astrid = on(date(2027, 4, 28), people.astrid)
    for_bo = f"{TOWN}avstamningar/2027-04-30/svara/?for=3"
    press(astrid, for_bo, **answers, **{"a3-light": "yellow", "a3-note": "Ny upphandling i maj."})

    # The obstacle goes, and the effect of what was finished is shown.
    bo = on(date(2027, 4, 29), people.bo)
    press(bo, f"{PLAN}2/hinder-lost/")
    press(
        bo,
        f"{PLAN}1/effekt/",
        effect_on="2027-04-20",
        text="Svarstiden har gått från tio dagar till fyra.",
        url="https://arboga.example/matning",
    )

    # In May all pages tell the same.
    lena = on(date(2027, 5, 3), people.lena)
    check_in = lena.get(f"{TOWN}avstamningar/2027-04-30/")
    assert (check_in.context["answered"], check_in.context["asked"]) == (2, 3)
    assert "Lokalen blir klar i juni." in check_in.text
    assert "i ansvarigs ställe" in check_in.text
    overview = lena.get(TOWN)
    counts = overview.context["standing"].actions
    assert {name: counts[name] for name in ("open", "late", "blocked", "done")} == {
        "open": 3,
        "late": 1,
        "blocked": 0,
        "done": 1,
    }
    assert states(arboga) == {1: "effect_shown", 2: "not_started", 3: "not_started", 4: "not_started"}
    changes = lena.get(f"{PLAN}antagen/1/andringar/")
    assert "2027-03-31" in changes.text
    assert "2027-06-30" in changes.text
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert PlanCopy.objects.get().content["actions"][2]["due"] == "2027-03-31"
        assert dict(CheckInAnswer.objects.order_by("action__number").values_list("action__number", "is_for_other")) == {
            2: False,
            3: True,
            4: False,
        }
    reader = on(date(2027, 5, 3), people.birgit)
    assert reader.get(f"{TOWN}avstamningar/2027-04-30/").status_code == 403
    assert "Lokalen blir klar i juni." not in reader.get(TOWN).text
    stranger = on(date(2027, 5, 3), people.cecilia)
    assert stranger.get(f"{TOWN}avstamningar/2027-04-30/").status_code == 404
