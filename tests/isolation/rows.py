"""Rows of every class in two towns and at SKR, and the scopes that look at them."""

from datetime import UTC, datetime
from types import SimpleNamespace

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
from accounts.tenancy import Scope
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
from tests import factories

SCOPES = ("none", "user", "arboga", "boden", "case", "admin", "evaluator", "invited")


def rows_of_every_class(people, arboga, boden, arboga_case, now) -> SimpleNamespace:
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


def scope_of(name: str, world) -> Scope:
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
