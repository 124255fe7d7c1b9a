"""`use`: the learner's own functions in the library's place."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import cnnlite
from cnnlite import exercises, functional, nn
from cnnlite.exercises import own, store

STEP = 1
calls = []


def conv2d(x, w, b=None, stride=1, padding=0):
    (sh, sw), (ph, pw) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    xp = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    kh, kw = w.shape[2:]
    out = np.zeros((len(x), len(w), (xp.shape[2] - kh) // sh + STEP, (xp.shape[3] - kw) // sw + STEP))
    for r, c in np.ndindex(out.shape[2:]):
        out[:, :, r, c] = sum_window(xp[:, None, :, r * sh : r * sh + kh, c * sw : c * sw + kw] * w)
    return out if b is None else out + b[:, None, None]


def sum_window(products):
    return products.sum(axis=(2, 3, 4))


def relu(x):
    return np.maximum(x, 0.0)


def relu_that_counts(x):
    calls.append(x.shape)
    return np.maximum(x, 0.0)


def conv2d_backward(dout, x, w, b, stride=1, padding=0):
    return cnnlite.conv2d_backward(dout, x, w, b, stride, padding)


X = np.random.default_rng(0).normal(size=(2, 3, 7, 6))
W = np.random.default_rng(1).normal(size=(4, 3, 3, 2))
B = np.arange(4.0)
LIBRARY = functional.conv2d


@pytest.fixture
def counted(monkeypatch):
    """Put a conv2d in place that says when it runs."""
    ran = []

    def counting(x, w, b, stride=1, padding=0):
        ran.append((b is None, stride, padding))
        return LIBRARY(x, w, b, stride, padding)

    own._install(exercises.checks.find("use", "conv2d"), counting)
    return ran


def test_use_and_undo(capsys):
    exercises.use("conv2d", conv2d)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Right.")
    assert told[1] == "From here on your own conv2d runs, in later notebooks too; use() brings the library's back."
    assert functional.conv2d is cnnlite.conv2d is nn.Conv2d.pair[0] is not LIBRARY
    np.testing.assert_allclose(cnnlite.conv2d(X, W, B, stride=2, padding=1), LIBRARY(X, W, B, 2, 1))
    assert sorted(store.load()["own"]) == ["conv2d"]
    exercises.use()
    assert functional.conv2d is cnnlite.conv2d is nn.Conv2d.pair[0] is LIBRARY
    assert "own" not in store.load()
    assert capsys.readouterr().out == "The library's functions run again.\n"


def test_a_second_use_replaces_the_first_and_undo_brings_the_library():
    exercises.use("conv2d", conv2d)
    exercises.use("conv2d", conv2d)
    exercises.use()
    assert functional.conv2d is LIBRARY is nn.Conv2d.pair[0]


def test_a_wrong_function_is_not_used():
    def relu(x):
        return abs(x)

    before = functional.relu
    exercises.use("relu", relu)
    assert functional.relu is before
    assert "own" not in store.load()


def test_layers_run_it(counted):
    layer = nn.Conv2d(3, 4, 3, rng=np.random.default_rng(0))
    np.testing.assert_allclose(layer(X), LIBRARY(X, layer.weight.data, layer.bias.data))
    assert len(counted) == 1


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        ({}, (False, 1, 0)),
        ({"b": None}, (False, 1, 0)),
        ({"stride": (2, 1), "padding": [1, 2]}, (False, (2, 1), (1, 2))),
        ({"padding": "valid"}, (False, 1, 0)),
        ({"padding": ((1, 1), (2, 2))}, (False, 1, (1, 2))),
        ({"padding": "same"}, None),
        ({"padding": ((1, 0), (2, 2))}, None),
        ({"dilation": 2}, None),
        ({"method": "loops"}, None),
        ({"x": np.float32(X), "w": np.float32(W), "b": np.float32(B)}, None),
        ({"x": X[:0]}, None),
    ],
)
def test_what_it_cannot_express_goes_to_the_library(counted, arguments, plain):
    given = {"x": X, "w": W, "b": B, **arguments}
    np.testing.assert_allclose(cnnlite.conv2d(**given), LIBRARY(**given))
    assert counted == ([] if plain is None else [plain])


def test_errors_are_the_librarys(counted):
    with pytest.raises(ValueError, match=r"^conv2d: x must have 3 channels to match w, got 2"):
        cnnlite.conv2d(X[:, :2], W, B)
    with pytest.raises(TypeError, match=r"missing a required argument|missing 1 required"):
        cnnlite.conv2d(X)


def test_its_own_error_is_told_once_and_the_library_helps_out(capsys, monkeypatch):
    monkeypatch.setattr(own, "_said", set())
    own._install(exercises.checks.find("use", "relu"), lambda x: x["no"])
    for _ in range(2):
        assert cnnlite.relu(np.array([-1.0, 2.0])).tolist() == [0, 2]
    assert capsys.readouterr().out.count("Your own relu raised IndexError here") == 1


def test_a_slow_call_is_told_once(capsys, monkeypatch):
    monkeypatch.setattr(own, "_said", set())
    monkeypatch.setattr(own, "SLOW", -1.0)
    own._install(exercises.checks.find("use", "relu"), relu)
    cnnlite.relu(X)
    cnnlite.relu(X)
    told = capsys.readouterr().out
    assert told.count("Your own relu took 0.0 seconds for this call; use() brings the library's back.") == 1


def test_backward_with_gradients_nobody_asked_for(capsys):
    exercises.use("conv2d_backward", conv2d_backward)
    assert functional.conv2d_backward is not own._library["conv2d_backward"]
    dout = LIBRARY(X, W, B)
    library = own._library["conv2d_backward"]
    for b, needs in (
        (B, (True, True, True)),
        (B, (False, True, True)),
        (None, (True, True, True)),
        (None, (True, False, True)),
    ):
        ours = cnnlite.conv2d_backward(dout, X, W, b, needs_input_grad=needs)
        for mine, theirs in zip(ours, library(dout, X, W, b, needs_input_grad=needs), strict=True):
            assert (mine is None) == (theirs is None)
            assert mine is None or np.allclose(mine, theirs)
    assert "Your own conv2d_backward raised" not in capsys.readouterr().out  # it calls the library's, not itself


def test_pooling_without_a_stride_gets_the_kernel_size():
    seen = []
    library = functional.max_pool2d

    def pool(x, kernel_size, stride=1, padding=0):
        seen.append((kernel_size, stride, padding))
        return library(x, kernel_size, stride, padding)

    own._install(exercises.checks.find("use", "max_pool2d"), pool)
    assert nn.MaxPool2d(2)(X).shape == (2, 3, 3, 3)
    assert seen == [(2, 2, 0)]


def test_a_loss_of_distributions_and_sizes_of_pairs_go_to_the_library():
    ran = []
    own._install(exercises.checks.find("use", "cross_entropy"), lambda logits, target: ran.append(1) or 7.0)
    own._install(exercises.checks.find("use", "conv_output_size"), lambda *a, **k: ran.append(2) or 7)
    assert cnnlite.cross_entropy(2 * np.eye(2), np.array([0, 1])) == 7.0
    assert cnnlite.conv_output_size(9, 3) == 7
    assert ran == [1, 2]
    assert cnnlite.cross_entropy(2 * np.eye(2), np.eye(2)) != 7.0
    assert cnnlite.cross_entropy(2 * np.eye(2), np.array([0, 1]), "sum") != 7.0
    assert cnnlite.conv_output_size((9, 8), (3, 3)) == (7, 6)
    assert ran == [1, 2]


def test_a_check_uses_the_library():
    ran = []
    own._install(exercises.checks.find("use", "relu"), lambda x: ran.append(1) or x)
    assert exercises.check("relu", lambda x: functional.relu(x)).right
    assert ran == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fake.scale", conv2d), "use: name must be one of .*'conv2d'.*, got 'fake.scale'"),
        (("nothing", conv2d), "use: name must be an exercise"),
        (("relu", lambda x: np.maximum(x, 0)), "use: mine must be a function written with def"),
        (("relu", np.abs), "use: mine must be a function written with def"),
        (("relu", None), "use: mine must be a function written with def"),
        (("relu", relu_that_counts), "use: relu_that_counts must not need the list calls of the notebook"),
    ],
)
def test_what_cannot_be_used(arguments, message):
    with pytest.raises(ValueError, match=message):
        exercises.use(*arguments)
    assert "own" not in store.load()


def test_variables_of_a_function_around_it_cannot_be_kept():
    zero = 0.0

    def relu(x):
        return np.maximum(x, zero)

    with pytest.raises(ValueError, match="must not need variables of a function around it, got zero"):
        exercises.use("relu", relu)


def kernel(code):
    """Run code in a new kernel with this test's home, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, env=os.environ, check=True
    )
    return done.stdout.splitlines()


def test_a_new_kernel_picks_it_up():
    exercises.use("conv2d", conv2d)
    asks = """
        import numpy as np
        import cnnlite
        library = cnnlite.conv2d
        from cnnlite import exercises, nn
        print(cnnlite.conv2d is library, nn.Conv2d.pair[0] is cnnlite.conv2d, end=" ")
        print(np.allclose(cnnlite.conv2d(np.ones((1, 1, 4, 4)), np.ones((1, 1, 2, 2))), 4))
    """
    assert kernel(asks) == ["Your own conv2d runs here; use() brings the library's back.", "False True True"]
    exercises.use()
    assert kernel(asks) == ["True True True"]


@pytest.mark.parametrize("source", ["def relu(x)", "import nothing_of_that_name", "relu = 3 / 0", "other = 1"])
def test_a_source_that_does_not_run_any_more_is_skipped(source):
    store.record("own", "relu", {"source": source, "function": "relu"})
    store.record("own", "gone", {"source": "", "function": "gone"})
    told = kernel("import cnnlite.exercises, numpy as np; print(cnnlite.relu(np.array([-1.0, 2.0])))")
    assert told[0].startswith("Your own relu does not run any more (")
    assert told[1].startswith("Your own gone does not run any more (")
    assert told[2] == "[0. 2.]"
