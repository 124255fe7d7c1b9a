"""The drawing pad on a page without a kernel: mouse, finger, keys, buttons, and what Python sends."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite.explorers.draw_pad import DrawPad, bits, written
from tests.explorers.test_front_end import mount


def pixels(page):
    """Return what the model holds."""
    return bits(page.evaluate("() => models[0].values.value"))


def saved(page):
    return page.evaluate("() => models[0].model.saved")


def spot(*places, radius=2.3, side=32):
    """Return a pad with round spots."""
    rows, cols = np.indices((side, side))
    return np.any([np.hypot(rows - r, cols - c) <= radius for r, c in places], axis=0).astype(int)


def at(pad, row, column, side=32):
    """Return where the middle of a pixel lies on the page."""
    box = pad.bounding_box()
    return box["x"] + (column + 0.5) * box["width"] / side, box["y"] + (row + 0.5) * box["height"] / side


@pytest.fixture
def pad(page):
    """The pad at the width of a telephone."""
    mount(page, DrawPad(32), width=360)
    return page.get_by_role("application")


def test_the_mouse_draws_one_stroke_at_a_time(page, pad):
    page.mouse.move(*at(pad, 6, 6))
    page.mouse.down()
    page.mouse.move(*at(pad, 6, 22))
    page.mouse.up()
    page.mouse.move(*at(pad, 20, 20))  # no button is held
    first = pixels(page)
    wanted = spot(*((6, 6 + n / 4) for n in range(65)))
    assert (first != wanted).mean() < 0.01
    assert (first[5:8, 6:23] == 1).all()
    assert first[12:].sum() == 0
    page.mouse.click(*at(pad, 20, 10))
    assert (pixels(page) != np.maximum(first, spot((20, 10)))).sum() <= 4
    page.get_by_role("button", name="Undo").click()
    np.testing.assert_array_equal(pixels(page), first)
    page.get_by_role("button", name="Clear").click()
    assert pixels(page).sum() == 0
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    np.testing.assert_array_equal(pixels(page), first)
    page.get_by_role("button", name="Undo").click()
    assert pixels(page).sum() == 0
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_the_right_button_draws_nothing(page, pad):
    page.mouse.click(*at(pad, 10, 10), button="right")
    assert pixels(page).sum() == 0


def test_a_stroke_may_leave_the_pad(page, pad):
    page.mouse.move(*at(pad, 10, 10))
    page.mouse.down()
    page.mouse.move(*at(pad, 10, 60))
    page.mouse.move(*at(pad, 40, 60))
    page.mouse.up()
    first = pixels(page)
    assert first[10, 10:].all()
    assert first[14:].sum() == 0  # what lies outside is not drawn
    page.mouse.move(*at(pad, 25, 5))
    page.mouse.move(*at(pad, 25, 20))
    page.wait_for_timeout(300)
    np.testing.assert_array_equal(pixels(page), first)


def test_a_finger_draws_and_the_page_stays(page, pad):
    """Touches as the browser gets them from a screen: it would scroll if the pad let it."""
    page.evaluate("() => document.body.style.height = '3000px'")
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def send(kind, *place):
        points = [dict(zip("xy", at(pad, *place), strict=True))] if place else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", 26, 16)
    for row in range(24, 3, -2):
        send("touchMove", row, 16)
    send("touchEnd")
    drawn = pixels(page)
    assert (drawn[5:26, 15:18] == 1).all()
    assert drawn[:, :13].sum() == drawn[:, 20:].sum() == 0
    assert page.evaluate("() => scrollY") == 0
    assert pad.evaluate("e => getComputedStyle(e).touchAction") == "none"


def test_keys_draw(page, pad):
    page.evaluate("() => { window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key)); }")
    page.keyboard.press("Tab")
    expect(pad).to_be_focused()
    place = page.get_by_role("status")
    expect(place).to_have_text("row 4, column 4, pen up")
    for key in ["ArrowUp"] * 3 + ["ArrowLeft"]:
        page.keyboard.press(key)
    expect(place).to_have_text("row 2, column 3, pen up")  # pixels 10, 14
    page.wait_for_timeout(300)
    assert pixels(page).sum() == 0
    page.keyboard.press("Space")
    expect(place).to_have_text("row 2, column 3, pen down")
    for key in ["ArrowDown"] * 3 + ["ArrowRight"]:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(place).to_have_text("row 4, column 4, pen up")  # pixels 16, 16
    page.keyboard.press("ArrowRight")
    wanted = spot((10, 14), (11, 14), (12, 14), (13, 14), (14, 14), (15, 14), (16, 14), (16, 15), (16, 16))
    page.wait_for_function(
        "(sum) => models[0].values.value.join('').split('1').length - 1 === sum", arg=int(wanted.sum())
    )
    np.testing.assert_array_equal(pixels(page), wanted)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    expect(place).to_have_text("erased at row 4, column 4, pen up")
    page.wait_for_function(
        "(sum) => models[0].values.value.join('').split('1').length - 1 < sum", arg=int(wanted.sum())
    )
    np.testing.assert_array_equal(pixels(page), wanted * (1 - spot((16, 16))))
    page.keyboard.press("Control+z")
    np.testing.assert_array_equal(pixels(page), wanted)
    page.keyboard.press("Control+z")  # a line from pen down to pen up is one step
    assert pixels(page).sum() == 0
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
    expect(place).to_have_text("row 4, column 0, pen up")
    page.keyboard.press("x")
    assert [key for key in page.evaluate("() => heard") if key not in ("Tab", "Control")] == ["x"]
    assert page.locator(".cnnlite-draw").evaluate("e => e.dataset.lmSuppressShortcuts") == "true"
    page.keyboard.press("Tab")
    expect(place).to_have_text("")


def ring(pad):
    """Whether the pen of the keys is drawn, in yellow."""
    return pad.evaluate(
        """e => {
            const { data } = e.getContext("2d").getImageData(0, 0, e.width, e.height);
            for (let n = 0; n < data.length; n += 4) if (data[n] === 255 && data[n + 2] === 74) return true;
            return false;
        }"""
    )


def test_keys_go_on_where_the_mouse_ended(page, pad):
    page.mouse.click(*at(pad, 20, 10))
    expect(pad).to_be_focused()
    assert not ring(pad)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status")).to_have_text("row 5, column 2, pen up")
    assert ring(pad)
    pad.blur()
    assert not ring(pad)


def test_a_long_line_is_told_now_and_then(page, pad):
    page.mouse.move(*at(pad, 2, 2))
    page.mouse.down()
    for n in range(60):
        page.mouse.move(*at(pad, 2 + n % 28, 2 + n // 3))
    page.mouse.up()
    assert 1 <= saved(page) < 30
    last = pixels(page)
    page.wait_for_timeout(300)
    np.testing.assert_array_equal(pixels(page), last)


def test_python_draws(page, pad):
    rows = written(np.tri(32))
    page.evaluate("(value) => models[0].receive({ value })", rows)
    expect(pad).to_have_accessible_name("drawing pad, 528 of 1024 pixels are ink")
    assert saved(page) == 0
    seen = pad.evaluate(
        "e => [[4, 20], [20, 4]].map(([r, c]) => e.getContext('2d').getImageData(8 * c + 4, 8 * r + 4, 1, 1).data[0])"
    )
    assert seen == [0, 255]
    page.get_by_role("button", name="Undo").click()
    assert pixels(page).sum() == 0
    expect(pad).to_have_accessible_name("drawing pad, empty")
    assert page.evaluate("() => (models[0].stop(), models[0].calls.length)") == 0


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_accessibility(page, light):
    mount(page, DrawPad(32), width=360, light=light)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Arrow keys move the pen")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [entry["id"] for entry in found if entry["id"] != "document-title"] == []
    boxes = [part.bounding_box() for part in page.get_by_role("button").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 32
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
