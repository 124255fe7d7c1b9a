"""The module of number grids on a page without a kernel and without network: hand, clock, model, themes, widths."""

import re
from itertools import pairwise

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite.explorers import ConvStepper, Frame, NumberGrid, Scene, show, show_grids
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.plots import Grid, color
from tests.questions import state

# The smallest model: it keeps values, calls back when one changes, and counts what is saved.
MOUNT = """async (parts) => {
    window.models = [];
    window.errors = [];
    addEventListener("error", (event) => event.message.startsWith("ResizeObserver") || errors.push(event.message));
    for (const { module, state } of parts) {
        const { default: widget } = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
        const values = structuredClone(state), calls = [];
        const model = {
            saved: 0,
            get: (name) => values[name],
            set: (name, value) => {
                const changed = JSON.stringify(values[name]) !== JSON.stringify(value);
                values[name] = value;
                if (changed) [...calls].forEach((call) => call());
            },
            save_changes: () => model.saved++,
            on: (name, call) => name === "change" && calls.push(call),
            off: (name, call) => name === "change" && calls.splice(calls.indexOf(call), 1),
        };
        const view = () => {
            const el = document.querySelector("main").appendChild(document.createElement("div"));
            return widget.render({ model, el });
        };
        // What Python sends in one message arrives as one change.
        const receive = (sent) => (Object.assign(values, sent), [...calls].forEach((call) => call()));
        models.push({ model, values, calls, view, receive, stop: view() });
    }
}"""
DARK = (
    "--jp-layout-color0: #111; --jp-layout-color1: #212121; --jp-layout-color2: #424242; --jp-content-font-color1: #fff"
)
IMAGE = np.arange(42.0).reshape(6, 7) % 5 - 2
KERNEL = np.array([[1.0, -2, 0.25], [0, 3, -1]])


def mount(page, *widgets, width=1280, light=True):
    """Show widgets on a page; return the root of the first."""
    page.context.set_offline(True)
    page.set_viewport_size({"width": width, "height": 900})
    style = "" if light else f"{DARK}; background: #111; color: #fff"
    page.set_content(
        f"<!doctype html><html lang=en><title>t</title><style>{widgets[0]._css}</style>"
        f'<body data-jp-theme-light="{str(light).lower()}" style="{style}"><main></main></body></html>'
    )
    page.evaluate(MOUNT, [{"module": one._esm, "state": state(one)} for one in widgets])
    return page.locator(".cnnlite-numbers").first


@pytest.fixture(autouse=True)
def _no_errors(page):
    """A test fails when the module throws, in an event too."""
    yield
    assert page.evaluate("() => window.errors") in ([], None)


def stop_clock(page):
    """From here on, time passes only when a test says so."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def values(page, name):
    """Return what the first model holds."""
    return page.evaluate("(name) => models[0].values[name]", name)


def receive(page, widget, *names):
    """Let the first model hear of traits that Python has changed."""
    page.evaluate("(sent) => models[0].receive(sent)", {name: getattr(widget, name) for name in names})


def frames_of(root, place):
    """Return where the frames of a grid lie, and which of them are pinned."""
    found = root.locator(".item").nth(place).locator(".frame")
    return found.evaluate_all("all => all.map((f) => (f.matches('.pinned') ? 'pinned ' : '') + f.style.gridArea)")


def on_display(root):
    """Return the numbers of all grids, the front channel of each, in reading order."""
    return root.locator(".item").evaluate_all(
        "items => items.map((item) => [...item.querySelectorAll('.front .cell')].map((cell) => cell.textContent))"
    )


def written(array):
    return color.numbers(np.asarray(array, float))


def check_frame(root, frame):
    """The page shows a frame of Python: its sentence, its numbers as far as they are reached, its frames."""
    expect(root.get_by_role("status")).to_have_text(frame.text)
    grids = [item for item in frame.items if not isinstance(item, str)]
    shown = on_display(root)
    for place, grid in enumerate(grids):
        plane = grid.planes[0]
        assert shown[place] == ["" if np.isnan(v) else color.number(v) for v in plane.ravel()]
        boxes = [*([grid.window] if grid.window else []), *((r, c, 1, 1) for r, c in grid.marked)]
        assert frames_of(root, place) == [f"{r + 1} / {c + 1} / span {h} / span {w}" for r, c, h, w in boxes]


@pytest.mark.parametrize(
    "scene",
    [
        conv_scene(IMAGE[None] / 4, KERNEL[None], 2, ((1, 1), (1, 1)), fill=True),
        conv_scene(IMAGE[None], KERNEL[None], dilation=2, relu=True),
        conv_scene(
            np.stack([IMAGE, -IMAGE / 3, IMAGE * 100]),
            np.stack([KERNEL, 2 * KERNEL, -KERNEL]),
            padding=((0, 2), (1, 0)),
        ),
    ],
    ids=["padded", "dilated", "channels"],
)
def test_every_frame_is_that_of_python(page, scene):
    root = mount(page, NumberGrid(scene, show=("position",)))
    for index, frame in enumerate(scene.frames):
        page.evaluate("(index) => models[0].receive({ index })", index)
        check_frame(root, frame)
        expect(root.locator(".count")).to_have_text(f"{index + 1} of {len(scene.frames)}")


def test_colors_are_those_of_python(page):
    scene = conv_scene(IMAGE[None], KERNEL[None])
    root = mount(page, NumberGrid(scene))
    colors = (
        root.locator(".item").nth(3).locator(".cell").evaluate_all("all => all.map((c) => c.style.backgroundColor)")
    )
    grid = scene.items(0)[6]
    assert colors == [f"rgb({r}, {g}, {b})" for r, g, b in grid.colors.reshape(-1, 3)]
    inks = root.locator(".item").nth(3).locator(".cell").evaluate_all("all => all.map((c) => c.style.color)")
    assert set(inks) == {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}


def test_keys(page):
    stepper = ConvStepper(IMAGE, KERNEL)  # 5×5
    root = mount(page, stepper)
    root.get_by_role("gridcell").first.click()
    moves = [
        ("ArrowRight", 1), ("ArrowDown", 6), ("ArrowLeft", 5), ("ArrowLeft", 4), ("ArrowUp", 4), ("ArrowRight", 5),
        ("ArrowUp", 0), ("ArrowLeft", 0), ("PageDown", 0), ("End", 24), ("ArrowRight", 24), ("ArrowDown", 24),
        ("PageUp", 24), ("ArrowUp", 19), ("ArrowRight", 20), ("ArrowDown", 20), ("Home", 0),
    ]  # fmt: skip
    for key, index in moves:
        page.keyboard.press(key)
        assert values(page, "index") == index
        check_frame(root, stepper.scene.frames[index])
        chosen = root.locator('[role=gridcell][aria-selected="true"]')
        expect(chosen).to_have_count(1)
        expect(chosen).to_be_focused()
        assert root.locator('[role=gridcell][tabindex="0"]').count() == 1
        assert chosen.get_attribute("tabindex") == "0"
        assert chosen.get_attribute("data-place") == str(index)
        value = color.number(stepper.scene.frames[index].items[6].array.flat[index])
        expect(chosen).to_have_accessible_name(f"row {index // 5}, column {index % 5}: {value}")
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("x")
    assert values(page, "index") == 0
    expect(root.get_by_role("gridcell").last).to_have_accessible_name("row 4, column 4: not reached yet")


def test_keys_are_kept_from_the_page_around(page):
    root = mount(page, ConvStepper(IMAGE, KERNEL))
    page.evaluate("""() => {
        window.heard = [];
        addEventListener("keydown", (event) => (window.last = event), { capture: true });
        document.addEventListener("keydown", (event) => heard.push(event.key + event.defaultPrevented));
    }""")
    root.get_by_role("gridcell").first.click()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => last.defaultPrevented")  # nor does the page scroll
    page.keyboard.press("z")
    assert page.evaluate("() => heard") == ["zfalse"]
    marked = "e => e.dataset.lmSuppressShortcuts"
    assert root.evaluate(marked) == "true"
    for control in root.locator("input, button, select, [role=gridcell]").all():
        if control.is_visible():
            control.focus()
            assert control.evaluate(marked) == "true"


def test_hovering_is_a_preview(page):
    stepper = ConvStepper(IMAGE, KERNEL)
    root = mount(page, stepper)
    cells = root.get_by_role("gridcell")
    cells.nth(13).hover()
    expect(root.get_by_role("status")).to_have_text(stepper.scene.frames[13].text)
    assert values(page, "index") == 0
    shown = on_display(root)[3]
    assert [n for n, text in enumerate(shown) if text] == [0, 13]  # those between are not given away
    assert frames_of(root, 0) == ["3 / 4 / span 2 / span 3"]
    expect(root.get_by_role("slider")).to_have_value("0")
    page.mouse.move(1200, 880)
    check_frame(root, stepper.scene.frames[0])
    cells.nth(13).hover()
    root.get_by_role("gridcell").nth(0).focus()
    page.keyboard.press("ArrowRight")  # the keys win over a resting mouse
    check_frame(root, stepper.scene.frames[1])


def test_what_is_not_reached_is_blank_in_every_grid(page):
    array = np.arange(4.0)[None]
    frames = [Frame([Grid("x", array, shown=n), Grid("y", array)], f"{n}") for n in range(4)]
    root = mount(page, NumberGrid(Scene(frames, pick=1), index=1))
    assert on_display(root) == [["0", "", "", ""], ["0", "1", "2", "3"]]
    root.get_by_role("gridcell").nth(3).hover()
    assert on_display(root) == [["0", "", "", ""], ["0", "1", "2", "3"]]


def test_a_preview_ends_with_its_scene(page):
    grid = NumberGrid(conv_scene(IMAGE[None], KERNEL[None]), show=("position",))
    root = mount(page, grid)
    root.get_by_role("gridcell").nth(24).hover()
    grid.draw(conv_scene(IMAGE[None], KERNEL[None], stride=3))
    receive(page, grid, "scenes", "index", "pinned")
    check_frame(root, grid.scene.frames[0])
    expect(root.get_by_role("slider")).to_have_attribute("max", "3")


def test_click_slider_and_buttons(page):
    stepper = ConvStepper(IMAGE, KERNEL)
    root = mount(page, stepper)
    root.get_by_role("gridcell").nth(7).click()
    expect(root.get_by_role("gridcell").nth(7)).to_be_focused()
    check_frame(root, stepper.scene.frames[7])
    for name, index in (("Back", 6), ("Forward", 7), ("Forward", 8)):
        root.get_by_role("button", name=name).click()
        assert values(page, "index") == index
    slider = root.get_by_role("slider", name="position")
    slider.fill("24")
    check_frame(root, stepper.scene.frames[24])
    expect(slider).to_have_attribute("aria-valuetext", "25 of 25")
    root.get_by_role("button", name="Forward").click()
    assert values(page, "index") == 24
    slider.fill("0")
    root.get_by_role("button", name="Back").click()
    assert values(page, "index") == 0
    assert page.evaluate("() => models[0].model.saved") == 8


def test_pin(page):
    stepper = ConvStepper(IMAGE, KERNEL)
    root = mount(page, stepper)
    root.get_by_role("gridcell").nth(7).click()
    root.get_by_role("button", name="Pin").click()
    assert values(page, "pinned") == 7
    root.get_by_role("gridcell").nth(9).click()
    expect(root.locator(".kept")).to_have_text(f"Pinned: {stepper.scene.frames[7].text}")
    assert frames_of(root, 0) == ["2 / 5 / span 2 / span 3", "pinned 2 / 3 / span 2 / span 3"]
    assert frames_of(root, 3) == ["2 / 5 / span 1 / span 1", "pinned 2 / 3 / span 1 / span 1"]
    root.get_by_role("button", name="Unpin").click()
    assert values(page, "pinned") is None
    expect(root.locator(".kept")).to_be_hidden()
    assert frames_of(root, 0) == ["2 / 5 / span 2 / span 3"]
    root.get_by_role("button", name="Pin").click()
    root.get_by_role("checkbox").check()
    root.get_by_role("button", name="Reset").click()
    assert [values(page, name) for name in ("index", "pinned", "setting")] == [0, None, [0]]
    check_frame(root, stepper.scene.frames[0])


def test_play_by_the_pages_clock(page):
    stop_clock(page)
    root = mount(page, ConvStepper(IMAGE, KERNEL, position=22))
    button, index = root.locator("button", has_text=re.compile("Play|Pause")), lambda: values(page, "index")
    button.click()
    expect(button).to_have_text("Pause")
    assert index() == 22
    page.clock.run_for(950)
    assert index() == 23
    button.click()
    expect(button).to_have_text("Play")
    page.clock.run_for(5000)
    assert index() == 23
    button.click()
    page.clock.run_for(950)
    assert index() == 24
    expect(button).to_have_text("Play")
    page.clock.run_for(5000)
    assert index() == 24
    button.click()  # from the end it begins again
    assert index() == 0
    page.clock.run_for(2000)
    assert index() == 2
    root.get_by_role("button", name="Forward").click()  # a hand stops it
    expect(button).to_have_text("Play")
    page.clock.run_for(5000)
    assert index() == 3


@pytest.mark.parametrize("hand", ["key", "click", "turn", "reset"])
def test_any_move_stops_play(page, hand):
    stop_clock(page)
    root = mount(page, ConvStepper(IMAGE, KERNEL))
    root.get_by_role("button", name="Play").click()
    page.clock.run_for(2000)
    cells = root.get_by_role("gridcell")
    if hand == "key":
        cells.nth(2).press("ArrowDown")
    elif hand == "click":
        cells.nth(7).click()
    elif hand == "turn":
        root.get_by_role("checkbox").check()
    else:
        root.get_by_role("button", name="Reset").click()
    index = {"key": 7, "click": 7, "turn": 2, "reset": 0}[hand]
    assert values(page, "index") == index
    page.clock.run_for(5000)
    assert values(page, "index") == index
    expect(root.get_by_role("button", name="Play")).to_be_visible()


def test_play_ends_with_the_view(page):
    stop_clock(page)
    for end in ("models[0].stop()", "document.querySelector('.cnnlite-numbers').remove()"):
        root = mount(page, ConvStepper(IMAGE, KERNEL))
        root.get_by_role("button", name="Play").click()
        page.clock.run_for(1000)
        page.evaluate(end)
        page.clock.run_for(5000)
        assert values(page, "index") == 1
    assert page.evaluate("() => (models[0].stop(), models[0].calls.length)") == 0


def row(count, text):
    """A row of numbers with a frame for each."""
    array = np.arange(float(count))[None]
    return Scene([Frame([Grid("row", array, window=(0, n, 1, 1))], f"{text} {n}") for n in range(count)], pick=0)


@pytest.fixture
def optional(page):
    """A menu of three and a checkbox, with 9, 8, … 4 frames."""
    options = {"size": ("s", "m", "l"), "odd": ("", "odd only")}
    grid = NumberGrid(
        [row(9 - n, f"scene {n},") for n in range(6)], options, ("position", "pin", *options), "a row", 1, [1, 0]
    )
    return mount(page, grid)


def test_options(page, optional):
    menu, box, said = optional.get_by_label("size"), optional.get_by_label("odd only"), optional.get_by_role("status")
    expect(optional).to_have_accessible_name("a row")
    expect(menu).to_have_value("1")
    expect(said).to_have_text("scene 2, 1")
    menu.select_option("l")
    expect(said).to_have_text("scene 4, 1")
    box.check()
    expect(said).to_have_text("scene 5, 1")
    assert values(page, "setting") == [2, 1]
    menu.select_option("s")
    expect(said).to_have_text("scene 1, 1")
    expect(box).to_be_checked()
    page.evaluate("() => models[0].receive({ setting: [2, 0], index: 3 })")
    expect(said).to_have_text("scene 4, 3")
    expect(menu).to_have_value("2")
    expect(box).not_to_be_checked()
    optional.get_by_role("button", name="Reset").click()
    expect(said).to_have_text("scene 2, 1")
    assert (values(page, "setting"), values(page, "index")) == ([1, 0], 1)


def test_a_menu_may_begin_with_nothing(page):
    root = mount(page, NumberGrid([row(2, "a"), row(2, "b"), row(2, "c")], {"extra": ("", "b", "c")}, ("extra",)))
    root.get_by_label("extra").select_option("c")
    expect(root.get_by_role("status")).to_have_text("c 0")


def test_an_option_keeps_index_and_pin_inside(page, optional):
    optional.get_by_label("size").select_option("s")
    optional.get_by_role("gridcell").nth(4).click()
    optional.get_by_role("button", name="Pin").click()
    optional.get_by_role("gridcell").nth(8).click()
    optional.get_by_label("size").select_option("m")
    assert (values(page, "index"), values(page, "pinned")) == (6, 4)
    expect(optional.get_by_role("slider")).to_have_attribute("max", "6")
    expect(optional.locator(".kept")).to_have_text("Pinned: scene 2, 4")
    optional.get_by_label("size").select_option("l")
    optional.get_by_label("odd only").check()
    assert (values(page, "index"), values(page, "pinned")) == (3, None)
    expect(optional.locator(".kept")).to_have_text("")
    expect(optional.locator(".count")).to_have_text("4 of 4")


def test_controls_are_those_of_show(page):
    names = ["position", "Back", "Forward", "Play", "Pin", "size", "Reset"]
    for wanted, visible in (
        ((), []), (("position",), ["position", "Back", "Forward", "Reset"]), (("pin", "size"), ["Pin", "size", "Reset"]),
        (("play",), ["Play", "Reset"]),
    ):  # fmt: skip
        root = mount(page, NumberGrid([row(3, "a"), row(3, "b")], {"size": ("s", "m")}, wanted))
        controls = [
            root.get_by_label(n) if n in ("position", "size") else root.get_by_role("button", name=n) for n in names
        ]
        assert [name for name, control in zip(names, controls, strict=True) if control.is_visible()] == visible
        assert root.locator(".count").is_visible() == ("position" in wanted)


def test_nothing_to_step_through(page):
    root = mount(page, NumberGrid([row(1, "a"), row(3, "b")], {"size": ("s", "m")}, ("position", "play", "size")))
    moves = [root.get_by_role("slider"), *(root.get_by_role("button", name=n) for n in ("Back", "Forward", "Play"))]
    assert [move.is_disabled() for move in moves] == [True] * 4
    root.get_by_label("size").select_option("m")
    assert [move.is_disabled() for move in moves] == [False] * 4


def test_rows_of_grids_have_cells_of_one_size(page):
    rows = show_grids([Grid("a", np.array([[1.0, 2]]))], [Grid("b", np.array([[-1.25, 3]]))]).children
    sizes = {mount(page, row).locator(".cell").first.bounding_box()["width"] for row in rows}
    assert len(sizes) == 1


def test_channels_in_depth(page):
    image = np.stack([IMAGE, -IMAGE, IMAGE + 10])
    root = mount(page, ConvStepper(image, np.ones((3, 2, 2)), padding=1))
    first, menu = root.locator(".item").first, root.get_by_label("channel in front")
    padded = np.pad(image, ((0, 0), (1, 1), (1, 1)))
    scene = ConvStepper(image, np.ones((3, 2, 2)), padding=1).scene
    colors = scene.items(0)[0].colors
    for channel in (1, 2, 0):
        menu.select_option(str(channel))
        assert on_display(root)[0] == written(padded[channel])
        expect(first.locator(".label")).to_have_text(f"image, channel {channel} of 3 in front")
        for place, plane in ((1, 1), (2, 0)):  # the one farthest behind comes first
            cell = first.locator(".behind").nth(plane).locator(".cell").nth(9 + 1)
            expect(cell).to_have_text("")
            r, g, b = colors[(channel + place) % 3, 1, 1]
            assert cell.evaluate("c => c.style.backgroundColor") == f"rgb({r}, {g}, {b})"
    assert values(page, "index") == 0
    expect(root.get_by_role("table", name="image, channel 0 of 3 in front").get_by_role("cell")).to_have_count(8 * 9)
    assert root.get_by_role("cell").count() == root.locator(".front [role=cell]").count()
    expect(root.locator(".behind[aria-hidden=true]")).to_have_count(3 * 2)
    assert menu.locator("option").all_text_contents() == ["0", "1", "2"]
    boxes = [first.locator(".plane").nth(n).bounding_box() for n in range(3)]
    assert [(round(b["x"] - boxes[2]["x"]), round(b["y"] - boxes[2]["y"])) for b in boxes] == [
        (18, -18),
        (9, -9),
        (0, 0),
    ]


def test_a_picked_grid_in_depth(page):
    array = np.arange(24.0).reshape(3, 2, 4)
    viewer = show(array, label="a")
    root = mount(page, viewer)
    said, cells = root.get_by_role("status"), root.get_by_role("gridcell")
    cells.nth(5).click()
    for key, index in (("PageDown", 13), ("PageDown", 21), ("PageDown", 21), ("ArrowUp", 17), ("ArrowUp", 17),
                       ("ArrowLeft", 16), ("ArrowLeft", 15), ("ArrowDown", 15), ("PageDown", 23),
                       ("PageDown", 23), ("PageUp", 15), ("PageUp", 7), ("PageUp", 7), ("ArrowRight", 8), ("PageUp", 0), ("PageDown", 8)):  # fmt: skip
        page.keyboard.press(key)
        expect(said).to_have_text(viewer.scene.frames[index].text)
        plane = array[index // 8].ravel()
        assert on_display(root)[0] == written(plane)
        assert frames_of(root, 0) == [f"{index % 8 // 4 + 1} / {index % 4 + 1} / span 1 / span 1"]
        chosen = root.locator('[aria-selected="true"]')
        expect(chosen).to_be_focused()
        expect(chosen).to_have_accessible_name(
            f"channel {index // 8}, row {index % 8 // 4}, column {index % 4}: {index}"
        )
    cells.nth(2).hover()
    expect(said).to_have_text(viewer.scene.frames[10].text)
    cells.nth(2).click()
    menu = root.get_by_label("channel in front")
    menu.select_option("2")
    assert values(page, "index") == 18
    expect(root.locator(".label")).to_have_text("a 3×2×4, channel 2 of 3 in front")
    cells.nth(1).click()
    assert values(page, "index") == 17
    page.evaluate("() => models[0].receive({ index: 3 })")
    expect(menu).to_have_value("0")


def test_a_finger_that_scrolls_previews_nothing(page):
    root = mount(page, ConvStepper(IMAGE, KERNEL))
    said = root.get_by_role("status").text_content()
    for kind in ("touch", "mouse"):
        root.get_by_role("gridcell").nth(8).dispatch_event("pointermove", {"pointerType": kind, "bubbles": True})
        assert (root.get_by_role("status").text_content() == said) == (kind == "touch")


def test_a_grid_wider_than_the_page_scrolls_in_its_box(page):
    wide = show(np.arange(40.0))
    root = mount(page, wide, show_grids(Grid("x", np.ones((1, 40))), Grid("y", np.ones((1, 3)))), width=360)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    cell = root.get_by_role("gridcell").first.bounding_box()
    assert cell["width"] >= 24
    root.get_by_role("gridcell").first.click()
    page.keyboard.press("End")
    box = root.get_by_role("gridcell").last.bounding_box()
    assert 0 <= box["x"] <= 360 - box["width"]
    items = page.locator(".item").evaluate_all("all => all.map((item) => item.tabIndex)")
    assert items == [-1, 0, -1]  # the picked grid is reached by its cells, and a short one need not be
    found = Axe().run(page).response
    assert not [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    page.set_viewport_size({"width": 1920, "height": 900})
    expect(page.locator(".item").nth(1)).not_to_have_attribute("tabindex", "0")


def test_touch(browser):
    page = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740}).new_page()
    stepper = ConvStepper(IMAGE, KERNEL)
    root = mount(page, stepper, width=360)
    for index in (12, 3):
        root.get_by_role("gridcell").nth(index).tap()
        assert values(page, "index") == index
        check_frame(root, stepper.scene.frames[index])
    root.get_by_role("button", name="Forward").tap()
    check_frame(root, stepper.scene.frames[4])
    assert page.evaluate("() => window.errors") == []
    page.context.close()


def test_hatched_and_named_cells(page):
    unused = np.zeros((3, 4), bool)
    unused[:, 3] = True
    grid = Grid("x", np.arange(12.0).reshape(3, 4), padding=((1, 0), (0, 1)), unused=unused, names=("a", "b", "c"))
    root = mount(page, NumberGrid(Scene([Frame([grid], "")])))
    kinds = root.locator(".cell").evaluate_all(
        "all => all.map((c) => ['padding', 'unused'].filter((k) => c.matches('.' + k)).join())"
    )
    assert kinds == [*["padding"] * 3, "padding,unused", *["", "", "", "padding,unused"] * 2]
    images = root.locator(".cell").evaluate_all("all => all.map((c) => getComputedStyle(c).backgroundImage)")
    paper = root.locator(".cell").evaluate_all("all => all.map((c) => getComputedStyle(c).backgroundColor)")
    assert [kind.startswith("padding") for kind in kinds] == [color == "rgb(255, 255, 255)" for color in paper]
    assert images[0] == images[3] == images[7] != images[4] == "none"
    assert root.get_by_role("rowheader").all_text_contents() == ["a", "b", "c"]
    lines = root.get_by_role("row").evaluate_all("all => all.map((line) => line.lastChild.getBoundingClientRect().y)")
    assert lines == sorted(set(lines))
    expect(root.get_by_role("table", name="x")).to_be_visible()
    plain = NumberGrid(Scene([Frame([Grid("x", np.zeros((3, 4)), unused=unused)], "")]))
    hatch = mount(page, plain).locator(".cell").nth(3).evaluate("c => getComputedStyle(c).backgroundImage")
    assert "-45deg" in hatch


def test_empty_cells(page):
    root = mount(page, show(np.array([[1.0, np.nan], [np.inf, -0.0]])))
    assert on_display(root) == [["1", "", "∞", "0"]]
    expect(root.get_by_role("gridcell").nth(1)).to_have_accessible_name("row 0, column 1: empty")
    assert root.locator(".cell.blank").count() == 1
    root.get_by_role("gridcell").nth(1).click()
    expect(root.get_by_role("status")).to_contain_text("= nan")


def test_one_frame_and_no_pick(page):
    root = mount(page, show_grids(Grid("x", np.eye(2)), "×", Grid("k", np.array([[3.0]]), window=(0, 0, 1, 1))))
    assert on_display(root) == [["1", "0", "0", "1"], ["3"]]
    assert root.locator("[data-place], [tabindex], [aria-selected]").count() == 0
    assert root.locator(".bar").evaluate("bar => [...bar.children].every((part) => part.hidden)")
    assert root.locator(".group").all_inner_texts() == ["x\n1\n0\n0\n1", "×\nk\n3"]  # a sign and what follows it
    root.locator(".cell").first.hover()
    root.locator(".cell").first.click()
    assert values(page, "index") == 0
    root = mount(page, NumberGrid(row(1, "one"), show=("position", "play")))
    root.get_by_role("gridcell").press("ArrowRight")
    assert values(page, "index") == 0
    frames = [Frame([Grid("x", np.full((1, 2), float(n)))], f"frame {n}") for n in range(3)]
    root = mount(page, NumberGrid(Scene(frames), show=("position",)))
    root.get_by_role("button", name="Forward").click()
    assert on_display(root) == [["1", "1"]]
    expect(root.get_by_role("status")).to_have_text("frame 1")


def test_another_scene(page):
    grid = NumberGrid(conv_scene(IMAGE[None], KERNEL[None]), show=("position", "pin"), index=7)
    root = mount(page, grid)
    root.get_by_role("gridcell").nth(7).click()
    root.get_by_role("button", name="Pin").click()
    root.get_by_role("gridcell").nth(7).focus()
    grid.draw(conv_scene(-IMAGE[None] * 1000.5, KERNEL[None]))  # the same cells with longer numbers
    grid.pinned = None
    letter = root.locator(".cell").first.evaluate("c => parseFloat(getComputedStyle(c).fontSize)")
    receive(page, grid, "scenes", "index", "pinned")
    check_frame(root, grid.scene.frames[7])
    assert root.locator(".cell").first.evaluate("c => parseFloat(getComputedStyle(c).fontSize)") < letter
    assert_fits(root)
    expect(root.get_by_role("gridcell").nth(7)).to_be_focused()
    grid.draw(conv_scene(IMAGE[None], KERNEL[None], padding=((1, 1), (2, 2))))  # other cells
    receive(page, grid, "scenes", "index", "pinned")
    check_frame(root, grid.scene.frames[7])
    expect(root.get_by_role("gridcell").nth(7)).to_be_focused()
    assert root.locator(".item").first.locator(".padding").count() == 8 * 11 - 42
    grid.draw(
        conv_scene(IMAGE[None], KERNEL[None], padding=((2, 0), (1, 3)), names=("in", "k", "out"))
    )  # other padding
    receive(page, grid, "scenes", "index", "pinned")
    padding = root.locator(".item").first.locator(".cell").evaluate_all("all => all.map((c) => c.matches('.padding'))")
    assert padding == grid.scene.items(0)[0].hatched.ravel().tolist()
    assert root.locator(".label").all_text_contents() == ["in", "k", "products", "out"]
    root.get_by_role("slider").focus()
    grid.draw(conv_scene(IMAGE[None], KERNEL[None], stride=2))
    receive(page, grid, "scenes", "index", "pinned")
    expect(root.get_by_role("slider")).to_be_focused()
    check_frame(root, grid.scene.frames[grid.index])


def test_two_views_of_one_model_agree(page):
    stepper = ConvStepper(IMAGE, KERNEL)
    root = mount(page, stepper)
    page.evaluate("() => void (window.stop = models[0].view())")
    other = page.locator(".cnnlite-numbers").nth(1)
    root.get_by_role("gridcell").nth(6).click()
    other.get_by_role("checkbox").check()
    root.get_by_role("button", name="Pin").click()
    stepper.setting = [1]
    for view in (root, other):
        check_frame_pinned = view.get_by_role("status")
        expect(check_frame_pinned).to_have_text(stepper.scene.frames[6].text)
        expect(view.get_by_role("checkbox")).to_be_checked()
        expect(view.locator(".kept")).to_have_text(f"Pinned: {stepper.scene.frames[6].text}")
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids)) == 8
    page.evaluate("() => (models[0].stop(), document.querySelector('.cnnlite-numbers').remove())")
    page.evaluate("() => models[0].view()")  # shown again
    page.locator(".cnnlite-numbers").last.get_by_role("gridcell").nth(2).click()
    for view in page.locator(".cnnlite-numbers").all():
        check_frame_pinned = view.get_by_role("status")
        expect(check_frame_pinned).to_have_text(stepper.scene.frames[2].text)


def assert_fits(root):
    """No number is wider than its cell, no two grids overlap."""
    wide = root.locator(".front .cell").evaluate_all("""all => all.filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect().width > cell.getBoundingClientRect().width - 1;
    }).map((cell) => cell.textContent)""")
    assert not wide
    boxes = [item.bounding_box() for item in root.locator(".planes").all()]
    for n, one in enumerate(boxes):
        for two in boxes[n + 1 :]:
            assert (
                one["x"] + one["width"] <= two["x"] + 1 or two["x"] + two["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= two["y"] + 1 or two["y"] + two["height"] <= one["y"] + 1
            )  # fmt: skip


LONG = np.array([[-123.456, 0.001, 1e6], [0.0, -0.005, 99.99], [1, 2, 3]])
WIDE = [
    ConvStepper(np.arange(144.0).reshape(12, 12) - 70, np.eye(3)),
    ConvStepper(np.stack([IMAGE, -IMAGE, IMAGE + 0.25]), np.ones((3, 2, 2)), padding=2),
    ConvStepper(LONG, LONG[:2, :2]),
    show(np.arange(24.0).reshape(2, 3, 4)),
    show(np.linspace(0, 1, 30)),
]


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_widths(page, width):
    mount(page, *WIDE, width=width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    for root in page.locator(".cnnlite-numbers").all():
        assert_fits(root)
        letters = root.locator(".cell").first.evaluate("c => parseFloat(getComputedStyle(c).fontSize)")
        assert (
            14 >= letters >= {1280: 10, 800: 7, 360: 6}[width]
        )  # numbers of five letters, eleven in a row, on a phone
        sizes = root.locator(".cell").evaluate_all("all => all.map((c) => c.getBoundingClientRect())")
        assert all(abs(size["width"] - size["height"]) < 1 for size in sizes)
        frame, box = root.locator(".frame").first, root.locator(".item").first.locator(".frame")
        area = [int(n) for n in re.findall(r"\d+", box.first.evaluate("f => f.style.gridArea"))]
        cell = root.locator(".item").first.locator(".front .cell").first.bounding_box()
        place = frame.bounding_box()
        assert place["x"] == pytest.approx(cell["x"] + (area[1] - 1) * cell["width"], abs=1.5)
        assert place["y"] == pytest.approx(cell["y"] + (area[0] - 1) * cell["height"], abs=1.5)
        assert place["width"] == pytest.approx(area[3] * cell["width"], abs=1.5)
        assert place["height"] == pytest.approx(area[2] * cell["height"], abs=1.5)
    heights = page.locator("button:visible, select:visible, [type=range]:visible, label:visible")
    assert all(
        height >= 32 for height in heights.evaluate_all("all => all.map((e) => e.getBoundingClientRect().height)")
    )
    boxes = page.locator(".item").evaluate_all("all => all.map((item) => item.scrollWidth > item.clientWidth)")
    assert not any(boxes[:-1])  # only the row of thirty may scroll
    cells = page.locator(".cnnlite-numbers").nth(1).get_by_role("gridcell").first.bounding_box()
    assert cells["width"] >= 24


def cell_width(root):
    return root.locator(".front .cell").first.bounding_box()["width"]


def test_another_scene_is_fitted_as_if_it_were_the_first(page):
    large = conv_scene(np.eye(12)[None], np.ones((1, 3, 3)))
    alone = cell_width(mount(page, NumberGrid(large), width=900))
    grid = NumberGrid(conv_scene(IMAGE[None], KERNEL[None]))
    root = mount(page, grid, width=900)
    assert cell_width(root) > alone
    grid.draw(large)
    receive(page, grid, "scenes", "index", "pinned")
    assert cell_width(root) == alone


def test_cells_are_small_only_where_that_leaves_one_row(page):
    image = np.stack([np.eye(4)] * 3)
    for width, size in ((1000, 38), (500, 38)):  # at 500, there is room for cells of 24, but not for the labels
        root = mount(page, NumberGrid(conv_scene(image, np.ones((3, 2, 2)))), width=width)
        tops = root.locator(".group").evaluate_all("all => all.map((group) => group.offsetTop + group.offsetHeight)")
        assert (max(tops) - min(tops) > 100) == (width == 500)
        assert cell_width(root) == size
    root = mount(page, ConvStepper(np.eye(12), np.ones((3, 3))), width=860)
    assert 24 <= cell_width(root) < 38
    boxes = [item.bounding_box() for item in root.locator(".item").all()]
    assert all(one["x"] + one["width"] <= two["x"] for one, two in pairwise(boxes))


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_accessibility(page, light):
    mount(page, *WIDE, show_grids(Grid("x", np.eye(2), names=("a", "b")), "→", Grid("y", np.ones((2, 1)))), light=light)
    for act in (lambda: None, lambda: page.get_by_role("button", name="Pin").first.click()):
        act()
        found = Axe().run(page).response
        assert found["passes"]
        serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious]
    blank = page.locator(".cell.blank").first.evaluate("c => getComputedStyle(c).backgroundColor")
    assert blank == ("rgb(238, 238, 238)" if light else "rgb(66, 66, 66)")
    outline = page.get_by_role("button", name="Pin").nth(1)
    outline.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert outline.evaluate("b => getComputedStyle(b).outlineColor") == (
        "rgb(91, 59, 140)" if light else "rgb(196, 168, 240)"
    )
