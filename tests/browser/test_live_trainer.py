"""LiveTrainer in a real JupyterLab: it trains while the page is used, pauses, and hears the stop button."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import ask, in_explorer, serious

CELLS = [
    "from cnnlite.data.digits import split\nfrom cnnlite.explorers import LiveTrainer\n"
    "found = split()\ntrain = found.train_images, found.train_labels\nheld_out = found.test_images, found.test_labels",
    "trainer = LiveTrainer(train, held_out, rate=0.3, epochs=4000)\ntrainer",
]
STEPS = "print(trainer.training.run.number)"


@pytest.fixture
def trainer(desk):
    """A fresh one in its cell."""
    return in_explorer(desk.run("trainer.ipynb", CELLS))


def grown(desk, trainer, least):
    """Wait until the note tells of so many steps."""
    trainer.locator(".widget-html-content", has_text=re.compile("^Epoch")).wait_for()
    desk.page.wait_for_function(
        "([root, least]) => Number(root.textContent.match(/step (\\d+) of/)?.[1] ?? 0) >= least",
        arg=[trainer.element_handle(), least],
    )


def test_it_trains_and_pauses(desk, trainer):
    page, curve = desk.page, trainer.locator("img").first
    before = curve.get_attribute("src")
    trainer.get_by_role("button", name="Start").click()
    expect(trainer.get_by_role("status")).to_have_text("SGD, rate 0.3, batches of 64: running.")
    grown(desk, trainer, 5)
    expect(curve).not_to_have_attribute("src", before)
    first = int(ask(page, STEPS))  # the kernel answers while it trains
    grown(desk, trainer, first + 5)
    trainer.get_by_role("button", name="Pause").click()
    expect(trainer.get_by_role("status")).to_contain_text("paused after step")
    stood = ask(page, STEPS)
    page.wait_for_timeout(500)
    assert ask(page, STEPS) == stood
    trainer.get_by_role("button", name="One step").click()
    expect(trainer.get_by_role("status")).to_contain_text(f"paused after step {int(stood) + 1} of")
    assert not serious(page, ".cnnlite-explorer")


def test_the_stop_button_pauses_it(desk, trainer):
    page = desk.page
    trainer.get_by_role("button", name="Start").click()
    grown(desk, trainer, 5)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()")
    expect(trainer.get_by_role("status")).to_contain_text("The kernel was interrupted.")
    stood = int(ask(page, STEPS))
    trainer.get_by_role("button", name="Go on").click()
    grown(desk, trainer, stood + 5)
    trainer.get_by_label("learning rate").select_option("0.1")
    expect(trainer.get_by_role("status")).to_contain_text("Another learning rate: it begins again")
    assert ask(page, STEPS) == "0"
    expect(trainer.get_by_role("button", name="Start")).to_be_enabled()
