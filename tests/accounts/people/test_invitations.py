"""Invitations: sent, answered once, bound to address, place and role."""

import json
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts import belonging, invitations, outbox
from accounts.errors import NotPermitted
from accounts.invitations import refusals
from accounts.models import Event, Invitation, Job, Membership, Municipality, Role, User
from accounts.roles import Actor
from accounts.signals import owner_texts_claimed, owner_texts_sought
from accounts.tenancy import Scope
from kompass_site.logs import without_tokens
from tests import factories

MALIN = {"email": "Malin@Arboga.example ", "display_name": "Malin Ström"}
PASSWORD = "fyra lugna hästar 7"


@pytest.fixture
def invited(astrid: User, now: datetime) -> Invitation:
    """Malin, as action owner in Arboga."""
    with factories.as_actor(astrid, "arboga") as by:
        return invitations.invite(by, **MALIN, role=Role.ACTION_OWNER, now=now)


def scope_of(token: str, at: Municipality | None, user: User | None = None) -> Actor:
    scope = Scope(
        user=user.pk if user else None, municipality=at.pk if at else None, invitation=invitations.hash_of(token)
    )
    return Actor(scope, user.pk if user else None)


def test_the_token_stands_in_the_mail_only(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality
) -> None:
    token = mailed_token()
    with factories.in_scope(Scope(municipality=arboga.pk)):
        row = Invitation.objects.get(pk=invited.pk)
        facts = json.dumps(list(Event.objects.values_list("facts__facts", flat=True)))
    jobs = json.dumps(list(Job.objects.values_list("arguments", flat=True)))
    assert len(token) >= 43
    assert row.token_hash == invitations.hash_of(token)
    assert (row.email, row.role, row.expires_at - row.invited_at) == (
        "malin@arboga.example",
        "action_owner",
        timedelta(days=7),
    )
    assert token not in jobs + facts
    (sent,) = mail.outbox
    assert sent.to == ["malin@arboga.example"]
    assert "Arboga kommun" in sent.subject
    assert token in str(sent.alternatives[0][0])


def test_accepting_makes_one_member(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality, now: datetime, today: date
) -> None:
    token, malin = mailed_token(), factories.person("malin@arboga.example")
    by = scope_of(token, arboga, malin)
    with factories.in_scope(by):
        made = invitations.accept_invitation(by, invitations.hash_of(token), malin, now=now, today=today)
        with pytest.raises(refusals.InvitationNotValid):
            invitations.accept_invitation(by, invitations.hash_of(token), malin, now=now, today=today)
        events = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert (made.role, made.display_name, made.start, made.municipality_id) == (
        "action_owner",
        "Malin Ström",
        today,
        arboga.pk,
    )
    assert events == ["invitation.sent", "invitation.accepted"]


def test_a_role_that_was_to_end_goes_on(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality, now: datetime, today: date
) -> None:
    token, malin = mailed_token(), factories.person("malin@arboga.example")
    row = factories.membership(malin, Role.ACTION_OWNER, arboga, end=today)
    by = scope_of(token, arboga, malin)
    with factories.in_scope(by):
        made = invitations.accept_invitation(by, invitations.hash_of(token), malin, now=now, today=today)
    assert (made.pk, made.end) == (row.pk, None)


def test_an_invitation_is_for_its_address(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality, bo: User, now: datetime, today: date
) -> None:
    token = mailed_token()
    by = scope_of(token, arboga, bo)
    with factories.in_scope(by), pytest.raises(refusals.InvitationOfAnother):
        invitations.accept_invitation(by, invitations.hash_of(token), bo, now=now, today=today)


def test_texts_that_were_offered_are_claimed_and_no_others(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality, now: datetime, today: date
) -> None:
    claimed: list[list[str]] = []

    def offer(sender: object, **asked: object) -> list[str]:
        return ["Malin Ström, ekonom"]

    def claim(sender: object, texts: list[str], **news: object) -> None:
        claimed.append(texts)

    token, malin = mailed_token(), factories.person("malin@arboga.example")
    by = scope_of(token, arboga, malin)
    owner_texts_sought.connect(offer)
    owner_texts_claimed.connect(claim)
    with factories.in_scope(by):
        texts = ["Malin Ström, ekonom", "Kommundirektören"]
        invitations.accept_invitation(by, invitations.hash_of(token), malin, now=now, today=today, texts=texts)
    owner_texts_sought.disconnect(offer)
    owner_texts_claimed.disconnect(claim)
    assert claimed == [["Malin Ström, ekonom"]]


def test_sent_again_the_old_link_is_worthless(
    invited: Invitation, mailed_token: Callable[[], str], astrid: User, now: datetime, today: date
) -> None:
    old = mailed_token()
    later = now + timedelta(days=8)
    with factories.as_actor(astrid, "arboga") as by:
        for _press in range(2):
            invitations.resend_invitation(by, invited.pk, now=later, today=today)
    outbox.run_due(lambda: later)
    assert len(mail.outbox) == 2
    with factories.in_scope(Scope(invitation=invitations.hash_of(old))):
        assert invitations.found_by(invitations.hash_of(old), later) is None


def test_sent_again_at_once_the_link_in_the_mail_works(
    invited: Invitation, mailed_token: Callable[[], str], astrid: User, now: datetime, today: date
) -> None:
    token_hash = invitations.hash_of(mailed_token())
    soon = now + timedelta(seconds=20)
    with factories.as_actor(astrid, "arboga") as by:
        invitations.resend_invitation(by, invited.pk, now=soon, today=today)
    outbox.run_due(lambda: soon)
    assert len(mail.outbox) == 1
    with factories.in_scope(Scope(invitation=token_hash)):
        assert invitations.found_by(token_hash, soon) is not None


def test_withdrawn_twice_changes_nothing(
    invited: Invitation, mailed_token: Callable[[], str], astrid: User, now: datetime, today: date
) -> None:
    token = mailed_token()
    with factories.as_actor(astrid, "arboga") as by:
        first = invitations.withdraw_invitation(by, invited.pk, now=now)
        again = invitations.withdraw_invitation(by, invited.pk, now=now + timedelta(hours=1))
        with pytest.raises(refusals.InvitationAnswered):
            invitations.resend_invitation(by, invited.pk, now=now, today=today)
    assert first.withdrawn_at == again.withdrawn_at == now
    with factories.in_scope(Scope(invitation=invitations.hash_of(token))):
        assert invitations.found_by(invitations.hash_of(token), now) is None


def test_an_account_is_made_by_invitation_only(
    invited: Invitation, mailed_token: Callable[[], str], arboga: Municipality, now: datetime
) -> None:
    token = mailed_token()
    by, token_hash = scope_of(token, arboga), invitations.hash_of(token)
    with factories.in_scope(by):
        with pytest.raises(ValidationError):
            invitations.make_account(by, token_hash, "kort", now=now)
        made = invitations.make_account(by, token_hash, PASSWORD, now=now)
        with pytest.raises(refusals.AccountExists):
            invitations.make_account(by, token_hash, PASSWORD, now=now)
        with pytest.raises(refusals.InvitationNotValid):
            invitations.make_account(by, invitations.hash_of("fel"), PASSWORD, now=now)
    assert (made.email, made.check_password(PASSWORD)) == ("malin@arboga.example", True)


def test_what_is_refused(invited: Invitation, astrid: User, bo: User, lena: User, now: datetime) -> None:
    with factories.as_actor(astrid, "arboga") as by:
        with pytest.raises(refusals.AlreadyInvited):
            invitations.invite(by, **MALIN, role=Role.ACTION_OWNER, now=now)
        with pytest.raises(refusals.AlreadyMember):
            invitations.invite(by, email=bo.email, display_name="Bo", role=Role.ACTION_OWNER, now=now)
        with pytest.raises(belonging.RoleNotHere):
            invitations.invite(by, **MALIN, role=Role.SKR_ADMIN, now=now)
    with factories.as_actor(lena, "arboga") as by, pytest.raises(NotPermitted):
        invitations.invite(by, **MALIN, role=Role.READER, now=now)


def test_skr_invites_a_coordinator_only_where_none_is_active(
    sara: User, cecilia: User, arboga: Municipality, boden: Municipality, now: datetime, today: date
) -> None:
    with factories.as_actor(sara, "skr") as by:
        made = invitations.invite_first_coordinator(by, arboga, **MALIN, now=now, today=today)
        with pytest.raises(refusals.CoordinatorActive):
            invitations.invite_first_coordinator(by, boden, **MALIN, now=now, today=today)
    assert (made.municipality_id, made.role, made.is_from_skr) == (arboga.pk, "coordinator", True)
    factories.membership(factories.person("eva@arboga.example"), Role.COORDINATOR, arboga)
    with factories.as_actor(sara, "skr") as by, pytest.raises(refusals.CoordinatorActive):
        invitations.resend_invitation(by, made.pk, now=now, today=today)


def test_nobody_at_skr_invites_themselves_to_a_municipality(
    sara: User, arboga: Municipality, now: datetime, today: date
) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(refusals.InvitesOneself):
        invitations.invite_first_coordinator(
            by, arboga, email=f" {sara.email.upper()}", display_name="Sara", now=now, today=today
        )
    with factories.in_scope(factories.ADMIN):
        assert not Invitation.objects.exists()


def _open(client: Client, token: str) -> Any:
    return client.get(f"/konto/inbjudan/{token}/")


def test_a_person_without_account_comes_in(
    invited: Invitation, mailed_token: Callable[[], str], clock: time_machine.Traveller
) -> None:
    client, url = Client(), f"/konto/inbjudan/{mailed_token()}/"
    assert client.get(url).context["state"] == "password"
    weak = client.post(url, {"step": "password", "password": "kort"})
    assert (weak.status_code, list(weak.context["form"].errors)) == (422, ["password"])
    assert client.post(url, {"step": "password", "password": PASSWORD}).headers["Location"] == url
    assert client.get(url).context["state"] == "accept"
    answer = client.post(url, {"step": "accept"})
    assert answer.headers["Location"] == "/arboga/"
    assert client.get("/arboga/").status_code == 200
    assert client.get(url).status_code == 404


def test_a_person_comes_in_to_skr(sara: User, mailed_token: Callable[[], str]) -> None:
    """At the true time: the policy that lets the row in looks at the database's clock."""
    now = timezone.now()
    with factories.as_actor(sara, "skr") as by:
        invitations.invite(by, email="nils@skr.example", display_name="Nils", role=Role.SKR_EVALUATOR, now=now)
    outbox.run_due()
    token = str(mail.outbox[-1].body).partition("/konto/inbjudan/")[2].partition("/")[0]
    nils = factories.person("nils@skr.example")
    client = Client()
    client.force_login(nils)
    answer = client.post(f"/konto/inbjudan/{token}/", {"step": "accept"})
    assert answer.headers["Location"] == "/skr/utvarderingar/"
    with factories.in_scope(factories.ADMIN):
        assert Membership.objects.get(user=nils).role == "skr_evaluator"


def test_who_was_to_leave_skr_is_invited_back(sara: User, mailed_token: Callable[[], str]) -> None:
    """The row with its last day goes on; at the true time, as above."""
    now, nils = timezone.now(), factories.person("nils@skr.example")
    leaving = factories.membership(nils, Role.SKR_EVALUATOR, None, end=timezone.localdate(now) + timedelta(days=30))
    with factories.as_actor(sara, "skr") as by:
        invitations.invite(by, email=nils.email, display_name="Nils", role=Role.SKR_EVALUATOR, now=now)
    outbox.run_due()
    token = str(mail.outbox[-1].body).partition("/konto/inbjudan/")[2].partition("/")[0]
    client = Client()
    client.force_login(nils)
    assert client.post(f"/konto/inbjudan/{token}/", {"step": "accept"}).status_code == 302
    with factories.in_scope(factories.ADMIN):
        assert list(Membership.objects.filter(user=nils).values_list("pk", "end")) == [(leaving.pk, None)]


def test_somebody_else_is_told_so_and_an_account_is_asked_to_sign_in(
    invited: Invitation, mailed_token: Callable[[], str], bo: User, client_of: Any, clock: time_machine.Traveller
) -> None:
    token = mailed_token()
    assert _open(client_of(bo), token).context["state"] == "other"
    refused = client_of(bo).post(f"/konto/inbjudan/{token}/", {"step": "accept"})
    assert refused.status_code == 403
    factories.person("malin@arboga.example")
    assert _open(Client(), token).context["state"] == "sign_in"


def test_declining_ends_it(invited: Invitation, mailed_token: Callable[[], str], clock: time_machine.Traveller) -> None:
    token = mailed_token()
    assert Client().post(f"/konto/inbjudan/{token}/", {"step": "decline"}).status_code == 200
    assert _open(Client(), token).status_code == 404


def test_wrong_used_and_old_are_one_answer(
    invited: Invitation, mailed_token: Callable[[], str], clock: time_machine.Traveller
) -> None:
    token = mailed_token()
    wrong = _open(Client(), "fel")
    clock.shift(timedelta(days=7))
    old = _open(Client(), token)
    assert (wrong.status_code, old.status_code) == (404, 404)
    assert wrong.content == old.content


def test_no_line_of_the_log_holds_a_token() -> None:
    line = without_tokens(logging.getLogger(), "", {"event": "Not Found: /konto/inbjudan/hemlig-nyckel_1/", "n": 1})
    assert line == {"event": "Not Found: /konto/inbjudan/…/", "n": 1}
