"""The criteria pages and the loader of what ships."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from evaluations import rubrics
from evaluations.models import Area, Edition, EditionState, Subarea, SubareaMapping
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


def test_what_ships_is_published_and_sums_to_800():
    with factories.in_scope(factories.ADMIN):
        sums = {
            edition.key: (
                edition.state,
                [int(area.max_points) for area in edition.areas.all()],
                sum(int(subarea.max_points) for subarea in edition.subareas.all()),
            )
            for edition in Edition.objects.all()
        }
    hundred = [100] * 8
    assert sums == {
        "2010": ("published", hundred, 0),
        "2016": ("published", hundred, 800),
        "2020": ("published", hundred, 800),
        "2021": ("published", hundred, 800),
    }


def test_loading_again_adds_nothing(now):
    with factories.in_scope(factories.ADMIN):
        before = SubareaMapping.objects.count()
        assert rubrics.load_shipped(now) == 0
        assert SubareaMapping.objects.count() == before


def test_composed_mapping_is_never_better_than_partial():
    with factories.in_scope(factories.ADMIN):
        words = set(
            SubareaMapping.objects.filter(earlier__edition__key="2016", later__edition__key="2020").values_list(
                "comparable", flat=True
            )
        )
    assert "full" not in words
    assert words


@pytest.mark.parametrize(
    "change",
    [
        lambda: Edition.objects.filter(key="2021").update(name="Other"),
        lambda: Edition.objects.filter(key="2021").update(state=EditionState.DRAFT),
        lambda: Area.objects.filter(edition__key="2021").update(max_points=99),
        lambda: Subarea.objects.filter(edition__key="2021", code="1.1")._raw_delete("default"),
        lambda: Area.objects.create(edition=Edition.objects.get(key="2021"), number=9, title="New", max_points=100),
    ],
    ids=["rename", "back to draft", "points", "delete a sub-area", "add an area"],
)
def test_database_refuses_change_of_a_published_edition(change):
    refused = pytest.raises(IntegrityError, match="A published edition never changes")
    with factories.in_scope(factories.ADMIN), refused, transaction.atomic():
        change()


def test_truncate_is_refused_to_the_app_role():
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("truncate evaluations_edition cascade")


def test_a_published_edition_can_be_retired():
    with factories.in_scope(factories.ADMIN):
        assert Edition.objects.filter(key="2010").update(state=EditionState.RETIRED) == 1


@pytest.mark.parametrize("name", ["sara", "ulla"])
def test_skr_reads_the_editions_newest_first(name, request, client_of):
    client = client_of(request.getfixturevalue(name))
    with count_statements() as statements:
        response = client.get(reverse("editions"))
    assert response.status_code == 200
    assert [edition.key for edition in response.context["editions"]] == ["2021", "2020", "2016", "2010"]
    assert len(statements.of_page) <= 2


def test_an_edition_shows_areas_other_names_and_what_answers_to_it(client_of, sara):
    client = client_of(sara)
    with count_statements() as statements:
        response = client.get(reverse("edition", args=["2021"]))
    page = response.content.decode()
    assert "Kommunens information till medborgare" in page
    assert list(response.context["earlier"]) == ["Kommunkompassen 2020", "Kommunkompassen 2016"]
    assert len(statements.of_page) <= 6


def test_an_edition_of_areas_only_says_so(client_of, sara):
    response = client_of(sara).get(reverse("edition", args=["2010"]))
    assert "Verksamhetsutveckling" in response.content.decode()
    assert response.context["earlier"] == {}


def test_unknown_edition_is_404(client_of, sara):
    assert client_of(sara).get("/skr/kriterier/1999/").status_code == 404


def test_a_municipality_does_not_reach_skrs_pages(client_of, astrid):
    assert client_of(astrid).get(reverse("editions")).status_code == 404
