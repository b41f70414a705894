"""What must be true before Kompass starts."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import Membership
from accounts.tenancy import MunicipalModel, RowClass
from kompass_site import checks
from tests import database


def _codes(found):
    return [(error.id, error.msg) for error in found]


def test_every_model_that_is_installed_has_its_class():
    assert checks.every_model_has_a_row_class(None) == []


def test_the_list_of_machine_tables_names_only_what_exists():
    from django.apps import apps

    assert set(checks.MACHINE) == {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "row_class", RowClass.MACHINE) == RowClass.MACHINE
    }


@isolate_apps("followup")
def test_a_model_without_a_class_stops_the_start():
    class Stray(models.Model):
        class Meta:
            app_label = "followup"

    assert _codes(checks.row_class_errors([Stray])) == [("kompass.E001", "followup.Stray has no row class.")]


@isolate_apps("followup")
def test_a_machine_table_that_is_not_listed_stops_the_start():
    class Quiet(models.Model):
        row_class = RowClass.MACHINE

        class Meta:
            app_label = "followup"

    assert _codes(checks.row_class_errors([Quiet])) == [("kompass.E002", "followup.Quiet is machine.")]


@isolate_apps("followup")
def test_a_listed_table_that_declares_another_class_stops_the_start():
    machine = {"accounts.Membership": checks.Machine("a mistake")}

    assert _codes(checks.row_class_errors([Membership], machine)) == [
        ("kompass.E002", "accounts.Membership is people.")
    ]


@isolate_apps("followup")
def test_a_declared_model_without_the_manager_stops_the_start():
    class Open(models.Model):
        row_class = RowClass.MUNICIPAL

        class Meta:
            app_label = "followup"

    class Behind(MunicipalModel):
        class Meta:
            app_label = "followup"

    assert _codes(checks.row_class_errors([Open, Behind])) == [
        ("kompass.E003", "followup.Open is not behind the fence.")
    ]


@pytest.mark.django_db
def test_the_app_role_is_accepted(settings):
    settings.DATABASE_ROLE = "app"

    assert checks.database_knows_us_as_the_app_role(None) == []


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_refused_where_the_app_role_is_meant(settings):
    with database.as_owner():
        assert checks.database_knows_us_as_the_app_role(None) == []
        settings.DATABASE_ROLE = "app"
        assert _codes(checks.database_knows_us_as_the_app_role(None)) == [
            ("kompass.E005", "The role kompass_owner owns tables.")
        ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["app", "owner"])
def test_a_superuser_is_always_refused(settings, role):
    settings.DATABASE_ROLE = role
    with database.as_superuser():
        assert _codes(checks.database_knows_us_as_the_app_role(None)) == [
            ("kompass.E004", "Row-level security does not hold for the role postgres.")
        ]
        with pytest.raises(ImproperlyConfigured, match=r"does not hold for the role postgres\. DATABASE_URL must name"):
            checks.refuse_to_start()


@pytest.mark.django_db(transaction=True)
def test_a_silent_database_does_not_stop_the_start():
    with database.elsewhere():
        assert checks.database_knows_us_as_the_app_role(None) == []


def test_the_demonstration_is_refused_in_production(settings):
    settings.MAILS_ARE_SHOWN = False
    assert _codes(checks.nothing_of_the_demonstration_is_on(None)) == [
        ("kompass.E006", "DEMONSTRATION must be off in production."),
        ("kompass.E006", "DEBUG_GALLERY must be off in production."),
    ]
