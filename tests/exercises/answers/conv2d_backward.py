"""conv2d_backward."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.exercises.answers.conv2d import pair


def spread(dout, stride):
    """Put zeros between the gradients, so that the stride is undone."""
    (sr, sc), (rows, cols) = pair(stride), dout.shape[2:]
    out = np.zeros((*dout.shape[:2], (rows - 1) * sr + 1, (cols - 1) * sc + 1))
    out[:, :, ::sr, ::sc] = dout
    return out


def gather(dout, x, w, b, stride, padding):
    """Slide the turned kernel over the spread gradients; slide the spread gradients over the images."""
    pr, pc = pair(padding)
    kh, kw = w.shape[2:]
    height, width = x.shape[2] + 2 * pr, x.shape[3] + 2 * pc
    wide = spread(dout, stride)
    below, right = height - wide.shape[2] - kh + 1, width - wide.shape[3] - kw + 1  # rows that no window reached
    full = np.pad(wide, [(0, 0), (0, 0), (kh - 1, kh - 1 + below), (kw - 1, kw - 1 + right)])
    turned = w[:, :, ::-1, ::-1]
    dx = np.einsum("nohwij,ocij->nchw", sliding_window_view(full, (kh, kw), axis=(2, 3)), turned)
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    padded = padded[:, :, : wide.shape[2] + kh - 1, : wide.shape[3] + kw - 1]
    dw = np.einsum("ncijhw,nohw->ocij", sliding_window_view(padded, wide.shape[2:], axis=(2, 3)), wide)
    return dx[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]], dw, dout.sum((0, 2, 3))


def by_tap(dout, x, w, b, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    rows, cols = dout.shape[2] * sr, dout.shape[3] * sc
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            met = padded[:, :, i : i + rows : sr, j : j + cols : sc][:, :, : dout.shape[2], : dout.shape[3]]
            dw[:, :, i, j] = np.einsum("nohw,nchw->oc", dout, met)
            dpadded[:, :, i : i + rows : sr, j : j + cols : sc] += np.einsum("nohw,oc->nchw", dout, w[:, :, i, j])
    dx = dpadded[:, :, pr : dpadded.shape[2] - pr, pc : dpadded.shape[3] - pc]
    return dx, dw, np.array([dout[:, o].sum() for o in range(len(w))])


def seven_loops(dout, x, w, b, stride, padding):
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)
    for n, o, r, c in np.ndindex(dout.shape):
        g = dout[n, o, r, c]
        db[o] += g
        for ch, i, j in np.ndindex(w.shape[1:]):
            row, col = r * sr + i - pr, c * sc + j - pc
            if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                dx[n, ch, row, col] += g * w[o, ch, i, j]
                dw[o, ch, i, j] += g * x[n, ch, row, col]
    return dx, dw, db


def scatter(dout, x, w, stride, padding, *, put):
    """The loops of a learner over windows; ``put(old, new)`` is where the slip is."""
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    dx = np.zeros((*x.shape[:2], x.shape[2] + 2 * pr, x.shape[3] + 2 * pc))
    for n in range(len(x)):
        for r in range(dout.shape[2]):
            for c in range(dout.shape[3]):
                place = np.s_[n, :, r * sr : r * sr + w.shape[2], c * sc : c * sc + w.shape[3]]
                dx[place] = put(dx[place], sum(dout[n, o, r, c] * w[o] for o in range(len(w))))
    return dx[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]]


def does_not_turn(dout, x, w, b, stride, padding):
    _, dw, db = by_tap(dout, x, w, b, stride, padding)
    return gather(dout, x, np.rot90(w, 2, (2, 3)), b, stride, padding)[0], dw, db


def overwrites(dout, x, w, b, stride, padding):
    _, dw, db = by_tap(dout, x, w, b, stride, padding)
    return scatter(dout, x, w, stride, padding, put=lambda old, new: new), dw, db


def overwrites_dw(dout, x, w, b, stride, padding):
    dx, _, db = by_tap(dout, x, w, b, stride, padding)
    (sr, sc), (pr, pc) = pair(stride), pair(padding)
    x = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    dw = np.zeros_like(w)
    for n in range(len(x)):
        for o in range(len(w)):
            for r in range(dout.shape[2]):
                for c in range(dout.shape[3]):
                    window = x[n, :, r * sr : r * sr + w.shape[2], c * sc : c * sc + w.shape[3]]
                    dw[o] = window * dout[n, o, r, c]
    return dx, dw, db


def steps_by_one(dout, x, w, b, stride, padding):
    (pr, pc), (kh, kw) = pair(padding), w.shape[2:]
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    dx, dw = np.zeros_like(padded), np.zeros_like(w)
    for n, o, r, c in np.ndindex(dout.shape):
        dx[n, :, r : r + kh, c : c + kw] += w[o] * dout[n, o, r, c]
        dw[o] += padded[n, :, r : r + kh, c : c + kw] * dout[n, o, r, c]
    return dx[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]], dw, dout.sum(axis=(0, 2, 3))


def still_padded(dout, x, w, b, stride, padding):
    _, dw, db = by_tap(dout, x, w, b, stride, padding)
    pr, pc = pair(padding)
    wide = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)])
    return scatter(dout, wide, w, stride, 0, put=lambda old, new: old + new), dw, db


def unpads_the_end(dout, x, w, b, stride, padding):
    dx, dw, db = still_padded(dout, x, w, b, stride, padding)
    return dx[..., : x.shape[2], : x.shape[3]], dw, db


def over_n_again(dout, x, w, b, stride, padding):
    dx, dw, db = by_tap(dout, x, w, b, stride, padding)
    return dx / x.shape[0], dw / x.shape[0], db / x.shape[0]


def averages_db(dout, x, w, b, stride, padding):
    dx, dw, _ = by_tap(dout, x, w, b, stride, padding)
    return dx, dw, np.array([dout[:, o].mean() for o in range(len(w))])


def sums_db_per_image(dout, x, w, b, stride, padding):
    dx, dw, _ = by_tap(dout, x, w, b, stride, padding)
    return dx, dw, np.array([image.sum() for image in dout])


def negative_slice(dout, x, w, b, stride, padding):
    pr, pc = pair(padding)
    dx, dw, db = still_padded(dout, x, w, b, stride, padding)
    return dx[:, :, pr:-pr, pc:-pc], dw, db


def overwrites_db(dout, x, w, b, stride, padding):
    dx, dw, db = by_tap(dout, x, w, b, stride, padding)
    for image in dout:
        for o in range(len(w)):
            for g in image[o].flat:
                db[o] = g
    return dx, dw, db


RIGHT = {"conv2d_backward": [gather, by_tap, seven_loops]}
WRONG = {
    "conv2d_backward": [
        (does_not_turn, "turn_forgotten"),
        (overwrites, "dx_overwritten"),
        (overwrites_dw, "dw_overwritten"),
        (steps_by_one, "stride_not_undone"),
        (still_padded, "padding_left_on"),
        (unpads_the_end, "cropped_below"),
        (over_n_again, "averaged_twice"),
        (averages_db, "db_averaged"),
        (sums_db_per_image, "db_over_kernels"),
        (negative_slice, "cropped_to_nothing"),
        (overwrites_db, "db_overwritten"),
    ]
}
