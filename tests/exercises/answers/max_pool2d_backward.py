"""max_pool2d_backward."""

import numpy as np

from tests.exercises.answers.conv2d import pair


def compares(dout, x, kernel_size, stride, padding=0):
    """Look for the winner pixel by pixel, and never pad."""
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    dx = np.zeros_like(x)
    for n, ch, r, c in np.ndindex(dout.shape):
        best, place = -np.inf, None
        for i in range(kh):
            for j in range(kw):
                row, col = r * sr - pr + i, c * sc - pc + j
                if 0 <= row < x.shape[2] and 0 <= col < x.shape[3] and x[n, ch, row, col] > best:
                    best, place = x[n, ch, row, col], (n, ch, row, col)
        dx[place] += dout[n, ch, r, c]
    return dx


def add_at(dout, x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-np.inf)
    seen = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (2, 3))[:, :, ::sr, ::sc]
    i, j = np.divmod(seen.reshape(*seen.shape[:4], -1).argmax(-1), kw)
    n, ch, r, c = np.indices(dout.shape)
    dpadded = np.zeros_like(padded)
    np.add.at(dpadded, (n, ch, r * sr + i, c * sc + j), dout)
    return dpadded[:, :, pr : padded.shape[2] - pr, pc : padded.shape[3] - pc]


def routed(dout, x, kernel_size, stride, padding, pay, fill=-np.inf, add=True):
    """The loops of a learner: ``pay(window, g)`` is what the window's pixels get."""
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=fill)
    dx = np.zeros_like(padded)
    for n in range(dout.shape[0]):
        for ch in range(dout.shape[1]):
            for r in range(dout.shape[2]):
                for c in range(dout.shape[3]):
                    rows, cols = slice(r * sr, r * sr + kh), slice(c * sc, c * sc + kw)
                    paid = pay(padded[n, ch, rows, cols], dout[n, ch, r, c])
                    for i, j in np.argwhere(paid != 0):
                        old = dx[n, ch, rows, cols][i, j] if add else 0
                        dx[n, ch, rows, cols][i, j] = old + paid[i, j]
    return dx[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]]


def winner(window, g):
    paid = np.zeros(window.shape)
    paid.ravel()[np.argmax(window)] = g
    return paid


def by_mask(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, lambda window, g: (window == np.max(window)) * g)


def last_winner(window, g):
    paid = np.zeros(window.shape)
    row, col = np.argwhere(window == window.max())[-1]
    paid[row, col] = g
    return paid


def takes_the_last(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, last_winner)


def assigns(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, winner, add=False)


def like_average(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, lambda window, g: np.ones(window.shape) * g / window.size)


def zero_around(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, winner, fill=0)


def one_step(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, 1, padding, winner)


def counts_wins(dout, x, kernel_size, stride, padding):
    return routed(dout, x, kernel_size, stride, padding, lambda window, g: winner(window, 1.0))


def fills_each_window(dout, x, kernel_size, stride, padding):
    (kh, kw), (sr, sc), (pr, pc) = pair(kernel_size), pair(stride), pair(padding)
    padded = np.pad(x, [(0, 0), (0, 0), (pr, pr), (pc, pc)], constant_values=-np.inf)
    dx = np.zeros_like(padded)
    for n, ch, r, c in np.ndindex(dout.shape):
        window = np.s_[n, ch, r * sr : r * sr + kh, c * sc : c * sc + kw]
        dx[window] = winner(padded[window], dout[n, ch, r, c])
    return dx[:, :, pr : pr + x.shape[2], pc : pc + x.shape[3]]


def negative_slice(dout, x, kernel_size, stride, padding):
    pr, pc = pair(padding)
    dx = add_at(dout, x, kernel_size, stride, padding)
    return np.pad(dx, [(0, 0), (0, 0), (pr, pr), (pc, pc)])[:, :, pr:-pr, pc:-pc]


RIGHT = {"max_pool2d_backward": [compares, add_at]}
WRONG = {
    "max_pool2d_backward": [
        (by_mask, "ties_to_all"),
        (takes_the_last, "ties_to_last"),
        (assigns, "overwritten"),
        (like_average, "spread"),
        (zero_around, "padded_with_zero"),
        (one_step, "stride_not_undone"),
        (fills_each_window, "windows_overwritten"),
        (negative_slice, "cropped_to_nothing"),
        (counts_wins, "dout_forgotten"),
    ]
}
