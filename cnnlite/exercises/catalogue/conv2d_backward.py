"""conv2d_backward: each output's gradient is paid to the pixels and weights that it was made of."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue import conv2d
from cnnlite.exercises.catalogue.inputs import after
from cnnlite.exercises.catalogue.slips import changed
from cnnlite.exercises.exercise import Exercise, Mistake


def conv2d_backward(dout, x, w, b, stride=1, padding=0):
    """Return (dx, dw, db): every output pays its window weight times gradient, and its kernel pixel times gradient."""
    (sh, sw), (ph, pw) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)  # an int counts for both axes
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n, o, r, c in np.ndindex(dout.shape):
        rows, cols = slice(r * sh, r * sh + w.shape[2]), slice(c * sw, c * sw + w.shape[3])
        dpadded[n, :, rows, cols] += dout[n, o, r, c] * w[o]
        dw[o] += dout[n, o, r, c] * padded[n, :, rows, cols]
    dx = dpadded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]
    return dx, dw, dout.sum(axis=(0, 2, 3))


def _after(change):
    """Return conv2d_backward with its three results changed, given dout too."""
    return lambda dout, *args, **kwargs: change(dout, *conv2d_backward(dout, *args, **kwargs))


def _padded_dx(dout, x, w, b, stride, padding):
    """Return the gradient of the padded images."""
    (ph, pw) = np.broadcast_to(padding, 2)
    return conv2d_backward(dout, np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw))), w, b, stride)[0]


def _uncropped(dout, x, w, b, stride, padding):
    """Leave the padding on dx."""
    _, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    return _padded_dx(dout, x, w, b, stride, padding), dw, db


def _cropped_below(dout, x, w, b, stride, padding):
    """Take all of the padding off below and to the right."""
    dx, dw, db = _uncropped(dout, x, w, b, stride, padding)
    return dx[:, :, : x.shape[2], : x.shape[3]], dw, db


def _cropped_to_nothing(dout, x, w, b, stride, padding):
    """Take the padding off with a slice that is empty when there is none."""
    dx, dw, db = _uncropped(dout, x, w, b, stride, padding)
    (ph, pw) = np.broadcast_to(padding, 2)
    return dx[:, :, ph:-ph, pw:-pw], dw, db


def _overwritten(dout, x, w, b, stride, padding, together):
    """Let a later window overwrite what an earlier one paid; the kernels pay ``together`` or also one by one."""
    _, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    (sh, sw), (ph, pw) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    dx = _padded_dx(dout, x, w, b, stride, padding)
    for r, c in np.ndindex(dout.shape[2:]):
        paid = np.einsum("no,ocij->ncij", dout[:, :, r, c], w) if together else dout[:, -1:, r, c, None, None] * w[-1]
        dx[:, :, r * sh : r * sh + w.shape[2], c * sw : c * sw + w.shape[3]] = paid
    return dx[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]], dw, db


def _last_only(dout, x, w, b, stride, padding):
    """Let each output overwrite what the one before paid to dw."""
    dx, _, db = conv2d_backward(dout, x, w, b, stride, padding)
    last = np.zeros_like(dout)
    last[-1, :, -1, -1] = dout[-1, :, -1, -1]
    return dx, conv2d_backward(last, x, w, b, stride, padding)[1], db


def _unturned(dout, x, w, b, stride, padding):
    """Slide the kernel over dout as it is, not turned."""
    _, dw, db = conv2d_backward(dout, x, w, b, stride, padding)
    return conv2d_backward(dout, x, w[:, :, ::-1, ::-1], b, stride, padding)[0], dw, db


MISTAKES = (
    Mistake("turn_forgotten", "the 180° turn of the kernel is forgotten in dx", _unturned),
    Mistake(
        "dx_overwritten",
        "windows that overlap overwrite each other in dx instead of adding up",
        lambda dout, x, w, b, stride, padding: _overwritten(dout, x, w, b, stride, padding, True),
    ),
    Mistake(
        "dx_last_kernel",
        "every output overwrites in dx what was there: only the last kernel pays, and nothing adds up",
        lambda dout, x, w, b, stride, padding: _overwritten(dout, x, w, b, stride, padding, False),
    ),
    Mistake("dw_overwritten", "dw is overwritten by each output instead of added to", _last_only),
    Mistake(
        "stride_not_undone",
        "the outputs are laid side by side: the stride is not undone",
        changed(conv2d_backward, lambda dout, x, w, b, s, p: (dout, x, w, b, 1, p)),
    ),
    Mistake("padding_left_on", "the padding is left on dx", _uncropped),
    Mistake("cropped_below", "the padding is taken off dx below and to the right only", _cropped_below),
    Mistake(
        "cropped_to_nothing",
        "the padding is taken off dx with the slice p:−p, which keeps nothing when p is 0",
        _cropped_to_nothing,
    ),
    Mistake(
        "dw_flipped", "dw comes out turned by 180°", _after(lambda dout, dx, dw, db: (dx, dw[:, :, ::-1, ::-1], db))
    ),
    Mistake(
        "dw_averaged",
        "dw is averaged over the images instead of summed",
        _after(lambda dout, dx, dw, db: (dx, dw / len(dout), db)),
    ),
    Mistake(
        "db_overwritten",
        "db is overwritten by each output instead of added to",
        _after(lambda dout, dx, dw, db: (dx, dw, dout[-1, :, -1, -1])),
    ),
    Mistake(
        "db_averaged",
        "db is averaged over images, rows and columns instead of summed",
        _after(lambda dout, dx, dw, db: (dx, dw, dout.mean(axis=(0, 2, 3)))),
    ),
    Mistake(
        "db_over_kernels",
        "db is summed over the wrong axes: one sum per image, not one per kernel",
        _after(lambda dout, dx, dw, db: (dx, dw, dout.sum(axis=(1, 2, 3)))),
    ),
    Mistake(
        "db_one_image",
        "db is summed over rows and columns, but for the first image only",
        _after(lambda dout, dx, dw, db: (dx, dw, dout[0].sum(axis=(1, 2)))),
    ),
    Mistake(
        "averaged_twice",
        "all gradients are divided by the number of images once more",
        _after(lambda dout, *all_three: tuple(g / len(dout) for g in all_three)),
    ),
)


def _cases(rng):
    cases = []
    for case in conv2d.cases(rng):
        out = conv2d.conv2d(*case.args, **case.kwargs)
        cases.append(after(case, rng, out.shape))
    return cases


EXERCISE = Exercise(
    name="conv2d_backward",
    call="f(dout, x, w, b, stride=…, padding=…)",
    reference=conv2d_backward,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which pixels and which weights would change the output in row r and column c if you wiggled them?",
        "Every output pays each pixel of its window weight times gradient, and each weight pixel times gradient; "
        "what meets in one place adds up.",
        "Start with db: which outputs does the bias of one kernel stand in?",
    ),
    outputs=("dx", "dw", "db"),
    axes=("image channel row column", "kernel channel row column", "kernel"),
)
