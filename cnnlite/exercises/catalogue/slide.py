"""The exercises of notebook 03: a kernel slid over an image, by hand and in code."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from functools import partial

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.catalogue.slips import transposed
from cnnlite.exercises.exercise import Case, Exercise, Mistake, Values

IMAGE = np.array([[1.0, 2, 0], [0, 3, 1], [3, 1, 4]])
KERNEL = np.array([[1.0, 0], [-1, 3]])


def cells():
    """Lay the kernel on each of the four windows, multiply and add."""
    top_left = 1 * 1 + 2 * 0 + 0 * (-1) + 3 * 3
    top_right = 2 * 1 + 0 * 0 + 3 * (-1) + 1 * 3
    bottom_left = 0 * 1 + 3 * 0 + 3 * (-1) + 1 * 3
    bottom_right = 3 * 1 + 1 * 0 + 1 * (-1) + 4 * 3
    return np.array([[top_left, top_right], [bottom_left, bottom_right]])


def slide(image, kernel):
    """Lay the kernel on every window of the image; each output is the sum of the products."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[r, c] = (image[r : r + kh, c : c + kw] * kernel).sum()
    return out


def _first_products(image, kernel):
    """Multiply only the top left pixel of each window."""
    return slide(image, np.where(np.arange(kernel.size).reshape(kernel.shape) == 0, kernel, 0))


def _largest_products(image, kernel):
    """Keep the largest product of each window."""
    seen = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (seen * kernel).max(axis=(2, 3))


def _placed(more):
    """Return slide in an array with more rows and columns, or fewer; what is not filled stays 0."""

    def mistake(image, kernel):
        right, (rows, cols) = slide(image, kernel), more(*kernel.shape)
        out = np.zeros((right.shape[0] + rows, right.shape[1] + cols))
        shared = np.s_[: min(right.shape[0], out.shape[0]), : min(right.shape[1], out.shape[1])]
        out[shared] = right[shared]
        return out

    return mistake


def _kept(out, part):
    """Return an output in which only a part is filled."""
    kept = np.zeros_like(out)
    kept[part] = out[part]
    return kept


SLIPS = (  # of the numbers in the output
    Mistake(
        "kernel_flipped",
        "the kernel is turned by 180°; lay it on as it is",
        lambda image, kernel: slide(image, kernel[::-1, ::-1]),
    ),
    Mistake(
        "kernel_transposed",
        "the rows and columns of the kernel are swapped",
        lambda image, kernel: slide(image, kernel.T),
    ),
    Mistake(
        "kernel_mirrored",
        "left and right of the kernel are swapped",
        lambda image, kernel: slide(image, kernel[:, ::-1]),
    ),
    Mistake(
        "kernel_upside_down",
        "top and bottom of the kernel are swapped",
        lambda image, kernel: slide(image, kernel[::-1]),
    ),
    Mistake("output_transposed", "the rows and columns of the output are swapped", transposed(slide)),
    Mistake(
        "first_product", "only the top left pixel of each window is multiplied, and nothing is added", _first_products
    ),
    Mistake("largest_product", "only the largest product is kept, and nothing is added", _largest_products),
    Mistake(
        "sign_dropped", "the minus signs of the kernel are dropped", lambda image, kernel: slide(image, abs(kernel))
    ),
    Mistake(
        "products_averaged",
        "the products are averaged instead of added",
        lambda image, kernel: slide(image, kernel) / kernel.size,
    ),
    Mistake(
        "kernel_ignored",
        "the pixels of each window are added without the kernel",
        lambda image, kernel: slide(image, np.ones_like(kernel)),
    ),
    Mistake(
        "kernel_added",
        "the kernel is added to the pixels instead of multiplied",
        lambda image, kernel: slide(image, np.ones_like(kernel)) + kernel.sum(),
    ),
)
LOOPS = (  # that end too early
    Mistake(
        "first_row_only",
        "only the first row is filled and the others stay 0: look how far to the right return stands",
        lambda image, kernel: _kept(slide(image, kernel), np.s_[:1]),
    ),
    Mistake(
        "first_place_only",
        "only the first place is filled and the others stay 0: look how far to the right return stands",
        lambda image, kernel: _kept(slide(image, kernel), np.s_[:1, :1]),
    ),
)
SIZES = (  # of the output
    Mistake(
        "article_size",
        "the output has one row and one column too many: the first place is counted twice",
        _placed(lambda kh, kw: (1, 1)),
    ),
    Mistake("image_size", "the output is as large as the image", _placed(lambda kh, kw: (kh - 1, kw - 1))),
    Mistake(
        "last_missing",
        "the last row and the last column are missing: the loops stop one step too early",
        _placed(lambda kh, kw: (-1, -1)),
    ),
    Mistake(
        "last_empty",
        "the last row and the last column stay 0: the loops stop one step too early",
        lambda image, kernel: np.pad(_placed(lambda kh, kw: (-1, -1))(image, kernel), ((0, 1), (0, 1))),
    ),
)


def _cases(rng):
    def case(label, size, kernel):
        return Case(label, (rng.standard_normal(size), rng.standard_normal(kernel)))

    sizes = apart(rng, (6, 7, 8))[:2]
    return [
        case("sizes that all differ", sizes, apart(rng, (2, 3, 4))[:2]),
        case("an even kernel on a square image", (5, 5), (2, 2)),
        case("a 3×3 kernel", (4, 6), (3, 3)),
        case("a kernel of one row", (4, 5), (1, 3)),
        case("a kernel as large as the image", (3, 4), (3, 4)),
        case("a kernel of one number", (3, 2), (1, 1)),
    ]


_CELLS = Values(
    name="03.cells",
    wanted=cells,
    mistakes=[Mistake(slip.id, slip.sentence, partial(slip.function, IMAGE, KERNEL)) for slip in SLIPS],
    hints=(
        "Which four pixels lie under the kernel when its top left corner is in row 0, column 1?",
        "Multiply each pixel by the number of the kernel that lies on it, then add the four products.",
        "For the first cell the pixels are 1, 2, 0 and 3: write the four products side by side.",
    ),
)
_VECTORISE = Exercise(
    name="03.vectorise",
    call="f(image, kernel)",
    reference=slide,
    cases=_cases,
    mistakes=SLIPS + LOOPS + SIZES,
    hints=(
        "How many places does a kernel with 3 rows have on 7 rows?",
        "For each place take the whole window as a slice, multiply it by the kernel and add all products.",
        "Write the slice for row 0 and column 0 first; it has the shape of the kernel.",
    ),
    axes=("row column",),
)
EXERCISES = (_CELLS, _VECTORISE)
