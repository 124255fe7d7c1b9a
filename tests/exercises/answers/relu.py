"""relu and relu_backward."""

import numpy as np


def with_maximum(x):
    return np.maximum(0, x)


def with_mask(x):
    out = x.copy()
    out[out < 0] = 0
    return out


def with_loop(x):
    flat = [number if number > 0 else 0.0 for number in x.flatten()]
    return np.array(flat).reshape(x.shape)


def with_abs(x):
    return (x + abs(x)) / 2


def keeps_size(x):
    return np.sqrt(x**2)


def wrong_way_round(x):
    return np.minimum(0, x)


def leaky(x):
    out = x.copy()
    out[x < 0] *= 0.01
    return out


def heaviside(x):
    return (x > 0) * 1.0


def relu_one(x):
    return np.minimum(np.maximum(x, 0), 1)


def nothing(x):
    return x


def slope_times(dout, x):
    return dout * (x > 0)


def zero_out(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def one_by_one(dout, x):
    dx = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        if x[place] > 0:
            dx[place] = dout[place]
    return dx


def passes_zero(dout, x):
    dx = dout.copy()
    dx[x < 0] = 0
    return dx


def slope_only(dout, x):
    return np.heaviside(x, 0)


def clips_dout(dout, x):
    return np.maximum(dout, 0)


def with_value(dout, x):
    return np.maximum(x, 0) * dout


def hands_on(dout, x):
    return 1 * dout


def below_zero(dout, x):
    return dout * (x < 0)


RIGHT = {"relu": [with_maximum, with_mask, with_loop, with_abs], "relu_backward": [slope_times, zero_out, one_by_one]}
WRONG = {
    "relu": [
        (keeps_size, "absolute"),
        (wrong_way_round, "negatives_kept"),
        (leaky, "slope_kept"),
        (heaviside, "step"),
        (relu_one, "clipped"),
        (nothing, "unchanged"),
    ],
    "relu_backward": [
        (passes_zero, "zero_passes"),
        (slope_only, "dout_forgotten"),
        (clips_dout, "mask_of_dout"),
        (with_value, "times_value"),
        (hands_on, "all_passes"),
        (below_zero, "mask_turned"),
    ],
}
