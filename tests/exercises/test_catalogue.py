"""The catalogue: every exercise judges right and wrong answers as it must, whatever the seed."""

import ast
import inspect
import re
import textwrap

import numpy as np
import pytest

import cnnlite
from cnnlite.exercises import check
from cnnlite.exercises.catalogue import EXERCISES, slide
from cnnlite.exercises.checks import judge
from cnnlite.exercises.exercise import Design, Exercise, Values
from cnnlite.exercises.sandbox import calm
from tests.exercises import oracle
from tests.exercises.answers import RIGHT, WRONG
from tests.exercises.remember import REMEMBERED

SEEDS = range(20)
FUNCTIONS = {name: exercise for name, exercise in REMEMBERED.items() if isinstance(exercise, Exercise)}
FUNCTION_NAMES = sorted(FUNCTIONS)
MULTIPLICATIONS = 100_000  # of a solution made of loops, over all cases: well within a second of plain Python


def each(table):
    """Return one test parameter for each entry of a table of answers."""
    return [
        pytest.param(name, entry, id=f"{name}-{i}")
        for name, entries in table.items()
        for i, entry in enumerate(entries)
    ]


def run(function, exercise, seed):
    """Return what one of our own functions makes of all cases of a seed."""
    with calm():
        return [function(*case.args, **case.kwargs) for case in exercise.cases(np.random.default_rng(seed))]


def solved(exercise):
    """Return the function whose source is the solution."""
    if isinstance(exercise, Exercise):
        return exercise.reference
    return exercise.wanted if isinstance(exercise, Values) else exercise.example


def agree(some, others):
    return all(oracle.same(a, b) for a, b in zip(some, others, strict=True))


def catalogued(exercise):
    """Return the sentences of the known mistakes by their ids; a design judges by itself, and writes its own."""
    if isinstance(exercise, Design):
        return dict.fromkeys(exercise.diagnoses, "")
    return {mistake.id: mistake.sentence for mistake in exercise.mistakes}


@pytest.mark.parametrize(("name", "answer"), each(RIGHT))
def test_right_answers_are_accepted(name, answer):
    verdicts = [judge(REMEMBERED[name], answer, seed=seed) for seed in SEEDS]
    assert {(v.right, v.diagnosis) for v in verdicts} == {(True, None)}, {v.message for v in verdicts}


@pytest.mark.parametrize(("name", "entry"), each(WRONG))
def test_wrong_answers_get_their_diagnosis(name, entry):
    answer, diagnosis = entry
    verdicts = [judge(REMEMBERED[name], answer, seed=seed) for seed in SEEDS]
    assert {(v.right, v.diagnosis) for v in verdicts} == {(False, diagnosis)}, {v.message for v in verdicts}
    assert diagnosis in catalogued(EXERCISES[name])


def test_check_says_the_same_as_judge(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CNNLITE_HOME", str(tmp_path))
    for name in EXERCISES:
        assert check(name, RIGHT[name][0]).right
        answer, diagnosis = WRONG[name][0]
        verdict = check(name, answer)
        assert (verdict.right, verdict.diagnosis) == (False, diagnosis)
        sentence = catalogued(EXERCISES[name])[diagnosis]
        assert sentence in verdict.message
    assert capsys.readouterr().out.count("Right.") == len(EXERCISES)


def test_enough_of_everything(capsys):
    right, wrong, mistakes = (
        {name: len(table[name]) for name in EXERCISES}
        for table in (RIGHT, WRONG, {name: catalogued(exercise) for name, exercise in EXERCISES.items()})
    )
    with capsys.disabled():
        print(
            f"\n{len(EXERCISES)} exercises, {sum(mistakes.values())} catalogued mistakes; "
            f"{sum(right.values())} right and {sum(wrong.values())} wrong answers judged over {len(SEEDS)} seeds"
        )
    assert len(EXERCISES) >= 10
    assert sum(mistakes.values()) >= 25
    assert min(right.values()) >= 2
    assert min(wrong.values()) >= 3
    assert set(RIGHT) == set(WRONG) == set(EXERCISES)
    for answers in RIGHT.values():
        assert len({id(answer) for answer in answers}) == len(answers)


@pytest.mark.parametrize("name", FUNCTION_NAMES)
def test_reference_equals_cnnlite(name):
    exercise, wanted = FUNCTIONS[name], oracle.wanted(name)
    for seed in SEEDS:
        assert agree(run(exercise.reference, exercise, seed), run(wanted, exercise, seed))
    for args, options in oracle.draws(name):
        assert oracle.same(exercise.reference(*args, **options), wanted(*args, **options))


@pytest.mark.parametrize("name", FUNCTION_NAMES)
def test_mistakes_differ_from_the_right_answer_and_each_other(name):
    exercise = FUNCTIONS[name]
    for seed in SEEDS:
        made = {"right": run(exercise.reference, exercise, seed)}
        for mistake in exercise.mistakes:
            results = run(mistake.function, exercise, seed)
            twins = [other for other, others in made.items() if agree(results, others)]
            assert not twins, f"{mistake.id} cannot be told from {twins} (seed {seed})"
            made[mistake.id] = results


def test_mistakes_by_hand_differ():
    assert oracle.same(slide.cells(), slide.slide(slide.IMAGE, slide.KERNEL))
    for exercise in EXERCISES.values():
        if isinstance(exercise, Values):
            made = [exercise.wanted(), *(mistake.function() for mistake in exercise.mistakes)]
            assert all(array.shape == made[0].shape for array in made)
            assert not any(oracle.same(a, b) for i, a in enumerate(made) for b in made[:i])


@pytest.mark.parametrize("name", sorted(EXERCISES))
def test_solution_stands_alone_and_is_short(name):
    exercise = EXERCISES[name]
    function = solved(exercise)
    source = textwrap.dedent(inspect.getsource(function))
    assert len(source.splitlines()) <= 15
    assert not any(isinstance(node, (ast.While, ast.Import, ast.ImportFrom)) for node in ast.walk(ast.parse(source)))
    space = {"np": np, "cnnlite": cnnlite}
    exec(source, space)
    alone = space[function.__name__]
    if isinstance(exercise, Exercise):
        assert agree(run(alone, exercise, 0), run(function, exercise, 0))
    else:
        assert oracle.same(alone(), function())


@pytest.mark.parametrize("name", sorted(EXERCISES))
def test_words(name):
    exercise = EXERCISES[name]
    assert len(catalogued(exercise)) == len(exercise.diagnoses if isinstance(exercise, Design) else exercise.mistakes)
    for diagnosis, sentence in catalogued(exercise).items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", diagnosis)
        assert re.fullmatch(r"((?![A-Z]).+[^.])?", sentence), "the end of a sentence: … if the stride is ignored"
    nudge, principle, step = exercise.hints
    assert nudge.endswith("?")
    assert principle.endswith(".")
    assert step.endswith((".", "?"))
    assert not re.search(r"np\.|`|\[|==|\*|def |lambda", " ".join(exercise.hints)), "a hint gives no code away"
    assert len(set(exercise.hints)) == 3


@pytest.mark.parametrize("name", FUNCTION_NAMES)
def test_cases_are_legal_and_repeatable(name):
    exercise = FUNCTIONS[name]
    for seed in SEEDS:
        cases, again = (EXERCISES[name].cases(np.random.default_rng(seed)) for _ in range(2))
        assert len({case.label for case in cases}) == len(cases)
        for case, twin in zip(cases, again, strict=True):
            assert not case.label.endswith(".")
            assert case.label == twin.label
            for value, same in zip(
                (*case.args, *case.kwargs.values()), (*twin.args, *twin.kwargs.values()), strict=True
            ):
                assert np.array_equal(value, same) or value is same is None
                assert is_legal(value), f"{case.label}: {value!r}"
            for option in case.kwargs:
                assert f"{option}=…" in exercise.call
        assert len(exercise.outputs) == len(exercise.axes)
        assert all(
            len(oracle.listed(result)) == len(exercise.outputs) for result in run(exercise.reference, exercise, seed)
        )


def is_legal(value):
    """Whether it is an array of finite floats, class numbers or uint8 pixels, a number, a pair of ints or no bias."""
    if isinstance(value, np.ndarray):
        return value.size > 0 and value.dtype in (np.float64, np.int64, np.uint8) and bool(np.isfinite(value).all())
    if isinstance(value, float):
        return bool(np.isfinite(value))
    return value is None or all(type(number) is int for number in (value if isinstance(value, tuple) else (value,)))


SHAPES = {  # the sizes that a first case must keep apart
    "relu": lambda x: x.shape,
    "relu_backward": lambda dout, x: x.shape,
    "conv_output_size": lambda size, kernel, stride, padding: (size, kernel, stride, padding),
    "conv2d": lambda x, w, b, **_: (*x.shape, len(w), *w.shape[2:]),
    "conv2d_backward": lambda dout, x, w, b, **_: (*x.shape, len(w), *w.shape[2:]),
    "13.dx": lambda dout, x, w, **_: (*x.shape[2:], *w.shape[2:]),  # the first rung has one image, channel, kernel
    "max_pool2d": lambda x, kernel_size, **_: (*x.shape, *kernel_size),
    "max_pool2d_backward": lambda dout, x, kernel_size, **_: (*x.shape, *kernel_size),
    "avg_pool2d": lambda x, kernel_size, **_: (*x.shape, *kernel_size),
    "linear": lambda x, w, b: (*x.shape, len(w)),
    "softmax": lambda x, **_: x.shape,
    "cross_entropy": lambda logits, target: logits.shape,
    "01.to_nchw": lambda images: images.shape,
    "01.normalize": lambda images, mean, std: images.shape[:3],  # as many columns as channels: the wrong axis fits
    "03.vectorise": lambda image, kernel: (*image.shape, *kernel.shape),
    "04.receptive_field": lambda kernels, strides: kernels,
    "05.gray": lambda image: image.shape[:2],  # here, too
    "07.min_pool2d": lambda x, kernel_size, **_: (*x.shape, *kernel_size),
    "05.parameters": lambda channels, kernels, size, **_: (channels, kernels, size),
    "08.find": lambda place, rows, columns: (place, rows, columns),
    "11.backward": lambda x, y, w1, b1, w2, b2: (*x.shape, *w2.shape),
    "15.step": lambda f, y, w, b, rate: w.shape,
    "06.leaky_relu": lambda x, **_: x.shape,
    "06.sigmoid": lambda x: x.shape,
    "06.elu": lambda x, **_: x.shape,
    "21.vectorise": lambda x, w, **_: (*x.shape, len(w), *w.shape[2:]),
    "12.kernel": lambda image, kernel, bias, w, b, y: (*image.shape, len(w)),
}


@pytest.mark.parametrize("name", FUNCTION_NAMES)
def test_first_case_has_no_two_equal_sizes(name):
    for seed in SEEDS:
        case = FUNCTIONS[name].cases(np.random.default_rng(seed))[0]
        sizes = SHAPES[name](*case.args, **case.kwargs)
        assert len(set(sizes)) == len(sizes), sizes


EDGES = {  # of everything that slides: what must be among its cases
    "a stride that does not divide": lambda size, kernel, stride, padding: (size + 2 * padding - kernel) % stride > 0,
    "a stride above 1 that divides": lambda size, kernel, stride, padding: (
        stride[0] > 1 and not ((size + 2 * padding - kernel) % stride).any()
    ),
    "two strides": lambda size, kernel, stride, padding: stride[0] != stride[1],
    "two paddings": lambda size, kernel, stride, padding: padding[0] != padding[1],
    "more padding above": lambda size, kernel, stride, padding: padding[0] > padding[1],
    "more padding beside": lambda size, kernel, stride, padding: padding[1] > padding[0],
    "padding and stride": lambda size, kernel, stride, padding: padding.any() and (stride > 1).all(),
    "an even kernel": lambda size, kernel, stride, padding: not (kernel % 2).any(),
    "a kernel as large as the image": lambda size, kernel, stride, padding: (
        (size == kernel).all() and not padding.any()
    ),
    "a square image and kernel": lambda size, kernel, stride, padding: size[0] == size[1] and kernel[0] == kernel[1],
    "windows that overlap": lambda size, kernel, stride, padding: (stride < kernel).any(),
}
SLIDING = ["conv2d", "conv2d_backward", "max_pool2d", "max_pool2d_backward", "avg_pool2d"]


def sliding(name, case):
    """Return the images of a case and its size, kernel, stride and padding as pairs."""
    args = case.args[1:] if name.endswith("_backward") else case.args
    kernel = args[1].shape[2:] if name.startswith("conv2d") else args[1]
    return args[0], *(
        np.broadcast_to(v, 2) for v in (args[0].shape[2:], kernel, case.kwargs["stride"], case.kwargs["padding"])
    )


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", SLIDING)
def test_edges_are_tried(name, edge):
    cases = FUNCTIONS[name].cases(np.random.default_rng(0))
    assert any(np.any(EDGES[edge](*sliding(name, case)[1:])) for case in cases)


@pytest.mark.parametrize("name", SLIDING)
def test_sliding_cases_are_small(name):
    total = 0
    for case in FUNCTIONS[name].cases(np.random.default_rng(0)):
        x, size, kernel, stride, padding = sliding(name, case)
        assert name.startswith("conv2d") or (padding <= kernel // 2).all(), "padding is at most half the window"
        places = ((size + 2 * padding - kernel) // stride + 1).prod()
        total += places * kernel.prod() * x.shape[0] * x.shape[1] * (len(case.args[-2]) if "conv" in name else 1)
    assert 1_000 < total < MULTIPLICATIONS


def test_hard_numbers_are_tried():
    rng = np.random.default_rng(0)
    assert any((case.args[0] < 0).all() and case.kwargs["padding"] for case in EXERCISES["max_pool2d"].cases(rng))
    backward = [case.args[1] for case in EXERCISES["max_pool2d_backward"].cases(rng)]
    assert any(len(np.unique(x)) < x.size for x in backward), "ties"
    assert any((case.args[1] == 0).any() for case in EXERCISES["relu_backward"].cases(rng))
    assert {case.kwargs["axis"] for case in EXERCISES["softmax"].cases(rng)} == {-1, 0, 1}
    for name in ("softmax", "cross_entropy"):
        assert any(case.args[0].max() == 1000 and case.args[0].min() == -1000 for case in EXERCISES[name].cases(rng))
    for name in ("conv2d", "linear"):
        assert any(case.args[2] is None for case in EXERCISES[name].cases(rng))
