"""A real browser for the journeys: Debian's Chromium, no network, every complaint of the console a failure."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.cast import PASSWORD, Cast
from tests.photograph import put_back
from units.models import User

# Playwright keeps an event loop in this thread; Django refuses the database where one runs unless told it is fine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
ARGUMENTS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    names = [
        os.environ.get("CHROMIUM") or "chromium-headless-shell",
        "chromium",
        "google-chrome",
        "google-chrome-stable",
        "chromium-browser",
    ]
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "No browser: install chromium, or name one in CHROMIUM."
    return found


@pytest.fixture(scope="package")
def browser():
    """One for all journeys; gone, and Playwright's event loop with it, before the worker turns to other tests."""
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def cast(transactional_db):
    return put_back(Cast)


class Visitor:
    """A person at the browser. `complaints` are what the console and the page said went wrong."""

    def __init__(self, browser, server, width=1280, **context):
        self.server = server
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="vi-VN", accept_downloads=True, **context
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.expects_refusals = False  # the browser itself reports a page that answers 403 or 404
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, message):
        refusal = self.expects_refusals and "responded with a status of 4" in message.text
        if message.type in ("error", "warning") and not refusal:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path):
        return self.page.goto(self.server.url + path)

    def come_as(self, username, path="/"):
        """Already logged in, as somebody who comes back to an open session; `log_in` is the way through the form."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.server.url}])
        self.go(path)
        return self

    def log_in(self, username):
        self.go("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        return self

    def follow(self, locator):
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            locator.click()

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 800})

    def faults(self, *widths) -> dict[int, tuple]:
        """By width of the window what axe-core finds and whether the page scrolls sideways, where anything is wrong."""
        found, before = {}, self.page.viewport_size["width"]
        for width in widths:
            self.resize(width)
            found[width] = (self.violations(), self.scrolls_sideways())
        self.resize(before)
        return {width: wrong for width, wrong in found.items() if wrong != ([], False)}

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    def violations(self) -> list[str]:
        """What axe-core finds on the page: rule, and the first place."""
        if not self.page.evaluate("'axe' in window"):
            # Evaluated by the browser's debugger, which the page's Content-Security-Policy does not bind.
            self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


@pytest.fixture
def visit(browser, live_server):
    """`visit(width=390)` opens a window; every window must have nothing to complain about at the end."""
    visitors = []

    def open_window(width=1280, **context):
        visitors.append(Visitor(browser, live_server, width, **context))
        return visitors[-1]

    yield open_window
    complaints = [text for visitor in visitors for text in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
