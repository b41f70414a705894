# ruff: noqa: E501 - a statement a line reads better than a statement folded
"""What each scope may read and write of each table, tried as the app role with plain SQL, past managers and views."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import journal
from accounts.models import (
    Counter,
    Idempotency,
    Invitation,
    Membership,
    MunicipalitySettings,
    Role,
    Sharing,
    SharingLevel,
)
from accounts.roles import Actor
from accounts.tenancy import RowClass, Scope, ScopeNotOpenError, change_scope, current, open_scope
from evaluations.models import (
    Evaluation,
    EvaluationState,
    Finding,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    PublishedVersion,
    ReportPage,
)
from followup.models import ActionChange, Plan, PlanCopy, SharedFigure
from tests import database, factories

SCOPES = ("none", "user", "arboga", "boden", "case", "admin", "evaluator", "invited")
EVERY = frozenset(SCOPES)


@pytest.fixture
def world(people, arboga, boden, arboga_case, boden_case, now):
    """Rows of every class: SKR's case of Arboga (draft and published), Boden's own evaluation, a draft edition."""
    erik, ulla, cecilia = people.erik, people.ulla, people.cecilia
    published = factories.evaluation(arboga, "KK-2026-001", state=EvaluationState.PUBLISHED, year=2026)
    own = factories.evaluation(boden, "E-2025-001", state=EvaluationState.PUBLISHED, year=2025, is_own=True)
    for case, by in ((published, ulla), (own, cecilia)):
        factories.published_version(case, by, words=("Följ upp målen oftare.", "Följ upp målen."))
    for case in (arboga_case, own):
        factories.score(case)
        factories.text(case)
        factories.draft_finding(case)
    draft = factories.edition()
    imported = factories.report_import(people.sara, number=1, of=arboga, evaluation=arboga_case)
    own_import = factories.report_import(cecilia, number=2, of=boden, is_own=True)
    for report_import in (imported, own_import):
        with factories.in_scope(Scope(municipality=boden.pk) if report_import.is_own else factories.ADMIN):
            common = {"report_import": report_import, "area_number": 1}
            ProposedArea.objects.create(**common, title="Område 1")
            ProposedSubarea.objects.create(**common, position=1, title="Delområde 1")
            ProposedFinding.objects.create(**common, kind="strength", position=1, text="Bra.")
            ProposedText.objects.create(**common, position=1, title="Allmänt", body="Text.")
            ProposedContradiction.objects.create(**common, kind="total", facts={})
            ReportPage.objects.create(report_import=common["report_import"], number=1)
    factories.unit(arboga)
    for town in (arboga, boden, None):
        scope = Scope(municipality=town.pk) if town else factories.ADMIN
        with factories.in_scope(scope):
            Counter.objects.create(municipality=town, series="actions", value=1)
            journal.record(
                Actor(scope=scope, user_id=people.bo.pk, display_name="Bo Ek"), "unit.made", arboga, now=now,
                municipality=town.pk if town else None,
            )  # fmt: skip
    plan, shared_plan = _plan_of(published, people.astrid), _plan_of(own, cecilia)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Sharing.objects.create(municipality=arboga, level=SharingLevel.FIGURES)
        MunicipalitySettings.objects.create(municipality=arboga)
        _invitation("arboga", people.astrid, municipality=arboga, role=Role.READER)
    with factories.in_scope(Scope(municipality=boden.pk)):
        Sharing.objects.create(municipality=boden, level=SharingLevel.ALL)
    with factories.in_scope(factories.ADMIN):
        _invitation("skr", people.sara, role=Role.SKR_EVALUATOR, is_from_skr=True)
        _invitation("first", people.sara, municipality=boden, role=Role.COORDINATOR, is_from_skr=True)
    with factories.in_scope(Scope(user=erik.pk)):
        Idempotency.objects.create(user=erik, key="x", body_sha256="0" * 64, result="1", at=now)
    return SimpleNamespace(
        **vars(people), arboga=arboga, boden=boden, case=arboga_case, published=published, own=own, draft=draft,
        imported=imported, own_import=own_import, erik_id=erik.pk, nils=factories.person("nils@skr.example"),
        plan=plan, shared_plan=shared_plan,
    )  # fmt: skip


def _invitation(token: str, by, **fields) -> None:
    """An open invitation of nils; no clock reaches the end of it, since a policy looks at the database's."""
    Invitation.objects.create(
        email="nils@skr.example", display_name="Nils", token_hash=token, invited_by=by, invited_by_name="X",
        invited_at=datetime(2027, 3, 15, tzinfo=UTC), expires_at=datetime(2999, 1, 1, tzinfo=UTC), **fields,
    )  # fmt: skip


def _plan_of(case: Evaluation, by) -> Plan:
    """A plan with a row of every kind that hangs on it."""
    with factories.in_scope(Scope(municipality=case.municipality_id)):
        version = PublishedVersion.objects.get(evaluation=case)
        finding = Finding.objects.filter(evaluation=case).first()
        member = Membership.objects.get(user=by, municipality=case.municipality_id)
    plan = factories.plan(case)
    factories.decision(plan, finding, version, by)
    action = factories.action(plan, owner=member, helpers=(member,), findings=(finding,))
    factories.milestone(action)
    factories.status_report(action, by)
    said = factories.comment(action, by)
    factories.attached_link(action, by)
    with factories.in_scope(Scope(municipality=case.municipality_id)):
        SharedFigure.objects.create(
            municipality_id=case.municipality_id,
            evaluation=case,
            on="2027-03-01",
            area_number=1,
            state="total",
            count=1,
        )
        common = {"municipality_id": case.municipality_id, "at": version.at}
        PlanCopy.objects.create(
            plan=plan, number=1, body="KS", adopted_on="2027-03-01", content={}, sha256="0" * 64, made_by=by, **common
        )
        ActionChange.objects.create(
            action=action, verb="start_action", by=by, by_name="X", before={}, after={}, version=1, **common
        )
    factories.everything_else(plan, action, finding, said, member)
    return plan


def _scope(name: str, world) -> Scope:
    return {
        "none": Scope(),
        "user": Scope(user=world.erik.pk),
        "arboga": Scope(user=world.astrid.pk, municipality=world.arboga.pk),
        "boden": Scope(user=world.cecilia.pk, municipality=world.boden.pk),
        "case": Scope(user=world.erik.pk, evaluation=world.case.pk),
        "admin": Scope(user=world.sara.pk, house="admin"),
        "evaluator": Scope(user=world.ulla.pk, house="evaluator"),
        "invited": Scope(user=world.nils.pk, invitation="skr"),
    }[name]


@dataclass(frozen=True)
class Case:
    """A row of a table (found by a condition over the world's names) and the scopes that may do what with it."""

    table: str
    row: str
    read: frozenset[str]
    change: frozenset[str] = frozenset()
    delete: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


def _only(*names: str) -> frozenset[str]:
    return frozenset(names)


_HOUSE = _only("admin", "evaluator")
_SKR_CONTENT = _only("admin", "case")
_SHARED_TABLES = ("plan", "decision", "action", "actionfinding", "sharedfigure")
_OWN_TABLES = (
    "plancopy", "actionhelper", "statusreport", "actionchange", "milestone", "comment", "attachment", "indicator",
    "measurement", "checkinschedule", "checkin", "checkinanswer", "commentmention", "findingestimate", "recurrence",
    "savedfilter", "bulkchange",
)  # fmt: skip
_DELETED = ("actionfinding", "actionhelper", "recurrence", "savedfilter")


def _readers(table: str) -> frozenset[str]:
    """Who reads Arboga's rows: it shares figures with SKR, Boden shares all."""
    return _only("arboga", "admin") if table == "sharedfigure" else _only("arboga")


def _frozen(table: str) -> frozenset[str]:
    """Who would change rows of the table if a trigger did not keep them as they were."""
    return EVERY if table == "plancopy" else frozenset()


CASES = [
    Case("accounts_municipality", "id = {arboga}", EVERY, _only("admin")),
    Case("accounts_unit", "municipality_id = {arboga}", _only("arboga"), _only("arboga")),
    Case("accounts_membership", "user_id = {astrid}", _only("arboga"), _only("arboga")),
    Case("accounts_membership", "user_id = {cecilia}", _only("boden"), _only("boden")),
    Case("accounts_membership", "user_id = {sara}", _HOUSE, _only("admin")),
    Case("accounts_invitation", "token_hash = 'arboga'", _only("arboga"), _only("arboga")),
    Case("accounts_invitation", "token_hash = 'skr'", _only("admin", "invited"), _only("admin", "invited")),
    Case("accounts_invitation", "token_hash = 'first'", _only("admin", "boden"), _only("admin", "boden")),
    Case("accounts_sharing", "municipality_id = {arboga}", _HOUSE | {"arboga"}, _only("arboga")),
    Case("accounts_municipalitysettings", "municipality_id = {arboga}", _only("arboga"), _only("arboga")),
    Case("accounts_idempotency", "user_id = {erik}", _only("user", "case"), _only("user", "case"), _only("user", "case")),
    *[
        case
        for table in (*_SHARED_TABLES, *_OWN_TABLES)
        for case in (
            Case(f"followup_{table}", "municipality_id = {arboga}", _readers(table), _only("arboga") - _frozen(table),
                 _only("arboga") if table in _DELETED else _only()),
            Case(f"followup_{table}", "municipality_id = {boden}",
                 _only("boden", "admin") if table in _SHARED_TABLES else _only("boden"), _only("boden") - _frozen(table),
                 _only("boden") if table in _DELETED else _only()),
        )
    ],
    Case("accounts_counter", "municipality_id = {arboga}", _only("arboga"), _only("arboga")),
    Case("accounts_counter", "municipality_id is null", _only("admin"), _only("admin")),
    Case("accounts_event", "municipality_id = {arboga}", _only("arboga")),
    Case("accounts_event", "municipality_id is null", _only("admin")),
    Case("accounts_eventfacts", "event_id in (select id from accounts_event where municipality_id = {boden})", _only("boden")),
    Case("accounts_eventseal", "true", _only()),
    Case("evaluations_edition", "key = '2021'", EVERY, _only(), _only()),
    Case("evaluations_edition", "id = {draft}", _HOUSE, _only("admin"), _only("admin")),
    Case("evaluations_area", "edition_id = {draft} and number = 1", _HOUSE, _only("admin"), _only("admin")),
    Case("evaluations_subarea", "edition_id = {draft} and code = '1.1'", _HOUSE, _only("admin"), _only("admin")),
    Case("evaluations_subareamapping", "true", EVERY, _only("admin"), _only("admin")),
    Case("evaluations_evaluation", "id = {case}", _HOUSE | {"case", "arboga"}, _SKR_CONTENT),
    Case("evaluations_evaluation", "id = {own}", _only("boden"), _only("boden")),
    Case("evaluations_assignment", "evaluation_id = {case}", _HOUSE | {"case", "arboga", "user"}, _SKR_CONTENT),
    *[
        case
        for table in ("score", "text", "draftfinding")
        for case in (
            Case(f"evaluations_{table}", "evaluation_id = {case}", _SKR_CONTENT, _SKR_CONTENT, _SKR_CONTENT),
            Case(f"evaluations_{table}", "evaluation_id = {own}", _only("boden"), _only("boden"), _only("boden")),
        )
    ],
    Case("evaluations_reportimport", "id = {imported}", _SKR_CONTENT, _SKR_CONTENT, _SKR_CONTENT),
    Case("evaluations_reportimport", "id = {own_import}", _only("boden"), _only("boden"), _only("boden")),
    *[
        case
        for table in ("proposedarea", "proposedsubarea", "proposedfinding", "proposedtext", "proposedcontradiction",
                      "reportpage")
        for case in (
            Case(f"evaluations_{table}", "report_import_id = {imported}", _SKR_CONTENT, _SKR_CONTENT, _SKR_CONTENT),
            Case(f"evaluations_{table}", "report_import_id = {own_import}", _only("boden"), _only("boden"), _only("boden")),
        )
    ],
    *[
        case
        for table in ("finding", "publishedversion", "publishedscore", "publishedtext", "publishedfinding")
        for case in (
            Case(f"evaluations_{table}", "municipality_id = {arboga} and not is_own", EVERY),
            Case(f"evaluations_{table}", "municipality_id = {boden} and is_own", _only("boden")),
        )
    ],
]  # fmt: skip


def _condition(case: Case, world) -> str:
    names = {name: getattr(value, "pk", value) for name, value in vars(world).items()}
    return case.row.format(**names)


def _key_of(table: str) -> str:
    return "event_id" if table == "accounts_eventfacts" else "id"


def _touched(sql: str) -> int:
    """How many rows a statement touched; -1 where it was refused. Taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            count = cursor.fetchone()[0] if sql.startswith("select") else cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return -1
    return count


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_scope_reads_changes_and_deletes_what_the_class_says(case, world):
    where = _condition(case, world)
    key = _key_of(case.table)
    may_read, may_change, may_delete = set(), set(), set()
    for name in SCOPES:
        with factories.in_scope(_scope(name, world)):
            if _touched(f"select count(*) from {case.table} where {where}") > 0:
                may_read.add(name)
            if _touched(f"update {case.table} set {key} = {key} where {where}") > 0:
                may_change.add(name)
            deleted = _touched(f"delete from {case.table} where {where}")
            if deleted > 0 or (deleted == -1 and case.delete and name in case.delete):
                may_delete.add(name)  # a row that others point at is refused by them, after the policy let it pass

    assert (may_read, may_change, may_delete) == (case.read, case.change, case.delete)


def test_every_fenced_table_has_a_case():
    assert {
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "row_class", RowClass.MACHINE) != RowClass.MACHINE
    } <= {case.table for case in CASES}


def _invited(world, from_skr: str, role: str) -> str:
    return (
        "insert into accounts_invitation (municipality_id, email, role, display_name, title, token_hash, is_from_skr,"
        f" invited_by_id, invited_by_name, invited_at, expires_at) values ({world.arboga.pk}, 'x@x.example', '{role}', 'X',"
        f" '', 'new', {from_skr}, {world.sara.pk}, 'X', now(), now())"
    )


INSERTS: list[tuple[str, Callable[..., object], frozenset[str]]] = [
    ("municipality", lambda w: "insert into accounts_municipality (code, name, short_name, genitive, slug, county_code,"
     " county_name, is_demonstration) values ('9998', 'X', 'X', 'X', 'x-x', '', '', true)", _only("admin")),
    ("unit of Arboga", lambda w: "insert into accounts_unit (municipality_id, name, kind, version)"
     f" values ({w.arboga.pk}, 'X', 'other', 1)", _only("arboga")),
    ("member of Arboga", lambda w: "insert into accounts_membership (municipality_id, user_id, role, display_name, title,"
     f" phone, start, version) values ({w.arboga.pk}, {w.cecilia.pk}, 'reader', 'X', '', '', '2027-01-01', 1)",
     _only("arboga")),
    ("member of SKR", lambda w: "insert into accounts_membership (municipality_id, user_id, role, display_name, title,"
     f" phone, start, version) values (null, {w.cecilia.pk}, 'skr_admin', 'X', '', '', '2027-01-01', 1)",
     _only("admin")),
    ("member of SKR by invitation", lambda w: "insert into accounts_membership (municipality_id, user_id, role,"
     " display_name, title, phone, start, version) values"
     f" (null, {w.nils.pk}, 'skr_evaluator', 'X', '', '', '2027-01-01', 1)", _only("admin", "invited")),
    ("another role than the invitation's", lambda w: "insert into accounts_membership (municipality_id, user_id, role,"
     " display_name, title, phone, start, version) values"
     f" (null, {w.nils.pk}, 'skr_admin', 'X', '', '', '2027-01-01', 1)", _only("admin")),
    ("SKR's first coordinator of Arboga", lambda w: _invited(w, "true", "coordinator"), _only("admin")),
    ("SKR's reader of Arboga", lambda w: _invited(w, "true", "reader"), _only()),
    ("Arboga's reader", lambda w: _invited(w, "false", "reader"), _only("arboga")),
    ("edition", lambda w: "insert into evaluations_edition (key, name, state, areas_only, version)"
     " values ('x', 'X', 'draft', false, 1)", _only("admin")),
    ("SKR's evaluation", lambda w: "insert into evaluations_evaluation (key, number, municipality_id, is_own, is_imported,"
     " state, year, evaluators, evaluated_precision, reported_precision, sent_back_reason, version) values (gen_random_uuid(), 'X',"
     f" {w.arboga.pk}, false, false, 'ordered', 2027, '[]', '', '', '', 1)", _only("admin")),
    ("Arboga's own evaluation", lambda w: "insert into evaluations_evaluation (key, number, municipality_id, is_own, is_imported,"
     " state, year, evaluators, evaluated_precision, reported_precision, sent_back_reason, version) values (gen_random_uuid(),"
     f" 'X', {w.arboga.pk}, true, false, 'ordered', 2027, '[]', '', '', '', 1)", _only("arboga")),
    ("assignment", lambda w: "insert into evaluations_assignment (evaluation_id, municipality_id, is_own, number, user_id,"
     f" part, display_name, organisation, start) values ({w.case.pk}, {w.arboga.pk}, false, 'X', {w.astrid.pk}, 'lead',"
     " 'X', '', '2027-01-01')", _only("admin")),
    ("draft finding of the case", lambda w: "insert into evaluations_draftfinding (key, evaluation_id, municipality_id,"
     " is_own, version, area_id, kind, position, text, subarea_code) select gen_random_uuid(),"
     f" {w.case.pk}, {w.arboga.pk}, false, 1, id, 'strength', 9, 'X', '' from evaluations_area where number = 1 limit 1",
     _SKR_CONTENT),
    ("finding", lambda w: "insert into evaluations_finding (key, evaluation_id, municipality_id, is_own, kind)"
     f" values (gen_random_uuid(), {w.case.pk}, {w.arboga.pk}, false, 'strength')", _SKR_CONTENT),
    ("words of a published version", lambda w: "insert into evaluations_publishedtext (published_version_id,"
     " municipality_id, is_own, area_number, position, title, body, subarea_codes) select id, municipality_id, is_own,"
     f" 8, 9, 'X', 'X', '{{}}' from evaluations_publishedversion where evaluation_id = {w.published.pk}", _only("admin")),
    ("words of Boden's own version", lambda w: "insert into evaluations_publishedtext (published_version_id,"
     " municipality_id, is_own, area_number, position, title, body, subarea_codes) select id, municipality_id, is_own,"
     f" 8, 9, 'X', 'X', '{{}}' from evaluations_publishedversion where evaluation_id = {w.own.pk}", _only("boden")),
    ("event of Arboga", lambda w: "insert into accounts_event (id, municipality_id, at, hat, verb, subject_kind,"
     f" subject_id, refused, digest) values (gen_random_uuid(), {w.arboga.pk}, now(), '', 'x.y', '', '', false, '')", EVERY),
    ("seal", lambda w: "insert into accounts_eventseal (stream, number, event, previous, hash)"
     " values (0, 1, gen_random_uuid(), '', '')", _only()),
    ("area of a published edition", lambda w: "insert into evaluations_area (edition_id, lineage, number, title, aliases,"
     " max_points) select id, gen_random_uuid(), 99, 'X', '{}', 100 from evaluations_edition where key = '2021'", _only()),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "may"), [case[1:] for case in INSERTS], ids=[case[0] for case in INSERTS])
def test_each_scope_inserts_what_the_class_says(statement, may, world):
    sql = statement(world)
    done = set()
    for name in SCOPES:
        with factories.in_scope(_scope(name, world)):
            if _touched(sql) > 0:
                done.add(name)

    assert done == may


STAYS = [
    ("update evaluations_edition set name = 'X' where key = '2021'", "A published edition never changes."),
    ("delete from evaluations_edition where key = '2021'", "A published edition never changes."),
    ("truncate evaluations_edition cascade", "permission denied"),
    ("update evaluations_area set title = 'X' where edition_id = (select id from evaluations_edition where key = '2021')",
     "A published edition never changes."),
    ("delete from evaluations_subarea where edition_id = (select id from evaluations_edition where key = '2021')",
     "A published edition never changes."),
    ("insert into evaluations_subarea (edition_id, area_id, lineage, number, code, title, aliases, max_points)"
     " select edition_id, id, gen_random_uuid(), 99, '9.9', 'X', '{}', 1 from evaluations_area where edition_id ="
     " (select id from evaluations_edition where key = '2021') limit 1", "A published edition never changes."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "refusal"), STAYS, ids=[statement[:40] for statement, _ in STAYS])
def test_a_published_edition_refuses_every_change_to_its_administrator(statement, refusal, world):
    with (
        pytest.raises(DatabaseError) as error,
        factories.in_scope(_scope("admin", world)),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert refusal in str(error.value)


PUBLISHED = ("finding", "publishedversion", "publishedscore", "publishedtext", "publishedfinding")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "sentence"),
    [*((f"evaluations_{table}", "What is published stays what it was.") for table in PUBLISHED),
     ("accounts_event", "The journal only grows."), ("evaluations_edition", "A published edition never changes.")],
)  # fmt: skip
def test_the_database_refuses_the_owner_too(table, sentence, transactional_db, request):
    world = request.getfixturevalue("world")
    assert world.published

    with database.as_owner(), connection.cursor() as cursor:
        for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table} cascade"):
            with pytest.raises(DatabaseError, match=sentence.replace(".", r"\.")), transaction.atomic():
                cursor.execute(statement)


def test_the_facts_of_an_event_are_erased_by_gallring_only_and_never_rewritten(world):
    with factories.in_scope(_scope("arboga", world)), connection.cursor() as cursor:
        cursor.execute("delete from accounts_eventfacts")
        assert cursor.rowcount == 0
        cursor.execute("update accounts_eventfacts set facts = '{}'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize(
    ("table", "column", "parent"),
    [
        ("accounts_unit", "head_id", "accounts_membership"),
        ("accounts_membership", "unit_id", "accounts_unit"),
    ],
)
def test_a_reference_to_another_municipality_is_refused(table, column, parent, world):
    """Foreign-key checks pass row security: only the composite key refuses them."""
    foreign = factories.unit(world.boden, "Bodens förvaltning")
    with factories.in_scope(Scope(municipality=world.boden.pk)), connection.cursor() as cursor:
        cursor.execute(f"select id from {parent} where municipality_id = %s", [foreign.municipality_id])
        (key,) = cursor.fetchone()

    with pytest.raises(IntegrityError, match="is_ours"), factories.in_scope(_scope("arboga", world)):
        _run(f"update {table} set {column} = {key} where municipality_id = {world.arboga.pk}")


def test_a_score_of_another_municipality_is_refused_even_to_the_administrator(world):
    with pytest.raises(IntegrityError, match="score_is_of_the_case"), factories.in_scope(factories.ADMIN):
        _run(f"update evaluations_score set municipality_id = {world.boden.pk} where evaluation_id = {world.case.pk}")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_person_ends_the_membership_under_which_they_act(world, today):
    """The row stays readable by its user, so that UPDATE is not refused for making it invisible."""
    with factories.as_actor(world.birgit, "arboga"), connection.cursor() as cursor:
        cursor.execute(
            'update accounts_membership set "end" = %s, version = version + 1 where user_id = %s',
            [today, world.birgit.pk],
        )
        assert cursor.rowcount == 1


def test_nobody_at_skr_gives_themselves_a_municipal_role(world):
    with pytest.raises(DatabaseError, match="row-level security"), factories.in_scope(_scope("admin", world)):
        Membership.objects.create(
            user=world.sara, role=Role.COORDINATOR, municipality=world.arboga, display_name="Sara", start="2027-01-01"
        )


def _settings() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('kompass.user', true), current_setting('kompass.municipality', true),"
            " current_setting('kompass.evaluation', true), current_setting('kompass.house', true)"
        )
        return cursor.fetchone()


def test_an_inner_scope_leaves_the_outer_one_as_it_was(world):
    outer, inner = _scope("arboga", world), _scope("admin", world)
    with factories.in_scope(outer):
        before = _settings()
        with open_scope(inner):
            assert _settings() == (str(world.sara.pk), "", "", "admin")
            assert current() == inner
        assert (_settings(), current()) == (before, outer)
        with pytest.raises(ZeroDivisionError), open_scope(inner):
            raise ZeroDivisionError
        assert (_settings(), current()) == (before, outer)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_scope_outlives_its_transaction(transactional_db):
    with open_scope(Scope(user=1, municipality=2)):
        assert _settings()[:2] == ("1", "2")

    assert [value or "" for value in _settings()] == ["", "", "", ""]


def test_a_second_request_on_the_same_connection_sees_its_own_scope_only(world, client_of):
    client_of(world.astrid).get("/arboga/administration/handelser/")
    client_of(world.erik).get("/")

    assert _settings() == (str(world.erik.pk), "", "", "")


def test_outside_a_scope_managers_are_loud(db):
    with pytest.raises(ScopeNotOpenError, match="No scope is open"):
        Membership.objects.count()
    with pytest.raises(ScopeNotOpenError, match="change_scope belongs inside open_scope"):
        change_scope(Scope())
    with pytest.raises(ValueError, match="at most one of municipality, evaluation and house"):
        Scope(municipality=1, house="admin")


@pytest.mark.django_db
def test_the_app_role_gets_no_scope_of_the_owner():
    refusal = pytest.raises(ScopeNotOpenError, match="needs the role kompass_owner, not kompass_app")
    with refusal, open_scope(Scope(owner=True)):
        raise AssertionError("never reached")
