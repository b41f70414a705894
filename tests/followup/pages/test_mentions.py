"""Comments that name people: who is named, how it is shown, and the mail they get."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts import outbox
from accounts.models import Membership, Municipality, MunicipalitySettings, ReaderSees, Role, User
from accounts.tenancy import Scope
from followup import progress
from followup.models import Action, Comment, CommentMention, Plan
from followup.progress.refusals import MentionUnknown
from tests import factories

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/1/"


@pytest.fixture
def say(action: Action, now: Any, today: Any) -> Callable[..., Comment]:
    """Let a person comment, some minutes after nine."""

    def write(person: User, text: str, *mentions: Membership, minutes: float = 0) -> Comment:
        by = factories.actor_of(person, "arboga")
        with factories.in_scope(by):
            at = now + timedelta(minutes=minutes)
            ids = [each.pk for each in mentions]
            return progress.add_comment(action, by, text=text, mentions=ids, now=at, today=today)

    return write


@pytest.fixture
def mailed(now: Any, mailoutbox: Any) -> Callable[[float], list[str]]:
    """Let time pass to a number of minutes after nine and answer whom mails went to."""

    def run(minutes: float) -> list[str]:
        outbox.run_due(lambda: now + timedelta(minutes=minutes))
        return [recipient for mail in mailoutbox for recipient in mail.to]

    return run


def named(of: Municipality) -> list[str]:
    with factories.in_scope(Scope(municipality=of.pk)):
        rows = CommentMention.objects.order_by("id")
        return list(rows.values_list("membership__display_name", flat=True))


def test_who_is_named_with_at_gets_one_mail_after_two_minutes(
    say: Any, mailed: Any, bo: User, lena: User, arboga: Municipality, mailoutbox: Any, settings: Any
) -> None:
    say(bo, "Kan @lena berg <titta> på det här? @Bo Ek")
    assert named(arboga) == ["Lena Berg", "Bo Ek"]
    assert mailed(1.9) == []
    assert mailed(2) == ["lena@arboga.example"]
    assert mailed(60) == ["lena@arboga.example"]
    (mail,) = mailoutbox
    ((html, _kind),) = mail.alternatives
    address = f"{settings.SITE_ADDRESS}{PAGE}#historik"
    assert mail.subject == "Bo Ek nämner dig i åtgärden Å-1 i Kompass"
    assert "Kan @lena berg <titta> på det här?" in mail.body
    assert "Kan @lena berg &lt;titta&gt; på det här?" in html
    assert address in mail.body
    assert address in html


def test_who_is_ticked_is_named_too_and_shown(
    say: Any, bo: User, lena: User, arboga: Municipality, membership_of: Any, client_of: Clients, clock: Any
) -> None:
    say(bo, "Se <b>här</b> @Bo Ek.", membership_of(lena))
    assert named(arboga) == ["Lena Berg", "Bo Ek"]
    page = client_of(lena).get(PAGE).text
    assert 'Se &lt;b&gt;här&lt;/b&gt; <b class="mention">@Bo Ek</b>.' in page
    assert "Omnämnda: Lena Berg" in page


def test_several_that_wait_are_one_mail(say: Any, mailed: Any, bo: User, lena: User, mailoutbox: Any) -> None:
    say(bo, "Ett, @Lena Berg")
    say(bo, "Två, @Lena Berg", minutes=1)
    assert mailed(2.5) == []
    assert mailed(3) == ["lena@arboga.example"]
    assert mailoutbox[0].subject == "Du nämns i 2 kommentarer i Kompass"
    assert [each in mailoutbox[0].body for each in ("Ett,", "Två,")] == [True, True]


def test_nobody_is_mailed_of_a_withdrawn_comment_or_after_they_left(
    say: Any, mailed: Any, bo: User, lena: User, action: Action, membership_of: Any, now: Any, today: Any
) -> None:
    said = say(bo, "Hej @Lena Berg")
    by = factories.actor_of(bo, "arboga")
    with factories.in_scope(by):
        progress.withdraw_comment(action, by, comment_id=said.pk, now=now, today=today)
    assert mailed(5) == []
    say(bo, "Hej igen @Lena Berg", minutes=10)
    gone = membership_of(lena)
    with factories.in_scope(Scope(municipality=gone.municipality_id)):
        Membership.objects.filter(pk=gone.pk).update(end=today - timedelta(days=1))
    assert mailed(15) == []


def test_readers_are_named_only_where_they_are_shown_the_work(
    say: Any, bo: User, birgit: User, arboga: Municipality, membership_of: Any
) -> None:
    say(bo, "Hej @Birgit Öst")
    assert named(arboga) == []
    with pytest.raises(MentionUnknown):
        say(bo, "Hej", membership_of(birgit))
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
        name = Membership.objects.get(pk=membership_of(birgit).pk).display_name
    say(bo, f"Hej @{name}")
    assert named(arboga) == [name]


def test_strangers_are_not_named(say: Any, bo: User, cecilia: User, boden: Municipality) -> None:
    with factories.in_scope(Scope(municipality=boden.pk)):
        stranger = Membership.objects.get(user=cecilia)
    with pytest.raises(MentionUnknown):
        say(bo, "Hej", stranger)


def test_a_name_that_two_bear_names_nobody(say: Any, bo: User, arboga: Municipality) -> None:
    for number in (1, 2):
        person = factories.person(f"nils{number}@arboga.example")
        factories.membership(person, Role.ACTION_OWNER, arboga, name="Nils Ek")
    say(bo, "Hej @Nils Ek")
    assert named(arboga) == []


def test_the_page_offers_people_once_and_names_them_in_a_closed_plan_too(
    client_of: Clients, action: Action, plan: Plan, bo: User, lena: User, arboga: Municipality, membership_of: Any,
    clock: Any,
) -> None:  # fmt: skip
    with factories.in_scope(Scope(municipality=arboga.pk)):
        plan.state, plan.closed_on = "closed", factories.TODAY
        plan.save()
    client = client_of(bo)
    assert [each.display_name for each in client.get(PAGE).context["people"]] == ["Lena Berg"]
    sent = {"text": "Hej", "mention": [membership_of(lena).pk], "once_key": "a-key"}
    for _press in range(2):
        assert client.post(f"{PAGE}kommentarer/", sent).status_code == 302
    assert named(arboga) == ["Lena Berg"]


def test_a_refused_comment_stands_as_it_was_typed(
    client_of: Clients, action: Action, bo: User, lena: User, membership_of: Any, arboga: Municipality
) -> None:
    sent = {"text": "Hej <alla>", "mention": [membership_of(lena).pk, "999999"]}
    answer = client_of(bo).post(f"{PAGE}kommentarer/", sent)
    assert answer.status_code == 422
    assert "får läsa planen" in answer.text
    assert "Hej &lt;alla&gt;</textarea>" in answer.text
    assert f'value="{membership_of(lena).pk}" data-name="Lena Berg" data-title="" checked' in answer.text
    assert named(arboga) == []
