"""Work memory that is used again: fetching fresh pages from the system costs more than filling them.

Every thread has buffers of its own, so that two convolutions in two threads never meet. Nothing is read from a buffer
that was not written in the same call; a result never lives in one.
"""

import math
import threading
import weakref

import numpy as np


class _Store:
    """The buffers of one thread by name, as flat bytes."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}


class _Own(threading.local):
    """Makes a store in each thread that asks for one."""

    def __init__(self) -> None:
        self.store = _Store()
        _STORES.add(self.store)


_STORES: weakref.WeakSet[_Store] = weakref.WeakSet()  # a thread that ends takes its store along
_OWN = _Own()


def scratch(name: str, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Return an array with whatever was in it, valid until this thread asks for the same name again."""
    dtype = np.dtype(dtype)
    bytes_needed = math.prod(shape) * dtype.itemsize
    arrays = _OWN.store.arrays
    flat = arrays.get(name)
    if flat is None or flat.nbytes < bytes_needed:
        flat = arrays[name] = np.empty(bytes_needed, np.uint8)
    return np.ndarray(shape, dtype, flat)


def free_buffers() -> None:
    """Give the work memory of all threads back; the next convolution fetches what it needs.

    Examples
    --------
    >>> free_buffers()
    >>> buffer_bytes()
    0
    """
    for store in list(_STORES):
        store.arrays.clear()


def buffer_bytes() -> int:
    """Return how many bytes of work memory all threads hold."""
    return sum(flat.nbytes for store in list(_STORES) for flat in list(store.arrays.values()))
