"""The checks of arguments, and the sentences a learner reads when one fails.

One form: *function: argument must …, got … (all shapes). How to fix.*
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

Pair = tuple[int, int]
Padding = tuple[Pair, Pair]

ONE_DTYPE = {np.dtype(np.float32)}, {np.dtype(np.float64)}, set[Any]()  # the dtypes of arguments that are all right
LARGEST = 2**31  # pixels of one padded image
OPTIONAL = {"b", "y", "weight", "bias"}  # arguments that may be None
IMAGE_HINT = {
    2: "Add the image and channel axes: x[None, None].",
    3: "Add the missing axis: x[None] for one image (C, H, W), x[:, None] for gray images (N, H, W).",
}


def shapes(**arrays: Any) -> str:
    """Return ``(x.shape=(1, 2), w.shape=(3,))`` for the arrays given, to close a message."""
    return f"({', '.join(f'{name}.shape={array.shape}' for name, array in arrays.items() if array is not None)})"


def floats(function: str, **arrays: Any) -> None:
    """Refuse what is no float32 or float64 array, and a mixture of the two."""
    dtypes = set()
    for name, array in arrays.items():
        if array is not None or name not in OPTIONAL:
            dtypes.add(array.dtype if isinstance(array, np.ndarray) else None)
    if dtypes in ONE_DTYPE:
        return  # at once: every call of every function comes by
    given = {name: array for name, array in arrays.items() if array is not None or name not in OPTIONAL}
    for name, array in given.items():
        if not isinstance(array, np.ndarray):
            raise TypeError(
                f"{function}: {name} must be a NumPy array, got {type(array).__name__}. "
                f"Convert it: np.asarray({name}, dtype=float)."
            )
        if {array.dtype} not in ONE_DTYPE:
            raise TypeError(
                f"{function}: {name} must be float32 or float64, got {array.dtype} "
                f"({name}.shape={array.shape}). Convert it: {name}.astype(float)."
            )
    listed = ", ".join(f"{name} {array.dtype}" for name, array in given.items())
    raise TypeError(
        f"{function}: all arrays must have one dtype, got {listed} {shapes(**given)}. "
        f"Convert one of them: {next(iter(given))}.astype(np.float64)."
    )


def dimensions(function: str, name: str, array: np.ndarray, axes: str, hint: str = "") -> None:
    """Refuse an array whose number of axes differs from that of ``axes``, such as ``"N C H W"``."""
    if array.ndim != axes.count(" ") + 1:
        raise ValueError(
            f"{function}: {name} must have {axes.count(' ') + 1} dimensions ({axes.replace(' ', ', ')}), "
            f"got {array.ndim} ({name}.shape={array.shape}). {hint}".rstrip()
        )


def images(function: str, x: np.ndarray) -> None:
    """Refuse what is no batch of images (N, C, H, W); the height and width must be at least 1."""
    if x.ndim != 4:
        dimensions(function, "x", x, "N C H W", IMAGE_HINT.get(x.ndim, "Images are (N, C, H, W)."))
    if 0 in x.shape[1:]:
        raise ValueError(
            f"{function}: x must have at least one channel, row and column, got x.shape={x.shape}. "
            "Only the number of images may be 0."
        )


def same_shape(function: str, name: str, array: np.ndarray, shape: tuple[int, ...], what: str) -> None:
    """Refuse ``array`` when its shape is not ``shape``, which is the shape of ``what``."""
    if array.shape != tuple(shape):
        raise ValueError(
            f"{function}: {name} must have the shape of {what}, {tuple(shape)}, got {name}.shape={array.shape}."
        )


def gray(function: str, name: str, array: Any, largest: int) -> np.ndarray:
    """Return a learner's (H, W) array of at most ``largest`` rows and columns as float64; refuse anything else."""
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "iuf":
        raise TypeError(f"{function}: {name} must be an array of numbers, got {array!r}.")
    dimensions(function, name, array, "H W", "One channel: x[0, 0] of (N, C, H, W).")
    if not 1 <= min(array.shape) <= max(array.shape) <= largest or not np.isfinite(array).all():
        raise ValueError(
            f"{function}: {name} must have 1 to {largest} rows and columns of finite numbers, "
            f"got {name}.shape={array.shape}."
        )
    return array.astype(float)


def planes(function: str, name: str, array: Any, most: int, largest: int) -> np.ndarray:
    """Return a learner's (H, W) or (C, H, W) array of at most ``most`` channels as float64 (C, H, W)."""
    if isinstance(array, np.ndarray) and array.ndim == 3 and 1 <= len(array) <= most:
        return np.stack([gray(function, name, plane, largest) for plane in array])
    return gray(function, name, array, largest)[None]


def bias(function: str, w: np.ndarray, b: np.ndarray | None, what: str) -> None:
    """Refuse a bias that does not hold one value for each row of ``w``."""
    if b is not None and b.shape != (len(w),):
        raise ValueError(
            f"{function}: b must have one value for each of the {len(w)} {what}, "
            f"got b.shape={b.shape} (w.shape={w.shape})."
        )


def groups(function: str, value: Any, channels: int, kernels: int, x: np.ndarray, w: np.ndarray) -> None:
    """Refuse a number of groups that does not divide both ``channels`` and ``kernels``."""
    if not is_int(value) or value < 1 or channels % value or kernels % value:
        raise (ValueError if is_int(value) else TypeError)(
            f"{function}: groups must be a whole number that divides the channels of x and the kernels of w, "
            f"got {value!r} {shapes(x=x, w=w)}."
        )


def is_int(value: Any) -> bool:
    """Whether ``value`` is a whole number and no boolean."""
    return type(value) is int or (isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_)))


def whole(function: str, name: str, value: Any, least: int, most: int) -> int:
    """Return a whole number from ``least`` to ``most`` as an int; refuse anything else."""
    if not is_int(value):
        raise TypeError(f"{function}: {name} must be a whole number, got {value!r}.")
    if not least <= value <= most:
        raise ValueError(f"{function}: {name} must lie between {least} and {most}, got {value}.")
    return int(value)


def pair(function: str, name: str, value: Any, least: int) -> Pair:
    """Return ``value``, an int or a pair of ints ≥ ``least``, as a pair (rows, columns)."""
    if type(value) is int and value >= least:  # what most calls give; a bool is no int here
        return value, value
    both = (value, value) if is_int(value) else value
    if not (isinstance(both, (tuple, list)) and len(both) == 2 and all(map(is_int, both))):
        raise (ValueError if isinstance(value, (tuple, list)) else TypeError)(
            f"{function}: {name} must be an int or a pair of ints (rows, columns), got {value!r}. "
            f"Write for example {name}={max(1, least)} or {name}=({max(1, least)}, {max(1, least)})."
        )
    if min(both) < least:
        raise ValueError(f"{function}: {name} must be at least {least}, got {value!r}.")
    return int(both[0]), int(both[1])


def padding_pairs(function: str, padding: Any, size: Pair, span: Pair, stride: Pair) -> Padding:
    """Return ``padding`` in any of its forms as ((top, bottom), (left, right)).

    ``span`` is the extent of the dilated kernel, ``dilation·(kernel − 1) + 1``.
    """
    if isinstance(padding, str):
        if padding == "valid":
            return (0, 0), (0, 0)
        if padding == "same":
            rows, cols = (max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(size, span, stride, strict=True))
            # An odd total puts the extra row below and the extra column to the right.
            return (rows // 2, rows - rows // 2), (cols // 2, cols - cols // 2)
        raise ValueError(
            f'{function}: padding must be an int, a pair, "valid", "same" or ((top, bottom), (left, right)), '
            f"got {padding!r}."
        )
    if isinstance(padding, (tuple, list)) and any(isinstance(p, (tuple, list)) for p in padding):
        if len(padding) != 2 or not all(isinstance(sides, (tuple, list)) for sides in padding):
            raise ValueError(f"{function}: padding must be ((top, bottom), (left, right)), got {padding!r}.")
        return pair(function, "padding", padding[0], 0), pair(function, "padding", padding[1], 0)
    rows, cols = pair(function, "padding", padding, 0)
    return (rows, rows), (cols, cols)


def output_size(function: str, size: Pair, kernel: Pair, stride: Pair, padding: Padding, dilation: Pair) -> Pair:
    """Return ⌊(size + padding − span)/stride⌋ + 1 for rows and columns; refuse a kernel that does not fit."""
    span = kernel_span(kernel, dilation)
    room = (size[0] + sum(padding[0]), size[1] + sum(padding[1]))
    if room[0] * room[1] >= LARGEST:
        raise ValueError(
            f"{function}: padding must leave an image that fits in memory, got {padding}, "
            f"which makes it {room[0]}×{room[1]}."
        )
    if span[0] > room[0] or span[1] > room[1]:
        dilated = f", spanning {span[0]}×{span[1]} with dilation {dilation}" if max(dilation) > 1 else ""
        raise ValueError(
            f"{function}: the kernel must fit in the padded input, got a {kernel[0]}×{kernel[1]} kernel{dilated} "
            f"on {room[0]}×{room[1]} (input {size[0]}×{size[1]}, padding {padding}). "
            "Use a smaller kernel or more padding."
        )
    return (room[0] - span[0]) // stride[0] + 1, (room[1] - span[1]) // stride[1] + 1


def kernel_span(kernel: Pair, dilation: Pair) -> Pair:
    """Return how many rows and columns a dilated kernel covers: dilation·(kernel − 1) + 1."""
    return dilation[0] * (kernel[0] - 1) + 1, dilation[1] * (kernel[1] - 1) + 1


def choice(function: str, name: str, value: Any, options: Iterable[str]) -> None:
    """Refuse a word that is none of ``options``."""
    listed = tuple(options)
    if not isinstance(value, str) or value not in listed:
        raise ValueError(f"{function}: {name} must be one of {', '.join(map(repr, listed))}, got {value!r}.")


def number(function: str, name: str, value: Any, least: float = -np.inf, above: float = -np.inf) -> float:
    """Return a finite number that is at least ``least`` and larger than ``above``, as a float."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{function}: {name} must be a number, got {value!r}.")
    if not np.isfinite(value) or value < least or value <= above:
        bound = f" of at least {least:g}" if least > -np.inf else f" above {above:g}" if above > -np.inf else ""
        raise ValueError(f"{function}: {name} must be a finite number{bound}, got {value!r}.")
    return float(value)


def loss_gradient(function: str, dout: Any, like: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return dout, a number or an array of ``shape``, as an array of the dtype of ``like``."""
    if isinstance(dout, bool) or not isinstance(dout, (int, float, np.number, np.ndarray)) or np.iscomplexobj(dout):
        raise TypeError(f"{function}: dout must be a number or an array of numbers, got {dout!r}.")
    if isinstance(dout, np.ndarray):
        floats(function, dout=dout, like=like)
    gradient = np.asarray(dout, like.dtype)
    same_shape(function, "dout", gradient, shape, "the loss")
    return gradient


def wanted(function: str, value: Any) -> None:
    """Refuse a ``needs_input_grad`` that is not one bool for each of x, w and b."""
    if not isinstance(value, (tuple, list)) or [type(v) for v in value] != [bool, bool, bool]:
        raise TypeError(f"{function}: needs_input_grad must be three bools, for x, w and b, got {value!r}.")


def axis(function: str, x: np.ndarray, value: Any) -> None:
    """Refuse an axis that ``x`` does not have, or that has no entries."""
    if not is_int(value):
        raise TypeError(f"{function}: axis must be a whole number, got {value!r} (x.shape={x.shape}).")
    if not -x.ndim <= value < x.ndim or x.shape[value] == 0:
        raise ValueError(
            f"{function}: axis must name an axis of x with at least one entry, got {value} (x.shape={x.shape})."
        )
