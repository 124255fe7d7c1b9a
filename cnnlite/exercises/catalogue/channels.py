"""The exercises of notebook 05: RGB to gray, and a color-opponent kernel."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import functional
from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Design, Exercise, Mistake

LARGEST = 7  # rows or columns of a kernel
RED, GREEN, BLUE = range(3)
WEIGHTS = np.array([0.299, 0.587, 0.114])
COLUMNS = "each weight meets a column instead of a channel: give the weights two more axes, [:, None, None]"
LAST = "the channels are looked for on the last axis; in a picture (3, H, W) they are the first"


def to_gray(image):
    """Weigh red, green and blue as the eye does, and add them: (3, H, W) becomes (H, W)."""
    weights = np.array([0.299, 0.587, 0.114])
    return (weights[:, None, None] * image).sum(axis=0)


def _only(channel, weighted=False):
    """Return one channel as it is, or as to_gray weighs it."""
    return lambda image: to_gray(image * (np.arange(3) == channel)[:, None, None]) if weighted else image[channel]


def _on_columns(image):
    """Weigh the columns as if they were the channels; what would raise an error takes the first three."""
    return image[..., :3] * WEIGHTS


def _gray_cases(rng):
    def case(label, rows, columns):
        return Case(label, (rng.random((3, rows, columns)),))

    # Three columns first: there what stands on the wrong axis raises no error, and can be named.
    return [
        case("a picture with 3 columns", int(rng.integers(4, 7)), 3),
        case("sizes that all differ", *apart(rng, (4, 5, 6))[:2]),
        case("a picture of 3 rows and 3 columns", 3, 3),
        case("a single pixel", 1, 1),
    ]


_GRAY = Exercise(
    name="05.gray",
    call="f(image)",
    reference=to_gray,
    cases=_gray_cases,
    mistakes=(
        Mistake(
            "equal_weights",
            "all channels weigh the same: to the eye green is brighter than blue",
            lambda image: image.mean(axis=0),
        ),
        Mistake("bgr", "the weights stand in the order blue, green, red", lambda image: to_gray(image[::-1])),
        Mistake("only_red", "only the red channel is taken", _only(RED)),
        Mistake("only_green", "only the green channel is taken", _only(GREEN)),
        Mistake("only_blue", "only the blue channel is taken", _only(BLUE)),
        Mistake("red_alone", "only red is weighed, and the others are left out", _only(RED, weighted=True)),
        Mistake("largest", "the largest of the channels is taken", lambda image: image.max(axis=0)),
        Mistake("unweighted", "the channels are added without weights", lambda image: image.sum(axis=0)),
        Mistake(
            "averaged",
            "the weighed channels are averaged: the weights add up to 1 already",
            lambda image: to_gray(image) / 3,
        ),
        Mistake(
            "not_added",
            "the channels are weighed but not added: one number for each pixel is wanted",
            lambda image: image * WEIGHTS[:, None, None],
        ),
        Mistake(
            "axes_left",
            "the axes of image and channel still stand in front of the map: (1, 1, H, W)",
            lambda image: to_gray(image)[None, None],
        ),
        Mistake("axis_left", "the channel axis is still there: (1, H, W)", lambda image: to_gray(image)[None]),
        Mistake("last_axis", LAST, lambda image: _on_columns(image).sum(axis=-1)),
        Mistake("last_axis_red", LAST, lambda image: image[..., RED]),
        Mistake(
            "weights_on_columns",
            COLUMNS,
            lambda image: _on_columns(image).sum(axis=0),
        ),
        Mistake("weighed_columns", COLUMNS, _on_columns),
        Mistake(
            "columns_added",
            "the columns are added up, not the channels: those are axis 0",
            lambda image: (image * WEIGHTS[:, None, None]).sum(axis=-1),
        ),
        Mistake("inverted", "bright and dark are swapped", lambda image: 1 - to_gray(image)),
    ),
    hints=(
        "How many numbers has a pixel before, how many after?",
        "It is a 1×1 convolution with one kernel: a number for each channel, and a sum over the channels.",
        "Give the three weights two more axes, so that each meets its own channel.",
    ),
    axes=("row column",),
)


def _seen(kernel, color, rng):
    """Return what a kernel makes of a picture with one color in many brightnesses."""
    shades = rng.uniform(0.2, 1, (1, 1, 12, 12))
    return functional.conv2d(shades * np.reshape(color, (1, 3, 1, 1)), kernel)


def _form(answer):
    """Say what is wrong with the form of a kernel; None when it is one."""
    if callable(answer):
        return "wrong_kind", "Give the kernel itself, an array of shape (1, 3, rows, columns), not a function"
    if not isinstance(answer, np.ndarray) or answer.dtype.kind not in "iuf" or not np.isfinite(answer).all():
        return "wrong_kind", "Give an array of numbers: np.array, and reshape for its axes"
    if answer.ndim in (3, 4) and answer.shape[-1] == 3 and answer.shape[-3] != 3:
        return (
            "channels_last",
            f"The shape {answer.shape} has the channels last; here they come before rows and columns",
        )
    if (
        answer.ndim != 4
        or answer.shape[:2] != (1, 3)
        or not 1 <= min(answer.shape[2:]) <= max(answer.shape[2:]) <= LARGEST
    ):
        return (
            "wrong_shape",
            f"The kernel's shape is (1, 3, rows, columns), with at most {LARGEST} rows and columns; yours is "
            f"{answer.shape}"
            + (". Three numbers become a kernel with .reshape(1, 3, 1, 1)" if answer.size == 3 else ""),
        )
    return None


def _judge_opponent(answer, rng):
    """Judge a kernel by what it answers to hidden pictures, each of one color."""
    if found := _form(answer):
        return found
    kernel = answer.astype(float)
    if not kernel.any():
        return "silent", "The kernel is 0 everywhere: it says nothing about any color"
    used = [name for name, weights in zip(("red", "green", "blue"), kernel[0], strict=True) if weights.any()]
    if len(used) == 1:
        return "one_channel", f"Only {used[0]} has weights. What makes the answer to white 0, then?"
    gray = float(kernel.sum()) / 2
    if not np.isclose(gray, 0, atol=1e-6):
        return "answers_gray", f"An even gray of 0.5 gives {gray:.4g}, not 0. What do all weights add up to?"
    if np.abs(_seen(kernel, (1, 1, 1), rng)).max() > 1e-6:
        return "answers_edges", "An even gray gives 0, but a gray picture with dark and bright places does not"
    if np.abs(_seen(kernel, (0, 0, 1), rng)).max() > 1e-6:
        return "answers_blue", "The kernel answers to blue, too; it is to be silent there"
    red, green = (_seen(kernel, color, rng) for color in ((1, 0, 0), (0, 1, 0)))
    if red.max() < 0 < green.min():
        return "sign_turned", "It tells red from green, the wrong way round: red gives a negative number"
    if red.min() <= 0 or green.max() >= 0:
        return "mixed", "Red and green pictures give positive numbers at some places, negative ones at others"
    return None, "Red is positive, green negative, and gray and blue are silent, on every hidden picture."


def opponent():
    """Red adds, green takes away as much, and blue does not count."""
    return np.array([1.0, -1.0, 0.0]).reshape(1, 3, 1, 1)


_OPPONENT = Design(
    name="05.opponent",
    judge=_judge_opponent,
    example=opponent,
    hints=(
        "Gray has as much red as green and blue. What must the three weights add up to?",
        "A weight of 0 is deaf to its channel; two weights of opposite sign cancel each other on gray.",
        "Begin with blue, whose weight is the easiest, and take a kernel of one row and one column.",
    ),
    diagnoses=(
        "wrong_kind", "channels_last", "wrong_shape", "silent", "one_channel", "answers_gray", "answers_edges",
        "answers_blue", "sign_turned", "mixed",
    ),
)  # fmt: skip
EXERCISES = (_GRAY, _OPPONENT)
