"""The dense (fully connected) layer and the flattening before it, and their gradients."""

import math

import numpy as np

from cnnlite import _checks


def linear(x: np.ndarray, w: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Give each image one weighted sum per output unit, plus a bias: out = x·wᵀ + b.

    Parameters
    ----------
    x : ndarray (N, D)
        One flattened image per row, float32 or float64.
    w : ndarray (O, D)
        One row of weights per output unit.
    b : ndarray (O,), optional
        One bias per output unit.

    Returns
    -------
    ndarray (N, O)

    Raises
    ------
    TypeError
        An array is no float array, or dtypes differ.
    ValueError
        x or w is not two-dimensional, or their sizes do not match.

    Source
    ------
    A0.11, A2.18, A3.19. Same as ``torch.nn.functional.linear``.

    Examples
    --------
    >>> linear(np.array([[155.0, 60.0]]), np.array([[0.27, 0.2], [-0.1, -0.4]])).round(2).tolist()
    [[53.85, -39.5]]
    """
    _check("linear", x, w, b)
    out = x @ w.T
    if b is not None:
        out += b
    return out


def linear_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    *,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """dx = dout·w, dw = doutᵀ·x, db = Σ dout over the images.

    Returns (dx, dw, db); a False in ``needs_input_grad`` leaves that one None. Raises as `linear`, and when the shape
    of dout is not the output's. Source: A3.22.
    """
    _check("linear_backward", x, w, b)
    _checks.floats("linear_backward", dout=dout, x=x)
    _checks.wanted("linear_backward", needs_input_grad)
    _checks.same_shape("linear_backward", "dout", dout, (x.shape[0], w.shape[0]), "the output")
    dx = dout @ w if needs_input_grad[0] else None
    dw = dout.T @ x if needs_input_grad[1] else None
    db = dout.sum(axis=0) if needs_input_grad[2] and b is not None else None
    return dx, dw, db


def flatten(x: np.ndarray, start_axis: int = 1) -> np.ndarray:
    """Join all axes from ``start_axis`` on into one, the last axis running fastest.

    Parameters
    ----------
    x : ndarray of any shape
        Float32 or float64, such as feature maps (N, C, H, W).
    start_axis : int
        The first axis to join; 1 keeps the images apart.

    Returns
    -------
    ndarray (…, D)
        A copy; D is the product of the joined sizes.

    Raises
    ------
    TypeError, ValueError
        x is no float array, or has no such axis.

    Source
    ------
    A0.10, A0.47, A3.18, A4.5. Same as ``torch.flatten``.

    Examples
    --------
    >>> flatten(np.zeros((2, 32, 15, 15))).shape
    (2, 7200)
    """
    shape = _flat_shape("flatten", x, start_axis)
    return x.copy().reshape(shape)  # a copy in C order, of which the new shape is a view


def flatten_backward(dout: np.ndarray, x: np.ndarray, start_axis: int = 1) -> np.ndarray:
    """dx = dout in the shape of x. Returns a copy; raises as `flatten`, and when dout's shape is not the output's."""
    shape = _flat_shape("flatten_backward", x, start_axis)
    _checks.floats("flatten_backward", dout=dout, x=x)
    _checks.same_shape("flatten_backward", "dout", dout, shape, "the output")
    dx = np.empty_like(x)  # in the memory order of x
    dx[...] = dout.reshape(x.shape)
    return dx


def _flat_shape(function: str, x: np.ndarray, start_axis: int) -> tuple[int, ...]:
    """Return the shape after the axes from ``start_axis`` on are joined."""
    _checks.floats(function, x=x)
    if not _checks.is_int(start_axis):
        raise TypeError(f"{function}: start_axis must be a whole number, got {start_axis!r} (x.shape={x.shape}).")
    if not -x.ndim <= start_axis < x.ndim:
        raise ValueError(f"{function}: start_axis must name an axis of x, got {start_axis} (x.shape={x.shape}).")
    start = start_axis % x.ndim
    return (*x.shape[:start], math.prod(x.shape[start:]))


def _check(function: str, x: np.ndarray, w: np.ndarray, b: np.ndarray | None) -> None:
    """Refuse arrays whose kinds or shapes do not fit together."""
    _checks.floats(function, x=x, w=w, b=b)
    _checks.dimensions(function, "x", x, "N D", "Flatten each image into a row: x.reshape(len(x), -1).")
    _checks.dimensions(function, "w", w, "O D", "Weights are (outputs, inputs).")
    if x.shape[1] != w.shape[1]:
        turned = " w looks transposed: w.T." if x.shape[1] == w.shape[0] else ""
        raise ValueError(
            f"{function}: x must have {w.shape[1]} features to match w, got {x.shape[1]} "
            f"{_checks.shapes(x=x, w=w)}. Weights are (outputs, inputs).{turned}"
        )
    _checks.bias(function, w, b, "outputs")
