"""One JSON line each, with the request's reference and without what people wrote."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.conf import settings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """What the settings' own formatter writes of everything that reaches the root, line by line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    configurator = logging.config.DictConfigurator(settings.LOGGING)
    handler.setFormatter(configurator.configure_formatter(dict(settings.LOGGING["formatters"]["json"])))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)


def test_a_line_is_json_with_the_reference_of_its_request(lines):
    structlog.contextvars.bind_contextvars(request_id="b7c2f01e9a44")
    structlog.get_logger("accounts.outbox").info("job_done", job=7)
    structlog.contextvars.clear_contextvars()

    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "job_done",
        "job": 7,
        "request_id": "b7c2f01e9a44",
        "level": "info",
        "logger": "accounts.outbox",
    }


def test_no_line_holds_what_a_person_wrote(lines):
    factories.person("anna@example.se")
    client = Client(raise_request_exception=False)
    answers = [
        client.post("/konto/logga-in/?q=sokord", {"login": "anna@example.se", "password": "mitt hemliga lösenord"}),
        client.get("/resultat/?q=sokord"),
        client.get("/finns-inte-alls/sida/?q=sokord"),
        client.get("/om/finns-inte/?q=sokord"),
    ]

    written = lines()
    text = json.dumps(written, ensure_ascii=False)
    for secret in ("anna@", "hemliga", "sokord", "example.se"):
        assert secret not in text
    references = {answer["X-Reference"] for answer in answers}
    assert {line["request_id"] for line in written if "request_id" in line} <= references
    assert written


def test_a_failure_is_logged_with_its_trace_and_reference(lines, settings):
    settings.ROOT_URLCONF = "tests.site.test_errors"
    response = Client(raise_request_exception=False).get("/om/fel/500/?q=sokord")

    (line,) = [line for line in lines() if line["level"] == "error"]
    assert line["request_id"] == response["X-Reference"]
    assert "ZeroDivisionError" in line["exception"]
    assert "sokord" not in json.dumps(line)


def test_no_line_holds_the_key_of_a_new_password(lines):
    logging.getLogger("django.request").error("Internal Server Error: /konto/losenord/nytt/1a-c8x0-53cr3t/")

    (line,) = lines()
    assert line["event"] == "Internal Server Error: /konto/losenord/nytt/…/"
