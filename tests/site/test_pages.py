"""The pages of the site itself, and the frame round every page."""

import pytest
from django.urls import reverse

from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["front", "about", "accessibility"])
def test_anyone_reads_them_without_a_statement_but_the_scope(client, name):
    with count_statements() as statements:
        response = client.get(reverse(name))
    assert response.status_code == 200
    assert statements.of_page == []
    assert len(statements.of_frame) <= 1


def test_pages_speak_swedish_whatever_the_browser_says(client):
    response = client.get(reverse("front"), headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "sv"
    assert '<html lang="sv">' in response.content.decode()


def test_the_cookie_chooses_english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en">' in client.get(reverse("front")).content.decode()


def test_the_policy_of_content_is_strict(client):
    policy = client.get(reverse("front")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("name", "path", "links"),
    [
        (
            "sara",
            "/skr/kriterier/",
            ["skr_evaluations", "imports", "editions", "skr_municipalities", "results", "skr_people", "skr_journal"],
        ),
        (
            "ulla",
            "/skr/kriterier/",
            ["skr_evaluations", "cases", "editions", "skr_municipalities", "results"],
        ),
    ],
)
def test_navigation_holds_what_the_role_reaches(client_of, request, name, path, links):
    response = client_of(request.getfixturevalue(name)).get(path)
    assert [item["url"] for item in response.context["navigation"]] == [reverse(link) for link in links]
    assert [item["url"] for item in response.context["navigation"] if item.get("current")] == [path]


def test_navigation_of_a_municipality(client_of, astrid, birgit):
    for person, expected in (
        (
            astrid,
            [
                "/arboga/",
                "/arboga/resultat/",
                "/arboga/handlingsplan/",
                "/arboga/mina-atgarder/",
                "/arboga/avstamningar/",
                "/arboga/administration/personer/",
            ],
        ),
        (birgit, ["/arboga/", "/arboga/resultat/", "/arboga/handlingsplan/"]),
    ):
        response = client_of(person).get("/arboga/")
        assert [item["url"] for item in response.context["navigation"]] == expected
        assert response.context["place"]["name"] == "Arboga"
