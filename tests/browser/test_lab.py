"""A learner's first minutes, in a real JupyterLab and a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import decide, in_explorer

# The pixels of a picture, decoded by the browser and reduced to one number.
PIXELS = """async (image) => {
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    return [canvas.width, canvas.height, data.reduce((sum, value, n) => (sum * 31 + value * (n % 7 + 1)) % 1000003, 7)];
}"""


def type_into(box, text):
    """Replace what a number box holds, as hands would, and press Enter."""
    box.focus()
    box.press("Control+a")
    box.press("Delete")
    box.press_sequentially(text)
    box.press("Enter")


@pytest.fixture
def start(desk):
    """Notebook 00, run; its photo filter."""
    page = desk.run("00_start_here.ipynb")
    decide(page)
    return in_explorer(page)


@pytest.fixture
def third(desk):
    """Notebook 03, run."""
    return desk.run("03_convolution.ipynb")


def test_the_stride_moves_by_keyboard(start):
    slider, status = start.get_by_label("stride", exact=True), start.get_by_role("status")
    feature_map = start.locator("img").nth(2)
    expect(status).to_contain_text("stride 1 → 211×318 feature map")
    seen = [feature_map.evaluate(PIXELS)]
    slider.focus()
    for stride, size in ((2, "106×159"), (3, "71×106"), (4, "53×80")):
        slider.press("ArrowRight")
        expect(status).to_contain_text(f"stride {stride} → {size} feature map")
        expect(feature_map).to_have_attribute("alt", re.compile(f"feature map {size}"))
        seen.append(feature_map.evaluate(PIXELS))
        assert seen[-1] not in seen[:-1]
        expect(slider).to_be_focused()
    slider.press("Home")
    expect(status).to_contain_text("stride 1 →")
    assert feature_map.evaluate(PIXELS) == seen[0]


def test_sixty_quick_keys_end_in_the_right_state(start):
    """Python answers slower than keys come; what stands in the end is the last key's."""
    slider, status, feature_map = (
        start.get_by_label("stride", exact=True),
        start.get_by_role("status"),
        start.locator("img").nth(2),
    )
    slider.press("ArrowRight")
    expect(feature_map).to_have_attribute("alt", re.compile("feature map 106×159"))
    wanted = feature_map.evaluate(PIXELS)
    slider.focus()
    slider.evaluate(
        """(slider) => {
            for (let n = 0; n < 60; n++) {
                slider.value = 1 + n % 4;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
        }"""
    )
    for _ in range(58):
        slider.press("ArrowLeft")
        slider.press("ArrowRight")
    slider.press("Home")
    slider.press("ArrowRight")
    expect(status).to_contain_text("stride 2 → 106×159 feature map")
    expect(feature_map).to_have_attribute("alt", re.compile("feature map 106×159"))
    assert feature_map.evaluate(PIXELS) == wanted


def test_the_number_box_and_the_menu(start):
    status = start.get_by_role("status")
    box = start.get_by_label("stride, as a number")
    type_into(box, "3")
    expect(status).to_contain_text("stride 3 →")
    expect(start.get_by_label("stride", exact=True)).to_have_value("3")
    type_into(box, "99")
    expect(status).to_contain_text("stride 4 →")
    expect(box).to_have_value("4")
    type_into(box, "")
    expect(box).to_have_value("4")
    start.get_by_label("kernel").first.select_option("Gaussian 5×5")
    expect(status).to_contain_text("5×5 kernel, stride 4")
    start.get_by_role("button", name="Reset").press("Enter")
    expect(status).to_contain_text("3×3 kernel, stride 1")


def test_cells_run_again_and_after_a_restart(lab, desk, start):
    page = desk.page
    lab.run_all(page)
    decide(page)
    explorer = in_explorer(page)
    explorer.get_by_label("stride", exact=True).press("ArrowRight")
    expect(explorer.get_by_role("status")).to_contain_text("stride 2 →")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    lab.run_all(page)
    decide(page)
    explorer = in_explorer(page)
    expect(explorer.get_by_role("status")).to_contain_text("stride 1 →")
    explorer.get_by_label("stride", exact=True).press("ArrowRight")
    expect(explorer.get_by_role("status")).to_contain_text("stride 2 →")


def test_typing_a_kernel(third):
    page = third
    page.locator(".jp-OutputArea-output .cnnlite-matrix").first.wait_for()
    explorer = in_explorer(page)
    status, output = explorer.get_by_role("status"), explorer.locator("img").nth(2)
    before = output.evaluate(PIXELS)
    centre = explorer.get_by_label("kernel value, row 1, column 1")
    type_into(centre, "0.5")
    expect(status).to_contain_text("values 0.01 to 0.43.")
    assert output.evaluate(PIXELS) != before
    expect(explorer.get_by_label("kernel", exact=True)).to_have_value("your own 3×3")
    centre.fill("")
    centre.press("Tab")
    expect(centre).to_have_value("0.5")
    explorer.get_by_label("kernel", exact=True).select_option("your own 5×5")
    expect(explorer.get_by_label(re.compile("kernel value, row"))).to_have_count(25)


def test_no_key_leaves_an_explorer(third):
    """JupyterLab has a meaning for most keys; in a control they mean what they mean on any page."""
    page = third
    page.locator(".jp-OutputArea-output .cnnlite-matrix").first.wait_for()
    explorer = in_explorer(page)
    cells = "() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => [c.id, c.cell_type])"
    before = page.evaluate(cells)
    controls = explorer.locator("input, select, button").all()
    assert len(controls) == 2 + 9 + 2 + 1 + 1 + 1  # menus, kernel, stride, ReLU, own picture, Reset
    for control in controls:
        control.focus()
        for key in ("m", "a", "b", "d", "d", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            page.keyboard.press(key)
        expect(control).to_be_focused()
    assert page.evaluate(cells) == before


def test_a_prediction_opens_the_stepper(third):
    page = third
    prediction = page.locator(".jp-OutputArea-output .cnnlite-predict").first
    stepper = prediction.locator(".cnnlite-numbers")
    prediction.scroll_into_view_if_needed()
    expect(stepper).to_be_hidden()
    type_into(prediction.get_by_role("spinbutton"), "16")
    expect(prediction).to_contain_text("Not this time.")
    expect(prediction).to_contain_text("Three along each side")
    expect(stepper).to_be_visible()
    status = stepper.get_by_role("status")
    expect(status).to_have_text("output (0, 0), 1 of 9: 0·1 + 1·(−1) + 0·1 + 1·(−1) = −2")
    stepper.get_by_role("gridcell").first.click()
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("output (1, 0), 4 of 9")


def test_small_images_show_every_product(third):
    page = third
    explorer = in_explorer(page)
    explorer.get_by_label("image", exact=True).select_option("bright square 7×7")
    grids = explorer.locator(".cnnlite-numbers")
    grids.get_by_role("gridcell").nth(6).click()
    expect(grids.get_by_role("status")).to_contain_text("output (1, 1), 7 of 25: ")
    expect(explorer.locator("img").first).to_be_hidden()
    type_into(explorer.get_by_label("kernel value, row 1, column 1"), "5")
    expect(grids.get_by_role("status")).to_contain_text("1·5 + ")
    explorer.get_by_label("stride", exact=True).press("ArrowRight")
    expect(grids.get_by_role("gridcell")).to_have_count(9)
    explorer.get_by_label("image", exact=True).select_option("temple")
    expect(explorer.locator("img").first).to_be_visible()
    expect(grids).to_be_hidden()


def test_every_label_names_its_own_control(desk):
    """Two sliders made in the same millisecond must not share an id: a label would then name the other one."""
    page = desk.run("labels.ipynb", ["from cnnlite.explorers import ConvExplorer\nConvExplorer('bright square 7×7')"])
    explorer = in_explorer(page)
    expect(explorer.locator(".cnnlite-slider")).to_have_count(3)
    for name, low, high in (("stride", "1", "4"), ("padding", "0", "4"), ("dilation", "1", "3")):
        slider = explorer.get_by_role("slider", name=name, exact=True)
        expect(slider).to_have_count(1)
        assert slider.evaluate("s => [s.min, s.max]") == [low, high]
    ids = page.locator(".cnnlite-slider [id]").evaluate_all("all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids)) == 3
    explorer.get_by_role("button", name="same").press("Enter")
    slider = explorer.get_by_role("slider", name="dilation", exact=True)
    slider.press("ArrowRight")
    expect(explorer.locator(".cnnlite-status")).to_contain_text("dilation 2 → 7×7 feature map")
    cut = explorer.locator("button").evaluate_all("all => all.filter((b) => b.scrollWidth > b.clientWidth).length")
    assert cut == 0
