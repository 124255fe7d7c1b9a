"""The questions in a real JupyterLab: answered by hand, read by Python, and alive when the kernel is not."""

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import serious, unroll

CELLS = [
    "import numpy as np\n"
    "from cnnlite import plots\n"
    "import ipywidgets\n"
    "from cnnlite.questions import Predict, Question, Recall, conv_example\n"
    "eye = np.eye(3)\n"
    "inside = ipywidgets.Checkbox(description='inside')\n"
    "first = Predict('How many?', answer=4, name='test.places', then=inside)\nfirst",
    "second = Predict('Which way?', ['up', 'down'], answer='up', then=plots.number_grid(eye, 'the secret'))\nsecond",
    "recall = Recall(Question('2 + 2?', ['3', '4'], '4', 'Count on.'))\nrecall",
    "hand = conv_example(eye, np.array([[1, 2], [3, -4]]), [(0, 0), (0, 1)], level=3)\nhand",
    "from cnnlite.exercises import store\n"
    "print(inside.value, first.given, first.confidence, first.right, second.right, recall.picked, hand.right, hand.named)\n"
    "print(store.load().get('predictions', {}).get('test.places'))",
]
ASK = 4  # the cell that prints what Python knows
CELL_IDS = "() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => [c.id, c.cell_type])"


@pytest.fixture
def run(desk):
    """The notebook of questions, run."""
    page = desk.run("questions.ipynb", CELLS)
    page.locator(".cnnlite-worked").wait_for(timeout=30_000)
    return page


def kernel(page, action):
    """Shut the kernel down or restart it."""
    page.evaluate(f"() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.{action}()")


def predict(page, number):
    """Return a prediction's question and what it covers."""
    room = page.locator(".cnnlite-predict").nth(number)
    return room.locator(".cnnlite-question"), room.locator(".cnnlite-covered")


def answer(box, text):
    box.fill(text)
    box.press("Enter")


def python_prints(page, *lines):
    """Run the last cell until what it prints begins with ``lines``: a state on its way may arrive after the request."""
    for _ in range(20):
        page.evaluate(
            "(n) => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = n; "
            "return window.jupyterapp.commands.execute('notebook:run-cell') }",
            ASK,
        )
        cell = page.evaluate(f"() => window.jupyterapp.shell.currentWidget.content.model.cells.get({ASK}).toJSON()")
        printed = "".join("".join(output.get("text", "")) for output in cell["outputs"]).splitlines()
        if printed[: len(lines)] == list(lines):
            return
    raise AssertionError(printed)


def test_python_reads_what_the_page_judged(run):
    question, covered = predict(run, 0)
    expect(covered).to_be_hidden()
    box = question.get_by_role("spinbutton", name="How many?")
    box.press_sequentially("3")
    question.get_by_label("fairly sure").check()
    expect(covered).to_be_hidden()
    box.press("Enter")
    expect(question.get_by_role("status")).to_contain_text("Not this time.your answer3the answer4")
    covered.get_by_label("inside").check()

    question, covered = predict(run, 1)
    question.get_by_label("up").check()
    question.get_by_role("button", name="Commit").click()
    expect(question.get_by_role("status")).to_contain_text("✓ Right.")
    expect(covered.get_by_role("img", name="the secret")).to_be_visible()
    run.locator(".cnnlite-recall").get_by_role("button", name="3", exact=True).click()
    run.locator(".cnnlite-recall").get_by_role("button", name="4", exact=True).click()
    worked = run.locator(".cnnlite-worked")
    answer(worked.get_by_role("spinbutton").first, "1")
    worked.get_by_label("the number there: which rule?").select_option("add the products")
    answers = "[[0, 1]] 1 {'2': 'add the products'}"
    kept = "{'given': 3.0, 'confidence': 3, 'right': False, 'answer': 4.0}"
    python_prints(run, f"True 3.0 3 False True {answers}", kept)

    question.get_by_role("button", name="Start again").click()
    expect(covered).to_be_hidden()
    python_prints(run, f"True 3.0 3 False None {answers}", kept)


@pytest.mark.usefixtures("last")
def test_all_of_it_without_a_kernel(run):
    kernel(run, "shutdown")
    for number, choose in enumerate(
        (lambda q: q.get_by_role("spinbutton").fill("4"), lambda q: q.get_by_label("up").check())
    ):
        question, covered = predict(run, number)
        choose(question)
        expect(covered).to_be_hidden()
        question.get_by_role("button", name="Commit").click()
        expect(question.get_by_role("status")).to_contain_text("✓ Right.")
        expect(covered).to_be_visible()
    run.locator(".cnnlite-recall").get_by_role("button", name="4", exact=True).click()
    expect(run.locator(".cnnlite-recall .score")).to_have_text("1 of 1 right")
    worked = run.locator(".cnnlite-worked")
    boxes = worked.get_by_role("spinbutton")
    right = [1, 0, 0, 1, 1, 0, 0, -4, -3, 0, 0, 1, 0, 0, 0, 3, 0, 3]
    assert boxes.count() == len(right)
    for box, value in zip(boxes.all(), right, strict=True):
        answer(box, str(value))
    expect(worked.locator(".score")).to_have_text("All right: every number (18) is yours.")


def test_no_key_leaves_a_question(run):
    before = run.evaluate(CELL_IDS)
    controls = run.locator(".cnnlite-question, .cnnlite-recall, .cnnlite-worked").locator("input, select, button").all()
    tried = 0
    for control in reversed(controls):  # the level, which makes boxes come and go, after the boxes
        if control.is_visible() and control.is_enabled():
            tried += 1
            control.focus()
            for key in ("m", "a", "b", "d", "d", "ArrowLeft", "ArrowUp"):
                run.keyboard.press(key)
            focused = run.evaluate("() => [document.activeElement.tagName, document.activeElement.type]")
            assert focused == control.evaluate("e => [e.tagName, e.type]")
    assert tried == (1 + 4) + (2 + 4) + (2 + 1) + (1 + 18 + 3)
    assert run.evaluate(CELL_IDS) == before


def test_a_cell_run_again_asks_again(lab, run):
    question, covered = predict(run, 1)
    question.get_by_label("down").check()
    question.get_by_role("button", name="Commit").click()
    expect(covered).to_be_visible()
    kernel(run, "restart")
    run.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    lab.run_all(run)
    run.locator(".cnnlite-worked").wait_for(timeout=30_000)
    question, covered = predict(run, 1)
    expect(covered).to_be_hidden()
    question.get_by_label("up").check()
    question.get_by_role("button", name="Commit").click()
    expect(covered).to_be_visible()


@pytest.mark.usefixtures("last")
def test_two_views_agree(run):
    """The same prediction, shown twice, as in a linked view of an output."""
    run.evaluate("""() => {
        const { commands, shell } = window.jupyterapp;
        shell.currentWidget.content.activeCellIndex = 1;
        return commands.execute('notebook:create-output-view');
    }""")
    questions = run.locator(".cnnlite-question:has-text('Which way?')")
    expect(questions).to_have_count(2)
    questions.last.get_by_label("up").check()
    expect(questions.first.get_by_label("up")).to_be_checked()
    questions.last.get_by_role("button", name="Commit").click()
    for question in questions.all():
        expect(question.get_by_role("status")).to_contain_text("✓ Right.")
    expect(run.locator(".cnnlite-predict.asking:has-text('Which way?')")).to_have_count(0)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_accessibility(run, theme):
    run.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    expect(run.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    question, covered = predict(run, 1)
    question.get_by_label("down").check()
    question.get_by_role("button", name="Commit").click()
    expect(covered).to_be_visible()
    run.locator(".cnnlite-recall").get_by_role("button", name="3", exact=True).click()
    answer(run.locator(".cnnlite-worked").get_by_role("spinbutton").first, "7")
    color = run.locator(".cnnlite-question").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert (color == "rgb(255, 255, 255)") == (theme == "JupyterLab Light")
    unroll(run)
    for part in (".cnnlite-question", ".cnnlite-recall", ".cnnlite-worked"):
        assert not serious(run, part)
