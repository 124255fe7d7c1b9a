"""The stretch exercise of notebook 21: a convolution without a loop of Python's."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import dis
from types import CodeType, FunctionType

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart, filters
from cnnlite.exercises.catalogue.slips import transposed
from cnnlite.exercises.exercise import Case, Exercise, Mistake

LIBRARY = {"conv2d", "Conv2d"}
HIDDEN = {"map", "vectorize", "apply_along_axis", "apply_over_axes", "frompyfunc", "reduce"}  # loops of another name


def vectorised(x, w, stride=1):
    """See all windows at once, keep every stride-th, multiply and add: letters that do not come out are added over."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # image channel row column i j
    return np.einsum("ncrsij,ocij->nors", windows, w)


def loops(function):
    """Return what is wrong with a right function: a loop, perhaps under another name, or a borrowed answer."""
    if not isinstance(function, FunctionType):
        return None
    seen, waiting = set(), [function]
    while waiting:
        one = waiting.pop()
        seen.add(one)
        for code in _codes(one.__code__):
            borrowed = sorted(_borrowed(code, one.__globals__))
            if borrowed:
                return "library_called", (
                    f"The numbers are right, but the library's {borrowed[0]} makes them. Write it with windows"
                )
            hidden = sorted(HIDDEN & set(code.co_names))
            if hidden:
                return "loop_hidden", f"The numbers are right, but {hidden[0]} calls a function again and again: a loop"
            if any("FOR_ITER" in step.opname or "BACKWARD" in step.opname for step in dis.get_instructions(code)):
                return "loop_left", (
                    f"The numbers are right, but in {one.__name__} Python still goes round, in a for, a while or a "
                    "list that is written with for. Let NumPy see all windows at once"
                )
            used = (one.__globals__.get(name) for name in code.co_names)
            own = (f for f in used if isinstance(f, FunctionType) and f.__module__ == function.__module__)
            waiting += [f for f in own if f not in seen]
    return None


def _borrowed(code, names):
    """Return which names of a function's code stand for the library's convolution."""
    for step in dis.get_instructions(code):
        if step.opname == "LOAD_GLOBAL":
            found = names.get(step.argval)
            if str(getattr(found, "__module__", "")).startswith("cnnlite") and found.__name__ in LIBRARY:
                yield found.__name__
        elif step.opname in ("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM") and step.argval in LIBRARY:
            yield step.argval


def _codes(code):
    """Yield a function's code and that of what is written inside of it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _given(change):
    """Return `vectorised` with changed arguments."""
    return lambda x, w, stride: vectorised(*change(x, w, stride))


def _by_rows_only(x, w, stride):
    """Keep every stride-th row of the windows, and all columns."""
    return vectorised(x, w)[:, :, ::stride]


def _by_pixels(x, w, stride):
    """Keep every stride-th pixel, then lay windows on what is left, where there is room for one."""
    return vectorised(x[:, :, ::stride, ::stride], w)


MISTAKES = (
    Mistake("stride_ignored", "the stride is ignored", _given(lambda x, w, s: (x, w, 1))),
    Mistake("stride_of_rows_only", "the stride counts for the rows only, and every column is kept", _by_rows_only),
    Mistake(
        "stride_of_columns_only",
        "the stride counts for the columns only, and every row is kept",
        lambda x, w, stride: vectorised(x, w)[:, :, :, ::stride],
    ),
    Mistake(
        "stride_of_pixels",
        "pixels are left out before the windows are laid; leave out windows instead",
        _by_pixels,
    ),
    Mistake(
        "kernel_flipped",
        "the kernel is turned by 180°, as in true convolution",
        _given(lambda x, w, s: (x, w[:, :, ::-1, ::-1], s)),
    ),
    Mistake("first_channel", "only the first channel counts", _given(lambda x, w, s: (x[:, :1], w[:, :1], s))),
    Mistake(
        "channels_mixed",
        "the pixels of all channels are added before they meet the kernel: the channel needs one letter, the same "
        "in both arrays",
        _given(lambda x, w, s: (np.repeat(x.sum(axis=1, keepdims=True), x.shape[1], axis=1), w, s)),
    ),
    Mistake(
        "channels_averaged",
        "the channels are averaged instead of added",
        _given(lambda x, w, s: (x, w / w.shape[1], s)),
    ),
    Mistake(
        "products_averaged",
        "the products of a window are averaged instead of added",
        _given(lambda x, w, s: (x, w / w[0].size, s)),
    ),
    Mistake(
        "kernels_and_images_swapped",
        "the kernels come before the images in the output",
        lambda x, w, stride: vectorised(x, w, stride).swapaxes(0, 1),
    ),
    Mistake("output_transposed", "the rows and columns of the output are swapped", transposed(vectorised)),
)


def _cases(rng):
    def case(label, counts, size, kernel, stride=1):
        return Case(label, tuple(filters(rng, counts, size, kernel)[:2]), {"stride": stride})

    counts, kernel, size = apart(rng, (2, 3, 4)), apart(rng, (5, 6)), apart(rng, (7, 9))
    return [
        case("all sizes different", counts, size, kernel),
        case("stride 2", (2, 3, 4), (9, 8), (3, 2), 2),
        case("stride 3 that leaves rows and columns over", (2, 1, 3), (9, 11), (2, 3), 3),
        case("one image of one channel", (1, 1, 1), (4, 5), (3, 2)),
        case("a 3×3 kernel on square images", (2, 2, 3), (6, 6), (3, 3)),
        case("a kernel as large as the image", (3, 2, 4), (3, 4), (3, 4)),
        case("a kernel of one number", (2, 3, 2), (4, 3), (1, 1), 2),
    ]


EXERCISE = Exercise(
    name="21.vectorise",
    call="f(x, w, stride=…)",
    reference=vectorised,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which of the axes of all windows and of the kernels are still there in the output?",
        "Let the view show all windows, leave out windows by the stride, and give each axis a letter: what is "
        "multiplied shares letters, what is added does not come out.",
        "The windows have six axes: image, channel, row, column, and the row and column inside a window. Which four "
        "letters do the kernels have?",
    ),
    axes=("image kernel row column",),
    beyond=loops,
)
