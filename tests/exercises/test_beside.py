"""Gradients beside wiggling: what is said of right, wrong and missing ones."""

import numpy as np
import pytest

from cnnlite.exercises import beside
from cnnlite.exercises.catalogue.backward import backward
from tests.exercises.answers.backward import gate_of_gradient, plain, turned

rng = np.random.default_rng(1)
ARGUMENTS = tuple(
    np.array([2, 0, 1, 3, 2]) if shape is None else rng.normal(size=shape)
    for shape in ((5, 3), None, (6, 3), (6,), (4, 6), (4,))
)
NAMES = ["dz2", "dw2", "db2", "dh", "dz1", "dw1", "db1"]


def lines(found, capsys):
    """Return for each gradient the first word after its shape."""
    beside(found, *ARGUMENTS)
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == NAMES[: len(rows)]
    return [row.split(")")[-1].split()[0] for row in rows]


@pytest.mark.parametrize("found", [backward, plain, backward(*ARGUMENTS)])
def test_right_ones_agree(found, capsys):
    assert lines(found, capsys) == ["agrees"] * 7


def test_wrong_ones_differ(capsys):
    assert lines(gate_of_gradient, capsys) == ["agrees"] * 4 + ["differs"] * 3
    off = backward(*ARGUMENTS)[0] + np.eye(5, 4) * 0.25
    beside([off], *ARGUMENTS)
    assert "dz2       (5, 4)  differs by up to 0.2500" in capsys.readouterr().out


def test_a_wrong_shape_is_named(capsys):
    beside(turned, *ARGUMENTS)
    out = capsys.readouterr().out
    assert "dw2       (6, 4)  wanted the shape (4, 6)" in out
    assert out.count("wanted") == 2


def test_the_rest_is_still_to_do(capsys):
    beside((*backward(*ARGUMENTS)[:2], None), *ARGUMENTS)
    out = capsys.readouterr().out
    assert out.count("agrees") == 2
    assert out.splitlines()[-1].split() == ["db2", "still", "to", "do"]


def nothing(*args):
    return (None,) * 7


def raises(x, *rest):
    x[:] = 0
    raise ValueError


@pytest.mark.parametrize("found", [nothing, raises, lambda *args: None, lambda *args: ["a"]])
def test_what_check_names_is_not_said_twice(found, capsys):
    before = ARGUMENTS[0].copy()
    beside(found, *ARGUMENTS)
    assert capsys.readouterr().out == ""
    np.testing.assert_array_equal(ARGUMENTS[0], before)
