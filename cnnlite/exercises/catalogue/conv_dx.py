"""The core exercise of notebook 13: what a convolution pays back to its pixels, on four rungs of a ladder."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue import conv2d_backward
from cnnlite.exercises.catalogue.gathered import gathered
from cnnlite.exercises.catalogue.inputs import apart, windows
from cnnlite.exercises.catalogue.scattered import at_top_left, pixels_instead
from cnnlite.exercises.catalogue.slips import changed
from cnnlite.exercises.exercise import Exercise, Mistake


def conv_dx(dout, x, w, stride=1, padding=0):
    """Let every output pay the pixels of its window, gradient times weight; then cut the rim off."""
    images, channels, rows, cols = x.shape
    kh, kw = w.shape[2:]
    dpadded = np.zeros((images, channels, rows + 2 * padding, cols + 2 * padding))
    for n, o, r, c in np.ndindex(dout.shape):
        top, left = r * stride, c * stride
        dpadded[n, :, top : top + kh, left : left + kw] += dout[n, o, r, c] * w[o]
    return dpadded[:, :, padding : padding + rows, padding : padding + cols]


def _known(id_, sentence=""):
    """Return a mistake of conv2d_backward, of which only dx is left."""
    (known,) = (mistake for mistake in conv2d_backward.MISTAKES if mistake.id == id_)
    return Mistake(
        id_,
        sentence or known.sentence,
        lambda dout, x, w, stride, padding: known.function(dout, x, w, None, stride=stride, padding=padding)[0],
    )


def _paying(change):
    """Return conv_dx with another kernel, or another dout."""
    return changed(conv_dx, lambda dout, x, w, s, p: (*change(dout, x, w), s, p))


def _swapped(w):
    """Return the kernels with kernel and channel swapped, where both are as many."""
    return w.swapaxes(0, 1) if w.shape[0] == w.shape[1] else w


def _like(dout, first):
    """Return dout with all kernels but one at 0."""
    only = np.zeros_like(dout)
    only[:, first] = dout[:, first]
    return only


def _by_image(dout, x, w, stride, padding):
    """Let image n be paid by kernel n alone, whichever kernel the output is of."""
    own = np.stack([np.broadcast_to(w[n], w.shape) for n in range(len(x))])
    paid = [conv_dx(dout[n : n + 1], x[n : n + 1], own[n], stride, padding) for n in range(len(x))]
    return np.concatenate(paid)


MISTAKES = (
    _known(
        "turn_forgotten",
        "the kernel lies the wrong way round: as it is where an output pays its window, turned by 180° where it slides "
        "over dout",
    ),
    _known("dx_overwritten"),
    _known(
        "dx_last_kernel",
        "every output overwrites in dx what was there: in each place only the last output pays, and nothing adds up",
    ),
    _known("stride_not_undone"),
    _known("padding_left_on"),
    _known("cropped_below"),
    _known("cropped_to_nothing"),
    Mistake(
        "no_rim",
        "the turned kernel slides over dout without the rim of kernel − 1 zeros: valid instead of full",
        lambda dout, x, w, stride, padding: gathered(dout, w, padding, stride, (0, 0)),
    ),
    Mistake(
        "rim_of_kernel",
        "the rim around dout is as wide as the kernel, one too many",
        lambda dout, x, w, stride, padding: gathered(dout, w, padding, stride, w.shape[2:]),
    ),
    Mistake(
        "stride_zeros",
        "as many zeros as the stride stand between the numbers of dout, one too many",
        lambda dout, x, w, stride, padding: gathered(dout, w, padding, stride + 1),
    ),
    Mistake(
        "leftover_dropped",
        "the rows and columns that no window reaches are missing from dx, instead of being 0",
        lambda dout, x, w, stride, padding: gathered(dout, w, padding, stride),
    ),
    Mistake(
        "kernels_and_channels_swapped",
        "kernels and channels of w are swapped: dx is summed over the channels, not over the kernels",
        _paying(lambda dout, x, w: (dout, x, _swapped(w))),
    ),
    Mistake(
        "channels_mixed",
        "every channel is paid for all channels: the slices of a kernel are added up first",
        _paying(lambda dout, x, w: (dout, x, np.broadcast_to(w.sum(axis=1, keepdims=True), w.shape))),
    ),
    Mistake(
        "first_slice",
        "every channel is paid with the slice of channel 0",
        _paying(lambda dout, x, w: (dout, x, np.broadcast_to(w[:, :1], w.shape))),
    ),
    Mistake(
        "one_slice_for_all",
        "every output pays every channel with channel 0 of kernel 0",
        _paying(lambda dout, x, w: (dout, x, np.broadcast_to(w[:1, :1], w.shape))),
    ),
    Mistake(
        "first_channel",
        "only channel 0 is paid",
        _paying(lambda dout, x, w: (dout, x, w * (np.arange(w.shape[1]) == 0)[:, None, None])),
    ),
    Mistake("first_kernel", "only kernel 0 pays", _paying(lambda dout, x, w: (_like(dout, 0), x, w))),
    Mistake(
        "kernel_0_for_all",
        "every output pays with kernel 0, not with its own",
        _paying(lambda dout, x, w: (dout, x, np.broadcast_to(w[:1], w.shape))),
    ),
    Mistake(
        "channel_of_the_kernel",
        "each kernel pays only the channel of its own number, with its slice 0: o counts kernels, not channels",
        _paying(lambda dout, x, w: (dout, x, w[:, :1] * np.eye(*w.shape[:2])[:, :, None, None])),
    ),
    Mistake("kernel_by_image", "the kernel is w[n]: n counts images, not kernels", _by_image),
    Mistake(
        "kernels_reversed",
        "the kernels and their channels run backward, too: only rows and columns are turned",
        _paying(lambda dout, x, w: (dout, x, np.flip(w, (0, 1)))),
    ),
    Mistake(
        "columns_flipped",
        "the columns of the kernel run the wrong way; its rows do not",
        _paying(lambda dout, x, w: (dout, x, np.flip(w, 3))),
    ),
    Mistake(
        "rows_flipped",
        "the rows of the kernel run the wrong way; its columns do not",
        _paying(lambda dout, x, w: (dout, x, np.flip(w, 2))),
    ),
    Mistake(
        "dout_left_out",
        "dout is left out: every output pays the bare weights",
        _paying(lambda dout, x, w: (np.ones_like(dout), x, w)),
    ),
    Mistake(
        "weight_left_out",
        "the weights are left out: every pixel of a window is paid dout itself",
        _paying(lambda dout, x, w: (dout, x, np.ones_like(w))),
    ),
    Mistake(
        "pixels_instead",
        "dout meets the pixels of the window instead of the weights of the kernel: pixels belong to dw",
        pixels_instead,
    ),
    Mistake("one_window", "every output pays the same window, the one at the top left", at_top_left),
    Mistake(
        "first_image",
        "only image 0 is paid",
        _paying(lambda dout, x, w: (dout * (np.arange(len(dout)) == 0)[:, None, None, None], x, w)),
    ),
)


def _cases(rng):
    """Return the rungs: each brings one thing more."""

    def case(label, rung, counts, size, kernel, stride=1, padding=0):
        images, kernels, channels = counts
        x = rng.standard_normal((images, channels, *size))
        w = rng.standard_normal((kernels, channels, *kernel))
        out = ((n + 2 * padding - k) // stride + 1 for n, k in zip(size, kernel, strict=True))
        dout = rng.standard_normal((images, kernels, *out))
        return windows(f"{label} (rung {rung} of 4)", (dout, x, w), stride, padding)

    return [
        case("one channel", 1, (1, 1, 1), apart(rng, (6, 8)), apart(rng, (2, 3))),
        case("one channel and a kernel as large as the picture", 1, (1, 1, 1), (3, 4), (3, 4)),
        case("stride 2", 2, (1, 1, 1), (7, 5), (3, 3), 2),
        case("stride 3 and a row and columns left over", 2, (1, 1, 1), (9, 7), (2, 2), 3),
        case("padding 1", 3, (1, 1, 1), (4, 5), (3, 2), 1, 1),
        case("padding 2 and stride 2", 3, (1, 1, 1), (5, 6), (4, 3), 2, 2),
        case("two channels and two kernels", 4, (1, 2, 2), (4, 5), (2, 3)),
        case("three channels", 4, (1, 1, 3), (5, 4), (2, 3)),
        case("three kernels", 4, (1, 3, 1), (5, 4), (3, 2)),
        case("several images, kernels and channels, stride 2 and padding 1", 4, (3, 4, 2), (5, 6), (3, 2), 2, 1),
    ]


EXERCISE = Exercise(
    name="13.dx",
    call="f(dout, x, w, stride=…, padding=…)",
    reference=conv_dx,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which pixels were in the window of the output in row r and column c, and which weight did each of them meet?",
        "Every output pays each pixel of its window its gradient times the weight that the pixel met; what a pixel "
        "gets from several outputs and kernels is added.",
        "The window begins at row r times stride of the padded picture and is as high as the kernel; one line pays it.",
    ),
    outputs=("dx",),
)
