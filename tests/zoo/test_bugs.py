"""Each bug is wrong where it is said to be, right elsewhere, and by one line."""

import importlib
import inspect
from itertools import product

import numpy as np
import pytest

from cnnlite import zoo
from cnnlite.functional import conv2d, conv2d_backward, max_pool2d, max_pool2d_backward
from cnnlite.zoo import cases
from tests.pure import assert_pure
from tests.requirements import needs

CONV = [name for name, bug in zoo.BUGS.items() if bug.kind == "conv"]
POOL = [name for name, bug in zoo.BUGS.items() if bug.kind == "pool"]
WRONG_FORWARD = {"padding wins", "size without padding", "size rounded up"}
# On the careful case: which gradients of (dx, dw, db) are wrong.
WRONG = {
    "stride ignored": (True, True, False),
    "no 180° turn": (True, False, False),
    "channels shuffled": (False, True, False),
    "leftover rows first": (True, False, False),
    "half the padding kept": (True, False, False),
}


def same(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-9, atol=1e-12)


def listed(result):
    return result if isinstance(result, tuple) else (result,)


def mend(bug):
    """Return the forward and backward of a bug after its wrong line was put right."""
    module = importlib.import_module(bug.where.__module__)
    source = inspect.getsource(module)
    assert source.count(f"{bug.slip}  # the slip") == 1
    assert f"{bug.slip}  # the slip" in bug.code
    names = {}
    exec(source.replace(bug.slip, bug.mended), names)
    return names[bug.forward.__name__], names[bug.backward.__name__]


def cases_of(kind):
    if kind == "conv":
        for size, kernel, channels, stride, padding in product(
            ((6, 5), (7, 7)), (3, (1, 2), cases.GAUSSIAN), (1, 2), (1, 2, 3), (0, 1)
        ):
            yield zoo.conv_case(size, kernel, channels, 2, stride, padding, seed=3)
    else:
        for size, window, stride, padding, negative in product(
            ((6, 5), (7, 7)), (2, 3), (1, 2, 3), (0, 1), (False, True)
        ):
            yield zoo.pool_case(size, window, stride, padding, 2, negative, seed=3)


def test_ten_bugs():
    assert len(zoo.BUGS) == 10
    assert len(CONV) == len(POOL) == 5
    for name, bug in zoo.BUGS.items():
        assert bug.name == name
        assert bug.story.endswith(".")
        assert bug.needs
        assert bug.sources
        assert all(address.startswith("https://") for address in bug.sources.values())


@pytest.mark.parametrize("name", zoo.BUGS)
def test_one_line_mends_it(name):
    bug = zoo.BUGS[name]
    forward, backward = mend(bug)
    rng = np.random.default_rng(1)
    for case in cases_of(bug.kind):
        out = bug.right[0](*case.arrays, **case.options)
        dout = rng.standard_normal(out.shape)
        assert same(forward(*case.arrays, **case.options), out)
        wanted = listed(bug.right[1](dout, *case.arrays, **case.options))
        found = listed(backward(dout, *case.arrays, **case.options))
        assert all(same(a, b) for a, b in zip(found, wanted, strict=True)), case.options


@pytest.mark.parametrize("name", CONV)
def test_only_these_gradients_of_a_convolution_are_wrong(name):
    bug, case = zoo.BUGS[name], zoo.CASES["careful"]["conv"]
    out = conv2d(*case.arrays, **case.options)
    np.testing.assert_array_equal(bug.forward(*case.arrays, **case.options), out)
    dout = np.random.default_rng(2).standard_normal(out.shape)
    wanted = conv2d_backward(dout, *case.arrays, **case.options)
    found = bug.backward(dout, *case.arrays, **case.options)
    assert tuple(not same(a, b) for a, b in zip(found, wanted, strict=True)) == WRONG[name]


def hidden_conv(name, case):
    """Say from the settings alone whether a bug of a convolution can be seen."""
    (x, w, _), stride, padding = case.arrays, case.options["stride"], case.options["padding"]
    room = [n + 2 * padding - k for n, k in zip(x.shape[2:], w.shape[2:], strict=True)]
    return {
        "stride ignored": stride == 1 or all(n < stride for n in room),
        "no 180° turn": np.array_equal(w, w[:, :, ::-1, ::-1]),
        "channels shuffled": w.shape[1] == 1 or w.shape[2] * w.shape[3] == 1,
        "leftover rows first": not any(n % stride for n in room),
        "half the padding kept": padding == 0,
    }[name]


def hidden_pool(name, case):
    """Say from the settings, and for two bugs from the pixels, whether a bug of a pooling can be seen."""
    (x,), padding, stride = case.arrays, case.options["padding"], case.options["stride"]
    size = case.options["kernel_size"]
    room = [n + 2 * padding - size for n in x.shape[2:]]
    return {
        "padding wins": padding == 0 or x.min() >= 0,
        "winners misplaced": padding == 0,
        "size without padding": all((n - 2 * padding) // stride == n // stride for n in room),
        "size rounded up": not any(n % stride for n in room),
        "overwrites": stride >= size or all(n < stride for n in room),
    }[name]


@pytest.mark.parametrize("kind", ["conv", "pool"])
def test_seen_exactly_where_it_is_said_to_be(kind):
    """Over all settings: the bugs that survive are those that the settings let live."""
    hidden, names = {"conv": (hidden_conv, CONV), "pool": (hidden_pool, POOL)}[kind]
    counts = dict.fromkeys(names, 0)
    for case in cases_of(kind):
        expected = tuple(name for name in names if hidden(name, case))
        assert zoo.survivors(case) == expected, (case.options, case.arrays[0].shape)
        for name in expected:
            counts[name] += 1
    total = len(list(cases_of(kind)))
    assert all(0 < count < total for count in counts.values()), counts


@pytest.mark.parametrize("name", POOL)
def test_poolings_are_wrong_forward_or_backward(name):
    bug, case = zoo.BUGS[name], zoo.CASES["careful"]["pool"]
    right = same(bug.forward(*case.arrays, **case.options), max_pool2d(*case.arrays, **case.options))
    assert right == (name not in WRONG_FORWARD)
    assert (bug.forward is max_pool2d) == right


@pytest.mark.parametrize("name", zoo.BUGS)
def test_nothing_is_written_to(name):
    bug = zoo.BUGS[name]
    for case in (zoo.CASES["careful"][bug.kind], bug.hand.case):
        dout = np.ones_like(bug.forward(*case.arrays, **case.options))
        assert_pure(bug.backward, dout, *case.arrays, **case.options)
        assert_pure(bug.forward, *case.arrays, **case.options)


def test_without_a_bias_there_is_no_gradient_of_it():
    x, w, _ = zoo.CASES["careful"]["conv"].arrays
    for name in CONV:
        assert zoo.BUGS[name].backward(np.ones((1, 3, 2, 2)), x, w, None, 3, 1)[2] is None


@pytest.mark.parametrize("case", zoo.CASES)
def test_the_right_pairs_agree_with_pytorch(case):
    torch = needs("torch")
    functions = {"conv": torch.nn.functional.conv2d, "pool": torch.nn.functional.max_pool2d}
    backward = {"conv": conv2d_backward, "pool": max_pool2d_backward}
    hands = [bug.hand.case for bug in zoo.BUGS.values()]
    for given in (*zoo.CASES[case].values(), *hands):
        tensors = [torch.tensor(a, requires_grad=True) for a in given.arrays]
        out = functions[given.kind](*tensors, **given.options)
        dout = np.random.default_rng(4).standard_normal(tuple(out.shape))
        out.backward(torch.tensor(dout))
        right = zoo.BUGS[CONV[0] if given.kind == "conv" else POOL[0]].right
        np.testing.assert_allclose(right[0](*given.arrays, **given.options), out.detach().numpy(), atol=1e-12)
        for found, tensor in zip(
            listed(backward[given.kind](dout, *given.arrays, **given.options)), tensors, strict=True
        ):
            np.testing.assert_allclose(found, tensor.grad.numpy(), atol=1e-12)
