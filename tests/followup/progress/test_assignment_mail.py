"""The mail to who has become responsible for an action: after a quarter of an hour, once, not if it was undone."""

from datetime import timedelta

import pytest

from accounts import outbox
from accounts.models import Job
from followup import notices, planning, progress
from followup.models import Action
from tests import factories
from tests.followup.progress.conftest import membership_of

GRACE = timedelta(minutes=15)


@pytest.fixture
def later(now, mailoutbox):
    """Let time pass to a number of minutes after `now`, run what is due and answer whom mails went to."""

    def run(minutes: float = 15) -> list[str]:
        outbox.run_due(lambda: now + timedelta(minutes=minutes))
        return [recipient for mail in mailoutbox for recipient in mail.to]

    return run


def _give(action, by, to, now, today):
    with factories.in_scope(by):
        return progress.change_owner(action, by, membership_id=membership_of(to).pk, now=now, today=today)


def test_the_new_owner_is_told_after_a_quarter_of_an_hour(
    make, actor, astrid, karin, now, today, later, mailoutbox, settings
):
    action = make(title="Mät svarstiderna")
    _give(action, actor(astrid), karin, now, today)

    assert later(14.9) == []
    assert later(15) == ["karin@arboga.example"]
    assert later(60) == ["karin@arboga.example"]
    (mail,) = mailoutbox
    ((html, kind),) = mail.alternatives
    address = settings.SITE_ADDRESS + f"/arboga/handlingsplan/{action.number}/"
    assert kind == "text/html"
    for body in (mail.body, html):
        assert address in body
        assert "Å-1 Mät svarstiderna" in body
        assert "2027-06-30" in body
        assert "Karin Nord" in body
    assert '<html lang="sv">' in html
    assert html.count("<h1>") == 1


def test_the_owner_of_a_new_action_is_told_too(town, actor, astrid, bo, now, today, later):
    by = actor(astrid)
    with factories.in_scope(by):
        planning.create_action(town.plan, by, title="Ny", owner_id=membership_of(bo).pk, now=now, today=today)

    assert later() == ["bo@arboga.example"]


def test_nobody_is_told_where_it_was_undone(make, actor, astrid, karin, now, today, later):
    action, by = make(), actor(astrid)
    _give(action, by, karin, now, today)
    with factories.in_scope(by):
        progress.undo_last(action, by, now=now + timedelta(minutes=5), today=today)

    assert later() == []
    assert Job.objects.filter(kind=notices.ASSIGNED, failed_at=None).exclude(done_at=None).count() == 1


def test_only_the_last_of_two_is_told(make, actor, astrid, karin, mats, now, today, later):
    action, by = make(), actor(astrid)
    _give(action, by, karin, now, today)
    _give(action, by, mats, now + timedelta(minutes=5), today)

    assert later(30) == ["mats@arboga.example"]


def test_given_away_and_back_one_is_told_once(make, actor, astrid, karin, mats, now, today, later):
    action, by = make(), actor(astrid)
    for minute, person in enumerate((karin, mats, karin)):
        _give(action, by, person, now + timedelta(minutes=minute), today)

    assert later(16) == []
    assert later(30) == ["karin@arboga.example"]


def test_a_person_who_got_it_back_by_undoing_is_told(make, actor, astrid, karin, mats, now, today, later):
    action, by = make(), actor(astrid)
    _give(action, by, karin, now, today)
    _give(action, by, mats, now + timedelta(minutes=1), today)
    with factories.in_scope(by):
        progress.undo_last(action, by, now=now + timedelta(minutes=2), today=today)

    assert later(30) == ["karin@arboga.example"]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"language": "en"}])
def test_language_and_closed_accounts(fields, make, actor, astrid, karin, now, today, later, mailoutbox):
    for name, value in fields.items():
        setattr(karin, name, value)
    karin.save()
    _give(make(), actor(astrid), karin, now, today)

    assert later() == (["karin@arboga.example"] if "language" in fields else [])
    assert [mail.subject for mail in mailoutbox] == (
        ["You answer for the action Å-1 in Kompass"] if "language" in fields else []
    )


def test_no_mail_to_oneself_for_a_cancelled_action_or_a_text(make, actor, astrid, karin, now, today, later):
    by = actor(astrid)
    _give(make(), by, astrid, now, today)
    cancelled = make(number=2)
    _give(cancelled, by, karin, now, today)
    text = make(number=3)
    with factories.in_scope(by):
        progress.cancel_action(cancelled, by, reason="Behövs inte.", now=now, today=today)
        progress.change_owner(text, by, text="IT-chefen", now=now, today=today)

    assert later() == []


def test_a_mail_that_cannot_be_sent_is_tried_again_and_the_action_stands(
    make, actor, astrid, karin, now, today, later, monkeypatch
):
    action, by = make(), actor(astrid)
    _give(action, by, karin, now, today)
    with monkeypatch.context() as broken:
        broken.setattr(notices, "deliver", _refuse)
        assert later() == []

    assert later(20) == ["karin@arboga.example"]
    with factories.in_scope(by):
        assert Action.objects.get(pk=action.pk).owner_id == membership_of(karin).pk


def _refuse(*_arguments):
    raise ConnectionRefusedError


def test_many_at_a_time_are_one_mail_that_names_them_all(make, actor, astrid, karin, now, today, later, mailoutbox):
    actions = [make(number=number, title=f"Sak {number}") for number in (1, 2, 3)]
    for minutes, action in enumerate(actions):
        _give(action, actor(astrid), karin, now + timedelta(minutes=minutes), today)

    assert later(15.5) == []
    assert later(18) == ["karin@arboga.example"]
    assert later(60) == ["karin@arboga.example"]
    (mail,) = mailoutbox
    assert [f"Å-{number} Sak {number}" in mail.body for number in (1, 2, 3)] == [True, True, True]
    assert "/arboga/mina-atgarder/" in mail.body
    assert mail.subject == "Du ansvarar för 3 nya åtgärder i Kompass"


def test_what_was_handed_on_is_told_where_the_last_one_is_undone(
    make, actor, astrid, karin, now, today, later, mailoutbox
):
    first, second = make(number=1, title="Sak 1"), make(number=2, title="Sak 2")
    by = actor(astrid)
    _give(first, by, karin, now, today)
    _give(second, by, karin, now + timedelta(minutes=1), today)
    with factories.in_scope(by):
        progress.undo_last(second, by, now=now + timedelta(minutes=2), today=today)

    assert later(30) == ["karin@arboga.example"]
    assert "Sak 1" in mailoutbox[0].body
    assert "Sak 2" not in mailoutbox[0].body
