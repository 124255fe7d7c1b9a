"""conv2d: every kernel slides over every image."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart, filters, windows
from cnnlite.exercises.catalogue.slips import changed, cut, hanging, swapped, transposed
from cnnlite.exercises.exercise import Exercise, Mistake


def conv2d(x, w, b=None, stride=1, padding=0):
    """Slide every kernel over every image: each output is the sum of the products of one window, plus a bias."""
    (sh, sw), (ph, pw) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)  # an int counts for both axes
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    kh, kw = w.shape[2:]
    rows, cols = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = np.zeros((len(x), len(w), rows, cols))
    for n, o, r, c in np.ndindex(out.shape):
        window = x[n, :, r * sh : r * sh + kh, c * sw : c * sw + kw]  # C kh kw
        out[n, o, r, c] = (window * w[o]).sum()
    return out if b is None else out + b[:, None, None]


def _given(change):
    """Return conv2d with changed arguments."""
    return changed(conv2d, change)


def _one_sided(before, after):
    """Return conv2d with the padding times ``before`` above and to the left, times ``after`` below and to the right."""

    def change(x, w, b, stride, padding):
        sides = [(p * before, p * after) for p in np.broadcast_to(padding, 2)]
        return np.pad(x, ((0, 0), (0, 0), *sides)), w, b, stride

    return _given(change)


def _rounded_up(x, w, b, stride, padding):
    """Let windows hang over the last row or column, filled up with 0."""
    return conv2d(np.pad(x, ((0, 0), (0, 0), *hanging(x.shape[2:], w.shape[2:], stride, padding))), w, b, stride)


def _article(x, w, b, stride, padding):
    """Put the output into an array of the article's size, which stays 0 where there is no window (E14)."""
    right = conv2d(x, w, b, stride, padding)
    axes = zip(x.shape[2:], w.shape[2:], np.broadcast_to(stride, 2), np.broadcast_to(padding, 2), strict=True)
    out = np.zeros((*right.shape[:2], *((n + 2 * p - k + 1) // s + 1 for n, k, s, p in axes)))
    out[:, :, : right.shape[2], : right.shape[3]] = right
    return out


def _times(b, count):
    """Return a bias that is added so many times."""
    return None if b is None else b * count


MISTAKES = (
    Mistake("stride_ignored", "the stride is ignored", _given(lambda x, w, b, s, p: (x, w, b, 1, p))),
    Mistake(
        "stride_in_size_only",
        "the stride counts for the size of the output only: the windows move on by 1",
        cut(_given(lambda x, w, b, s, p: (x, w, b, 1, p)), conv2d),
    ),
    Mistake(
        "kernel_flipped",
        "the kernel is turned by 180° first, as in true convolution",
        _given(lambda x, w, b, s, p: (x, w[:, :, ::-1, ::-1], b, s, p)),
    ),
    Mistake(
        "kernel_transposed",
        "the rows and columns of the kernel are swapped",
        _given(lambda x, w, b, s, p: (x, w.swapaxes(2, 3), b, s, p)),
    ),
    Mistake(
        "channels_averaged",
        "the channels are averaged instead of summed",
        _given(lambda x, w, b, s, p: (x, w / w.shape[1], b, s, p)),
    ),
    Mistake(
        "last_channel",
        "only the last channel counts: each channel overwrites the one before",
        _given(lambda x, w, b, s, p: (x[:, -1:], w[:, -1:], b, s, p)),
    ),
    Mistake(
        "first_channel",
        "only the first channel counts",
        _given(lambda x, w, b, s, p: (x[:, :1], w[:, :1], b, s, p)),
    ),
    Mistake(
        "products_averaged",
        "the products of a window are averaged instead of summed",
        _given(lambda x, w, b, s, p: (x, w / w[0].size, b, s, p)),
    ),
    Mistake(
        "window_averaged",
        "the products of each channel are averaged over the window instead of summed",
        _given(lambda x, w, b, s, p: (x, w / w[0, 0].size, b, s, p)),
    ),
    Mistake("bias_forgotten", "the bias is forgotten", _given(lambda x, w, b, s, p: (x, w, None, s, p))),
    Mistake("bias_subtracted", "the bias is subtracted", _given(lambda x, w, b, s, p: (x, w, _times(b, -1), s, p))),
    Mistake(
        "bias_per_channel",
        "the bias is added once for each channel in",
        _given(lambda x, w, b, s, p: (x, w, _times(b, w.shape[1]), s, p)),
    ),
    Mistake(
        "bias_per_product",
        "the bias is added once for each product",
        _given(lambda x, w, b, s, p: (x, w, _times(b, w[0].size), s, p)),
    ),
    Mistake("padding_ignored", "the padding is ignored", _given(lambda x, w, b, s, p: (x, w, b, s, 0))),
    Mistake("padding_before", "the padding stands only above and to the left", _one_sided(1, 0)),
    Mistake("padding_after", "the padding stands only below and to the right", _one_sided(0, 1)),
    Mistake("padding_shifted", "all of the padding stands above and to the left, twice as wide", _one_sided(2, 0)),
    Mistake(
        "padding_uncentered",
        "the image lies in the top left corner of the padded array: all of the padding stands below and to the right",
        _one_sided(0, 2),
    ),
    Mistake(
        "padding_not_counted",
        "the padding is not counted in the size of the output",
        cut(conv2d, _given(lambda x, w, b, s, p: (x, w, b, s, 0))),
    ),
    Mistake(
        "one_forgotten",
        "the size lacks its + 1: the last row and the last column are missing",
        lambda *args, **kwargs: conv2d(*args, **kwargs)[:, :, :-1, :-1],
    ),
    Mistake(
        "article_size",
        "the output has the size (n + 2p − f + 1)/s + 1 of article 1, which counts the 1 twice",
        _article,
    ),
    Mistake("rounded_up", "the size is rounded up: a last window hangs over the edge", _rounded_up),
    Mistake(
        "stride_swapped",
        "the strides for rows and columns are swapped",
        _given(lambda x, w, b, s, p: (x, w, b, swapped(s), p)),
    ),
    Mistake(
        "padding_swapped",
        "the paddings for rows and columns are swapped",
        _given(lambda x, w, b, s, p: (x, w, b, s, swapped(p))),
    ),
    Mistake("output_transposed", "the rows and columns of the output are swapped", transposed(conv2d)),
)


def cases(rng):
    """Return the cases of conv2d, which are those of its backward too, but for the last."""
    counts, kernel, size = apart(rng, (2, 3, 4)), apart(rng, (5, 6)), apart(rng, (7, 9))
    return [
        windows("all sizes different", filters(rng, counts, size, kernel)),
        windows("stride 2 that leaves a row over", filters(rng, (2, 4, 1), (8, 7), (3, 3)), 2),
        windows("stride 3 that leaves rows and columns over", filters(rng, (2, 1, 3), (9, 7), (2, 3)), 3),
        windows("a stride of 2 down and 1 across", filters(rng, (1, 2, 3), (7, 6), (3, 2)), (2, 1)),
        windows("a stride of 1 down and 3 across", filters(rng, (1, 2, 3), (5, 8), (2, 2)), (1, 3)),
        windows("padding 1", filters(rng, (2, 3, 1), (4, 5), (3, 3)), 1, 1),
        windows("a padding of 2 rows and 1 column", filters(rng, (1, 3, 2), (4, 5), (3, 4)), 1, (2, 1)),
        windows("a padding of 1 row and 2 columns", filters(rng, (2, 2, 1), (4, 3), (2, 4)), 1, (1, 2)),
        windows("stride 2 and padding 1", filters(rng, (1, 2, 4), (5, 6), (3, 3)), 2, 1),
        windows("pairs for stride and padding together", filters(rng, (2, 2, 3), (6, 5), (3, 2)), (2, 3), (1, 2)),
        windows("an even kernel on a square image", filters(rng, (1, 2, 2), (5, 5), (2, 2))),
        windows("a kernel as large as the image", filters(rng, (3, 2, 4), (3, 4), (3, 4))),
        windows("one image of one channel", filters(rng, (1, 1, 1), (4, 5), (3, 2))),
    ]


def _cases(rng):
    x, w, _ = filters(rng, (2, 3, 2), (4, 5), (2, 3))
    return [*cases(rng), windows("no bias (b is None)", (x, w, None))]


EXERCISE = Exercise(
    name="conv2d",
    call="f(x, w, b, stride=…, padding=…)",
    reference=conv2d,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which numbers of x does the output in row r and column c look at when the stride is 2?",
        "Each output is one sum: over all channels and the whole window, pixel times weight, with the bias added once.",
        "Pad the image, work out the size of the output, and fill only its top left number.",
    ),
)
