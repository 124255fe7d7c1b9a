"""Every layer: numeric gradients, PyTorch's numbers, the one slot, and what the constructors refuse."""

import inspect
import re

import numpy as np
import pytest

from cnnlite import functional, gradcheck, nn
from tests.nn.odd import wrong_answers
from tests.requirements import needs

IMAGES = (2, 4, 7, 6)
# The layer, the shape of its input, and its twin in PyTorch (a module, or a function of torch and x).
LAYERS = {
    "Conv2d": (lambda rng: nn.Conv2d(4, 6, (3, 2), rng=rng), IMAGES, lambda t: t.nn.Conv2d(4, 6, (3, 2))),
    "Conv2d options": (
        lambda rng: nn.Conv2d(4, 6, 2, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2, bias=False, rng=rng),
        IMAGES, lambda t: t.nn.Conv2d(4, 6, 2, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2, bias=False),
    ),
    "Linear": (lambda rng: nn.Linear(5, 3, rng=rng), (4, 5), lambda t: t.nn.Linear(5, 3)),
    "Linear without bias": (lambda rng: nn.Linear(5, 3, False, rng=rng), (4, 5), lambda t: t.nn.Linear(5, 3, bias=False)),
    "ReLU": (lambda rng: nn.ReLU(), IMAGES, lambda t: t.nn.ReLU()),
    "LeakyReLU": (lambda rng: nn.LeakyReLU(0.2), IMAGES, lambda t: t.nn.LeakyReLU(0.2)),
    "ELU": (lambda rng: nn.ELU(0.7), IMAGES, lambda t: t.nn.ELU(0.7)),
    "Sigmoid": (lambda rng: nn.Sigmoid(), IMAGES, lambda t: t.nn.Sigmoid()),
    "Tanh": (lambda rng: nn.Tanh(), IMAGES, lambda t: t.nn.Tanh()),
    "GELU": (lambda rng: nn.GELU(), IMAGES, lambda t: t.nn.GELU()),
    "GELU tanh": (lambda rng: nn.GELU("tanh"), IMAGES, lambda t: t.nn.GELU("tanh")),
    "GLU": (lambda rng: nn.GLU(1), IMAGES, lambda t: t.nn.GLU(1)),
    "Softmax": (lambda rng: nn.Softmax(), (4, 5), lambda t: t.nn.Softmax(-1)),
    "Softmax axis": (lambda rng: nn.Softmax(1), IMAGES, lambda t: t.nn.Softmax(1)),
    "LogSoftmax": (lambda rng: nn.LogSoftmax(1), IMAGES, lambda t: t.nn.LogSoftmax(1)),
    "Step": (lambda rng: nn.Step(), IMAGES, lambda t: lambda x: (x > 0) * 1.0 + 0 * x),
    "Identity": (lambda rng: nn.Identity(), IMAGES, lambda t: t.nn.Identity()),
    "Flatten": (lambda rng: nn.Flatten(), IMAGES, lambda t: t.nn.Flatten()),
    "Flatten from 2": (lambda rng: nn.Flatten(2), IMAGES, lambda t: t.nn.Flatten(2)),
    "MaxPool2d": (lambda rng: nn.MaxPool2d(3, 2, 1), IMAGES, lambda t: t.nn.MaxPool2d(3, 2, 1)),
    "MaxPool2d stride": (lambda rng: nn.MaxPool2d((3, 2)), IMAGES, lambda t: t.nn.MaxPool2d((3, 2))),
    "MinPool2d": (lambda rng: nn.MinPool2d(2, 1), IMAGES, lambda t: lambda x: -t.nn.MaxPool2d(2, 1)(-x)),
    "AvgPool2d": (lambda rng: nn.AvgPool2d(3, 2, 1), IMAGES, lambda t: t.nn.AvgPool2d(3, 2, 1)),
    "AvgPool2d inside": (
        lambda rng: nn.AvgPool2d(3, padding=1, count_include_pad=False), IMAGES,
        lambda t: t.nn.AvgPool2d(3, padding=1, count_include_pad=False),
    ),
    "LPPool2d": (lambda rng: nn.LPPool2d(2, 3, 2), IMAGES, lambda t: t.nn.LPPool2d(2, 3, 2)),
    "GlobalMaxPool2d": (lambda rng: nn.GlobalMaxPool2d(), IMAGES, lambda t: t.nn.AdaptiveMaxPool2d(1)),
    "GlobalAvgPool2d": (lambda rng: nn.GlobalAvgPool2d(), IMAGES, lambda t: t.nn.AdaptiveAvgPool2d(1)),
    "AdaptiveMaxPool2d": (lambda rng: nn.AdaptiveMaxPool2d((3, 2)), IMAGES, lambda t: t.nn.AdaptiveMaxPool2d((3, 2))),
    "AdaptiveAvgPool2d": (lambda rng: nn.AdaptiveAvgPool2d((3, 4)), IMAGES, lambda t: t.nn.AdaptiveAvgPool2d((3, 4))),
    "BatchNorm2d": (lambda rng: nn.BatchNorm2d(4), IMAGES, lambda t: t.nn.BatchNorm2d(4)),
    "BatchNorm2d eval": (lambda rng: nn.BatchNorm2d(4, 1e-3).eval(), IMAGES, lambda t: t.nn.BatchNorm2d(4, 1e-3).eval()),
}  # fmt: skip


def draw(name, rng):
    """Return a layer with drawn values in every parameter and statistic, and an input."""
    make, shape, _ = LAYERS[name]
    layer = make(rng)
    if name.startswith("BatchNorm2d"):
        state = {key: rng.uniform(0.5, 2, 4) for key in ("weight", "bias", "running_mean", "running_var")}
        layer.load_state_dict(state | {"num_batches_tracked": 3})
    return layer, rng.standard_normal(shape)


def layer_gradcheck(layer, x, rng, **options):
    """Compare the gradients of x and of every parameter with central differences."""
    parameters = list(layer.parameters())

    def forward(x, *values):
        for parameter, value in zip(parameters, values, strict=True):
            parameter.data = value
        return layer(x)

    def backward(dout, x, *values):
        layer.zero_grad()
        forward(x, *values)
        return (layer.backward(dout), *(parameter.grad for parameter in parameters))

    return gradcheck(forward, backward, x, *(parameter.data for parameter in parameters), rng=rng, **options)


@pytest.mark.parametrize("name", LAYERS)
def test_gradient(rng, name):
    verdict = layer_gradcheck(*draw(name, rng), rng)
    assert verdict.right, verdict.message


@pytest.mark.parametrize("name", LAYERS)
def test_equals_torch(rng, name):
    torch = needs("torch")
    layer, x = draw(name, rng)
    theirs = LAYERS[name][2](torch)
    if isinstance(theirs, torch.nn.Module):
        theirs.double().load_state_dict({key: torch.tensor(a) for key, a in layer.state_dict().items()}, strict=True)
    leaf = torch.tensor(x, requires_grad=True)
    for _ in range(2):  # gradients add up, and so do the batches of a batch normalization
        expected, out = theirs(leaf), layer(x)
        np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-10, atol=1e-10)
        dout = rng.standard_normal(out.shape)
        leaf.grad = None
        expected.backward(torch.tensor(dout))
        np.testing.assert_allclose(layer.backward(dout), leaf.grad.numpy(), rtol=1e-10, atol=1e-10)
    if isinstance(theirs, torch.nn.Module):
        assert list(theirs.state_dict()) == list(layer.state_dict())
        for key, array in theirs.state_dict().items():
            np.testing.assert_allclose(layer.state_dict()[key], array.numpy(), rtol=1e-12, atol=1e-14)
            assert str(array.dtype) == f"torch.{layer.state_dict()[key].dtype}"
        gradients = [parameter.grad.numpy() for parameter in theirs.parameters()]
        for parameter, gradient in zip(layer.parameters(), gradients, strict=True):
            np.testing.assert_allclose(parameter.grad, gradient, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", LAYERS)
def test_slot(rng, name):
    layer, x = draw(name, rng)
    kind = type(layer).__name__
    dout = np.ones(layer(x).shape)
    layer.backward(dout)
    with pytest.raises(RuntimeError, match=f"{kind}.backward: forward must run before each backward"):
        layer.backward(dout)
    layer(x)
    assert layer.backward(dout, input_grad=False) is None
    with pytest.raises(RuntimeError, match=f"{kind}.backward: forward must run before each backward"):
        layer.backward(dout)


@pytest.mark.parametrize("name", LAYERS)
def test_nothing_is_written_to(rng, name):
    layer, x = draw(name, rng)
    kept = vars(layer) | {key: parameter.data for key, parameter in layer.named_parameters()} | {"x": x}
    frozen = {key: value for key, value in kept.items() if isinstance(value, np.ndarray)}
    for array in frozen.values():
        array.flags.writeable = False
    out = layer(x)
    out.flags.writeable = False
    dout = np.ones(out.shape)
    dout.flags.writeable = False
    layer.backward(dout)


@pytest.mark.parametrize("name", LAYERS)
def test_float32_stays(rng, name):
    layer, x = draw(name, rng)
    out = layer.float()(x.astype(np.float32))
    assert out.dtype == layer.backward(np.ones_like(out)).dtype == np.float32
    assert all(parameter.grad.dtype == np.float32 for parameter in layer.parameters())


def test_every_layer_is_in_the_table():
    base = nn.ReLU.__mro__[1]
    classes = {
        name for name in nn.__all__ if inspect.isclass(getattr(nn, name)) and issubclass(getattr(nn, name), base)
    }
    own_file = {"FractionalMaxPool2d"}  # draws numbers: test_fractional
    assert classes - own_file | {"BatchNorm2d"} == {name.split()[0] for name in LAYERS}


@pytest.mark.parametrize("name", LAYERS)
def test_the_result_is_reused_where_the_backward_takes_it(rng, name):
    layer, x = draw(name, rng)
    if not hasattr(layer, "pair"):
        return
    forward, backward = layer.pair
    assert backward.__name__ == f"{forward.__name__}_backward"
    seen = {}
    layer.pair = forward, lambda *arrays, **options: seen.update(options) or (np.zeros(1),) * 3
    out = layer(x)
    layer.backward(out)
    assert ("y" in seen) == ("y" in inspect.signature(backward).parameters)
    assert seen.get("y", out) is out


def test_names_and_defaults_are_those_of_the_functions():
    for name in sorted({name.split()[0] for name in LAYERS} - {"Conv2d", "Linear", "BatchNorm2d"}):
        kind = getattr(nn, name)
        wanted = dict(list(inspect.signature(kind.pair[0]).parameters.items())[1:])
        given = {key: p for key, p in inspect.signature(kind).parameters.items() if p.kind != p.VAR_KEYWORD}
        assert {key: p.default for key, p in given.items() if key != "options"} == {
            key: p.default for key, p in wanted.items()
        }


def test_hyperparameters_are_attributes_that_may_change():
    layer = nn.MaxPool2d(2)
    x = np.arange(9.0).reshape(1, 1, 3, 3)
    assert (layer.kernel_size, layer.stride, layer.padding) == (2, 2, 0)
    assert layer(x).shape == (1, 1, 1, 1)
    layer.stride = 1
    assert layer(x).shape == (1, 1, 2, 2)
    assert functional.max_pool2d(x, 2, 1).tolist() == layer(x).tolist()
    with pytest.raises(ValueError, match="max_pool2d: kernel_size must be at least 1, got 0"):
        nn.MaxPool2d(0)(x)


RNG = np.random.default_rng(0)
ERRORS = [
    (lambda: nn.Conv2d(0, 4, 3, rng=RNG), ValueError, "Conv2d: in_channels must be at least 1, got 0."),
    (lambda: nn.Conv2d(3, 4.0, 3, rng=RNG), TypeError, "Conv2d: out_channels must be a whole number, got 4.0."),
    (lambda: nn.Conv2d(3, 4, 0, rng=RNG), ValueError, "Conv2d: kernel_size must be at least 1, got 0."),
    (lambda: nn.Conv2d(3, 4, "3", rng=RNG), TypeError, "Conv2d: kernel_size must be an int or a pair of ints (rows, columns), got '3'."),
    (lambda: nn.Conv2d(3, 4, 3, stride=0, rng=RNG), ValueError, "Conv2d: stride must be at least 1, got 0."),
    (lambda: nn.Conv2d(3, 4, 3, padding=-1, rng=RNG), ValueError, "Conv2d: padding must be at least 0, got -1."),
    (lambda: nn.Conv2d(3, 4, 3, padding="full", rng=RNG), ValueError, 'Conv2d: padding must be an int, a pair, "valid"'),
    (lambda: nn.Conv2d(3, 4, 3, dilation=1.5, rng=RNG), TypeError, "Conv2d: dilation must be an int or a pair"),
    (lambda: nn.Conv2d(4, 4, 3, groups=3, rng=RNG), ValueError, "Conv2d: groups must divide in_channels and out_channels, got groups=3 for 4 and 4."),
    (lambda: nn.Conv2d(4, 4, 3, groups=0, rng=RNG), ValueError, "Conv2d: groups must be at least 1, got 0."),
    (lambda: nn.Conv2d(4, 4, 3, bias=None, rng=RNG), TypeError, "Conv2d: bias must be True or False, got None."),
    (lambda: nn.Conv2d(4, 4, 3, rng=0), TypeError, "Conv2d: rng must be a NumPy generator, got 0. Write for example rng=np.random.default_rng(0)."),
    (lambda: nn.Conv2d(4, 4, 3), TypeError, "missing 1 required keyword-only argument: 'rng'"),
    (lambda: nn.Linear(4, 0, rng=RNG), ValueError, "Linear: out_features must be at least 1, got 0."),
    (lambda: nn.Linear(True, 4, rng=RNG), TypeError, "Linear: in_features must be a whole number, got True."),
    (lambda: nn.Linear(4, 4, rng=None), TypeError, "Linear: rng must be a NumPy generator, got None."),
    (lambda: nn.Linear(4, 4), TypeError, "missing 1 required keyword-only argument: 'rng'"),
    (lambda: nn.BatchNorm2d(0), ValueError, "BatchNorm2d: num_features must be at least 1, got 0."),
    (lambda: nn.BatchNorm2d(2, eps=0), ValueError, "BatchNorm2d: eps must be a finite number above 0, got 0."),
    (lambda: nn.BatchNorm2d(2, momentum=1.5), ValueError, "BatchNorm2d: momentum must be at most 1, got 1.5."),
    (lambda: nn.BatchNorm2d(2, momentum=-0.1), ValueError, "BatchNorm2d: momentum must be a finite number of at least 0, got -0.1."),
    (lambda: nn.BatchNorm2d(2, momentum=None), TypeError, "BatchNorm2d: momentum must be a number, got None."),
    (lambda: nn.CrossEntropyLoss("average"), ValueError, "CrossEntropyLoss: reduction must be one of 'none', 'sum', 'mean', got 'average'."),
    (lambda: nn.MSELoss(None), ValueError, "MSELoss: reduction must be one of 'none', 'sum', 'mean', got None."),
]  # fmt: skip


@pytest.mark.parametrize(("make", "kind", "message"), ERRORS, ids=[message[:50] for _, _, message in ERRORS])
def test_errors(make, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        make()


def test_a_wrong_input_keeps_the_functions_sentence(rng):
    with pytest.raises(ValueError, match="conv2d: x must have 3 channels to match w, got 2"):
        nn.Conv2d(3, 4, 3, rng=rng)(np.zeros((1, 2, 5, 5)))
    layer = nn.Linear(3, 2, rng=rng)
    layer(np.zeros((4, 3)))
    with pytest.raises(ValueError, match=r"linear_backward: dout must have the shape of the output, \(4, 2\)"):
        layer.backward(np.zeros((4, 3)))


RIGHT = {  # one legal call of each constructor that checks its arguments
    nn.Conv2d: {"in_channels": 4, "out_channels": 6, "kernel_size": 3, "rng": RNG},
    nn.Linear: {"in_features": 4, "out_features": 3, "rng": RNG},
    nn.BatchNorm2d: {"num_features": 4},
    nn.BasicBlock: {"in_planes": 2, "planes": 3, "rng": RNG},
    nn.ResNet: {"num_blocks": (1, 1, 1, 1), "planes": (1, 2, 3, 4), "rng": RNG},
    nn.CrossEntropyLoss: {},
    nn.Parameter: {"data": np.zeros(2)},
    nn.summary: {"model": nn.ReLU(), "input_shape": (3,)},
}


@pytest.mark.parametrize("kind", RIGHT, ids=lambda kind: kind.__name__)
def test_odd_arguments(kind):
    assert not wrong_answers(kind, RIGHT[kind], kind.__name__, "Conv2d", "Linear", "BatchNorm2d")
