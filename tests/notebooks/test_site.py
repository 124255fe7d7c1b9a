"""The static pages: widgets that live by themselves do so without kernel and network, and the rest is there to read."""

import functools
import http.server
import json
import re
import sys
import threading

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite import conv2d
from cnnlite.data import articles
from cnnlite.plots import color
from notebooks import build
from notebooks.site import __main__ as site
from notebooks.site import live, page
from tests.notebooks import FOLDER, SOURCES

SOURCE = '''
# %% [markdown]
# # Count with a finger
#
# **Does a button count without Python?**
#
# 20 minutes. See [03](03_convolution.ipynb#by) and [the web](https://example.org/a.ipynb). Here $x^2$ is inline.
#
# $$\\\\text{out}[r, c] = \\\\sum_{i} \\\\sum_{j} \\\\text{image}[r + i,\\\\ c + j] \\\\cdot \\\\text{kernel}[i, j] + a + b + c + d$$
#
# | a long heading for a narrow page | another long heading | and_one_that_cannot_be_broken |
# |---|---|---|
# | 1 | 2 | 3 |
#
# <details><summary>Answer</summary>Yes.</details><br>

# %%
import ipywidgets
import traitlets

from cnnlite.explorers.component import Component


class Words(Component):
    label = traitlets.Unicode().tag(sync=True)

    def summary(self):
        return self.label

    def fallback(self):
        return f"<div><div>{self.label} as a picture</div></div>"


class Counter(Words):
    count = traitlets.Int().tag(sync=True)
    _css = ".counter { min-height: 32px; border-top: 3px solid rgb(1, 2, 3); }"
    _esm = """// A button that counts; to export default twice would be wrong. "</script>"
function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "counter";
  el.append(button);
  const show = () => (button.textContent = `${model.get("label")}: ${model.get("count")}`);
  button.addEventListener("click", () => {
    model.set("count", model.get("count") + 1);
    model.save_changes();
  });
  model.on("change:count", show);
  show();
}
export default { render };
"""


class Throws(Words):
    _esm = """function render({ el }) {
  el.textContent = "half done";
  throw new Error("on purpose");
}
export default { render };
"""


class Rejects(Words):
    _esm = """async function render({ el }) {
  el.textContent = "half done";
  await undefined;
  throw new Error("on purpose, later");
}
export default { render };
"""


class Unreadable(Words):
    _esm = """const = 3;
export default { render };
"""


class Probe(Words):
    a = traitlets.Int(1).tag(sync=True)
    b = traitlets.List([0]).tag(sync=True)
    _esm = """function render({ model, el }) {
  const heard = [];
  const one = (_, value) => heard.push(value);
  const all = () => heard.push("any");
  model.on("change:a change:b", one);
  model.on("change", all);
  model.set("a", 1);
  model.set("b", [0]);
  model.set("a", 2);
  model.set({ a: 3, b: [1] });
  model.off("change", all);
  model.set("a", 4);
  model.off("change:a");
  model.set("a", 5);
  model.set("b", [2]);
  model.off();
  model.set("b", [3]);
  el.className = "probe";
  el.textContent = JSON.stringify([heard, model.get("a"), model.get("b")]);
}
export default { render };
"""


class Box(ipywidgets.VBox):
    def to_html(self):
        return "<div>" + "".join(child.to_html() for child in self.children) + "</div>"

    def _repr_mimebundle_(self, **kwargs):
        return {**super()._repr_mimebundle_(**kwargs), "text/html": self.to_html()}


one = Counter(label="one </script><b>", count=3)
one

# %%
Box([Counter(label="two", count=10), Box([Throws(label="throws"), Counter(label="three")])])

# %%
display(Rejects(label="rejects"), Unreadable(label="unreadable"), Probe(label="probe"))
one

# %%
ipywidgets.Dropdown(options=["needs", "Python"])

# %%
print("a line that is a good deal too long for a narrow page; " * 3)
{"only": "text <b>"}
'''


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of a site: notebook 03, and one page that counts."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["site", str(folder), "--only", "03"])
        assert site.main() == 0
    source = folder / "98_count.py"
    source.write_text(SOURCE, encoding="utf-8")
    notebook = build.execute(build.read(source))
    own = page.card("98_count", notebook)
    (folder / "98_count.html").write_text(site.lesson(notebook, own, [own]), encoding="utf-8")
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files and say nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(folder):
    """The address of a plain file server."""
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def phone(browser):
    """A phone: narrow, and worked by touch."""
    with browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as context:
        yield context


def text_of(folder, name):
    return (folder / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_alive_by_touch_without_kernel_and_network(phone, folder, served, scheme):
    view = phone.new_page()
    asked = []
    view.on("request", lambda request: asked.append(request.url))
    address = served if scheme == "http" else folder.as_uri()
    phone.set_offline(scheme == "file")
    view.goto(f"{address}/98_count.html")
    phone.set_offline(True)
    counters = view.locator(".counter")
    expect(counters).to_have_text(["one </script><b>: 3", "two: 10", "three: 0", "one </script><b>: 3"])
    counters.nth(1).tap()
    counters.nth(1).tap()
    counters.nth(2).tap()
    counters.nth(0).tap()
    expect(counters).to_have_text(["one </script><b>: 4", "two: 12", "three: 1", "one </script><b>: 4"])
    assert counters.first.evaluate("e => getComputedStyle(e).borderTopColor") == "rgb(1, 2, 3)"
    assert asked == [f"{address}/98_count.html"]


def test_each_module_stands_once(folder):
    text = text_of(folder, "98_count")
    scripts, styles = (
        re.findall(r"<script>.*?</script>", text, re.DOTALL),
        re.findall(r"<style>.*?</style>", text, re.DOTALL),
    )
    assert len(scripts) == 5 + 1  # five modules and the loader
    assert sum("A button that counts" in script for script in scripts) == 1
    assert "".join(styles).count("rgb(1, 2, 3)") == 1
    states = json.loads(re.search(r'id="cnnlite-states">(.*?)</script>', text, re.DOTALL)[1])
    assert [s["state"]["label"] for s in states] == [
        "one </script><b>", "two", "throws", "three", "rejects", "unreadable", "probe",
    ]  # fmt: skip
    assert [s["module"] for s in states] == [0, 0, 1, 0, 2, 3, 4]
    assert states[0]["state"] == {"alone": True, "count": 3, "label": "one </script><b>"}


@pytest.mark.parametrize("name", ["throws", "rejects", "unreadable"])
def test_a_widget_that_fails_leaves_its_fallback(browser, folder, name):
    with browser.new_context() as context:
        view = context.new_page()
        view.goto((folder / "98_count.html").as_uri())
        expect(view.locator(".cnnlite-live", has_text=f"{name} as a picture")).to_be_visible()
        expect(view.locator(".cnnlite-live", has_text="half done")).to_have_count(0)
        expect(view.locator(".cnnlite-live", has_text="two as a picture")).to_have_count(0)
        expect(view.locator(".counter")).to_have_count(4)


def test_without_scripts_every_fallback_is_there(browser, folder):
    with browser.new_context(java_script_enabled=False) as context:
        view = context.new_page()
        view.goto((folder / "98_count.html").as_uri())
        expect(view.locator(".cnnlite-live", has_text="as a picture")).to_have_count(8)


def test_the_model_is_that_of_jupyter(browser, folder):
    with browser.new_context() as context:
        view = context.new_page()
        view.goto((folder / "98_count.html").as_uri())
        heard, a, b = json.loads(view.locator(".probe").text_content())
    assert heard == [2, "any", 3, [1], "any", 4, [2]]
    assert (a, b) == (5, [3])


def test_the_page_s_policy_admits_its_own_scripts_only(browser, folder):
    with browser.new_context() as context:
        view = context.new_page()
        view.goto((folder / "98_count.html").as_uri())
        expect(view.locator(".counter")).to_have_count(4)
        view.evaluate(
            """() => {
                window.refused = [];
                document.addEventListener("securitypolicyviolation", (e) => refused.push(e.effectiveDirective));
                document.body.append(Object.assign(document.createElement("script"), { textContent: "window.bad = 1" }));
                new Image().src = "https://example.org/a.png";
                fetch("https://example.org/").catch(() => {});
            }"""
        )
        view.wait_for_function("() => refused.length === 3", timeout=10_000)
        refused = view.evaluate("() => [window.bad ?? null, ...refused.sort()]")
    assert refused == [None, "connect-src", "img-src", "script-src-elem"]


@pytest.mark.parametrize("name", ["98_count", "03_convolution", "index"])
def test_nothing_is_fetched(folder, name):
    text = text_of(folder, name)
    outside = re.sub(r'<a [^>]*href="https?:[^"]*"', "", text)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:|//)|url\(|@import""", outside)
    assert text.count("<h1>") + text.count("<h1 ") == 1
    assert '<html lang="en">' in text
    assert "<title>" in text


@pytest.mark.parametrize("name", ["98_count", "03_convolution", "index"])
def test_modules_and_states_are_small(folder, name):
    text = text_of(folder, name)
    sent = re.findall(r"<(script|style)\b[^>]*>(.*?)</\1>", text, re.DOTALL)
    assert len(sent) >= 3
    assert sum(len(inside.encode()) for _, inside in sent) <= 300_000 + 20_000  # the page's own style and loader


@pytest.mark.parametrize("name", ["98_count", "03_convolution", "index"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_and_accessible(browser, folder, name, scheme):
    with browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True, is_mobile=True
    ) as context:
        view = context.new_page()
        view.goto((folder / f"{name}.html").as_uri())
        view.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert view.evaluate("document.documentElement.scrollWidth") <= 360
        assert view.evaluate("document.body.dataset.jpThemeLight") == str(scheme == "light").lower()
        found = Axe().run(view).response
    assert found["passes"], "axe looked at nothing"
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not serious, [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious]


def test_wide_parts_scroll_in_their_own_box(phone, folder):
    view = phone.new_page()
    view.goto((folder / "98_count.html").as_uri())
    wide = "e => e.scrollWidth > e.clientWidth"
    for part in (".page-scroll:has(> table)", ".page-scroll:has(> math)", ".page-output > pre"):
        box = view.locator(part)
        expect(box).to_have_count(1)
        assert box.evaluate(wide), part
        expect(box).to_have_attribute("tabindex", "0")
    view.set_viewport_size({"width": 1200, "height": 740})
    expect(view.locator(".page-scroll:has(> table)")).not_to_have_attribute("tabindex", "0")


def test_what_a_page_says(folder):
    text = text_of(folder, "98_count")
    assert 'href="03_convolution.html#by"' in text
    assert 'href="https://example.org/a.ipynb"' in text
    assert text.count("<math") == 2
    assert "$x" not in text
    assert "{'only': 'text &lt;b&gt;'}" in text
    assert text.count("controls that need Python") == 1
    assert text.count('aria-label="Code cell ') == 5
    assert '<span class="k">class</span>' in text


def test_the_index_lists_every_notebook(folder):
    text = text_of(folder, "index")
    links = re.findall(r'<a href="([^"#]+)\.html">', text)
    assert links == [source.stem for source in SOURCES]
    assert text.count(" minutes</p>") == len(SOURCES)
    assert text.count("?</p>") == len(SOURCES)


def test_pages_lead_to_their_neighbors(folder):
    place = [s.stem[:2] for s in SOURCES].index("03")
    text = text_of(folder, "03_convolution")
    near = [("Before", place - 1), ("Next", place + 1)]
    for word, other in near:
        found = re.findall(rf'<li>{word}: <a href="([^"]+)">', text)
        wanted = [f"{SOURCES[other].stem}.html"] if 0 <= other < len(SOURCES) else []
        assert found == wanted * 2
    assert text.count('<a href="index.html">') == 2


def test_scripts_stand_only_in_the_site(folder):
    assert "<script" in text_of(folder, "03_convolution")
    assert "<script" not in (FOLDER / "03_convolution.ipynb").read_text(encoding="utf-8")


def test_a_name_without_a_source(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["site", str(tmp_path), "--only", "97"])
    assert site.main() == 1
    assert "No source begins with 97" in capsys.readouterr().out


MODULE = "function render() {}\nexport default { render };\n"


def widgets(**states):
    """Return the live widgets of a notebook that has these states."""
    models = {
        name: {"state": {"alone": True, "_esm": MODULE, **state}, **extra} for name, (state, extra) in states.items()
    }
    return live.Live(nbformat.v4.new_notebook(metadata={"widgets": {live.STATE: {"state": models}}}))


def output(html, model="m"):
    """Return what a cell shows that ends in a widget."""
    return {"text/html": html, live.VIEW: {"model_id": model}}


PLACE = '<div class="cnnlite-live">picture</div>'


@pytest.mark.parametrize("html", ["", "<p>picture</p>", PLACE * 2], ids=["nothing", "none", "two"])
def test_a_place_for_each_widget(html):
    count = html.count("cnnlite-live")
    with pytest.raises(ValueError, match=f"^07_a, cell 07-03: .*got {count} places for 1 widgets"):
        widgets(m=({}, {})).place(output(html), "07_a, cell 07-03")


def test_a_place_without_a_widget():
    with pytest.raises(ValueError, match="got 1 places for 0 widgets"):
        widgets().place({"text/html": PLACE}, "07_a, cell 07-03")


@pytest.mark.parametrize(
    "text",
    ["function render() {}", MODULE + MODULE, f'import x from "y";\n{MODULE}', f"export const a = 1;\n{MODULE}",
     f'const a = await import ("y");\n{MODULE}', f"// <!--\n{MODULE}"],
    ids=["no export", "two", "import", "export", "import()", "comment"],
)  # fmt: skip
def test_a_module_that_cannot_stand_in_a_page(text):
    with pytest.raises(ValueError, match=r"^07_a, cell 07-03: a live widget's module must"):
        widgets(m=({"_esm": text}, {})).place(output(PLACE), "07_a, cell 07-03")


def test_a_widget_that_sends_bytes():
    with pytest.raises(ValueError, match="must send lists, got bytes"):
        widgets(m=({}, {"buffers": [{}]})).place(output(PLACE), "07_a, cell 07-03")


def test_a_page_too_large():
    large = widgets(m=({"values": [0] * 150_000}, {}))
    large.place(output(PLACE), "07_a, cell 07-03")
    with pytest.raises(ValueError, match=r"^A: .*at most 300 kB, got 300 kB"):
        page.page("A", "", large, "")


def test_classes_of_python_stand_on_the_page():
    there = widgets(m=({"_dom_classes": ["wide"]}, {}))
    assert there.place(output(PLACE), "") == '<div class="cnnlite-live wide" data-live="0">picture</div>'


def test_what_is_hidden_has_no_place():
    there = widgets(box=({"alone": False, "children": ["IPY_MODEL_m", "IPY_MODEL_n"]}, {}),
                    m=({"layout": "IPY_MODEL_off", "name": "m"}, {}), n=({"name": "n", "layout": "IPY_MODEL_on"}, {}),
                    off=({"display": "none"}, {}), on=({"display": None}, {}))  # fmt: skip
    there.place(output(PLACE, "box"), "07_a, cell 07-03")
    assert [s["state"]["name"] for s in there.states.values()] == ["n"]


def test_sixty_keys_on_the_stepper_of_03_each_with_the_sum_of_the_definition(context, served):
    image, kernel = articles.FOUR_IMAGES[0], articles.FILTER_A
    wanted = conv2d(image[None, None], kernel[None, None], method="loops")[0, 0]
    view = context.new_page()
    view.goto(f"{served}/03_convolution.html")
    context.set_offline(True)
    stepper = view.locator(".cnnlite-predict .cnnlite-numbers").first
    expect(stepper).to_be_hidden()  # covered until a prediction is committed
    view.locator(".cnnlite-predict").first.get_by_role("spinbutton").fill("9")
    view.get_by_role("button", name="Commit").first.click()
    expect(stepper).to_be_visible()
    stepper.get_by_role("gridcell").first.click()
    row = col = 0
    moves = {"ArrowRight": (0, 1), "ArrowLeft": (0, -1), "ArrowDown": (1, 0), "ArrowUp": (-1, 0)}
    keys = [
        key for n in range(15) for key in ("ArrowRight", "ArrowDown", "ArrowRight" if n % 2 else "ArrowUp", "ArrowLeft")
    ]
    assert len(keys) == 60
    seen = set()
    for key in keys:
        view.keyboard.press(key)
        down, right = moves[key]
        flat = row * 3 + col + right if right else row * 3 + col
        row, col = divmod(min(max(flat, 0), 8), 3) if right else (min(max(row + down, 0), 2), col)
        total = color.number(wanted[row, col])
        expect(stepper.get_by_role("status")).to_have_text(
            re.compile(rf"^output \({row}, {col}\), {row * 3 + col + 1} of 9: .* = {re.escape(total)}$")
        )
        expect(stepper.locator('[aria-selected="true"]')).to_have_text(total)
        products = stepper.locator(".item").nth(2).get_by_role("cell").all_text_contents()
        assert sum(float(p.replace("−", "-")) for p in products) == pytest.approx(wanted[row, col])
        seen.add((row, col))
    assert len(seen) >= 6
