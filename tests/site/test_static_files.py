"""Static files as production serves them: every name hashed, every reference to one rewritten."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def test_style_sheets_and_modules_name_hashed_files(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "kompass_site.staticfiles.HashedStaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in ("css/main.css", "css/base.css", "js/main.js", "js/behaviours/submit-once.js"):
        text = Path(tmp_path, staticfiles_storage.stored_name(name)).read_text()
        references = re.findall(r"""url\(["']?([^"')]+)|import[^"';]*["']([^"']+)["']""", text)
        named = [first or second for first, second in references]
        assert named, name
        assert [reference for reference in named if not HASHED.search(reference)] == [], name
    main = Path(tmp_path, staticfiles_storage.stored_name("css/main.css")).read_text()
    assert main.count("layer(") == main.count("@import")
