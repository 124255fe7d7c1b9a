"""A notebook written for one test, its kernel asked, its page looked at."""

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.lab import Lab


def write_notebook(lab: Lab, name: str, cells: list[str]) -> None:
    """Write code cells, and a Markdown cell for the cursor to end on, into the folder that the lab serves."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [*(nbformat.v4.new_code_cell(cell) for cell in cells), nbformat.v4.new_markdown_cell("end")]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), lab.folder / name)


def ask(page: Page, code: str) -> str:
    """Run a line in the kernel of the notebook in front; return what it prints."""
    return page.evaluate(
        """async (code) => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const future = kernel.requestExecute({ code, store_history: false });
            let text = "";
            future.onIOPub = (message) => (text += message.content.text ?? "");
            await future.done;
            return text.trim();
        }""",
        code,
    )


def decide(page: Page):
    """Commit to some answer of every prediction: what they cover is then there."""
    for prediction in page.locator(".jp-OutputArea-output .cnnlite-predict").all():
        choices = prediction.get_by_role("radio")
        if prediction.get_by_role("spinbutton").count():
            prediction.get_by_role("spinbutton").fill("1")
        else:
            choices.first.check()
        prediction.get_by_role("button", name="Commit").click()


def in_explorer(page: Page, number: int = 0):
    """Return the explorer of a place on the page, scrolled into view."""
    explorer = page.locator(".jp-OutputArea-output .cnnlite-explorer:has(.cnnlite-status)").nth(number)
    explorer.wait_for(timeout=30_000)
    explorer.scroll_into_view_if_needed()
    return explorer


def unroll(page: Page) -> None:
    """Make the window as high as the notebook: axe takes what is scrolled away for hidden, and judges no colors there.

    JupyterLab's body clips what overflows and has no height; with one, its text counts as visible.
    """
    height = page.locator(".jp-WindowedPanel-viewport").evaluate("e => e.scrollHeight")
    page.set_viewport_size({"width": 1280, "height": height + 300})
    page.add_style_tag(content="body { height: 100vh }")
    notebook = page.locator(".jp-WindowedPanel-outer")
    page.wait_for_function("([e, height]) => e.clientHeight >= height", arg=[notebook.element_handle(), height])
    notebook.evaluate("e => e.scrollTop = 0")


def serious(page: Page, part: str, *rules: str) -> list[tuple[str, list[str]]]:
    """Return what is not accessible in the elements of a selector: broken rules and the first places; all rules if none."""
    found = Axe().run(page, context=part, options={"runOnly": rules} if rules else None).response
    assert found["passes"], "axe looked at nothing"
    return [
        (broken["id"], [node["html"][:200] for node in broken["nodes"][:3]])
        for broken in found["violations"]
        if broken["impact"] in ("serious", "critical")
    ]
