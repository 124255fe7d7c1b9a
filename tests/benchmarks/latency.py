"""From a key press to the new picture: ``python -m tests.benchmarks.latency`` prints median and 95th percentile.

It asserts nothing: the numbers depend on the machine. A move counts from the time stamp of the key press to the
first frame of the browser in which the decoded picture is another one.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.lab import ARGUMENTS, chromium, serve_lab
from tests.notebooks import NOTEBOOKS

MOVES = 60
ARM = """([slider, picture]) => {
    const before = picture().src;
    window.elapsed = null;
    slider.addEventListener("keydown", (event) => {
        const look = async () => {
            if (picture() && picture().src !== before) {
                await picture().decode();
                requestAnimationFrame(() => (window.elapsed = performance.now() - event.timeStamp));
            } else requestAnimationFrame(look);
        };
        look();
    }, { once: true });
}"""


def main() -> None:
    """Move the stride of notebook 00's photo filter up and down."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for notebook in NOTEBOOKS:
            shutil.copy(notebook, folder)
        with serve_lab(folder) as lab, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            lab.open(page, "00_start_here.ipynb")
            lab.run_all(page)
            explorer = page.locator(".cnnlite-explorer:has(.cnnlite-status)").first
            explorer.scroll_into_view_if_needed()
            slider = explorer.get_by_label("stride", exact=True).element_handle()
            picture = page.evaluate_handle(
                "(e) => () => e.closest('.cnnlite-explorer').querySelectorAll('img')[2]", slider
            )
            times = []
            for move in range(MOVES):
                page.evaluate(ARM, [slider, picture])
                slider.press("ArrowRight" if move % 6 < 3 else "ArrowLeft")
                page.wait_for_function("() => window.elapsed !== null")
                times.append(page.evaluate("() => window.elapsed"))
                page.wait_for_timeout(100)
            browser.close()
    times.sort()
    print(f"{MOVES} moves of the stride on the photo, from the key to the new picture:")
    print(f"median {statistics.median(times):.0f} ms, 95 % within {times[int(0.95 * MOVES) - 1]:.0f} ms, "
          f"slowest {times[-1]:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
