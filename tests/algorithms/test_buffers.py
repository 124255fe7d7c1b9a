"""Work memory is used again, belongs to one thread, and is given back."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cnnlite import conv2d, conv2d_backward
from cnnlite.algorithms import buffer_bytes, free_buffers
from cnnlite.algorithms.buffers import scratch


@pytest.fixture(autouse=True)
def _empty():
    free_buffers()
    yield
    free_buffers()


def test_a_buffer_is_used_again_and_grows():
    first = scratch("columns", (2, 3), np.float32)
    assert first.shape == (2, 3)
    assert first.dtype == np.float32
    first[:] = 7
    assert (scratch("columns", (6,), np.float32) == 7).all()
    assert buffer_bytes() == 24
    assert not np.shares_memory(scratch("product", (6,), np.float32), first)
    scratch("columns", (10, 10), np.float64)
    assert buffer_bytes() == 824
    free_buffers()
    assert buffer_bytes() == 0


def test_every_thread_has_its_own():
    mine = scratch("columns", (4,), np.float64)
    mine[:] = 1
    theirs = []

    def other():
        array = scratch("columns", (4,), np.float64)
        array[:] = 2
        theirs.append((array, buffer_bytes()))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert theirs[0][1] == 64
    assert (mine == 1).all()
    assert not np.shares_memory(theirs[0][0], mine)
    theirs.clear()
    assert buffer_bytes() == 32  # a thread that ended took its buffers along


def test_freed_from_another_thread():
    scratch("columns", (4,), np.float64)
    thread = threading.Thread(target=free_buffers)
    thread.start()
    thread.join()
    assert buffer_bytes() == 0


def test_convolutions_in_threads_do_not_meet(rng):
    shapes = [
        ((3, 4, 9, 8), (5, 4, 3, 3), 1, 1),
        ((2, 3, 12, 7), (4, 3, 2, 3), 2, 0),
        ((4, 40, 9, 9), (36, 40, 3, 3), 1, 1),
    ]
    cases = []
    for dtype in (np.float32, np.float64):
        for x_shape, w_shape, stride, padding in shapes:
            x, w = rng.standard_normal(x_shape).astype(dtype), rng.standard_normal(w_shape).astype(dtype)
            out = conv2d(x, w, None, stride, padding)
            cases.append((x, w, stride, padding, out, conv2d_backward(out, x, w, None, stride, padding)[:2]))

    def work(number):
        x, w, stride, padding, out, (dx, dw) = cases[number % len(cases)]
        again = conv2d(x, w, None, stride, padding)
        found = conv2d_backward(out, x, w, None, stride, padding)
        return all(map(np.array_equal, (again, *found[:2]), (out, dx, dw)))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(240)))


@pytest.mark.parametrize(
    ("channels", "size", "outputs", "kernel", "stride", "padding"),
    [(1, 28, 32, 3, 1, 1), (64, 32, 64, 3, 1, 1), (64, 32, 128, 3, 2, 1), (16, 14, 32, 3, 1, 1), (6, 14, 16, 5, 1, 0), (64, 32, 64, 1, 2, 0)],
)  # fmt: skip
def test_work_memory_does_not_grow_with_the_batch(rng, channels, size, outputs, kernel, stride, padding):
    w = rng.standard_normal((outputs, channels, kernel, kernel), dtype=np.float32)
    held = []
    for count in (4, 24):
        free_buffers()
        x = np.ones((count, channels, size, size), np.float32)
        conv2d_backward(conv2d(x, w, None, stride, padding), x, w, None, stride, padding)
        held.append(buffer_bytes())
    assert held[1] <= max(1.1 * held[0], 24 * 2**20)
    assert held[1] <= 24 * 2**20
