import pytest
from pathlib import Path
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import factories

from tests.browser import axe
pytestmark = pytest.mark.django_db(transaction=True)
def test_shots(open_page, client_of, sara, ulla, now, live_server):
    from accounts import outbox
    c = client_of(sara)
    data = Path("/work/main/evaluations/data/demonstration/ekhult-2025.txt").read_bytes()
    r = c.post("/skr/importer/ny/", {"reports": SimpleUploadedFile("ekhult-2025.txt", data, "text/plain")})
    assert r.status_code == 302, r.content.decode()[:3000]
    outbox.run_due()
    cookies = {"sessionid": c.cookies["sessionid"].value}
    for path, name in [("/skr/utvarderingar/", "cases"), ("/skr/importer/", "list"), ("/skr/importer/ny/", "new"), ("/skr/importer/1/", "proposal"), ("/skr/importer/1/uppgifter/", "head")]:
        for width in (1280, 320):
            for theme in ("light", "dark"):
                p = open_page(path, width=width, theme=theme, cookies=cookies)
                p.screenshot(path=f"/tmp/shots/{name}-{width}-{theme}.png", full_page=True)
                print(name, width, theme, axe.violations(p)[:6], axe.overflow(p)[:5])
