"""The dense (fully connected) layer, and its gradient."""

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
    return out if b is None else out + b


def linear_backward(
    dout: np.ndarray,
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None = None,
    *,
    needs_input_grad: tuple[bool, bool, bool] = (True, True, True),
) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]:
    """Dx = dout·w, dw = doutᵀ·x, db = Σ dout over the images.

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
