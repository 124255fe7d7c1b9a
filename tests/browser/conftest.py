"""Notebooks that several tests share: to open one in JupyterLab takes longer than most tests of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.lab import Lab
from tests.browser.notebook import write_notebook

LAPTOP = {"width": 1280, "height": 1000}

expect.set_options(timeout=20_000)  # a busy machine is slow, and a right page is not wrong for that


class Desk:
    """One notebook at a time, open in JupyterLab; after a failed test it is opened anew."""

    def __init__(self, lab: Lab, browser: Browser, failures: Callable[[], int]) -> None:
        self.lab, self.browser, self.failures = lab, browser, failures
        self.name, self.failed = "", 0
        self.context: BrowserContext | None = None

    def open(self, name: str, cells: list[str] | None = None) -> Page:
        """Return the page of a notebook; ``cells`` makes one of this name first."""
        if name != self.name or self.failures() != self.failed:
            self.clear()
            if cells is not None:
                write_notebook(self.lab, name, cells)
            self.name, self.failed = name, self.failures()
            self.context = self.browser.new_context(viewport=LAPTOP)
            self.page = self.context.new_page()
            self.lab.open(self.page, name)
        return self.page

    def run(self, name: str, cells: list[str] | None = None) -> Page:
        """Return the page of a notebook, all of which has been run just now."""
        page = self.open(name, cells)
        page.set_viewport_size(LAPTOP)
        page.mouse.move(0, 0)  # where it rested may be a cell of a grid by now
        self.lab.run_all(page)
        return page

    def clear(self) -> None:
        """Close what lies there: the next test finds nothing of this one."""
        self.name = ""
        if self.context:
            self.context.close()


@pytest.fixture(scope="module")
def desk(lab: Lab, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The tests of one file share a page."""
    made = Desk(lab, browser, lambda: request.session.testsfailed)
    yield made
    made.clear()


@pytest.fixture
def last(desk: Desk) -> Iterator[None]:
    """For a test that leaves its page as no other test could use it."""
    yield
    desk.clear()
