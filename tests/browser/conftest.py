"""A browser for whole stories: the distribution's Chromium, offline but for the test's own server."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import handlers
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

pytest.register_assert_rewrite("tests.browser.axe")

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

type OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in this thread
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_kept() -> Iterator[None]:
    """The browser asks for a style sheet or module once in each context, and the server reads it once."""
    kept: dict[str, tuple[bytes, str]] = {}

    class KeptStaticFiles(handlers.StaticFilesHandler):
        def serve(self, request: HttpRequest) -> HttpResponse:
            if request.path not in kept:
                found = super().serve(request)
                kept[request.path] = b"".join(found), found["Content-Type"]
            body, content_type = kept[request.path]
            return HttpResponse(body, content_type=content_type, headers={"Cache-Control": "max-age=3600"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", KeptStaticFiles)  # where live_server looks for it
        yield


class Contexts:
    """Contexts of the browser, used again by test after test for what each has in its cache."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: dict[bool, list[BrowserContext]] = {True: [], False: []}
        self.taken: list[tuple[bool, BrowserContext]] = []

    def take(self, *, javascript: bool) -> BrowserContext:
        """One that nobody uses, without cookies."""
        idle = self.idle[javascript]
        context = idle.pop() if idle else self.browser.new_context(java_script_enabled=javascript, locale="sv-SE")
        self.taken.append((javascript, context))
        return context

    def give_back(self, origin: str) -> None:
        """Close the pages of the test, and forget its cookies and what it kept in the browser."""
        for javascript, context in self.taken:
            if context.pages:
                stores = {"origin": origin, "storageTypes": "local_storage,indexeddb,cache_storage,service_workers"}
                context.new_cdp_session(context.pages[0]).send("Storage.clearDataForOrigin", stores)
            for page in context.pages:
                page.close()
            context.clear_cookies()
            self.idle[javascript].append(context)
        self.taken.clear()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def open_page(contexts: Contexts, live_server: Any) -> Iterator[OpenPage]:
    """Open an address at a width and in a theme; whatever the browser refuses or a script drops fails the test."""
    faults: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def open_address(
        path: str,
        *,
        width: int = 1280,
        theme: str = "light",
        javascript: bool = True,
        cookies: dict[str, str] | None = None,
    ) -> Page:
        context = contexts.take(javascript=javascript)
        for name, value in (cookies or {}).items():
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
        page.on("console", listen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{live_server.url}{path}")
        return page

    yield open_address
    contexts.give_back(live_server.url)
    assert faults == []
