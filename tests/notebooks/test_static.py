"""A static page of each notebook shows every picture with the network off."""

from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from tests.notebooks import NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_pictures_without_network(path, tmp_path, context):
    html, _ = HTMLExporter().from_notebook_node(nbformat.read(path, as_version=4))
    target: Path = tmp_path / f"{path.stem}.html"
    target.write_text(html, encoding="utf-8")
    context.set_offline(True)
    page = context.new_page()
    page.goto(target.as_uri(), wait_until="domcontentloaded")
    pictures = page.locator("img")
    pictures.last.wait_for(state="attached")
    seen = pictures.evaluate_all(
        "list => list.map(i => [i.complete, i.naturalWidth, i.alt, i.checkVisibility(), i.closest('details') !== null])"
    )
    assert len(seen) == path.read_text(encoding="utf-8").count("<img alt=")
    assert all(complete and natural > 20 and alt for complete, natural, alt, _, _ in seen)
    assert all(shown is not folded for _, _, _, shown, folded in seen)  # a prediction covers its picture here, too
