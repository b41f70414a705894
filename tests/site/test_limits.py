"""Bodies larger than any report are refused before they are read."""

import pytest
from django.test import RequestFactory

from kompass_site.limits import FORM_OVERHEAD, BodyLimitMiddleware


@pytest.mark.parametrize(
    ("length", "status"),
    [("0", 200), ("", 200), ("limit", 200), ("limit+1", 413), ("999999999999999999999", 413), ("-1", 200), ("x", 200)],
)
def test_the_declared_length_decides(length, status, settings):
    limit = settings.UPLOAD_LIMIT + FORM_OVERHEAD
    request = RequestFactory().post("/skr/importer/")
    request.META["CONTENT_LENGTH"] = {"limit": str(limit), "limit+1": str(limit + 1)}.get(length, length)
    request.reference = "b7c2f01e9a44"  # type: ignore[attr-defined]

    class Answer:
        status_code = 200

    response = BodyLimitMiddleware(lambda request: Answer())(request)  # type: ignore[arg-type,return-value]

    assert response.status_code == status
    if status == 413:
        assert "b7c2f01e9a44" in response.content.decode()  # type: ignore[attr-defined]
