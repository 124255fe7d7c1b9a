"""The four pictures to paint: the module on a page without a kernel, by hand, by keys, by touch."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite.data import articles
from cnnlite.explorers.paint import FourPictures
from tests.explorers.test_front_end import mount


def made():
    return FourPictures(articles.FOUR_IMAGES, articles.FOUR_LABELS, ("cat", "dog"))


def value(page):
    return page.evaluate("() => models[0].values.value")


@pytest.fixture
def pictures(page):
    """The module at the width of a telephone; returns the group of each picture."""
    mount(page, made(), width=360)
    groups = page.get_by_role("group")
    expect(groups).to_have_count(4)
    return groups


def test_a_click_turns_one_pixel_over(page, pictures):
    pixel = pictures.nth(2).get_by_role("button", name="row 1, column 2: 0")
    expect(pixel).to_have_attribute("aria-pressed", "false")
    pixel.click()
    wanted = made().value
    wanted[2][2] = "0111"
    assert value(page) == wanted
    expect(pictures.nth(2).get_by_role("button", name="row 1, column 2: 1")).to_have_attribute("aria-pressed", "true")
    pictures.nth(2).get_by_role("button", name="row 1, column 2: 1").click()
    assert value(page) == made().value
    assert page.evaluate("() => models[0].model.saved") == 2


def test_a_class_is_changed(page, pictures):
    button = pictures.nth(1).get_by_role("button", name="picture 2 is a cat; press to change")
    expect(button).to_have_text("2: cat")
    button.click()
    assert [label for label, *_ in value(page)] == ["cat", "dog", "dog", "dog"]
    pictures.nth(1).get_by_role("button", name="picture 2 is a dog; press to change").click()
    assert value(page) == made().value


def test_keys_move_and_paint(page, pictures):
    page.evaluate("() => { window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key)); }")
    first = pictures.nth(0).get_by_role("button").first
    first.focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    assert value(page)[0] == ["cat", "0101", "0101", "1101", "0101"]
    page.keyboard.press("Space")
    assert value(page)[0] == ["cat", "0101", "0101", "0101", "0101"]
    assert page.evaluate("() => heard.filter((key) => key.startsWith('Arrow'))") == []
    page.keyboard.press("Tab")  # a picture is one stop, its class another
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert value(page)[1][1] == "0111"
    assert page.locator(".cnnlite-paint").evaluate("e => e.dataset.lmSuppressShortcuts") == "true"


def test_python_paints(page, pictures):
    other = made().value
    other[0][0], other[0][1] = "dog", "1111"
    page.evaluate("(value) => models[0].receive({ value })", other)
    expect(pictures.nth(0).get_by_role("button", name="row 0, column 0: 1")).to_have_count(1)
    expect(pictures.nth(0).get_by_role("button", name="picture 1 is a dog")).to_have_count(1)
    assert page.evaluate("() => (models[0].stop(), models[0].calls.length)") == 0


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_accessibility(page, light):
    mount(page, made(), width=360, light=light)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [entry["id"] for entry in found if entry["id"] != "document-title"] == []
    boxes = [button.bounding_box() for button in page.get_by_role("button").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 32
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
