"""Trainings with one thing wrong: each does what it says, and shows what the notebook says it shows."""

import numpy as np
import pytest

import cnnlite
from cnnlite import zoo
from cnnlite.data import digits
from cnnlite.zoo import BROKEN, PATIENTS, trainings
from cnnlite.zoo.trainings import CHECK, TRAIN, training

HEALTHY = {"healthy": {}}


def plain(rate=0.1, batch=16, seed=1, shuffled=True, cleared=True, true_labels=True, start="usual", optimizer="SGD"):
    """Return the losses of one epoch and the kernels at its end, by the functions alone."""
    rng = np.random.default_rng(seed)
    (images, _), (labels, _) = trainings._digits()
    if not shuffled:
        order = sorted(range(TRAIN), key=lambda n: (labels[n], n))
        images, labels = images[order], labels[order]
    if not true_labels:
        labels = rng.permutation(labels)
    values = [
        rng.uniform(-1 / 3, 1 / 3, (8, 1, 3, 3)), rng.uniform(-1 / 3, 1 / 3, 8),
        rng.uniform(-(128**-0.5), 128**-0.5, (10, 128)), rng.uniform(-(128**-0.5), 128**-0.5, 10),
    ]  # fmt: skip
    if start == "equal":
        values = [np.full(v.shape, 0.1) for v in values]
    if start == "dead":
        values[1] = np.full(8, -5.0)
    order = rng.permutation(TRAIN) if shuffled else np.arange(TRAIN)
    total, first, second = [0.0] * 4, [0.0] * 4, [0.0] * 4
    losses = []
    for n, begin in enumerate(range(0, TRAIN, batch), 1):
        turn = order[begin : begin + batch]
        k, c, w, b = values
        a = cnnlite.conv2d(images[turn], k, c, padding=1)
        r = cnnlite.relu(a)
        pooled = cnnlite.max_pool2d(r, 2)
        f = pooled.reshape(len(turn), -1)
        z = f @ w.T + b
        losses.append(cnnlite.cross_entropy(z, labels[turn]))
        dz = (cnnlite.softmax(z) - np.eye(10)[labels[turn]]) / len(turn)
        dr = cnnlite.max_pool2d_backward((dz @ w).reshape(pooled.shape), r, 2)
        _, dk, dc = cnnlite.conv2d_backward(dr * (a > 0), images[turn], k, c, padding=1)
        now = [dk, dc, dz.T @ f, dz.sum(axis=0)]
        total = now if cleared else [t + g for t, g in zip(total, now, strict=True)]
        if optimizer == "Adam":
            first = [0.9 * m + 0.1 * g for m, g in zip(first, total, strict=True)]
            second = [0.999 * s + 0.001 * g**2 for s, g in zip(second, total, strict=True)]
            steps = [
                m / (1 - 0.9**n) / (np.sqrt(s / (1 - 0.999**n)) + 1e-8) for m, s in zip(first, second, strict=True)
            ]
        else:
            keep = 0.9 if optimizer == "momentum" else 0.0
            first = steps = [keep * v + g for v, g in zip(first, total, strict=True)]
        values = [v - rate * s for v, s in zip(values, steps, strict=True)]
    return np.array(losses), values[0]


@pytest.mark.parametrize(
    "how",
    [{}, *BROKEN.values(), {"optimizer": "momentum"}, {"optimizer": "Adam", "rate": 0.01, "seed": 3}, {"batch": 64}],
    ids=str,
)
def test_equals_the_functions_alone(how):
    run = training(**how, epochs=1)
    losses, _ = plain(**how)
    np.testing.assert_allclose(run.losses, losses, rtol=1e-6, atol=1e-9)
    assert run.steps_per_epoch == len(losses)


def test_digits_are_of_the_training_side_and_apart():
    (images, others), (labels, checks) = trainings._digits()
    assert images.shape == (TRAIN, 1, 8, 8)
    assert others.shape == (CHECK, 1, 8, 8)
    parts = digits.split()
    sides = [{image.tobytes() for image in side} for side in (images, others, parts.train_images, parts.test_images)]
    assert not sides[0] & sides[1]
    assert (sides[0] | sides[1]) <= sides[2]
    assert not (sides[0] | sides[1]) & sides[3]
    assert np.bincount(labels, minlength=10).min() > 40
    assert np.bincount(checks, minlength=10).min() > 8


def test_what_it_measures():
    run = training(epochs=1)
    _, kernels = plain()
    assert run.filters == len({tuple(k.ravel().round(6)) for k in kernels}) == 8
    assert run.checked.shape == run.right.shape == (2,)
    assert run.checked[0] == pytest.approx(np.log(10), abs=0.1)
    assert (run.right * CHECK).round(9).tolist() == (run.right * CHECK).round().tolist()
    assert training(rate=0.0, epochs=1).moved == 0
    once = plain(batch=TRAIN)[1]
    start = plain(batch=TRAIN, rate=0.0)[1]
    wanted = np.sqrt(((once - start) ** 2).sum() / (start**2).sum())
    assert training(batch=TRAIN, epochs=1).moved == pytest.approx(wanted, rel=1e-9)


def test_a_loss_that_is_not_finite_ends_it():
    run = training(rate=1e200)
    assert np.isfinite(run.losses).all()
    assert len(run.losses) < 6 * run.steps_per_epoch
    assert not np.isfinite(run.checked[-1])


def test_each_trouble_shows_what_the_notebook_says():
    runs = {name: training(**how) for name, how in (HEALTHY | BROKEN).items()}
    last = {name: run.losses[-run.steps_per_epoch :].mean() for name, run in runs.items()}
    flat = {name for name, run in runs.items() if abs(last[name] - np.log(10)) < 0.1 and run.checked[-1] > 2.2}
    assert flat == {"rate too large", "rate too small", "dead start", "wrong labels"}
    assert {name for name, run in runs.items() if run.silent == 1} == {"rate too large", "dead start", "never cleared"}
    assert {name for name, run in runs.items() if run.moved == 0} <= {"dead start", "equal weights"}
    assert runs["equal weights"].moved < 1e-12
    assert runs["dead start"].moved == 0
    for name in ("healthy", "wrong labels", "never cleared", "sorted images"):
        assert 0.001 < runs[name].moved < 0.1
    assert runs["rate too small"].moved < 0.001 < 0.1 < runs["rate too large"].moved
    assert {name: run.filters for name, run in runs.items() if run.filters < 8} == {"equal weights": 1}
    assert last["healthy"] < 0.7
    assert runs["healthy"].checked[-1] < 0.7


def test_patients_are_told_apart_by_two_facts():
    runs = {cause: training(**how) for cause, how in PATIENTS.values()}
    assert len(runs) == len(PATIENTS) == 6
    assert set(runs) < set(BROKEN)
    assert {cause for cause, run in runs.items() if run.silent == 1} == {"dead start", "rate too large"}
    assert runs["dead start"].moved == 0
    assert runs["rate too large"].moved > 0.1
    assert runs["rate too small"].moved < 0.001
    assert 0.001 < runs["wrong labels"].moved < 0.1
    swings = {cause: np.ptp(run.losses[19:38]) for cause, run in runs.items()}
    assert swings["sorted images"] > 2.5 > 1.6 > max(v for cause, v in swings.items() if cause != "sorted images")
    assert runs["never cleared"].losses.max() > 4.5
    usual = {name: training(**how) for name, how in BROKEN.items()}
    assert not {run.moved for run in runs.values() if run.moved} & {run.moved for run in usual.values()}


def test_it_is_exported():
    assert zoo.training is training
    assert zoo.BROKEN is BROKEN
