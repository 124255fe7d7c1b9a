"""Two gradients of a convolution to do by hand: those of one weight and of one pixel."""

import numpy as np

from cnnlite import _checks
from cnnlite.questions.worked import LARGEST, Step, WorkedExample

Way = tuple[str, float, float]  # an output, its gradient, and what it was multiplied by


def backward_example(
    image: np.ndarray,
    kernel: np.ndarray,
    dout: np.ndarray,
    weight: tuple[int, int] = (0, 1),
    pixel: tuple[int, int] = (0, 1),
    level: int = 0,
) -> WorkedExample:
    """Return the gradients of one weight and of one pixel, step by step; stride 1, no padding.

    From level 1 on, the pixel is the learner's; the weight is worked out as its model until level 2.

    Parameters
    ----------
    image, kernel : ndarray (H, W), (kh, kw)
        At most 12 rows and columns.
    dout : ndarray (H − kh + 1, W − kw + 1)
        The gradient of each output.
    weight, pixel : (int, int)
        Row and column of a cell of the kernel and of the image.
    level : int
        How much is the learner's, 0 to 3.

    Raises
    ------
    TypeError, ValueError
        An array is not (H, W), the shapes do not belong together, or a place is outside.

    Examples
    --------
    >>> print(backward_example(np.array([[5, 7, 0]]), np.array([[2, 3]]), np.array([[1, 10]])).summary())
    WorkedExample: Two gradients by hand. Level 0 of 3: 0 of 6 numbers to fill in.
    dw (0, 1): the pixels that the weight met in the outputs (0, 0), (0, 1): 7, 0
    dw (0, 1): dout times these, added: 7
    dx (0, 1): the weights that the pixel met in the outputs (0, 0), (0, 1): 3, 2
    dx (0, 1): dout times these, added: 23
    """
    name = "backward_example"
    image, kernel, dout = (
        _checks.gray(name, key, array, LARGEST)
        for key, array in {"image": image, "kernel": kernel, "dout": dout}.items()
    )
    size = _checks.output_size(name, image.shape, kernel.shape, (1, 1), ((0, 0), (0, 0)), (1, 1))
    _checks.same_shape(name, "dout", dout, size, "the output")
    (i, j), (m, n) = _checks.pair(name, "weight", weight, 0), _checks.pair(name, "pixel", pixel, 0)
    if i >= kernel.shape[0] or j >= kernel.shape[1] or m >= image.shape[0] or n >= image.shape[1]:
        raise ValueError(
            f"{name}: weight and pixel must lie in the kernel and in the image, got {weight} and {pixel} "
            f"{_checks.shapes(image=image, kernel=kernel)}."
        )
    outputs = [(r, c, float(g)) for (r, c), g in np.ndenumerate(dout)]
    of_weight = [(f"({r}, {c})", g, float(image[r + i, c + j])) for r, c, g in outputs]
    reached = [(r, c, g) for r, c, g in outputs if 0 <= m - r < kernel.shape[0] and 0 <= n - c < kernel.shape[1]]
    of_pixel = [(f"({r}, {c})", g, float(kernel[m - r, n - c])) for r, c, g in reached]
    steps = [
        *_steps(
            f"dw ({i}, {j})", "the pixels that the weight met", of_weight, "a weight meets one pixel in each output",
            "Its window moves from output to output, and it with the window.",
            dict.fromkeys(image.ravel().tolist(), f"Output (r, c) has its window at x (r, c); go {i} down, {j} right."),
            fade=2,
        ),
        *_steps(
            f"dx ({m}, {n})", "the weights that the pixel met", of_pixel, "a pixel meets another weight in each window",
            "The window moves one way, so in the window the pixel moves the other way.",
            dict.fromkeys(kernel.ravel().tolist(), "Find the pixel in the window of this output; there is its weight."),
        ),
    ]  # fmt: skip
    return WorkedExample("Two gradients by hand", steps, level, {"x": image, "w": kernel, "dout": dout})


def _steps(
    name: str, what: str, ways: list[Way], principle: str, why: str, mistakes: dict[float, str], fade: int = 1
) -> tuple[Step, Step]:
    """Return the step of what was met, and the step of the sum."""
    listed: list[str | float] = [part for _, _, met in ways for part in (",", met)][1:]
    total = sum(g * met for _, g, met in ways)
    reverse = sum(g * met for (_, g, _), (*_, met) in zip(ways, ways[::-1], strict=True))
    known = {
        reverse: "Each dout goes with what was met in its own output, in the same order.",
        sum(met for *_, met in ways): "That is the sum of what was met; multiply by dout first.",
        sum(abs(g * met) for _, g, met in ways): "Look at the signs of dout.",
    }
    wrong = {value: sentence for value, sentence in known.items() if value != total}
    places = ", ".join(place for place, *_ in ways)
    return (
        Step(f"{name}: {what} in the outputs {places}", listed, principle, why, fade, mistakes),
        Step(f"{name}: dout times these, added", [total], fade=fade, mistakes=wrong),
    )
