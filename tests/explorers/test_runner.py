"""Runner: on real event loops, in one thread and from another."""

import asyncio
import threading

import pytest

from cnnlite.explorers.runner import INTERRUPTED, STOPPED, Runner


def record(step, act, turns=50):
    """Run steps on a loop, let ``act`` do something with the runner in the third turn; return what was told."""
    told = []

    async def work():
        runner = Runner(told.append)
        runner.start(step)
        assert runner.running
        for turn in range(turns):
            if turn == 2:
                act(runner)
            await asyncio.sleep(0)
        assert not runner.running

    asyncio.run(work())
    return told


def raising(error):
    """Return a step that raises."""

    def step():
        raise error

    return step


def test_ends():
    left = iter([True] * 5 + [False])
    assert record(lambda: next(left), lambda runner: None) == [""]
    assert next(left, "none") == "none"
    assert record(raising(KeyboardInterrupt()), lambda runner: None) == [INTERRUPTED]
    assert record(raising(ValueError("a sentence")), lambda runner: None) == ["a sentence"]
    assert record(lambda: True, lambda runner: runner._task.cancel()) == [STOPPED]
    assert record(lambda: True, Runner.stop) == []


def test_a_new_start_ends_the_old_one():
    first, second = [], []

    def begin_again(runner):
        runner.start(lambda: second.append(0) or len(second) < 4)

    assert record(lambda: first.append(0) or True, begin_again) == [""]
    assert (len(first), len(second)) == (2, 4)


def test_needs_a_loop():
    runner = Runner(print)
    with pytest.raises(RuntimeError, match="no running event loop"):
        runner.start(lambda: True)
    assert not runner.running
    called = []
    runner.at_home(lambda: called.append(0))  # there is nothing to wait for
    assert called


def test_at_home():
    seen = []

    async def work():
        runner = Runner(print)
        runner.at_home(lambda: seen.append(threading.get_ident()))
        assert len(seen) == 1
        await asyncio.to_thread(runner.at_home, lambda: seen.append(threading.get_ident()))
        await asyncio.sleep(0)
        return runner

    runner = asyncio.run(work())
    runner.at_home(lambda: seen.append(threading.get_ident()))  # its loop is over
    assert seen == [threading.get_ident()] * 3
