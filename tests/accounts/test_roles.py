"""The table of permissions, and that asking it costs nothing."""

import pytest

from accounts.errors import NotPermitted
from accounts.models import Role
from accounts.roles import PART_LABELS, PERMITTED, Actor, Part, require
from accounts.tenancy import Scope
from tests.statements import count_statements


def _actor(*hats) -> Actor:
    return Actor(hats=frozenset(hats))


def test_every_verb_names_hats_that_exist():
    for hats in PERMITTED.values():
        assert hats
        assert all(isinstance(hat, Role | Part) for hat in hats)


def test_a_verb_that_nobody_wrote_down_is_refused_to_everybody():
    assert not _actor(*Role, *Part).may("rule_the_world")


@pytest.mark.parametrize(
    ("verb", "refused"),
    [
        ("read_case_content", (Role.SKR_EVALUATOR, Role.COORDINATOR)),
        ("read_journal_of_municipality", (Role.MANAGEMENT, Role.ACTION_OWNER, Role.READER, Role.SKR_ADMIN)),
        ("publish", (Part.LEAD, Role.COORDINATOR)),
        ("read_own_acts", (Role.MANAGEMENT,)),
        ("review_import", (Role.READER,)),
    ],
)
def test_who_may_not(verb, refused):
    for hat in refused:
        with pytest.raises(NotPermitted, match="behörighet"):
            require(_actor(hat), verb)


def test_nobody_of_skr_acts_inside_a_municipality():
    """What only towns' roles may is not opened by any of SKR's."""
    for verb in ("read_result", "read_journal_of_municipality", "read_own_acts"):
        assert not _actor(Role.SKR_ADMIN, Role.SKR_EVALUATOR, *Part).may(verb)


def test_hats_add_up():
    both = _actor(Role.READER, Role.COORDINATOR)

    assert both.may("read_journal_of_municipality")
    assert both.may("read_own_acts")
    assert both.hat == "coordinator+reader"


def test_a_job_wears_the_hat_of_the_house_it_was_promised_in():
    assert Actor.of_job(Scope(house="admin")).hats == {Role.SKR_ADMIN}
    assert Actor.of_job(Scope(municipality=1)).hats == frozenset()
    assert (Actor.of_job(Scope()).hat, Actor().hat) == ("job", "visitor")


@pytest.mark.django_db
def test_asking_makes_no_statement():
    with count_statements() as counted:
        require(_actor(Role.COORDINATOR), "read_journal_of_municipality")

    assert counted.of_page + counted.of_frame == []


def test_every_part_has_a_label():
    assert set(PART_LABELS) == set(Part)
