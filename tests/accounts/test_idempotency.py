"""A creating call that is sent twice makes one thing."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from accounts.errors import RuleViolation
from accounts.forms import OnceForm
from accounts.idempotency import KeyReused, forget, once, sent_form
from accounts.models import Idempotency
from accounts.tenancy import Scope
from tests import factories


@pytest.fixture
def actor(astrid):
    with factories.as_actor(astrid, "arboga") as by:
        yield by


def _make(by, key, body, now, made):
    with once(by.user_id, key, body, now) as call:
        if call.is_first:
            made.append(body)
            call.result = str(len(made))
    return call.result


def test_the_same_call_twice_makes_one(actor, now):
    made = []
    answers = [_make(actor, "k", {"title": "A"}, now, made), _make(actor, "k", {"title": "A"}, now, made)]

    assert (made, answers) == ([{"title": "A"}], ["1", "1"])


def test_another_key_makes_another(actor, now):
    made = []
    answers = [_make(actor, key, {"title": "A"}, now, made) for key in ("k", "l")]

    assert (len(made), answers) == (2, ["1", "2"])


def test_without_a_key_nothing_is_remembered(actor, now):
    made = []
    answers = [_make(actor, "", {"title": "A"}, now, made) for _ in range(2)]

    assert (answers, Idempotency.objects.count()) == (["1", "2"], 0)


def test_another_body_under_the_same_key_is_refused(actor, now):
    _make(actor, "k", {"title": "A"}, now, [])

    with pytest.raises(KeyReused) as refusal:
        _make(actor, "k", {"title": "B"}, now, [])

    assert (refusal.value.code, refusal.value.status) == ("idempotency_key_reused", 422)


def test_a_refused_call_may_be_corrected_under_the_same_key(actor, now):
    with pytest.raises(RuleViolation), once(actor.user_id, "k", {"title": ""}, now):
        raise RuleViolation

    assert _make(actor, "k", {"title": "A"}, now, []) == "1"


def test_after_a_day_the_key_is_free(actor, now):
    _make(actor, "k", {"title": "A"}, now, [])
    made = []

    _make(actor, "k", {"title": "B"}, now + timedelta(hours=24, seconds=1), made)

    assert made == [{"title": "B"}]


def test_somebody_elses_key_is_another_key(astrid, cecilia, now):
    made = []
    for person, place in ((astrid, "arboga"), (cecilia, "boden")):
        with factories.as_actor(person, place) as by:
            _make(by, "k", {"title": place}, now, made)

    assert made == [{"title": "arboga"}, {"title": "boden"}]


def test_a_form_is_sent_with_its_address_and_without_its_token():
    request = RequestFactory().post("/arboga/", {"csrfmiddlewaretoken": "x", "once_key": "k", "title": "A"})

    assert sent_form(request) == {"title": ["A"], "": ["/arboga/"]}


def test_each_opened_form_has_a_key_of_its_own_and_keeps_the_one_it_was_sent_with():
    first, second = OnceForm(), OnceForm()
    sent = OnceForm({"once_key": "k"})

    assert first["once_key"].value() != second["once_key"].value()
    assert sent["once_key"].value() == "k"


def test_a_form_without_a_class_gets_its_key_from_a_tag():
    drawn = Template("{% load once %}{% once_key sent %}").render(Context({"sent": "k"}))

    assert drawn == '<input type="hidden" name="once_key" value="k" autocomplete="off">'


def test_keys_that_ran_out_are_forgotten_whoever_sent_them(actor, now, bo):
    old, young = timezone.now() - timedelta(hours=25), timezone.now() - timedelta(hours=23)
    for person in (bo.pk, actor.user_id):
        with factories.in_scope(Scope(user=person)):
            Idempotency.objects.create(user_id=person, key="old", body_sha256="0" * 64, result="1", at=old)
            Idempotency.objects.create(user_id=person, key="young", body_sha256="0" * 64, result="1", at=young)
    with factories.in_scope(Scope()):
        assert (forget(), forget()) == (2, 0)
    with factories.in_scope(Scope(user=bo.pk)):
        assert list(Idempotency.objects.values_list("key", flat=True)) == ["young"]
