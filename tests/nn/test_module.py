"""Parameter and Module: registration, state dicts, modes, dtypes, the one slot, and what they refuse."""

import re

import numpy as np
import pytest

from cnnlite import nn

KEYS = [  # in PyTorch's order: parameters, then buffers, then what is inside
    "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked",
    "3.0.weight", "3.1.weight", "3.1.bias",
]  # fmt: skip


def network(rng):
    """Return a small network with a network inside."""
    inner = nn.Sequential(nn.Conv2d(4, 2, 1, bias=False, rng=rng), nn.BatchNorm2d(2))
    inner[1].buffer_names = ()  # one layer whose statistics are not saved
    return nn.Sequential(nn.Conv2d(3, 4, 3, rng=rng), nn.BatchNorm2d(4), nn.ReLU(), inner)


def test_parameter():
    parameter = nn.Parameter(np.zeros((2, 3)))
    assert repr(parameter) == "Parameter(shape=(2, 3), dtype=float64)"
    assert parameter.grad is None
    first = np.ones((2, 3))
    parameter.add_grad(first)
    parameter.add_grad(2 * first)
    assert (parameter.grad == 3).all()
    assert (first == 1).all()
    parameter.zero_grad()
    assert parameter.grad is None
    scalar = nn.Parameter(np.array(1.0))
    scalar.add_grad(np.array(1.0))
    scalar.add_grad(np.array(1.0))
    assert isinstance(scalar.grad, np.ndarray)


@pytest.mark.parametrize("data", [1.0, [1.0], np.zeros(2, int), None])
def test_parameter_refuses_what_is_no_float_array(data):
    with pytest.raises(TypeError, match=r"Parameter: data must be (a NumPy array|float32 or float64), got "):
        nn.Parameter(data)


def test_registration(rng):
    model = network(rng)
    assert list(model.state_dict()) == KEYS
    learned = [key for key in KEYS if "running" not in key and "num_batches" not in key]
    assert [name for name, _ in model.named_parameters()] == learned
    assert [name for name, _ in model.named_modules()] == ["", "0", "1", "2", "3", "3.0", "3.1"]
    assert [type(child).__name__ for child in model.children()] == ["Conv2d", "BatchNorm2d", "ReLU", "Sequential"]
    assert len(list(model.modules())) == 7


def test_a_shared_parameter_counts_once(rng):
    first, second = nn.Linear(3, 3, rng=rng), nn.Linear(3, 3, rng=rng)
    second.weight = first.weight
    both = nn.Sequential(first, second)
    assert [name for name, _ in both.named_parameters()] == ["0.weight", "0.bias", "1.bias"]
    assert list(both.state_dict()) == ["0.weight", "0.bias", "1.weight", "1.bias"]
    both(rng.standard_normal((2, 3)))
    both.backward(rng.standard_normal((2, 3)))
    once = first.weight.grad
    assert once is second.weight.grad


def test_state_dict_is_a_copy_and_loads_bit_equal(rng):
    model, other = network(rng), network(rng)
    x = rng.standard_normal((2, 3, 6, 5))
    model(x)
    state = model.state_dict()
    assert state["1.num_batches_tracked"].dtype == np.int64
    assert state["1.num_batches_tracked"].shape == ()
    assert not np.array_equal(other.eval()(x), model.eval()(x))
    other.load_state_dict(state)
    for name, array in other.state_dict().items():
        np.testing.assert_array_equal(array, state[name])
        assert array.dtype == state[name].dtype
    np.testing.assert_array_equal(other[1].running_mean, model[1].running_mean)
    for array in state.values():
        array[...] = 7
    assert not any((array == 7).all() for array in (*model.state_dict().values(), *other.state_dict().values()))


def test_loading_keeps_the_dtype_of_the_module(rng):
    single = network(rng).float()
    state = network(rng).state_dict()
    single.load_state_dict(state)
    assert single[0].weight.data.dtype == np.float32
    np.testing.assert_array_equal(single[0].weight.data, state["0.weight"].astype(np.float32))
    single.load_state_dict({name: array.tolist() for name, array in state.items()})


def test_load_lists_every_problem_and_changes_nothing(rng):
    layer = nn.Linear(3, 2, rng=rng)
    model = nn.Sequential(nn.Linear(4, 3, rng=rng), nn.BatchNorm2d(2), layer)
    before = model.state_dict()
    state = model.state_dict()
    state["0.bias"] = np.zeros(3)
    state["2.weight"] = state["2.weight"].T
    state["2.bias"] = np.zeros(5)
    state["1.num_batches_tracked"] = np.array(1.5)
    del state["1.running_var"]
    state["fc.weight"] = np.zeros(1)
    with pytest.raises(ValueError, match="load_state_dict") as caught:
        model.load_state_dict(state)
    assert str(caught.value) == (
        "Sequential.load_state_dict: state must have the names and shapes of this module, got missing 1.running_var; "
        "unexpected fc.weight; dtype float64 of 1.num_batches_tracked where int64 is needed; "
        "shape (3, 2) of 2.weight where (2, 3) is needed (transposed?); shape (5,) of 2.bias where (2,) is needed. "
        "Nothing was loaded. Compare with the module's own state_dict()."
    )
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])
    with pytest.raises(TypeError, match=r"Linear\.load_state_dict: state must map names to arrays, got list"):
        layer.load_state_dict([])
    with pytest.raises(ValueError, match="dtype <U1 of weight where float64 is needed"):
        layer.load_state_dict({"weight": np.full((2, 3), "a"), "bias": np.zeros(2)})


def test_float_and_double(rng):
    model = network(rng)
    x = rng.standard_normal((2, 3, 6, 5))
    model.backward(model(x))
    assert model.float() is model
    arrays = model.state_dict()
    assert {str(a.dtype) for a in arrays.values()} == {"float32", "int64"}
    assert {p.grad.dtype for p in model.parameters()} == {np.dtype("float32")}
    model.zero_grad()
    out = model(x.astype(np.float32))
    assert out.dtype == model.backward(out).dtype == model[0].weight.grad.dtype == model[1].running_var.dtype == "f4"
    assert model.double()[1].running_mean.dtype == np.float64
    assert model(x).dtype == np.float64
    with pytest.raises(TypeError, match="conv2d: all arrays must have one dtype"):
        model(x.astype(np.float32))


def test_train_and_eval(rng):
    model = network(rng)
    assert model.training
    assert model.eval() is model
    assert not any(module.training for module in model.modules())
    assert all(module.training for module in model.train().modules())
    with pytest.raises(TypeError, match=r"Sequential\.train: mode must be True or False, got 1"):
        model.train(1)


def test_zero_grad(rng):
    model = network(rng)
    model.backward(model(rng.standard_normal((2, 3, 6, 5))))
    assert all(parameter.grad is not None for parameter in model.parameters())
    model.zero_grad()
    assert all(parameter.grad is None for parameter in model.parameters())


def test_repr(rng):
    model = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1, bias=False, rng=rng), nn.BatchNorm2d(4), nn.MaxPool2d(2),
        nn.Sequential(nn.ReLU(), nn.Flatten()), nn.Linear(8, 2, rng=rng), nn.LeakyReLU(), nn.Sequential(),
    )  # fmt: skip
    assert repr(model) == (
        "Sequential(\n"
        "  (0): Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)\n"
        "  (1): BatchNorm2d(4, eps=1e-05, momentum=0.1)\n"
        "  (2): MaxPool2d(kernel_size=2, stride=2, padding=0)\n"
        "  (3): Sequential(\n"
        "    (0): ReLU()\n"
        "    (1): Flatten(start_axis=1)\n"
        "  )\n"
        "  (4): Linear(in_features=8, out_features=2, bias=True)\n"
        "  (5): LeakyReLU(negative_slope=0.01)\n"
        "  (6): Sequential()\n"
        ")"
    )
    full = nn.Conv2d(4, 6, (3, 2), stride=2, padding="same", dilation=(1, 2), groups=2, rng=rng)
    assert repr(full) == ("Conv2d(4, 6, kernel_size=(3, 2), stride=(2, 2), padding='same', dilation=(1, 2), groups=2)")


def test_backward_needs_its_own_forward(rng):
    layer = nn.Linear(3, 2, rng=rng)
    dout = np.ones((1, 2))
    message = re.escape("Linear.backward: forward must run before each backward, got an empty slot. Call the layer")
    with pytest.raises(RuntimeError, match=message):
        layer.backward(dout)
    layer(np.ones((1, 3)))
    layer.backward(dout)
    with pytest.raises(RuntimeError, match=message):
        layer.backward(dout)
    assert layer.weight.grad.tolist() == [[1, 1, 1], [1, 1, 1]]


def test_backward_belongs_to_the_weights_of_its_forward(rng):
    layer = nn.Linear(3, 2, rng=rng)
    weight = layer.weight.data
    layer(np.ones((1, 3)))
    layer.weight.data = 2 * weight
    np.testing.assert_array_equal(layer.backward(np.ones((1, 2))), weight.sum(axis=0, keepdims=True))


def test_what_a_subclass_must_write():
    class Empty(nn.Module):
        pass

    with pytest.raises(NotImplementedError, match="Empty: forward must be written in the class"):
        Empty()(np.ones(1))
    with pytest.raises(NotImplementedError, match="Empty: backward must be written in the class"):
        Empty().backward(np.ones(1))


def test_the_network_may_run_while_its_parts_are_listed(rng):
    model = nn.Sequential(nn.Linear(2, 3, rng=rng), nn.ReLU())
    x = np.ones((1, 2))
    for _ in model.named_children():
        model(x)
    fresh = nn.Linear(2, 3, rng=rng)
    for _ in fresh.named_parameters():
        fresh(x)
    assert fresh.backward(np.ones((1, 3))).shape == (1, 2)
