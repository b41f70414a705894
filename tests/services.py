"""A throwaway PostgreSQL and Valkey for one run of the tests, up before anything reads the settings.

Set DATABASE_URL, DATABASE_OWNER_URL and VALKEY_URL to test against other servers.
"""

import gc
import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """A wrapper, since it must come before pytest-django's own first hook. Workers inherit the environment."""
    gc.set_threshold(100_000, 50, 50)  # a run of the tests is short and its machine has memory to spare
    if "DATABASE_URL" not in os.environ:
        start_servers(early_config)
    return (yield)


def start_servers(config: pytest.Config) -> None:
    from kompass_site.devserver import CannotStart
    from kompass_site.devserver.servers import Servers
    from tests import migrated

    try:
        servers = Servers.for_one_run()
        config.add_cleanup(servers.stop)
        migrated.lay_under(servers)
        servers.start()
    except CannotStart as reason:
        raise pytest.UsageError(str(reason)) from None
    environment = servers.environment()
    del environment["DJANGO_SETTINGS_MODULE"]  # said by --ds
    os.environ.update(environment, KOMPASS_MIGRATED_DATABASE="kompass")
