"""The modules on a page without a kernel and without network: they judge, tell and uncover by themselves."""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite.plots import number_grid
from cnnlite.questions import Predict, Question, Recall, Step, WorkedExample, conv_example
from cnnlite.questions.wording import FRONT_END
from tests.questions import static_page, values

PICTURE = number_grid(np.array([[1.0, 2.0]]), "the secret")
ONE = Question("What is 2 < 3?", ["yes", "no"], "yes", "Count & see.", {"no": "Which of them comes first?"})
TWO = Question("Which is odd?", ("2", "4", "5"), "5", "It leaves 1.")
STEPS = [
    Step("products", ["2·3 =", 6.5, ", 1·(−4) =", -4.25], "multiply", "Cell by cell.", 2, {9: "Nine is no product."}),
    Step("sum", ["together", 2.25], "add", "One sum.", 1),
]


def predict(page, **changes):
    asked = Predict(**{"question": "How many?", "answer": 41.5, "why": "Count <them>.", "then": PICTURE, **changes})
    static_page(page, [asked], [asked.asked])
    return asked


def answer(box, text):
    box.fill(text)
    box.press("Enter")


def test_a_number_to_commit_to(page):
    predict(page, unit="px")
    box, button = page.get_by_role("spinbutton", name="How many?"), page.get_by_role("button", name="Commit")
    details, secret = page.locator("details"), page.locator("img")
    expect(button).to_be_disabled()
    expect(details).to_be_hidden()
    expect(secret).to_be_hidden()
    assert "41.5" not in page.locator(".cnnlite-question").inner_html()
    box.press("Enter")
    assert values(page, "committed") is False
    box.press_sequentially("-7")
    expect(button).to_be_enabled()
    box.fill("")
    expect(button).to_be_disabled()
    answer(box, "-7")
    result = page.get_by_role("status")
    expect(result).to_be_focused()
    expect(result).to_have_text("Not this time.your answer−7 pxthe answer41.5 pxCount <them>.")
    expect(secret).to_be_visible()
    expect(page.locator("summary")).to_be_hidden()
    expect(page.locator(".cnnlite-told")).to_be_hidden()
    expect(box).to_be_disabled()
    assert [values(page, name) for name in ("given", "confidence", "committed")] == [-7, None, True]

    page.get_by_role("button", name="Start again").press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(secret).to_be_hidden()
    expect(result).to_be_hidden()
    assert "41.5" not in page.locator(".cnnlite-question").inner_html()
    answer(box, "41.5")
    expect(result).to_contain_text("✓ Right.")


def test_a_known_mistake_gets_its_reason(page):
    predict(page, reasons={16: "That is one for each pixel.", 4: "They may overlap."})
    box = page.get_by_role("spinbutton")
    for given, text in (
        ("16", "one for each pixel. Count <them>."),
        ("4.001", "They may overlap."),
        ("5", "5the answer"),
    ):
        answer(box, given)
        expect(page.get_by_role("status")).to_contain_text(text)
        assert page.get_by_role("status").text_content().count("overlap") == (given == "4.001")
        page.get_by_role("button", name="Start again").click()


def test_what_is_no_number_is_said(page):
    predict(page)
    box = page.get_by_role("spinbutton")
    box.focus()
    page.keyboard.type("e")
    expect(page.locator(".wanted")).to_have_text("a number, please, such as 0.5")
    expect(page.get_by_role("button", name="Commit")).to_be_disabled()
    page.keyboard.press("Backspace")
    page.keyboard.type("7")
    expect(page.locator(".wanted")).to_have_text("")


def test_choices_by_keyboard(page):
    predict(page, choices=["up", "down", "level"], answer="down")
    group = page.get_by_role("group", name="How many?")
    group.get_by_role("radio", name="up").focus()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio", name="down")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="a guess")).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Commit")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("✓ Right.your answerdownthe answerdown")
    expect(page.get_by_role("status")).to_contain_text("You were: not so sure.")
    assert [values(page, name) for name in ("given", "confidence", "committed")] == ["down", 2, True]


def test_page_and_python_judge_alike(page):
    cases = [
        (answer, within, given)
        for answer, within in ((9, 0.005), (0.125, 0.005), (-1 / 3, 0.005), (11_173_962, 0.005), (0, 0), (2, 0.5))
        for given in (answer, answer + 0.005, answer - 0.0051, answer + 0.5, answer + 2, answer + 20, -answer, 1e-6)
    ]
    asked = [Predict("?", answer=answer, within=within) for answer, within, _ in cases]
    for one, (_, _, given) in zip(asked, cases, strict=True):
        one.asked.set_state({"given": given, "committed": True})
    static_page(page, asked, [one.asked for one in asked])
    judged = [text.startswith("✓") for text in page.locator(".result").all_text_contents()]
    assert judged == [one.right for one in asked]
    assert 10 < sum(judged) < len(judged) - 10


def test_nothing_covered_and_no_reason(page):
    predict(page, then=None, why="")
    answer(page.get_by_role("spinbutton"), "41.5")
    expect(page.get_by_role("status")).to_have_text("✓ Right.your answer41.5the answer41.5")


def test_recall(page):
    recall = Recall(ONE, TWO)
    static_page(page, [recall], [recall])
    score, said = page.locator(".score"), page.locator(".said")
    expect(score).to_have_text("0 of 2 right")
    assert "Count" not in page.locator(".cnnlite-recall").inner_html()
    no, yes = page.get_by_role("button", name="no"), page.get_by_role("button", name="yes")
    no.focus()
    page.keyboard.press("Enter")
    expect(said.first).to_have_text("Not yet. Which of them comes first?")
    expect(page.get_by_role("button", name="✗ no")).to_be_focused()
    page.keyboard.press("Enter")  # once is enough
    assert values(page, "picked") == [[1], []]
    yes.press("Enter")
    expect(said.first).to_have_text("Right. Count & see.")
    expect(score).to_have_text("1 of 2 right, 0 at the first try")
    page.get_by_role("button", name="4").click()
    expect(said.last).to_have_text("Not yet. Try another one.")
    page.get_by_role("button", name="5").click()
    page.get_by_role("button", name="2").press("Enter")  # too late to change
    assert values(page, "picked") == [[1, 0], [1, 2]]
    expect(score).to_have_text("2 of 2 right, 0 at the first try")
    expect(page.get_by_role("button", name="Skip")).to_be_hidden()
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("li button").first).to_be_focused()
    page.get_by_role("button", name="yes").click()
    expect(score).to_have_text("1 of 2 right")
    skip = page.get_by_role("button", name="Skip")
    skip.press("Enter")
    expect(page.locator("ol")).to_be_hidden()
    expect(score).to_have_text("Skipped.")
    page.get_by_role("button", name="Show the questions").press("Enter")
    expect(page.get_by_role("button", name="✓ yes")).to_be_visible()


@pytest.fixture
def worked(page):
    example = WorkedExample("Add", STEPS, arrays={"image": np.array([[1, -0.5]])})
    static_page(page, [example], [example])
    return page.locator(".cnnlite-worked")


def test_levels(worked):
    level = worked.get_by_label("How much is shown")
    boxes, score = worked.get_by_role("spinbutton"), worked.locator(".score")
    expect(boxes).to_have_count(0)
    expect(score).to_have_text("Every number is shown.")
    expect(worked.locator(".line").first).to_have_text("2·3 = 6.5, 1·(−4) = −4.25")
    expect(worked.locator("table")).to_have_text("image1−0.5")
    for shown, count in (("most", 1), ("some", 3), ("nothing", 3)):
        level.select_option(shown)
        expect(boxes).to_have_count(count)
        expect(score).to_have_text(f"0 of {count} numbers right")
        expect(level).to_have_value(str(["all", "most", "some", "nothing"].index(shown)))
    assert not re.search(r"6\.5|4\.25|2\.25", worked.inner_html())
    level.focus()
    level.press("ArrowUp")
    level.press("ArrowUp")
    expect(boxes).to_have_count(1)
    expect(level).to_be_focused()


def test_each_cell_is_checked(worked, page):
    worked.get_by_label("How much is shown").select_option("nothing")
    boxes, said, score = worked.get_by_role("spinbutton"), worked.locator("li > .said"), worked.locator(".score")
    first, second, total = boxes.nth(0), boxes.nth(1), boxes.nth(2)
    expect(second).to_have_accessible_name("products, number 2, 1·(−4) =")
    expect(total).to_have_accessible_name("sum, together")
    answer(first, "6.5")
    expect(worked.locator(".mark").first).to_have_text("✓ right")
    expect(said.first).to_have_text("1 of 2 right")
    second.fill("4.25")
    second.press("Tab")
    expect(said.first).to_have_text("Number 2: not yet. The size is right; look at the sign.")
    expect(second).to_have_attribute("aria-invalid", "true")
    show = worked.get_by_role("button", name="Show me: products, number 2, 1·(−4) =")
    answer(second, "")
    answer(second, "4.25")  # the same number again is no second try
    expect(show).to_be_hidden()
    answer(second, "9")
    expect(said.first).to_have_text("Number 2: not yet. Nine is no product.")
    assert not re.search(r"[−-]4\.25", worked.inner_html())
    assert values(page, "given")["0.1"] == {"value": 9, "right": False, "shown": False, "wrong": [4.25, 9]}
    show.press("Enter")
    expect(second).to_have_value("-4.25")
    expect(second).to_be_focused()
    answer(total, "3")
    expect(said.last).to_have_text("Not yet.")
    total.fill("")
    total.blur()
    expect(said.last).to_have_text("")
    answer(total, "2.25")
    expect(said.last).to_have_text("Right.")
    expect(score).to_have_text("Complete: 2 by you, 1 shown.")
    first.press_sequentially("9")
    expect(first).to_have_value("6.5")

    worked.get_by_role("button", name="Start again").click()
    expect(score).to_have_text("0 of 3 numbers right")
    for box, text in ((first, "6.504"), (second, "-4.25"), (total, "2.25")):
        expect(box).to_have_value("")
        answer(box, text)
    expect(score).to_have_text("All right: every number (3) is yours.")


def test_principles(worked):
    prompt = worked.get_by_label("sum: which rule?")
    assert prompt.locator("option").all_text_contents() == ["choose …", "add", "multiply"]
    said = worked.locator(".principle .said").last
    prompt.select_option("multiply")
    expect(said).to_have_text("Not yet: that is the rule of another step.")
    prompt.select_option("add")
    expect(said).to_have_text("✓ Right. One sum.")


def everything():
    image, kernel = np.arange(25.0).reshape(5, 5) / 10, np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1.0]])
    number = Predict("How many?", answer=3, then=PICTURE, unit="px")
    choice = Predict("Which way?", ["up", "down"], answer="up", why="So it is.")
    things = [number, choice, Recall(ONE, TWO), conv_example(image, kernel, [(1, 1)], level=3)]
    return things, [number.asked, choice.asked, *things[2:]]


def work(page):
    """Answer some of everything, rightly and wrongly."""
    answer(page.get_by_role("spinbutton", name="How many?"), "2")
    page.get_by_role("radio", name="down").check()
    page.get_by_role("button", name="no", exact=True).click()
    page.get_by_role("button", name="5", exact=True).click()
    boxes = page.locator(".cnnlite-worked").get_by_role("spinbutton")
    answer(boxes.nth(0), "1")
    for text in ("7", "8"):
        answer(boxes.nth(1), text)
    page.get_by_label("the number there: which rule?").select_option("add the products")


@pytest.mark.parametrize("theme", ["true", "false"], ids=["light", "dark"])
def test_accessibility(page, theme):
    static_page(page, *everything())
    dark = "--jp-layout-color0: #111; --jp-content-font-color1: #fff; --jp-layout-color2: #424242; background: #111"
    page.evaluate("([light, style]) => { document.body.dataset.jpThemeLight = light; document.body.style = style }",
                  [theme, dark if theme == "false" else ""])  # fmt: skip
    for step in (lambda _: None, work):
        step(page)
        controls = page.locator("input, select, button").all()
        assert len(controls) > 40
        found = Axe().run(page).response
        assert found["passes"], "axe looked at nothing"
        serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious]
        for control in controls:
            expect(control).to_have_accessible_name(re.compile(r"\S")) if control.is_visible() else None


def test_a_phone(page):
    static_page(page, *everything(), width=360)
    work(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    sizes = page.locator("button:visible, select:visible, input[type=number]:visible, label:has([type=radio]):visible")
    assert all(height >= 32 for height in sizes.evaluate_all("all => all.map((e) => e.getBoundingClientRect().height)"))
    cut = page.locator("button:visible").evaluate_all("all => all.filter((b) => b.scrollWidth > b.clientWidth).length")
    assert (sizes.count() > 30, cut) == (True, 0)


def test_another_view_of_the_same_model(page):
    """A view made later shows what the model holds, and two views stay in step."""
    things, components = everything()
    static_page(page, things, components)
    work(page)
    page.evaluate("() => window.models.forEach(({ again }) => again())")
    # What is on display, but for the ids and names that tell the views apart.
    shown = """(root) => [root.textContent, ...[...root.querySelectorAll("input, select, button, [class]")].map((e) =>
        `${e.tagName} ${e.className} ${e.value} ${e.checked} ${e.disabled} ${e.hidden} ${e.ariaPressed}`)]"""
    for kind in ("question", "recall", "worked"):
        views = page.locator(f".cnnlite-{kind}").all()
        half = len(views) // 2
        assert [v.evaluate(shown) for v in views[:half]] == [v.evaluate(shown) for v in views[half:]]
    page.locator(".cnnlite-question").last.get_by_role("button", name="Commit").click()
    expect(page.locator(".cnnlite-question").nth(1).get_by_role("status")).to_contain_text("Not this time.")
    expect(page.locator(".cnnlite-predict.asking")).to_have_count(0)
    page.locator(".cnnlite-worked").last.get_by_label("How much is shown").select_option("all")
    expect(page.locator(".cnnlite-worked").first.get_by_role("spinbutton")).to_have_count(0)
    names = page.locator("[type=radio]").evaluate_all("all => all.map((e) => e.name)")
    assert len(set(names)) == 2 * 3  # two views of three groups: no view changes another's buttons
    left = page.evaluate(
        "() => window.models.map((m) => (m.stop(), Object.values(m.heard).map((calls) => calls.length)))"
    )
    assert all(count == 1 for counts in left for count in counts)


@pytest.mark.parametrize("path", sorted(FRONT_END.glob("*.js")), ids=lambda p: p.name)
def test_modules_fetch_nothing_and_write_no_html(path):
    script = path.read_text(encoding="utf-8")
    assert "export default { render }" in script
    assert not re.search(r"innerHTML|https?:|eval\(|^import |model\.send|window\.", script, re.MULTILINE)
    assert all(len(line) <= 120 for line in script.splitlines())
