"""A notebook written for one test, and its kernel asked."""

import nbformat
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
