"""What holds for every function: the gradient is right, nothing is written to, and forward and backward match."""

import inspect

import numpy as np
import pytest

import cnnlite
from cnnlite import functional, gradcheck
from tests.functional.calls import CASES, FLAT
from tests.pure import assert_dtype_kept, assert_pure, results

WITHOUT_GRADIENT = {"conv_output_size", "conv_matrix"}
DIFFERENTIABLE = {"x", "w", "b", "weight", "bias", "logits", "prediction", "columns"}
ONE_RESULT = [(name, number) for name, number in FLAT if name != "batch_stats"]  # test_norm has that one
PAIRS = sorted(name for name in functional.__all__ if f"{name}_backward" in functional.__all__)


def call(name, number):
    """Return a forward, its backward, the arrays and the other arguments of one call of the table."""
    arrays, options = CASES[name][number]
    return getattr(functional, name), getattr(functional, f"{name}_backward"), arrays, options


def named(function, arrays, options):
    """Return the arguments of a forward in its own order: statistics, for one, stand between x and weight."""
    given = iter(arrays)
    return [
        next(given) if name in DIFFERENTIABLE else options.get(name, parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
    ]


def test_every_function_has_its_gradient_and_its_row():
    assert set(PAIRS) | {f"{name}_backward" for name in PAIRS} | WITHOUT_GRADIENT == set(functional.__all__)
    assert set(CASES) == set(PAIRS)


@pytest.mark.parametrize("name", PAIRS)
def test_backward_takes_what_forward_takes(name):
    forward = inspect.signature(getattr(functional, name)).parameters
    backward = inspect.signature(getattr(functional, f"{name}_backward")).parameters
    plain = [p for p in backward.values() if p.kind is not p.KEYWORD_ONLY]
    extras = {p.name for p in backward.values() if p.kind is p.KEYWORD_ONLY}
    assert plain[0].name == "dout"
    assert [(p.name, p.default) for p in plain[1:]] == [(p.name, p.default) for p in forward.values()]
    assert extras <= {"y", "needs_input_grad", "training"}


@pytest.mark.parametrize(("name", "number"), ONE_RESULT)
def test_gradient(name, number, rng):
    forward, backward, arrays, options = call(name, number)
    extra = {"training": False} if name == "batch_norm" else {}
    verdict = gradcheck(
        lambda *a: forward(*named(forward, a, options)),
        lambda dout, *a: backward(dout, *named(forward, a, options), **extra),
        *arrays, rng=rng, every_entry=True,
    )  # fmt: skip
    assert verdict.right, verdict.message


def upstream(forward, arrays, options, rng):
    """Return a gradient for every result of a forward."""
    out = forward(*named(forward, arrays, options))
    if isinstance(out, tuple):
        return tuple(rng.standard_normal(o.shape) for o in out)
    return rng.standard_normal(np.shape(out)) if np.ndim(out) else 1.0


@pytest.mark.parametrize(("name", "number"), ONE_RESULT)
def test_pure_and_dtype_kept(name, number, rng):
    forward, backward, arrays, options = call(name, number)
    given = named(forward, arrays, options)
    dout = upstream(forward, arrays, options, rng)
    assert_pure(forward, *given)
    assert_dtype_kept(forward, *given)
    assert_pure(backward, dout, *given)
    assert_dtype_kept(backward, dout, *given)


@pytest.mark.parametrize(("name", "number"), FLAT)
def test_results_do_not_share_memory_with_arguments(name, number, rng):
    forward, backward, arrays, options = call(name, number)
    given = named(forward, arrays, options)
    dout = upstream(forward, arrays, options, rng)
    kept = [a for a in given if isinstance(a, np.ndarray)] + ([dout] if isinstance(dout, np.ndarray) else [])
    for result in results(forward(*given)) + results(backward(dout, *given)):
        assert not any(np.shares_memory(result, a) for a in kept)
        assert np.asarray(result).flags.writeable or np.ndim(result) == 0


@pytest.mark.parametrize(
    "name", [n for n in PAIRS if "y" in inspect.signature(getattr(functional, f"{n}_backward")).parameters]
)
def test_the_forward_s_result_changes_no_bit(name, rng):
    forward, backward, arrays, options = call(name, 0)
    given = named(forward, arrays, options)
    dout = upstream(forward, arrays, options, rng)
    np.testing.assert_array_equal(backward(dout, *given, y=forward(*given)), backward(dout, *given))
    with pytest.raises(ValueError, match=f"^{name}_backward: y must have the shape of"):
        backward(dout, *given, y=forward(*given)[..., :1])


def test_who_takes_the_forward_s_result():
    takes = {n for n in PAIRS if "y" in inspect.signature(getattr(functional, f"{n}_backward")).parameters}
    assert takes == {"max_pool2d", "min_pool2d", "lp_pool2d", "sigmoid", "tanh", "softmax", "log_softmax", "elu"}


@pytest.mark.parametrize("name", PAIRS)
def test_a_gradient_of_another_shape_is_refused(name, rng):
    forward, backward, arrays, options = call(name, 0)
    given = named(forward, arrays, options)
    wrong = (np.zeros(7), np.zeros(7)) if name == "batch_stats" else np.zeros((7, 1, 1, 7))
    with pytest.raises(
        ValueError, match=rf"^{name}_backward: d(out|mean) must have the shape of .*, got d(out|mean).shape=\(7"
    ):
        backward(wrong, *given)


@pytest.mark.parametrize("name", ["conv2d", "true_conv2d", "conv_transpose2d", "linear", "batch_norm"])
def test_a_gradient_that_is_not_wanted_is_none(name, rng):
    forward, backward, arrays, options = call(name, 0)
    given = named(forward, arrays, options)
    dout = upstream(forward, arrays, options, rng)
    everything = backward(dout, *given)
    for place in range(3):
        part = backward(dout, *given, needs_input_grad=tuple(p != place for p in range(3)))
        assert part[place] is None
        for other in {0, 1, 2} - {place}:
            np.testing.assert_array_equal(part[other], everything[other])


@pytest.mark.parametrize("name", PAIRS)
def test_no_image_gives_no_output(name):
    forward, backward, arrays, options = call(name, 0)
    empty = {"samples", "target"}
    options = {k: v[:0] if k in empty else v for k, v in options.items()} | (
        {"reduction": "sum"} if "target" in options else {}
    )
    given = named(forward, (arrays[0][:0], *arrays[1:]), options)
    if name == "batch_stats":
        with pytest.raises(ValueError, match="at least one image"):
            forward(*given)
        return
    out = forward(*given)
    assert np.shape(out) == () or len(out) == 0
    dx = results(backward(np.zeros(np.shape(out)) if np.ndim(out) else 1.0, *given))[0]
    assert dx.shape == given[0].shape


@pytest.mark.parametrize("value", [1000.0, -1000.0])
@pytest.mark.parametrize(
    "name",
    ["relu", "leaky_relu", "elu", "sigmoid", "tanh", "gelu", "glu", "softmax", "log_softmax", "step", "identity"],
)
def test_activations_at_a_thousand(name, value):
    x = np.array([value, 0.0, -value, 1.0])
    out = getattr(cnnlite, name)(x)
    assert np.isfinite(out).all()
    assert np.isfinite(getattr(cnnlite, f"{name}_backward")(np.ones_like(out), x)).all()
