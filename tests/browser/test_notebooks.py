"""Every notebook as a learner meets it, in a real JupyterLab: opened, looked at, run to its end, its questions answered.

Each is opened once; the tests look at what was found there.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.notebook import decide, serious, unroll
from tests.notebooks import NOTEBOOKS

DRAWN = ".cnnlite-explorer:has(.cnnlite-status), .cnnlite-numbers"
CONTROLS = ".jp-OutputArea-output :is(input, select, button, summary, [role=gridcell], [role=grid], img)"
BACKGROUND = {"JupyterLab Dark": "rgb(17, 17, 17)", "JupyterLab Light": "rgb(255, 255, 255)"}
THEMES = [("JupyterLab Light", ()), ("JupyterLab Dark", ("color-contrast",))]  # only the colors differ
PICTURES = """list => list.map((i) => [
    i.naturalWidth, i.alt, i.checkVisibility(), i.closest('details') !== null,
])"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda p: p.stem)
def met(request, lab, browser):
    """A notebook's pictures before anything ran, its outputs after everything ran, and its page."""
    with browser.new_context(viewport=LAPTOP) as context:
        page = context.new_page()
        lab.open(page, request.param.name)
        pictures = page.locator(".jp-OutputArea-output img")
        pictures.last.wait_for(state="attached")  # it may be covered by a prediction
        sizes = pictures.evaluate_all(PICTURES)
        lab.run_all(page)
        outputs = lab.outputs(page)
        decide(page)  # what they cover is judged, too
        yield SimpleNamespace(page=page, pictures=sizes, outputs=outputs)


def test_pictures_are_there_before_anything_ran(met):
    assert met.pictures
    assert all(natural > 20 and shown is not folded for natural, _, shown, folded in met.pictures)
    assert not {"", "Image"} & {alt for _, alt, _, _ in met.pictures}, "JupyterLab calls a picture without words Image"


def test_every_cell_runs(met):
    assert not [o for o in met.outputs if o["output_type"] == "error"]
    assert len(met.outputs) >= 5
    assert not [o for o in met.outputs if o.get("name") == "stderr"]


@pytest.fixture
def page(met):
    """The page of a notebook whose explorers are drawn, all of it in view: JupyterLab builds what is scrolled to."""
    met.page.locator(f":is({DRAWN}):visible").first.wait_for()
    unroll(met.page)
    met.page.locator(CONTROLS).nth(14).wait_for(state="attached")
    return met.page


def test_every_control_has_a_name(page):
    names = accessible_names(page)
    assert len(names) >= 15
    assert not [role for role, name in names if not name.strip()]


@pytest.mark.parametrize(("theme", "rules"), THEMES, ids=["light", "dark"])
def test_accessibility(page, theme, rules):
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    expect(page.locator(".jp-NotebookPanel")).to_have_css("background-color", BACKGROUND[theme])
    unroll(page)
    assert not serious(page, ".jp-OutputArea-output", *rules)


def accessible_names(page: Page) -> list[tuple[str, str]]:
    """Return role and name of every control in the outputs, as Chromium's accessibility tree has them."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("Accessibility.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": CONTROLS})["nodeIds"]
    nodes = [
        session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})["nodes"][0]
        for node in found
    ]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
