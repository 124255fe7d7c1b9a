"""The sandbox: every way in which a learner's function can fail to come back, and what must be as before."""

import contextlib
import itertools
import random
import sys
import threading
import time
import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from cnnlite.exercises import stop
from cnnlite.exercises.sandbox import Sandbox

SHORT, LONG = 0.2, 60.0  # seconds for what never ends, and for what does


def forever():
    while True:
        pass


def swallow_all():
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def swallow_finally():
    while True:
        try:
            forever()
        except BaseException:
            pass
        finally:
            continue  # noqa: B012


def swallow_nested():
    while True:
        try:
            try:
                for number in itertools.count():
                    number += 1
            except BaseException:
                print("caught")
            finally:
                print("again")
        except BaseException:
            for _ in range(3):
                pass
            continue


def generator():
    return sum(number for number in itertools.count())


def stubborn_generator():
    def numbers():
        while True:
            with contextlib.suppress(BaseException):
                yield 1

    for _ in numbers():
        pass


def arrays():
    x = np.zeros(3)
    while True:
        x = x + 1


@pytest.mark.parametrize(
    "loop", [forever, swallow_all, swallow_finally, swallow_nested, generator, stubborn_generator, arrays]
)
def test_an_endless_loop_is_ended(loop):
    outcome = Sandbox(SHORT).call(loop)
    assert (outcome.ended, outcome.stopped) == (False, True)


def test_a_call_that_waits_in_c_is_left_behind(monkeypatch):
    monkeypatch.setattr(stop, "PATIENCE", 0.1)
    outcome = Sandbox(SHORT).call(time.sleep, 1.5)
    assert (outcome.ended, outcome.stopped) == (False, False)


def test_the_calls_share_the_time():
    sandbox = Sandbox(LONG)
    sandbox.call(time.sleep, 0.02)
    assert sandbox.seconds <= LONG - 0.02
    sandbox.seconds = 0.0
    assert not sandbox.call(forever).ended


def test_values_and_arguments_pass():
    outcome = Sandbox(LONG).call(lambda a, *, b: a - b, 7, b=4)
    assert (outcome.value, outcome.error, outcome.ended) == (3, None, True)


def recursive():
    return recursive()


@pytest.mark.parametrize(
    ("function", "error"),
    [
        (lambda: 1 / 0, ZeroDivisionError),
        (lambda: sys.exit(3), SystemExit),
        (lambda: next(iter(())), StopIteration),
        (recursive, RecursionError),
    ],
)
def test_what_is_raised_comes_back(function, error):
    outcome = Sandbox(LONG).call(function)
    assert outcome.ended
    assert type(outcome.error) is error


def test_a_question_is_not_asked():
    outcome = Sandbox(LONG).call(lambda: input("stride? "))
    assert "input() is not answered" in str(outcome.error)
    assert input.__module__ != Sandbox.__module__


def test_keyboard_interrupt_of_the_learners_own_comes_back():
    def stopped():
        raise KeyboardInterrupt

    assert type(Sandbox(LONG).call(stopped).error) is KeyboardInterrupt


def test_prints_are_swallowed_and_noted(capfd):
    def talk():
        print("a secret")
        print("another", file=sys.stderr, flush=True)
        sys.stdout.write("a third")

    before = sys.stdout, sys.stderr
    quiet, loud = Sandbox(LONG), Sandbox(LONG)
    quiet.call(lambda: 1)
    loud.call(talk)
    assert (quiet.printed, loud.printed) == (False, True)
    assert (sys.stdout, sys.stderr) == before
    assert capfd.readouterr() == ("", "")


def test_what_is_displayed_in_a_notebook_is_hidden_and_noted(monkeypatch):
    class Notebook:
        """The part of ipykernel's publisher that counts: hooks for each thread, through which a message goes."""

        def __init__(self):
            self.local, self.sent = threading.local(), []

        def register_hook(self, hook):
            self.local.hook = hook

        def publish(self, message):
            if getattr(self.local, "hook", lambda message: message)(message) is not None:
                self.sent.append(message)

    notebook = Notebook()
    monkeypatch.setattr("cnnlite.exercises.sandbox.get_ipython", lambda: SimpleNamespace(display_pub=notebook))
    quiet, loud = Sandbox(LONG), Sandbox(LONG)
    quiet.call(lambda: 1)
    loud.call(notebook.publish, "a picture")
    notebook.publish("ours")
    assert (quiet.printed, loud.printed, notebook.sent) == (False, True, ["ours"])


@pytest.mark.parametrize("bad", [lambda: 1 / 0, forever])
def test_streams_are_put_back_whatever_happens(bad):
    before = sys.stdout, sys.stderr
    Sandbox(SHORT).call(bad)
    assert (sys.stdout, sys.stderr) == before


def test_warnings_neither_escape_nor_raise():
    def warn():
        warnings.simplefilter("error")
        np.exp(np.array([1000.0]))
        return 5

    def overflow():
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return np.exp(np.array([-745.0])), np.exp(np.array([1000.0])), np.ones(1) / np.zeros(1)

    sandbox, filters = Sandbox(LONG), list(warnings.filters)
    assert sandbox.call(overflow).error is None
    assert sandbox.warned == ["overflow encountered in exp", "divide by zero encountered in divide"]
    assert isinstance(sandbox.call(warn).error, RuntimeWarning)  # who asks for errors gets them, and nobody else
    assert warnings.filters == filters


def test_global_states_are_as_before():
    def disturb():
        np.random.seed(3)  # noqa: NPY002
        random.seed(3)
        np.seterr(all="raise")
        sys.setrecursionlimit(5000)

    numbers, state = np.random.get_state()[1].tolist(), random.getstate()  # noqa: NPY002
    before = np.geterr(), sys.getrecursionlimit()
    assert Sandbox(LONG).call(disturb).error is None
    assert np.random.get_state()[1].tolist() == numbers  # noqa: NPY002
    assert random.getstate() == state
    assert (np.geterr(), sys.getrecursionlimit()) == before
