"""A picture of the learner's own: chosen in JupyterLab, seen in the explorer; and files that are none."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from cnnlite.data.photos import LUMA
from tests.browser.notebook import ask
from tests.data import files

PICTURE = (np.indices((40, 60)).sum(axis=0)[..., None] * (1, 2, 0)).astype(np.uint8)
CELLS = [
    "from cnnlite.explorers import ConvExplorer\nexplorer = ConvExplorer('temple', show=('image', 'kernel', 'stride'))\nexplorer",
]


@pytest.fixture
def page(desk):
    """A notebook with an explorer, run."""
    return desk.run("upload.ipynb", CELLS)


@pytest.fixture
def explorer(page):
    """An explorer in a notebook, with a file box."""
    found = page.locator(".jp-OutputArea-output .cnnlite-explorer")
    expect(found.get_by_label("your own picture")).to_be_visible()
    return found


def give(explorer, name, content):
    """Put a file into the file box."""
    box = explorer.get_by_label("your own picture")
    box.set_input_files({"name": name, "mimeType": "image/png", "buffer": content})
    return box


def test_a_picture_then_no_picture_then_one_that_is_too_large(page, explorer):
    page.evaluate("""() => {
        const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
        window.sent = 0;  // bytes of buffers
        kernel.anyMessage.connect((_, { direction, msg }) => {
            if (direction === "send") for (const part of msg.buffers ?? []) sent += part.byteLength;
        });
    }""")
    status = explorer.get_by_role("status")
    expect(status).to_contain_text("213×320 input")
    content = files.file(PICTURE)
    box = give(explorer, "mine.png", content)
    expect(status).to_have_text(re.compile("^40×60 input, 3×3 kernel, stride 1 → 38×58 feature map"))
    expect(explorer.get_by_label("image", exact=True)).to_have_value("your picture")
    expect(explorer.get_by_role("img").first).to_have_attribute("alt", re.compile("40×60"))
    expect(box).to_have_attribute("aria-invalid", "false")
    mean = ask(page, "print(round(explorer.arrays['image'].mean(), 6))")
    assert float(mean) == pytest.approx((PICTURE / 255 @ LUMA).mean(), abs=1e-6)
    assert page.evaluate("() => sent") == len(content)

    box = give(explorer, "notes.txt", b"hello")
    told = "notes.txt: the file must be a picture: PNG, JPEG, GIF, BMP or WebP. Save it as PNG or JPEG first."
    expect(status).to_have_text(told)
    expect(box).to_have_accessible_description(told)
    expect(explorer.get_by_role("img").first).to_be_visible()
    expect(explorer.get_by_role("img").first).to_have_attribute("alt", re.compile("40×60"))

    give(explorer, "large.png", content + bytes(9_000_000 - len(content)))
    expect(status).to_have_text(
        "large.png: the file must have at most 8 MB, got 9.0 MB. Save a smaller version of the picture."
    )
    assert page.evaluate("() => sent") == len(content) + len(b"hello")
    expect(explorer.get_by_label("image", exact=True)).to_have_value("your picture")

    give(explorer, "whole.png", content + bytes(8_000_000 - len(content)))  # as large as a file may be
    expect(box).to_have_attribute("aria-invalid", "false")
    expect(status).to_have_text(re.compile("^40×60 input"))
    assert ask(page, "print(explorer.error)") == "None"


@pytest.mark.usefixtures("last")
def test_on_a_telephone(page, explorer):
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    give(explorer, "a-name-without-any-place-to-break-it-in-two.txt", b"hello")
    expect(explorer.get_by_label("your own picture")).to_have_attribute("aria-invalid", "true")
    room = explorer.bounding_box()
    parts = explorer.locator("select, input, label, .cnnlite-upload p").locator("visible=true").all()
    assert len(parts) >= 10  # two menus, a slider with its box, the file box; four labels, one sentence
    for part in parts:
        box = part.bounding_box()
        assert box["x"] >= room["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]
