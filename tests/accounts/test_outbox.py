"""Promised work: the row is the truth, the broker a bell."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from accounts import outbox, tasks
from accounts.models import Job, Unit, UnitKind
from accounts.tenancy import Scope, ScopeNotOpenError, current
from kompass_site.celery import app as celery
from tests import factories

KIND = "test.work"
OUTSIDE_SCOPE = Scope()


@pytest.fixture
def work(monkeypatch):
    """Register steps for the length of a test; the bell is silent."""
    monkeypatch.setattr(outbox, "_kinds", dict(outbox._kinds))
    monkeypatch.setattr(outbox, "_bell", lambda: None)

    def register(*steps, give_up=None):
        outbox.handles(KIND, *steps, give_up=give_up)

    return register


def _job(**fields) -> Job:
    return Job.objects.get(kind=KIND, **fields)


def _state(job: Job) -> tuple:
    return job.attempts, job.done_at, job.failed_at, job.lease_until, job.error


@pytest.mark.django_db
def test_promised_work_runs_once_in_the_scope_of_its_row(work, arboga, now):
    seen = []
    work(lambda running: seen.append((current(), running.arguments, running.by.hat)))
    outbox.promise(KIND, "one", Scope(municipality=arboga.pk), now, unit=7)

    assert outbox.run_due(lambda: now) == 1
    assert outbox.run_due(lambda: now) == 0
    assert seen == [(Scope(municipality=arboga.pk), {"unit": 7}, "job")]
    assert _state(_job()) == (1, now, None, None, "")
    with pytest.raises(ScopeNotOpenError):
        current()


@pytest.mark.django_db
def test_promising_the_same_key_twice_changes_nothing(work, now):
    work(lambda running: None)
    outbox.promise(KIND, "one", OUTSIDE_SCOPE, now, unit=1)
    outbox.promise(KIND, "one", OUTSIDE_SCOPE, now, unit=2)

    assert list(Job.objects.values_list("key", "arguments")) == [("one", {"unit": 1})]


@pytest.mark.django_db
def test_a_promise_falls_with_its_transaction(work, now):
    with transaction.atomic():
        outbox.promise(KIND, "one", OUTSIDE_SCOPE, now)
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_work_waits_for_its_time(work, now):
    work(lambda running: None)
    outbox.promise(KIND, "later", OUTSIDE_SCOPE, now + timedelta(minutes=15))

    assert outbox.run_due(lambda: now) == 0
    assert outbox.run_due(lambda: now + timedelta(minutes=15)) == 1


@pytest.mark.django_db
def test_a_failure_is_kept_and_tried_again_after_a_longer_pause_each_time(work, arboga, now):
    given_up = []

    def fail(running):
        Unit.objects.create(municipality_id=arboga.pk, name="Ofärdig", kind=UnitKind.OTHER)
        raise ZeroDivisionError

    work(fail, give_up=lambda running: given_up.append(running.key))
    outbox.promise(KIND, "one", Scope(municipality=arboga.pk), now)
    pauses, time_of_try = [], now
    for _attempt in range(4):
        assert outbox.run_due(lambda time=time_of_try: time) == 1
        pauses.append((_job().run_at - time_of_try).total_seconds())
        time_of_try = _job().run_at
    assert (pauses, given_up, _job().error) == ([10, 20, 40, 80], [], "ZeroDivisionError")

    assert outbox.run_due(lambda: time_of_try) == 1
    assert given_up == ["one"]
    assert _state(_job()) == (5, None, time_of_try, None, "ZeroDivisionError")
    assert outbox.run_due(lambda: time_of_try + timedelta(days=1)) == 0
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_work_that_must_not_be_done_twice_fails_at_once(work, now):
    def unsure(running):
        raise outbox.Unrepeatable

    work(unsure)
    outbox.promise(KIND, "one", OUTSIDE_SCOPE, now)

    assert outbox.run_due(lambda: now) == 1
    assert _state(_job()) == (1, None, now, None, "Unrepeatable")


@pytest.mark.django_db
def test_a_leased_job_is_left_alone_until_the_lease_runs_out(work, now):
    work(lambda running: None)
    outbox.promise(KIND, "one", OUTSIDE_SCOPE, now)
    claimed = outbox._claim(now)  # by a worker that dies now
    assert claimed is not None

    assert outbox.run_due(lambda: now + outbox.LEASE) == 0
    assert outbox.run_due(lambda: now + outbox.LEASE + timedelta(seconds=1)) == 1
    assert _job().attempts == 2


@pytest.mark.django_db
def test_a_worker_that_outlived_its_lease_takes_back_what_it_wrote(work, arboga, now):
    later = now + outbox.LEASE + timedelta(seconds=1)

    def outlive(running):
        Unit.objects.create(municipality_id=arboga.pk, name=f"Försök {running.now.second}", kind=UnitKind.OTHER)
        if running.now == now:  # meanwhile the sweep gives the job to another worker, which finishes it
            assert outbox.run_due(lambda: later) == 1

    work(outlive)
    outbox.promise(KIND, "one", Scope(municipality=arboga.pk), now)
    assert outbox.run_due(lambda: now, most=1) == 1

    # In a test the two share a connection, so that the first one's rollback takes both; what counts is that it is told.
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_a_job_that_died_too_often_is_given_up_without_another_try(work, now):
    tried, given_up = [], []
    work(tried.append, give_up=lambda running: given_up.append(running.key))
    outbox.promise(KIND, "one", OUTSIDE_SCOPE, now)
    Job.objects.update(attempts=outbox.ATTEMPTS)

    outbox.run_due(lambda: now)

    assert (tried, given_up) == ([], ["one"])
    assert _state(_job()) == (6, None, now, None, "died")


class _AnyId(dict):
    def __missing__(self, key):
        return 0


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(outbox._kinds))
def test_every_kind_of_work_opens_its_own_scope(kind, now, arboga):
    """With ids that nobody has a handler may fail in its own way, but never for want of a scope."""
    for scope in (Scope(house="admin"), Scope(municipality=arboga.pk)):
        job = Job(kind=kind, key="nobody's", run_at=now, attempts=1, municipality=scope.municipality, house=scope.house)
        job.save()
        job.arguments = _AnyId()
        outbox.run(job, now)
        job.refresh_from_db(fields=["error"])
        assert job.error != "ScopeNotOpenError"
        job.delete()


def _wait(condition, seconds: int = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("The worker did not come so far.")
        time.sleep(0.05)


def _start_worker(mark) -> subprocess.Popen:
    place = connection.settings_dict
    host = quote(str(place.get("HOST") or place["OPTIONS"].get("host", "")), safe="/")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kompass_site.settings.dev",
        "DATABASE_URL": f"postgresql://kompass_app@/{place['NAME']}?host={host}",
        "KOMPASS_TEST_MARK": str(mark),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "--quiet", "--app", "kompass_site.celery:app", "worker", "--concurrency", "1",
         "--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--include", "tests.accounts.slow_work"],
        env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_work_of_a_killed_worker_is_done_exactly_once_by_the_next(tmp_path, arboga, monkeypatch):
    from django.utils import timezone

    mark = tmp_path / "half-done"
    outbox.promise("test.slow", "one", Scope(municipality=arboga.pk), timezone.now())
    first = _start_worker(mark)
    try:
        tasks.wake.apply_async()
        _wait(mark.exists)
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    job = Job.objects.get(kind="test.slow")
    assert (job.attempts, job.done_at) == (1, None)

    second = _start_worker(mark)
    try:
        time.sleep(1.1)  # the lease
        tasks.sweep.apply_async()
        _wait(lambda: Job.objects.filter(kind="test.slow").exclude(done_at=None).exists())
    finally:
        os.killpg(second.pid, signal.SIGKILL)
        second.wait()
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert [unit.name for unit in Unit.objects.all()] == ["Halvvägs"]
    assert Job.objects.get(kind="test.slow").attempts == 2


@pytest.fixture
def silent_broker(monkeypatch):
    """Celery looks for a broker where there is none."""
    monkeypatch.setattr(celery.conf, "broker_url", "redis+socket:///nonexistent/valkey.sock")
    monkeypatch.setattr(celery, "_pool", None)
    monkeypatch.setattr(celery.amqp, "_producer_pool", None)


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_web_answers_and_the_promise_stands(silent_broker, client, arboga):
    factories.membership(factories.person("astrid@arboga.example"), "coordinator", arboga)

    before = time.monotonic()
    response = client.post("/konto/losenord/glomt/", {"email": "astrid@arboga.example"})

    assert response.status_code == 302
    assert time.monotonic() - before < 2
    assert Job.objects.filter(done_at=None).count() == 1
