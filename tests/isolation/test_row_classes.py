# ruff: noqa: E501 - a statement a line reads better than a statement folded
"""What each scope may read and write of each table, tried as the app role with plain SQL, past managers and views."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.tenancy import RowClass
from tests import factories
from tests.isolation.rows import SCOPES, scope_of

EVERY = frozenset(SCOPES)


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


def test_each_scope_reads_changes_and_deletes_what_the_class_says(world, subtests):
    for case in CASES:
        with subtests.test(str(case)):
            assert _may(case, world) == (case.read, case.change, case.delete)


def _may(case: Case, world) -> tuple[set[str], set[str], set[str]]:
    """The scopes that read, change and delete the row."""
    where = _condition(case, world)
    key = _key_of(case.table)
    may_read, may_change, may_delete = set(), set(), set()
    for name in SCOPES:
        with factories.in_scope(scope_of(name, world)):
            if _touched(f"select count(*) from {case.table} where {where}") > 0:
                may_read.add(name)
            if _touched(f"update {case.table} set {key} = {key} where {where}") > 0:
                may_change.add(name)
            deleted = _touched(f"delete from {case.table} where {where}")
            if deleted > 0 or (deleted == -1 and case.delete and name in case.delete):
                may_delete.add(name)  # a row that others point at is refused by them, after the policy let it pass
    return may_read, may_change, may_delete


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


def test_each_scope_inserts_what_the_class_says(world, subtests):
    for what, statement, may in INSERTS:
        sql = statement(world)
        done = set()
        for name in SCOPES:
            with factories.in_scope(scope_of(name, world)):
                if _touched(sql) > 0:
                    done.add(name)
        with subtests.test(what):
            assert done == may
