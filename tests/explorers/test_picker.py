"""The hand on a picture: what Python makes of a choice, and the module on a page without a kernel."""

import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe
from ipywidgets import HTML, Box
from playwright.sync_api import expect

from cnnlite.explorers.picker import PixelPicker
from tests.explorers.test_front_end import mount

IMAGE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='320' height='160'/>"


def made():
    """Return a picker of a picture of 20 rows and 40 columns, its box, and the list of its choices."""
    box, chosen = Box([HTML("caption")]), []
    picker = PixelPicker(box, lambda row, column: chosen.append((row, column)), "the pixel")
    picker.place((20, 40), (3, 4))
    return picker, box, chosen


def test_a_choice_is_handed_on_and_stays_inside():
    picker, box, chosen = made()
    assert box.children[-1] is picker
    assert chosen == []
    picker.value = [19, 0]
    picker.value = [200, -5]
    picker.value = [7, 39]
    assert chosen == [(19, 0), (7, 39)]
    picker.place((4, 4), (3, 3))
    assert (picker.size, picker.value) == ([4, 4], [3, 3])
    picker.place((20, 40), (7, 39))
    assert len(chosen) == 2


@pytest.mark.parametrize("value", ["ab", [1], [1, 2, 3], [0.5, 1], None, [None, 1]])
def test_what_is_no_place_is_refused(value):
    picker, _, chosen = made()
    with pytest.raises(traitlets.TraitError):
        picker.value = value
    assert picker.value == [3, 4]
    assert chosen == []


@pytest.fixture
def hand(page):
    """The module over a picture of 320×160 pixels of the page, below a caption."""
    picker, _, _ = made()
    mount(page, picker, width=360)
    page.evaluate(
        """(src) => {
            const box = document.querySelector("main"), picture = new Image(320, 160);
            box.className = "cnnlite-picked";
            Object.assign(picture, { src, alt: "a picture" });
            const caption = Object.assign(document.createElement("div"), { textContent: "caption" });
            box.prepend(caption, picture);
            return picture.decode();
        }""",
        IMAGE,
    )
    return page.get_by_role("application")


def value(page):
    return page.evaluate("() => models[0].values.value")


def test_a_click_chooses_the_pixel_under_it(page, hand):
    box = page.get_by_role("img").bounding_box()
    for x, y, place in ((0.5, 0.5, [0, 0]), (319.5, 159.5, [19, 39]), (84, 68, [8, 10]), (88, 71.9, [8, 11])):
        page.mouse.click(box["x"] + x, box["y"] + y)
        assert value(page) == place
    expect(hand).to_have_accessible_name("the pixel: row 8, column 11. Arrow keys move it.")
    saved = page.evaluate("() => models[0].model.saved")
    page.mouse.click(box["x"] + 5, box["y"] - 5)  # on the caption
    assert value(page) == [8, 11]
    assert saved == page.evaluate("() => models[0].model.saved") == 4


def test_keys_move_it_and_stop_at_the_edge(page, hand):
    page.evaluate("() => { window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key)); }")
    hand.focus()
    moves = [
        ("ArrowRight", [3, 5]), ("ArrowDown", [4, 5]), ("Shift+ArrowDown", [14, 5]), ("Shift+ArrowDown", [19, 5]),
        ("ArrowUp", [18, 5]), ("ArrowLeft", [18, 4]), ("Shift+ArrowLeft", [18, 0]), ("ArrowLeft", [18, 0]),
        ("Control+ArrowRight", [18, 0]), ("Home", [18, 0]),
    ]  # fmt: skip
    for key, place in moves:
        page.keyboard.press(key)
        assert value(page) == place, key
    assert page.evaluate("() => heard.filter((key) => key.startsWith('Arrow'))") == ["ArrowRight"]  # with Control
    assert hand.evaluate("e => e.dataset.lmSuppressShortcuts") == "true"


def test_python_moves_it(page, hand):
    page.evaluate("() => models[0].receive({ size: [10, 10], value: [9, 9] })")
    expect(hand).to_have_accessible_name("the pixel: row 9, column 9. Arrow keys move it.")
    hand.press("ArrowRight")
    assert value(page) == [9, 9]
    assert page.evaluate("() => (models[0].stop(), models[0].calls.length)") == 0


def test_accessibility(page, hand):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [entry["id"] for entry in found if entry["id"] != "document-title"] == []
    hand.focus()
    page.keyboard.press("ArrowRight")
    assert hand.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
