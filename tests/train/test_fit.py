"""Training: by hand, PyTorch's curve, every way of driving, what is refused, and what stays untouched."""

import math
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from cnnlite import nn, optim, train
from tests.requirements import needs
from tests.train.runs import begin, everything, small, some


def line(weight, bias):
    """A dense layer with one input and one output."""
    layer = nn.Linear(1, 1, rng=np.random.default_rng(0))
    layer.load_state_dict({"weight": np.array([[weight]]), "bias": np.array([bias])})
    return layer


def test_one_epoch_by_hand():
    points, values = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [0.0], [1.0]])
    model = line(0.5, 0.0)
    rng = np.random.default_rng(4)
    run = train.fit(
        model, (points, values), 1, optimizer=optim.SGD(model.parameters(), 0.1), rng=rng, batch_size=2,
        criterion=nn.MSELoss(),
    )  # fmt: skip
    order = np.random.default_rng(4).permutation(3)
    w, b, expected = 0.5, 0.0, []
    for batch in (order[:2], order[2:]):
        errors = [w * points[i, 0] + b - values[i, 0] for i in batch]
        right = [(w * points[i, 0] + b > 0.5) == (values[i, 0] > 0.5) for i in batch]
        expected.append((sum(e * e for e in errors) / len(batch), sum(right) / len(batch), len(batch)))
        dw = sum(2 * e * points[i, 0] for e, i in zip(errors, batch, strict=True)) / len(batch)
        db = sum(2 * e for e in errors) / len(batch)
        w, b = w - 0.1 * dw, b - 0.1 * db
    history = run.run()
    for step, (loss, accuracy, size) in zip(history.steps, expected, strict=True):
        assert (step.loss, step.accuracy, step.size) == (pytest.approx(loss, rel=1e-12), accuracy, size)
    assert [(step.number, step.epoch, step.last) for step in history.steps] == [(1, 1, False), (2, 1, True)]
    np.testing.assert_allclose([model.weight.data[0, 0], model.bias.data[0]], [w, b], rtol=1e-12)
    (epoch,) = history.epochs
    assert epoch.number == 1
    assert epoch.loss == pytest.approx((2 * expected[0][0] + expected[1][0]) / 3, rel=1e-12)
    assert epoch.accuracy == pytest.approx((2 * expected[0][1] + expected[1][1]) / 3, rel=1e-12)
    assert math.isnan(epoch.held_out_loss)
    assert math.isnan(epoch.held_out_accuracy)


def test_probabilities_are_decided_at_a_half():
    points, labels = np.array([[-2.0], [1.0], [3.0], [0.5]]), np.array([[0.0], [1.0], [1.0], [0.0]])
    model = nn.Sequential(line(1.0, 0.0), nn.Sigmoid())
    run = train.fit(
        model, (points, labels), 1, optimizer=optim.SGD(model.parameters(), 0.1), rng=np.random.default_rng(0),
        criterion=nn.BCELoss(),
    )  # fmt: skip
    step = next(run)
    chances = 1 / (1 + np.exp(-points[:, 0]))
    assert step.accuracy == 0.75
    assert step.loss == pytest.approx(-np.log([1 - chances[0], chances[1], chances[2], 1 - chances[3]]).mean())


def in_torch(torch, start, dtype):
    """The small network in PyTorch, from the same start."""
    layers = torch.nn
    model = layers.Sequential(
        layers.Conv2d(1, 8, 3, padding=1), layers.ReLU(), layers.MaxPool2d(2),
        layers.Conv2d(8, 16, 3, padding=1), layers.ReLU(), layers.MaxPool2d(2), layers.Flatten(), layers.Linear(64, 10),
    ).to(dtype)  # fmt: skip
    model.load_state_dict({name: torch.tensor(array) for name, array in start.items()})
    return model


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_equals_torch_over_50_steps_on_real_digits(optimizer):
    torch = needs("torch")
    torch.set_num_threads(1)  # a second thread costs more than it gains on few images
    settings = {"SGD": {"lr": 0.05, "momentum": 0.9, "weight_decay": 1e-3}, "Adam": {"lr": 0.003}}[optimizer]
    data, _ = some(400)
    rng = np.random.default_rng(1)
    model = small(rng)
    twin = in_torch(torch, model.state_dict(), torch.float64)
    mover = getattr(optim, optimizer)(model.parameters(), **settings)
    run = train.fit(model, data, 8, optimizer=mover, rng=rng)
    other = getattr(torch.optim, optimizer)(twin.parameters(), **settings)
    images, labels = (torch.tensor(part) for part in data)
    for _, step in zip(range(50), run, strict=False):
        other.zero_grad()
        outputs = twin(images[run.batch])
        loss = torch.nn.functional.cross_entropy(outputs, labels[run.batch])
        loss.backward()
        other.step()
        assert step.loss == pytest.approx(float(loss.detach()), abs=1e-9), step.number
        assert step.accuracy == float((outputs.argmax(1) == labels[run.batch]).double().mean())
    assert run.number == 50
    for name, array in twin.state_dict().items():
        np.testing.assert_allclose(model.state_dict()[name], array.numpy(), rtol=0, atol=1e-9)


def test_float32_starts_at_torch_s_loss():
    torch = needs("torch")
    torch.set_num_threads(1)  # a second thread costs more than it gains on few images
    (images, labels), _ = some()
    rng = np.random.default_rng(1)
    model = small(rng).float()
    twin = in_torch(torch, model.state_dict(), torch.float32)
    images = images.astype(np.float32)
    run = train.fit(model, (images, labels), 2, optimizer=optim.SGD(model.parameters(), 0.1), rng=rng)
    step = next(run)
    loss = torch.nn.functional.cross_entropy(twin(torch.tensor(images[run.batch])), torch.tensor(labels[run.batch]))
    assert step.loss == pytest.approx(float(loss.detach()), abs=1e-5)
    run.run()
    assert all(parameter.data.dtype == np.float32 for parameter in model.parameters())


def test_every_way_of_driving_gives_the_same():
    whole, parts, single, loop = (begin("sgd", "cosine", norm=True) for _ in range(4))
    history = whole.run()
    assert history is whole.history
    assert parts.run(3) is parts.history
    assert parts.number == 3
    parts.run(0)
    parts.run(4)
    parts.run()
    while not single.done:
        next(single)
    steps = list(loop)
    assert steps == loop.history.steps
    assert whole.number == whole.steps == 12
    for run in (parts, single, loop):
        assert everything(run) == everything(whole)
    assert whole.run() == history
    with pytest.raises(StopIteration):
        next(whole)
    begin().run(1000)


def test_counts_batches_and_epochs():
    run = begin()
    assert (run.steps_per_epoch, run.steps, run.epochs, run.number, run.done) == (3, 12, 4, 0, False)
    assert run.batch.tolist() == []
    seen = []
    for step in run:
        assert len(run.batch) == step.size == (11 if step.last else 32)
        assert (step.number, step.epoch) == (run.number, (run.number - 1) // 3 + 1)
        seen.append(run.batch)
        assert len(run.history.epochs) == run.number // 3
    orders = [np.concatenate(seen[start : start + 3]) for start in range(0, 12, 3)]
    assert all(sorted(order.tolist()) == list(range(75)) for order in orders)
    assert all((one != other).any() for one, other in pairwise(orders))
    assert [epoch.number for epoch in run.history.epochs] == [1, 2, 3, 4]


def test_held_out_images_are_looked_at_after_each_epoch():
    run = begin(norm=True)
    for step in run:
        if step.last:
            found = train.evaluate(run.model, *some()[1])
            epoch = run.history.epochs[-1]
            assert (epoch.held_out_loss, epoch.held_out_accuracy) == (found.loss, found.accuracy)
    without = begin(norm=True, held_out=None)
    assert without.run().steps == run.history.steps


def test_the_schedule_steps_after_each_epoch():
    run = begin("sgd", "step")
    rates = [(run.optimizer.lr, run.schedule.last_epoch)]
    for _ in run:
        rates.append((run.optimizer.lr, run.schedule.last_epoch))
    assert [rate for rate, _ in rates] == pytest.approx(
        [0.05] * 3 + [0.025] * 3 + [0.0125] * 3 + [0.00625] * 3 + [0.003125]
    )
    assert [epoch for _, epoch in rates] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]


def test_a_network_that_is_looked_at_between_steps_still_trains():
    run, unbroken = begin(norm=True), begin(norm=True)
    run.model.eval()
    for _ in run:
        run.model.eval()(some()[1][0])
    unbroken.run()
    assert everything(run) == everything(unbroken)


def test_batch_norm_learns_from_batches_only():
    run = begin(norm=True)
    run.run()
    assert all(int(module.num_batches_tracked) == 12 for module in run.model if isinstance(module, nn.BatchNorm2d))


def test_parameters_left_out_of_the_optimizer_stay():
    rng = np.random.default_rng(0)
    model, (data, _) = small(rng), some()
    before = model.state_dict()
    train.fit(model, data, 1, optimizer=optim.SGD(model[7].parameters(), 0.1), rng=rng).run()
    moved = [name for name, array in model.state_dict().items() if (array != before[name]).any()]
    assert moved == ["7.weight", "7.bias"]


def test_the_first_layer_is_spared_its_input_gradient():
    asked = []

    class First(nn.Flatten):
        def backward(self, dout, input_grad=True):
            asked.append(input_grad)
            return super().backward(dout, input_grad)

    rng = np.random.default_rng(0)
    model = nn.Sequential(First(), nn.Linear(64, 10, rng=rng))
    train.fit(model, some()[0], 1, optimizer=optim.SGD(model.parameters(), 0.1), rng=rng).run()
    assert asked == [False, False]


def test_nothing_but_the_network_moves():
    (images, labels), held_out = some()
    kept = [array.copy() for array in (images, labels, *held_out)]
    for array in (images, labels, *held_out):
        array.flags.writeable = False
    state = np.random.get_state()[1].copy()  # noqa: NPY002  the global state must not move
    errors = np.geterr()
    run = begin(data=(images, labels), held_out=held_out)
    old = {name: (parameter.data, parameter.data.copy()) for name, parameter in run.model.named_parameters()}
    run.run()
    for array, copy in zip((images, labels, *held_out), kept, strict=True):
        np.testing.assert_array_equal(array, copy)
    for array, copy in old.values():
        np.testing.assert_array_equal(array, copy)  # what was taken from a parameter stays as it was
    np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002
    assert np.geterr() == errors


BAR = """
from tests.train.runs import begin
from tqdm.auto import tqdm
run = begin(progress=True)
run.run(5)
print(len(tqdm._instances))
begin().run()
"""


@pytest.mark.parametrize("disabled", ["", "1"])
def test_the_bar_vanishes(disabled):
    """In a process of its own, with the switch that keeps bars out of stored notebooks."""
    settings = {name: value for name, value in os.environ.items() if name != "TQDM_DISABLE"}
    settings |= {"TQDM_DISABLE": disabled} if disabled else {}
    done = subprocess.run([sys.executable, "-c", BAR], capture_output=True, check=True, env=settings)
    out, shown = done.stdout.decode(), done.stderr.decode()
    assert out.strip() == "0"
    if disabled:
        assert shown == ""
    else:
        assert "5/5" in shown or "0/5" in shown
        assert shown.split("\r")[-1] == ""
        assert shown.split("\r")[-2].strip() == ""


def test_too_large_a_learning_rate_stops_by_itself():
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32, rng=rng), nn.Linear(32, 10, rng=rng))
    run = train.fit(model, some()[0], 50, optimizer=optim.SGD(model.parameters(), 1e12), rng=rng, held_out=some()[1])
    losses = []
    while not run.done:
        before = model.state_dict(), rng.bit_generator.state, repr(run.optimizer.state_dict())
        for step in run:
            losses.append(step.loss)
            break
    assert 1 < run.number < run.steps
    assert np.isfinite(losses).all()
    assert losses[-1] > 1e6
    assert [step.loss for step in run.history.steps] == losses
    assert run.trouble.startswith(f"Step {run.number + 1} was not made: its loss is ")
    assert "below 1e+12" in run.trouble
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[0][name])
    assert (rng.bit_generator.state, repr(run.optimizer.state_dict())) == before[1:]
    assert run.run() is run.history
    assert list(run) == []


def test_a_step_that_is_not_made_leaves_no_trace():
    run = begin(norm=True)
    run.run(3)  # the next step would begin an epoch: it draws an order, and moves running averages
    run.model[0].weight.data = run.model[0].weight.data * np.inf
    before, batch = everything(run), run.batch
    run.run()
    assert run.trouble.startswith("Step 4 was not made: its loss is nan, no finite number. The weights are those after")
    run.trouble = ""
    assert everything(run) == before
    assert run.batch is batch


def test_weights_that_are_no_numbers_are_told_at_the_first_step():
    run = begin()
    run.model[0].bias.data = np.full(8, np.nan)
    run.run()
    assert (run.number, run.done) == (0, True)
    assert run.trouble.startswith("Step 1 was not made: its loss is nan")
    assert "learning rate" not in run.trouble


class Stop(nn.Identity):
    """Hands on what it gets, and presses the stop button once."""

    def __init__(self, where, call):
        super().__init__()
        self.where, self.left = where, call

    def press(self, where):
        if where == self.where:
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt

    def forward(self, x):
        self.press("forward")
        return super().forward(x)

    def backward(self, dout, input_grad=True):
        self.press("backward")
        return super().backward(dout, input_grad)


def stopping(where, call):
    """A run with batch norm, momentum and a schedule, the network of which stops it."""
    rng = np.random.default_rng(0)
    parts = list(small(rng, norm=True))
    model = nn.Sequential(*parts[:4], Stop(where, call), *parts[4:])
    mover = optim.SGD(model.parameters(), 0.05, momentum=0.9)
    schedule = optim.CosineAnnealingLR(mover, 3)
    data, held_out = some()
    return train.fit(
        model, data, 3, optimizer=mover, rng=rng, batch_size=32, schedule=schedule, held_out=held_out
    )  # fmt: skip


# Of the forward calls 1 and 2 are the checks of fit; 6 and 10 the held-out images after an epoch's last step.
@pytest.mark.parametrize(
    ("where", "call"),
    [
        ("forward", 3),
        ("forward", 4),
        ("forward", 6),
        ("forward", 10),
        ("forward", 14),
        ("backward", 1),
        ("backward", 6),
    ],
)
def test_the_stop_button_leaves_a_whole_run(where, call):
    run = stopping(where, call)
    snapshots = [everything(run)]
    with pytest.raises(KeyboardInterrupt):
        snapshots.extend(everything(run) for _ in run)
    assert everything(run) == snapshots[-1]
    unbroken = stopping("nowhere", 0)
    unbroken.run()
    run.run()
    assert run.number == 9
    assert everything(run) == everything(unbroken)


@pytest.mark.parametrize("place", ["optimizer", "schedule", "held out"])
def test_a_stop_after_the_weights_moved(monkeypatch, place):
    run, unbroken = begin("adam", "cosine", norm=True), begin("adam", "cosine", norm=True)
    unbroken.run()
    run.run(2)
    before = everything(run)

    def then_stop(function):
        def both(*arguments):
            function(*arguments)
            raise KeyboardInterrupt

        return both

    with monkeypatch.context() as patch:
        if place == "held out":
            patch.setattr("cnnlite.train.run.evaluate", then_stop(train.evaluate))
        else:
            patch.setattr(getattr(run, place), "step", then_stop(getattr(run, place).step))
        with pytest.raises(KeyboardInterrupt):
            run.run()
        assert everything(run) == before
    vars(getattr(run, place, run)).pop("step", None)
    run.run()
    assert everything(run) == everything(unbroken)


def test_an_error_in_a_step_leaves_a_whole_run():
    run = begin(norm=True)
    run.run(4)
    before = everything(run)
    run.model[0].stride = (9, 9)  # somebody breaks the network; the pool behind has nothing to look at
    with pytest.raises(ValueError, match="max_pool2d"):
        run.run()
    run.model[0].stride = (1, 1)
    assert everything(run) == before


def other():
    return small(np.random.default_rng(1))


IMAGES, LABELS = np.zeros((4, 1, 8, 8)), np.array([0, 1, 2, 3])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"model": "net"}, TypeError, "fit: model must be a Module of cnnlite.nn, got str"),
        ({"data": IMAGES}, TypeError, r"fit: data must be a pair \(images, labels\), got ndarray"),
        ({"data": (IMAGES,)}, TypeError, "fit: data must be a pair"),
        ({"data": (IMAGES[:, 0], LABELS)}, ValueError, "fit: images must fit the network.* 4 dimensions"),
        ({"data": (IMAGES.transpose(0, 2, 3, 1), LABELS)}, ValueError, "fit: images must fit the network"),
        ({"data": (IMAGES, np.full((4, 10), np.nan)), "criterion": nn.MSELoss()}, ValueError, "fit: labels must be finite"),
        ({"data": (IMAGES, LABELS[:3])}, ValueError, "fit: images and labels must be equally many.*got 4 and 3"),
        ({"data": (IMAGES[:0], LABELS[:0])}, ValueError, "fit: images and labels must be .* at least one"),
        ({"data": (IMAGES + np.inf, LABELS)}, ValueError, "fit: images must be finite"),
        ({"data": (IMAGES.astype(np.float32), LABELS)}, TypeError, "fit: images .* one dtype"),
        ({"data": (IMAGES, LABELS.astype(float))}, TypeError, "fit: labels must fit .* whole class numbers"),
        ({"data": (IMAGES, LABELS + 7)}, ValueError, "fit: labels must fit.* between 0 and 9, got 10"),
        ({"data": (IMAGES, LABELS - 1)}, ValueError, "fit: labels must fit.* between 0 and 9, got -1"),
        ({"data": (IMAGES, LABELS.tolist())}, TypeError, "fit: labels must be an array"),
        ({"held_out": 3}, TypeError, "fit: held_out must be a pair"),
        ({"held_out": (IMAGES, LABELS[:3])}, ValueError, "fit: images and labels must be equally many"),
        ({"held_out": (IMAGES, LABELS + 7)}, ValueError, "fit: labels must fit"),
        ({"epochs": 0}, ValueError, "fit: epochs must be at least 1, got 0"),
        ({"epochs": 1.5}, TypeError, "fit: epochs must be a whole number, got 1.5"),
        ({"batch_size": 0}, ValueError, "fit: batch_size must be at least 1, got 0"),
        ({"batch_size": "64"}, TypeError, "fit: batch_size must be a whole number, got '64'"),
        ({"optimizer": "sgd"}, TypeError, "fit: optimizer must be SGD, Adam or AdamW, got str"),
        ({"optimizer": optim.SGD(other().parameters(), 0.1)}, ValueError, "fit: optimizer must move .* got 6 of 6"),
        ({"rng": 0}, TypeError, "fit: rng must be a NumPy generator, got 0"),
        ({"rng": np.random}, TypeError, "fit: rng must be a NumPy generator"),
        ({"criterion": "mse"}, TypeError, "fit: criterion must be a CrossEntropyLoss, MSELoss or BCELoss"),
        ({"criterion": nn.MSELoss()}, TypeError, "fit: labels must fit the criterion MSELoss"),
        ({"criterion": nn.MSELoss("sum")}, ValueError, 'fit: criterion must have reduction "mean"'),
        ({"schedule": 3}, TypeError, "fit: schedule must be StepLR or CosineAnnealingLR, got int"),
        (
            {"schedule": optim.StepLR(optim.SGD(other().parameters(), 0.1), 1)},
            ValueError, "fit: schedule must be made for the optimizer given",
        ),
        ({"progress": 1}, TypeError, "fit: progress must be True or False, got 1"),
    ],
)  # fmt: skip
def test_errors(change, error, message):
    rng = np.random.default_rng(0)
    model = small(rng, norm=True)
    given = {"model": model, "data": (IMAGES, LABELS), "epochs": 1, "rng": rng}
    given |= {"optimizer": optim.SGD(model.parameters(), 0.1)} | change
    before, state = model.state_dict(), rng.bit_generator.state
    with pytest.raises(error, match=message):
        train.fit(given.pop("model"), given.pop("data"), given.pop("epochs"), **given)
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])
    assert rng.bit_generator.state == state
    assert all(module.training for module in model.modules())
    assert all(parameter.grad is None for parameter in model.parameters())


@pytest.mark.parametrize(("steps", "error"), [(-1, ValueError), (1.0, TypeError), (True, TypeError), ("3", TypeError)])
def test_errors_of_run(steps, error):
    run = begin()
    with pytest.raises(error, match=r"Fit\.run: steps must be"):
        run.run(steps)
    assert run.number == 0
