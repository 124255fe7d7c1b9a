"""From a key press to what changes on the page: ``python -m tests.benchmarks.latency`` prints median and 95 %.

It asserts nothing: the numbers depend on the machine. A move counts from the time stamp of the key press to the first
frame of the browser that shows another state: a decoded picture, or the sums that a number grid writes. After 1,000
more moves it prints how much the kernel has grown.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.lab import ARGUMENTS, Lab, chromium, serve_lab
from tests.browser.notebook import ask, write_notebook

MOVES, LONG = 120, 1000
CELLS = [
    "import numpy as np\nimport resource\nfrom matplotlib import _pylab_helpers\n"
    "from cnnlite.explorers import ConvExplorer, ConvStepper\n"
    "stepper = ConvStepper(np.random.default_rng(0).standard_normal((12, 12)), np.eye(3))\nstepper",
    "small = ConvExplorer('bright square 7×7', padding=2)\nsmall",
    "photo = ConvExplorer('temple')\nphoto",
    "moves = []\n"
    "stepper.observe(moves.append, 'index')\n"
    "for explorer in (small, photo):\n    explorer.status.observe(moves.append, 'text')",
]
MEMORY = "print(int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() // 1000)"
FIGURES = "print(len(_pylab_helpers.Gcf.figs))"
ARM = """([target, kind]) => {
    const look = kind === "picture"
        ? () => target.closest(".cnnlite-explorer").querySelectorAll("img")[2]
        : () => target.closest(".cnnlite-explorer, .cnnlite-numbers").querySelector(".sentence");
    const state = () => (kind === "picture" ? look()?.src : look()?.parentNode.querySelector(".stage").textContent
        + look().textContent);
    const before = state();
    window.elapsed = null;
    document.activeElement.addEventListener("keydown", (event) => {
        const watch = async () => {
            if (state() !== undefined && state() !== before) {
                if (kind === "picture") await look().decode();
                requestAnimationFrame(() => (window.elapsed = performance.now() - event.timeStamp));
            } else requestAnimationFrame(watch);
        };
        watch();
    }, { once: true, capture: true });
}"""


def time_moves(page: Page, what: str, kind: str, target, keys: tuple[str, str]) -> None:
    """Press a key back and forth; print how long the page took to answer."""
    target.scroll_into_view_if_needed()
    target.focus()
    times = []
    for move in range(MOVES):
        page.evaluate(ARM, [target.element_handle(), kind])
        page.keyboard.press(keys[move % 6 // 3])
        page.wait_for_function("() => window.elapsed !== null")
        times.append(page.evaluate("() => window.elapsed"))
        page.wait_for_timeout(80)
    times.sort()
    late = times[int(0.95 * MOVES) - 1]
    print(f"{what}: median {statistics.median(times):.0f} ms, 95 % within {late:.0f} ms, slowest {times[-1]:.0f} ms")


def measure(lab: Lab, page: Page) -> None:
    """Time three explorers and weigh the kernel."""
    write_notebook(lab, "latency.ipynb", CELLS)
    lab.open(page, "latency.ipynb")
    lab.run_all(page)
    stepper = page.locator(".jp-OutputArea-output .cnnlite-numbers").first
    explorers = page.locator(".jp-OutputArea-output .cnnlite-explorer:has(.cnnlite-status)")
    keys = ("ArrowRight", "ArrowLeft")
    print(f"{MOVES} key presses each, from the key to the changed page:")
    stepper.get_by_role("gridcell").nth(40).click()
    time_moves(page, "number grid, no kernel asked", "grid", stepper.locator("[aria-selected=true]"), keys)
    stride = explorers.nth(0).get_by_label("stride", exact=True)
    time_moves(page, "number grid, drawn anew by the kernel", "grid", stride, keys)
    photo = explorers.nth(1).get_by_label("stride", exact=True)
    time_moves(page, "photo", "picture", photo, keys)
    before, seen = int(ask(page, MEMORY)), ask(page, "print(len(moves)); moves.clear()")
    for target, count in ((stepper.locator("[aria-selected=true]"), LONG), (stride, LONG), (photo, LONG)):
        target.focus()
        for move in range(count):
            page.keyboard.press(keys[move % 6 // 3])
            page.wait_for_timeout(30)  # moves without a pause are merged, and would weigh nothing
    page.wait_for_timeout(2000)
    answered = ask(page, "print(len(moves)); moves.clear()")
    after = int(ask(page, MEMORY))
    print(f"Python answered {seen} of the timed moves, and {answered} of {LONG} further ones of each")
    print(
        f"kernel: {before / 1000:.1f} MB before these, {after / 1000:.1f} MB after, {ask(page, FIGURES)} figures open"
    )


def main() -> None:
    """Serve a notebook of three explorers to a browser."""
    with tempfile.TemporaryDirectory() as name, serve_lab(Path(name)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        measure(lab, browser.new_page(viewport={"width": 1280, "height": 900}))
        browser.close()


if __name__ == "__main__":
    main()
