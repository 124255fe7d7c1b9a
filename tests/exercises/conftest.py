"""Small exercises made for the tests, and a home of its own for every test."""

import numpy as np
import pytest

from cnnlite.exercises import catalogue, own, sandbox, store
from cnnlite.exercises.exercise import Case, Design, Exercise, Mistake, Values


def scale(x, factor=2.0):
    """Return x times the factor."""
    return x * factor


def _scale_cases(rng):
    return [
        Case("all sizes different", (rng.normal(size=(2, 3, 5, 4)),), {"factor": 2.5}),
        Case("a factor of 1", (rng.normal(size=(2, 2, 3, 3)) + 4,), {"factor": 1.0}),
        Case("a negative factor", (rng.normal(size=(1, 2, 4, 3)),), {"factor": -3.0}),
    ]


def both(x, y):
    return x + y, x - y


def six():
    return np.arange(6.0).reshape(2, 3) + 10


def judged(answer, rng):
    if callable(answer):
        answer = answer()
    answer[0] += 1  # the learner's must stay as it was
    return None if answer.sum() > 10 else ("too_small", "the sum is too small")


HINTS = "Look <closely>.", "It is one product.", "Write x *."
FAKES = [
    Exercise(
        "fake.scale",
        "f(x, factor=…)",
        scale,
        _scale_cases,
        [
            Mistake("raises", "it raises", lambda x, factor: 1 / 0),
            Mistake("added", "the factor is added", lambda x, factor: x + factor),
            Mistake("halved", "all is halved", lambda x, factor: x * factor * 0.5),
            Mistake("halved_at_1", "it is halved for 1", lambda x, factor: x * (0.5 if factor == 1 else factor)),
            Mistake("ignored", "the factor is ignored", lambda x, factor: x),
            Mistake("one_row", "a row is lost", lambda x, factor: x[:, :, 1:] * factor),
            Mistake("root", "the root is taken", lambda x, factor: np.sqrt(x)),
        ],
        HINTS,
    ),
    Exercise(
        "fake.both",
        "f(x, y)",
        both,
        lambda rng: [Case("rows and columns", (rng.normal(size=(3, 4)), rng.normal(size=(3, 4))))],
        [Mistake("same", "both are the sum", lambda x, y: (x + y, x + y))],
        HINTS,
        outputs=("dx", "dw"),
        axes=("row column", "row column"),
    ),
    Exercise(
        "fake.count",
        "f(n)",
        lambda n: n // 2,
        lambda rng: [Case("an odd number", (7,)), Case("an even number", (8,))],
        [],
        HINTS,
        axes=("",),
    ),
    Values(
        "fake.six",
        six,
        [
            Mistake("from_0", "you count from 0", lambda: six() - 10),
            Mistake("minus", "the sign is lost", lambda: -six()),
        ],
        HINTS,
    ),
    Design("fake.design", judged, lambda: np.full(3, 9.0), HINTS),
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Give each test an empty home, fakes beside the real exercises, little time, and the library's functions."""
    monkeypatch.setenv("CNNLITE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(
        catalogue, "EXERCISES", {**catalogue.EXERCISES, **{exercise.name: exercise for exercise in FAKES}}
    )
    yield tmp_path / "home"
    if own._library:
        own.use()


@pytest.fixture
def hurry(monkeypatch):
    """Wait for endless loops no longer than needed."""
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)


@pytest.fixture
def entry():
    """Return a function that gives what is kept about an exercise."""
    return lambda name: store.load().get("exercises", {}).get(name, {})
