"""Optimizers and schedules: by hand, step by step beside PyTorch, saved and continued, and what they refuse."""

import re

import numpy as np
import pytest

from cnnlite import nn, optim
from tests.nn.odd import wrong_answers
from tests.requirements import needs

OPTIMIZERS = [
    ("SGD", {"lr": 0.05}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 5e-3}),
    ("SGD", {"lr": 0.05, "weight_decay": 0.1}),
    ("Adam", {}),
    ("Adam", {"lr": 5e-3, "betas": (0.8, 0.99), "eps": 1e-6, "weight_decay": 0.1}),
    ("AdamW", {}),
    ("AdamW", {"lr": 5e-3, "betas": (0.5, 0.9), "weight_decay": 0.2}),
]


def network(rng):
    """Return a small network with every kind of parameter."""
    return nn.Sequential(
        nn.Conv2d(2, 4, 3, rng=rng), nn.BatchNorm2d(4), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(4, 3, 2, rng=rng), nn.ReLU(), nn.Flatten(), nn.Linear(12, 3, rng=rng),
    )  # fmt: skip


def train(model, optimizer, batches):
    """Take one step for each batch; return the losses."""
    criterion, losses = nn.CrossEntropyLoss(), []
    for x, target in batches:
        losses.append(float(criterion(model(x), target)))
        optimizer.zero_grad()
        model.backward(criterion.backward(), input_grad=False)
        optimizer.step()
    return losses


def draw_batches(rng, count):
    """Return batches of random images with classes that depend on them."""
    batches = [rng.standard_normal((8, 2, 8, 8)) for _ in range(count)]
    return [(x, np.digitize(x.mean(axis=(1, 2, 3)), [-0.04, 0.04])) for x in batches]


@pytest.mark.parametrize(("name", "options"), OPTIMIZERS)
def test_a_hundred_steps_beside_torch(rng, name, options):
    torch = needs("torch")
    torch.set_num_threads(1)  # a second thread costs more than it gains on few images
    model, batches = network(rng), draw_batches(rng, 100)
    twin = torch.nn.Sequential(
        torch.nn.Conv2d(2, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Tanh(), torch.nn.AvgPool2d(2),
        torch.nn.Conv2d(4, 3, 2), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(12, 3),
    ).double()  # fmt: skip
    twin.load_state_dict({key: torch.tensor(array) for key, array in model.state_dict().items()}, strict=True)
    theirs, expected = getattr(torch.optim, name)(twin.parameters(), **{"lr": 1e-3} | options), []
    for x, target in batches:
        loss = torch.nn.functional.cross_entropy(twin(torch.tensor(x)), torch.tensor(target))
        expected.append(loss.item())
        theirs.zero_grad()
        loss.backward()
        theirs.step()
    start = model.state_dict()["4.weight"]
    losses = train(model, getattr(optim, name)(model.parameters(), **options), batches)
    np.testing.assert_allclose(losses, expected, atol=1e-8)
    for key, array in twin.state_dict().items():
        np.testing.assert_allclose(model.state_dict()[key], array.numpy(), rtol=1e-8, atol=1e-8, err_msg=key)
    assert np.abs(model[4].weight.data - start).max() > 0.01


def test_by_hand():
    weight = nn.Parameter(np.array([1.0, 2.0]))
    before = weight.data
    sgd = optim.SGD([weight], lr=0.1, momentum=0.5)
    for gradient in ([1.0, 0.0], [1.0, 2.0]):
        sgd.zero_grad()
        weight.add_grad(np.array(gradient))
        sgd.step()
    np.testing.assert_allclose(weight.data, [1 - 0.1 - 0.15, 2 - 0.2])  # moves 1 and 1 + 0.5
    assert before.tolist() == [1, 2]  # a new array, the old one stays
    scalar = nn.Parameter(np.array(1.0))
    scalar.add_grad(np.array(-3.0))
    optim.Adam([scalar], lr=0.1).step()
    assert scalar.data == pytest.approx(1.1)  # the first step of Adam has the length lr
    assert isinstance(scalar.data, np.ndarray)
    shrunk = nn.Parameter(np.array([1.0]))
    shrunk.add_grad(np.zeros(1))
    optim.AdamW([shrunk], lr=0.1, weight_decay=0.5).step()
    np.testing.assert_allclose(shrunk.data, [0.95])


@pytest.mark.parametrize(("name", "options"), OPTIMIZERS)
def test_saved_and_continued(rng, name, options):
    kind, options = getattr(optim, name), {"lr": 1e-3} | options
    batches = draw_batches(rng, 8)
    model = network(np.random.default_rng(1))
    optimizer = kind(model.parameters(), **options)
    train(model, optimizer, batches[:4])
    saved, state = model.state_dict(), optimizer.state_dict()
    other = network(np.random.default_rng(2))
    continued = kind(other.parameters(), lr=7.0)
    other.load_state_dict(saved)
    continued.load_state_dict(state)
    for entry in state["state"]:  # neither of the two looks into these arrays again
        for value in entry.values():
            if isinstance(value, np.ndarray):
                value[...] = 7
    assert train(other, continued, batches[4:]) == train(model, optimizer, batches[4:])
    fresh = network(np.random.default_rng(1))
    train(fresh, kind(fresh.parameters(), **options), batches)  # without a stop between
    for key, array in other.state_dict().items():
        np.testing.assert_array_equal(array, model.state_dict()[key])
        np.testing.assert_array_equal(array, fresh.state_dict()[key])


def test_a_missing_gradient_is_skipped(rng):
    torch = needs("torch")
    values = rng.standard_normal((2, 3))
    for name in ("SGD", "Adam", "AdamW"):
        ours = [nn.Parameter(row) for row in values]
        theirs = [torch.nn.Parameter(torch.tensor(row)) for row in values]
        left, right = (getattr(m, name)(p, lr=0.1, weight_decay=0.3) for m, p in ((optim, ours), (torch.optim, theirs)))
        ours[1].add_grad(np.ones(3))
        theirs[1].grad = torch.ones(3, dtype=torch.float64)
        for _ in range(3):
            left.step()
            right.step()
        np.testing.assert_array_equal(ours[0].data, values[0])
        np.testing.assert_allclose(ours[1].data, theirs[1].detach().numpy(), rtol=1e-12)
        assert not np.allclose(ours[1].data, values[1])


def test_float32_stays_after_a_change(rng):
    for kind in (optim.Adam, optim.SGD):
        layer = nn.Linear(3, 2, rng=rng)
        optimizer = kind(layer.parameters(), lr=0.1, **({"momentum": 0.9} if kind is optim.SGD else {}))
        for dtype, convert in ((np.float64, layer.double), (np.float32, layer.float)):
            convert()
            layer.backward(layer(np.ones((1, 3), dtype)))
            optimizer.lr = np.float64(0.01)
            optimizer.step()
            optimizer.zero_grad()
            assert layer.weight.data.dtype == dtype


def test_a_wrong_gradient_moves_nothing():
    first, second = nn.Parameter(np.ones(2)), nn.Parameter(np.ones(3))
    optimizer = optim.SGD([first, second], lr=0.1)
    first.grad = np.ones(2)
    second.grad = np.ones((1, 3))
    message = "SGD.step: grad must have the shape of its parameter, (3,), got grad.shape=(1, 3)."
    with pytest.raises(ValueError, match=re.escape(message)):
        optimizer.step()
    second.grad = np.ones(3, np.float32)
    with pytest.raises(TypeError, match=r"SGD.step: all arrays must have one dtype, got grad float32, data float64"):
        optimizer.step()
    assert (first.data == 1).all()


P = [nn.Parameter(np.ones(2))]
ERRORS = [
    (lambda: optim.SGD([], 0.1), ValueError, "SGD: parameters must be at least one, each once, got 0."),
    (lambda: optim.SGD(P + P, 0.1), ValueError, "SGD: parameters must be at least one, each once, got 2."),
    (lambda: optim.Adam(nn.ReLU()), TypeError, "Adam: parameters must be Parameter objects, got ReLU. Write model.parameters()."),
    (lambda: optim.AdamW(nn.Sequential(nn.ReLU())), TypeError, "AdamW: parameters must be Parameter objects, got ReLU."),
    (lambda: optim.SGD([np.ones(2)], 0.1), TypeError, "SGD: parameters must be Parameter objects, got ndarray."),
    (lambda: optim.SGD(P, -0.1), ValueError, "SGD: lr must be a finite number of at least 0, got -0.1."),
    (lambda: optim.SGD(P, float("nan")), ValueError, "SGD: lr must be a finite number of at least 0, got nan."),
    (lambda: optim.Adam(P, float("inf")), ValueError, "Adam: lr must be a finite number of at least 0, got inf."),
    (lambda: optim.SGD(P, "0.1"), TypeError, "SGD: lr must be a number, got '0.1'."),
    (lambda: optim.SGD(P, 0.1, momentum=-1), ValueError, "SGD: momentum must be a finite number of at least 0, got -1."),
    (lambda: optim.SGD(P, 0.1, weight_decay=-1), ValueError, "SGD: weight_decay must be a finite number of at least 0, got -1."),
    (lambda: optim.SGD(P, 0.1, nesterov=True), ValueError, "SGD: momentum must be above 0 with nesterov, got 0."),
    (lambda: optim.SGD(P, 0.1, 0.9, nesterov=1), TypeError, "SGD: nesterov must be True or False, got 1."),
    (lambda: optim.Adam(P, betas=(0.9, 1.0)), ValueError, "Adam: betas must be below 1, got (0.9, 1.0)."),
    (lambda: optim.AdamW(P, betas=(-0.1, 0.9)), ValueError, "AdamW: betas must be a finite number of at least 0, got -0.1."),
    (lambda: optim.Adam(P, betas=0.9), ValueError, "Adam: betas must be two numbers, got 0.9. Write for example betas=(0.9, 0.999)."),
    (lambda: optim.Adam(P, eps=-1e-8), ValueError, "Adam: eps must be a finite number of at least 0, got -1e-08."),
    (lambda: optim.StepLR(P, 3), TypeError, "StepLR: optimizer must be SGD, Adam or AdamW, got list."),
    (lambda: optim.StepLR(optim.SGD(P, 0.1), 0), ValueError, "StepLR: step_size must be at least 1, got 0."),
    (lambda: optim.StepLR(optim.SGD(P, 0.1), 3, gamma=-1), ValueError, "StepLR: gamma must be a finite number of at least 0, got -1."),
    (lambda: optim.CosineAnnealingLR(optim.SGD(P, 0.1), 2.5), TypeError, "CosineAnnealingLR: T_max must be a whole number, got 2.5."),
    (lambda: optim.CosineAnnealingLR(optim.SGD(P, 0.1), 0), ValueError, "CosineAnnealingLR: T_max must be at least 1, got 0."),
    (lambda: optim.CosineAnnealingLR(optim.SGD(P, 0.1), 3, -1), ValueError, "CosineAnnealingLR: eta_min must be a finite number of at least 0, got -1."),
    (lambda: optim.StepLR(optim.SGD(P, 0.1), 3).load_state_dict({}), ValueError, "StepLR.load_state_dict: state must have base_lr and last_epoch, got {}."),
    (lambda: optim.StepLR(optim.SGD(P, 0.1), 3).load_state_dict({"base_lr": 1, "last_epoch": -1}), ValueError, "StepLR.load_state_dict: last_epoch must be at least 0, got -1."),
]  # fmt: skip


@pytest.mark.parametrize(("make", "kind", "message"), ERRORS, ids=[message[:60] for _, _, message in ERRORS])
def test_errors(make, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        make()


GOOD = {"settings": {"lr": 0.2, "momentum": 0.9, "weight_decay": 0.0, "nesterov": False}, "state": [{}]}
WRONG_STATES = [
    ({}, ValueError, "settings must be lr, momentum, weight_decay, nesterov, got None."),
    (None, ValueError, "settings must be lr, momentum, weight_decay, nesterov, got None."),
    (GOOD | {"settings": {"lr": 0.2}}, ValueError, "settings must be lr, momentum, weight_decay, nesterov, got {'lr': 0.2}."),
    (GOOD | {"settings": GOOD["settings"] | {"lr": -1}}, ValueError, "SGD: lr must be a finite number of at least 0, got -1."),
    (GOOD | {"state": []}, ValueError, "state must have 1 entries, one per parameter, got 0."),
    (GOOD | {"state": 3}, ValueError, "state must have 1 entries, one per parameter, got 3."),
    (GOOD | {"state": [{"exp_avg": np.ones(2)}]}, ValueError, "state 0 must be empty or hold momentum_buffer, got {'exp_avg'"),
    (GOOD | {"state": [{"momentum_buffer": np.ones(3)}]}, ValueError, "momentum_buffer 0 must have the shape of its parameter, (2,)"),
    (GOOD | {"state": [{"momentum_buffer": [1.0]}]}, TypeError, "momentum_buffer must be a NumPy array, got list."),
]  # fmt: skip


@pytest.mark.parametrize(("state", "kind", "message"), WRONG_STATES)
def test_a_wrong_state_changes_nothing(state, kind, message):
    optimizer = optim.SGD(P, 0.1, momentum=0.5)
    with pytest.raises(kind, match=re.escape(message)):
        optimizer.load_state_dict(state)
    assert optimizer.state_dict() == {
        "settings": {"lr": 0.1, "momentum": 0.5, "weight_decay": 0.0, "nesterov": False}, "state": [{}],
    }  # fmt: skip
    optimizer.load_state_dict(GOOD)
    assert (optimizer.lr, optimizer.momentum) == (0.2, 0.9)
    adam = optim.Adam(P)
    entry = {"step": None, "exp_avg": np.ones(2), "exp_avg_sq": np.ones(2)}
    with pytest.raises(TypeError, match=r"Adam\.load_state_dict: step must be a whole number, got None"):
        adam.load_state_dict(adam.state_dict() | {"state": [entry]})


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("StepLR", {"step_size": 1}), ("StepLR", {"step_size": 3, "gamma": 0.7}),
        ("CosineAnnealingLR", {"T_max": 1}), ("CosineAnnealingLR", {"T_max": 7, "eta_min": 1e-3}),
        ("CosineAnnealingLR", {"T_max": 200}),
    ],
)  # fmt: skip
def test_schedules_equal_torch(name, options):
    torch = needs("torch")
    theirs = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)
    ours = optim.SGD([nn.Parameter(np.ones(1))], lr=0.1)
    expected, schedule = (
        getattr(torch.optim.lr_scheduler, name)(theirs, **options),
        getattr(optim, name)(ours, **options),
    )
    for _ in range(210):
        theirs.step()
        expected.step()
        schedule.step()
        assert ours.lr == theirs.param_groups[0]["lr"]


def test_a_schedule_is_saved_and_continued():
    first, second = (optim.SGD(P, lr) for lr in (0.1, 0.5))
    one, two = (optim.CosineAnnealingLR(optimizer, 5, 0.01) for optimizer in (first, second))
    for _ in range(3):
        one.step()
    second.load_state_dict(first.state_dict())
    two.load_state_dict(one.state_dict())
    for _ in range(4):
        one.step()
        two.step()
        assert first.lr == second.lr


@pytest.mark.parametrize(
    "kind", [optim.SGD, optim.Adam, optim.StepLR, optim.CosineAnnealingLR], ids=lambda k: k.__name__
)
def test_odd_arguments(kind):
    legal = {"parameters": P, "lr": 0.1}
    right = {"SGD": legal, "Adam": legal, "StepLR": {"step_size": 1}, "CosineAnnealingLR": {"T_max": 1}}[kind.__name__]
    right = right if kind in (optim.SGD, optim.Adam) else right | {"optimizer": optim.SGD(P, 0.1)}
    assert not wrong_answers(kind, right, kind.__name__)
