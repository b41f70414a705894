"""The API keeps what its description promises, whatever it is sent: generated calls over WSGI for three roles.

Runs apart (`-m generated`): it takes most of a minute.
"""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

pytestmark = [pytest.mark.generated, pytest.mark.filterwarnings("ignore")]

CALLS = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def wsgi():
    """The application inside the test's transaction: Django would close its connection after each call."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("person", ["astrid", "bo", "birgit"])
def test_whatever_is_sent(person, people, work, readers_see_all, program_of, wsgi):
    import schemathesis  # half a second that only this run pays

    headers = program_of(getattr(people, person)).headers
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", wsgi)
    checks = (
        schemathesis.checks.not_a_server_error,
        schemathesis.checks.status_code_conformance,
        schemathesis.checks.content_type_conformance,
        schemathesis.checks.response_schema_conformance,
    )
    for operation in schema.get_all_operations():
        _ask(operation.ok(), headers, checks)


def _ask(operation, headers, checks):
    from hypothesis import given

    @CALLS
    @given(case=operation.as_strategy())
    def call(case):
        if "municipality" in (case.path_parameters or {}):
            case.path_parameters["municipality"] = "arboga"
        if "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = 1
        case.call_and_validate(headers=headers, checks=checks)

    call()
