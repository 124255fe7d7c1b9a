"""Number grids under the hand: keys, mouse, buttons, with Python listening and without being asked."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from cnnlite import conv2d
from cnnlite.plots import color
from tests.browser.notebook import ask, serious, unroll

IMAGE = np.arange(42.0).reshape(6, 7) % 5 - 2
KERNEL = np.array([[1.0, -2], [0, 3]])
CELLS = [
    f"import numpy as np\nfrom cnnlite.explorers import ConvStepper\n"
    f"image = np.array({IMAGE.tolist()})\nstepper = ConvStepper(image, np.array({KERNEL.tolist()}))\nstepper",
    "ConvStepper(np.stack([image, -image, image + 1]), np.ones((3, 2, 2)), padding=1, stride=2)",
]


def sums(kernel=KERNEL):
    """Return the outputs in reading order, by the definition."""
    return conv2d(IMAGE[None, None], kernel[None, None], method="loops").ravel()


MORE = [
    "from cnnlite.explorers import ConvExplorer\nexplorer = ConvExplorer('bright square 7×7')\nexplorer",
    "one = ConvStepper(image, np.ones((2, 2)))\none",
]


@pytest.fixture
def page(desk):
    """The notebook of both steppers, run."""
    return desk.run("steppers.ipynb", CELLS)


@pytest.fixture
def steppers(page):
    """Both steppers, drawn."""
    found = page.locator(".jp-OutputArea-output .cnnlite-numbers")
    expect(found).to_have_count(2)
    return found


def expect_in_python(page, code, text):
    """Wait until a line prints this; what a page sends may be on its way when the line runs."""
    for _ in range(50):
        if ask(page, code) == text:
            return
        page.wait_for_timeout(100)
    assert ask(page, code) == text


def test_sixty_keys_each_with_its_sum(page, steppers):
    stepper, wanted = steppers.first, sums()
    sentence = stepper.get_by_role("status")
    stepper.get_by_role("gridcell").first.click()
    index, cells = 0, page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.length")
    keys = (
        ["ArrowRight"] * 25 + ["ArrowUp", "ArrowLeft", "ArrowDown"] * 8 + ["Home", "ArrowDown", "End", "ArrowLeft"] * 3
    )
    moves = {"ArrowRight": 1, "ArrowLeft": -1, "ArrowDown": 6, "ArrowUp": -6}
    assert len(keys) > 60
    for key in keys:
        page.keyboard.press(key)
        if key in ("Home", "End"):
            index = 0 if key == "Home" else wanted.size - 1
        elif 0 <= index + moves[key] < wanted.size:
            index += moves[key]
        total = color.number(wanted[index])
        expect(sentence).to_contain_text(f"output ({index // 6}, {index % 6}), {index + 1} of 30: ")
        expect(sentence).to_have_text(re.compile(rf" = {re.escape(total)}$"))
        expect(stepper.locator('[role=gridcell][aria-selected="true"]')).to_have_text(total)
        assert page.evaluate("() => document.activeElement.getAttribute('aria-selected')") == "true"
    expect_in_python(page, "print(stepper.index)", str(index))
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.length") == cells


def test_python_reads_and_sets(page, steppers):
    stepper = steppers.first
    ask(page, "stepper.index = 17")
    expect(stepper.get_by_role("status")).to_contain_text("18 of 30")
    expect(stepper.get_by_role("slider")).to_have_value("17")
    stepper.get_by_role("slider").press("ArrowRight")
    expect(stepper.get_by_role("status")).to_contain_text("19 of 30")
    expect_in_python(page, "print(stepper.index, stepper.code())", "18 position=18")
    ask(page, "stepper.load('position=3 turn=true')")
    expect(stepper.get_by_role("status")).to_contain_text("4 of 30")
    expect(stepper.get_by_role("checkbox")).to_be_checked()


def test_hovering_shows_a_place_without_going_there(page, steppers):
    stepper = steppers.first
    sentence, before = stepper.get_by_role("status"), stepper.get_by_role("status").text_content()
    stepper.get_by_role("gridcell").nth(14).hover()
    expect(sentence).to_contain_text("output (2, 2), 15 of 30")
    expect(sentence).to_have_text(re.compile(rf" = {re.escape(color.number(sums()[14]))}$"))
    expect(stepper.get_by_role("slider")).to_have_value("0")
    frame = stepper.locator(".item").first.locator(".frame")
    assert frame.evaluate("f => f.style.gridArea") == "3 / 3 / span 2 / span 2"
    page.mouse.move(5, 5)
    expect(sentence).to_have_text(before)
    expect_in_python(page, "print(stepper.index)", "0")


def test_buttons_turn_and_pin(page, steppers):
    stepper, sentence = steppers.first, steppers.first.get_by_role("status")
    stepper.get_by_role("button", name="Forward").press("Enter")
    stepper.get_by_role("button", name="Forward").click()
    stepper.get_by_role("button", name="Back").click()
    expect(sentence).to_contain_text("2 of 30")
    stepper.get_by_role("button", name="Pin").click()
    stepper.get_by_role("gridcell").nth(7).click()
    expect(stepper.locator(".kept")).to_contain_text("Pinned: output (0, 1), 2 of 30")
    assert stepper.locator(".frame.pinned").count() == 2
    stepper.get_by_role("checkbox").check()
    expect(stepper.locator(".label").nth(1)).to_have_text("kernel, turned")
    total = color.number(sums(np.flip(KERNEL))[7])
    expect(sentence).to_have_text(re.compile(rf"8 of 30: .* = {re.escape(total)}$"))
    stepper.get_by_role("button", name="Unpin").click()
    expect(stepper.locator(".kept")).to_have_text("")
    stepper.get_by_role("button", name="Reset").click()
    expect(sentence).to_contain_text("1 of 30")
    expect(stepper.get_by_role("checkbox")).not_to_be_checked()


def test_play_runs_to_the_end_and_stops(page, steppers):
    stepper = steppers.first
    stepper.get_by_role("gridcell").nth(27).click()
    stepper.get_by_role("button", name="Play").click()
    expect(stepper.get_by_role("button", name="Pause")).to_be_visible()
    expect(stepper.get_by_role("status")).to_contain_text("30 of 30")
    expect(stepper.get_by_role("button", name="Play")).to_be_visible()


def test_channels_stand_in_depth(page, steppers):
    stepper = steppers.nth(1)
    image = stepper.locator(".item").first
    expect(image.locator(".behind")).to_have_count(2)
    front = image.get_by_role("cell").nth(9 + 1)
    expect(front).to_have_text(color.number(IMAGE[0, 0]))
    stepper.get_by_label("channel in front").select_option("1")
    expect(front).to_have_text(color.number(-IMAGE[0, 0]))
    expect(image.locator(".label")).to_have_text("image, channel 1 of 3 in front")
    expect(stepper.get_by_role("status")).to_contain_text("channel 2: ")
    assert stepper.locator(".item").first.locator(".front .padding").count() == 2 * 9 + 2 * 6


def test_accessible_and_keys_stay_inside(page, steppers):
    unroll(page)
    assert not serious(page, ".jp-OutputArea-output")
    cells = "() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => [c.id, c.cell_type])"
    before = page.evaluate(cells)
    controls = steppers.first.locator("input, button, select, [role=gridcell]").all()
    visible = [control for control in controls if control.is_visible()]
    assert len(visible) == 1 + 5 + 1 + 30
    for control in visible[::4]:
        control.focus()
        for key in ("m", "a", "b", "d", "d", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(key)
    assert page.evaluate(cells) == before


def test_sixty_keys_in_a_burst_end_in_the_right_state(page, steppers):
    stepper = steppers.first
    stepper.get_by_role("gridcell").first.click()
    page.evaluate(
        """() => {
            const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            for (let n = 0; n < 60; n++) press(n % 3 === 2 ? "ArrowLeft" : "ArrowRight");
        }"""
    )
    expect(stepper.get_by_role("status")).to_contain_text("21 of 30")
    expect_in_python(page, "print(stepper.index)", "20")


def run_cell(page, number):
    """Run one cell and wait until it is done."""
    page.evaluate(
        """async (number) => {
            window.jupyterapp.shell.currentWidget.content.activeCellIndex = number;
            await window.jupyterapp.commands.execute("notebook:run-cell");
        }""",
        number,
    )


def restart(page):
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )


def check_works(page, root, number):
    """A widget answers a hand, and Python a widget."""
    root.get_by_role("gridcell").nth(number).click()
    expect(root.get_by_role("status").first).to_contain_text(f", {number + 1} of ")
    root.get_by_role("gridcell").nth(number).press("ArrowRight")
    expect(root.get_by_role("status").first).to_contain_text(f", {number + 2} of ")


def test_cells_twice_out_of_order_and_after_a_restart(desk):
    page = desk.open("order.ipynb", [*CELLS, *MORE])
    found = page.locator(".jp-OutputArea-output .cnnlite-numbers")
    for number in (0, 3, 2, 1, 0, 3, 3):
        run_cell(page, number)
    expect(found).to_have_count(4)
    for place in range(4):
        check_works(page, found.nth(place), 3 + place)
    expect_in_python(page, "print(stepper.index, explorer.panels['steps'].grid.index, one.index)", "4 6 7")
    ask(page, "stepper.index = 20")
    expect(found.first.get_by_role("status")).to_contain_text("21 of 30")
    expect(found.nth(2).get_by_role("status").first).to_contain_text("7 of 25")
    restart(page)
    check_works(page, found.first, 5)  # its kernel is gone: it steps, and nobody listens
    for number in (0, 2, 3):
        run_cell(page, number)
    expect(found).to_have_count(4)
    for place in (0, 1, 2, 3):
        check_works(page, found.nth(place), 2 + place)
    expect_in_python(page, "print(stepper.index, explorer.panels['steps'].grid.index, one.index)", "3 5 6")


def test_a_panel_that_turns_into_a_photo_under_the_hand(desk):
    page = desk.run("panel.ipynb", [MORE[0]])
    grid = page.locator(".jp-OutputArea-output .cnnlite-numbers")
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    grid.get_by_role("gridcell").nth(24).hover()
    expect(grid.get_by_role("status")).to_contain_text("25 of 25")
    ask(page, "explorer.stride.value = 3")  # while the mouse rests where there is no cell any more
    expect(grid.get_by_role("gridcell")).to_have_count(4)
    expect(grid.get_by_role("status")).to_contain_text("1 of 4")
    for image, shown in (("temple", False), ("zebra 3×3", True), ("temple", False), ("bright square 7×7", True)):
        ask(page, f"explorer.image.value = {image!r}")
        expect(grid).to_be_visible(visible=shown)
    check_works(page, grid, 1)
    expect_in_python(page, "print(explorer.panels['steps'].grid.index)", "2")
    assert not errors


LADDER = """from cnnlite.explorers import BackwardLadder
ladder = BackwardLadder("two kernels")
ladder"""


def test_rows_of_grids_and_planes_by_their_names(desk):
    page = desk.run("ladder.ipynb", [LADDER])
    ladder = page.locator(".jp-OutputArea-output .cnnlite-numbers")
    expect(ladder.locator(".grids")).to_have_count(2)  # what goes to dx, and what goes to dw and db
    tops = [ladder.locator(".label", has_text=name).first.bounding_box()["y"] for name in ("dx so far", "dw so far")]
    assert tops[0] + 60 < tops[1]
    ladder.get_by_label("kernel in front").select_option("1")  # which goes to the same place of its dout
    expect(ladder.get_by_role("status")).to_contain_text(
        "dout kernel 1 (0, 0) = −2 pays\ndx (0, 0): (−2)·2 = −4", use_inner_text=True
    )
    expect(ladder.locator(".label").first).to_have_text("dout, kernel 1 of 2 in front")
    ladder.get_by_label("convolution").select_option("two channels")
    ladder.get_by_label("view").select_option("gather dx")
    expect(ladder.locator(".grids")).to_have_count(1)
    expect(ladder.get_by_label("channel in front")).to_be_visible()
    ladder.get_by_role("gridcell").nth(4).click()
    expect(ladder.get_by_role("status")).to_contain_text("dx channel 0 (1, 1) = 1·4 + (−1)·3 + 2·2 + 3·1 = 8")
    expect_in_python(
        page, "print(ladder.summary().splitlines()[1])", "dx channel 0 (1, 1) = 1·4 + (−1)·3 + 2·2 + 3·1 = 8"
    )
    hatched = ladder.locator(".item").first.locator(".cell.padding")
    expect(hatched).to_have_count(12)  # of 4×4, all but the four of dout
    assert not serious(page, ".jp-OutputArea-output")
