"""11.backward: the walk from the logits back to the first bias."""

import numpy as np


def shares(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def ahead(x, w1, b1, w2, b2):
    z1 = x @ w1.T + b1
    h = np.maximum(z1, 0)
    return z1, h, shares(h @ w2.T + b2)


def plain(x, y, w1, b1, w2, b2):
    z1, h, p = ahead(x, w1, b1, w2, b2)
    dz2 = p.copy()
    dz2[np.arange(len(x)), y] -= 1
    dz2 /= len(x)
    dh = np.einsum("nk,kh->nh", dz2, w2)
    dz1 = np.where(z1 > 0, dh, 0)
    return dz2, np.einsum("nk,nh->kh", dz2, h), dz2.sum(0), dh, dz1, np.einsum("nh,nd->hd", dz1, x), dz1.sum(0)


def image_by_image(x, y, w1, b1, w2, b2):
    z1, h, p = ahead(x, w1, b1, w2, b2)
    count = len(x)
    dz2, dh, dz1 = np.zeros(p.shape), np.zeros(h.shape), np.zeros(h.shape)
    dw1, db1, dw2, db2 = (np.zeros(a.shape) for a in (w1, b1, w2, b2))
    for n in range(count):
        for k in range(p.shape[1]):
            dz2[n, k] = (p[n, k] - (1 if y[n] == k else 0)) / count
            db2[k] += dz2[n, k]
            for j in range(h.shape[1]):
                dw2[k, j] += dz2[n, k] * h[n, j]
                dh[n, j] += dz2[n, k] * w2[k, j]
        for j in range(h.shape[1]):
            dz1[n, j] = dh[n, j] if z1[n, j] > 0 else 0
            db1[j] += dz1[n, j]
            dw1[j] += dz1[n, j] * x[n]
    return [dz2, dw2, db2, dh, dz1, dw1, db1]


def by_dot(x, y, w1, b1, w2, b2):
    _, h, p = ahead(x, w1, b1, w2, b2)
    dz2 = np.divide(p - np.eye(b2.size)[y], x.shape[0])
    dh = np.dot(w2.T, dz2.T).T
    dz1 = dh * np.sign(h)
    return dz2, (h.T @ dz2).T, np.ones(len(x)) @ dz2, dh, dz1, (x.T @ dz1).T, np.ones(len(x)) @ dz1


def walk(first, x, y, w1, b1, w2, b2, gate=None, weights=None, bias=None, inner=None, middle=None):
    """Walk back from ``first`` with the steps given, the right ones where there is none."""
    z1, h, p = ahead(x, w1, b1, w2, b2)
    dz2 = first(p, y)
    weights = weights or (lambda d, front: d.T @ front)
    bias = bias or (lambda d: d.sum(axis=0))
    dw2, db2 = weights(dz2, h if middle is None else middle(z1, h)), bias(dz2)
    dh = dz2 @ (w2 if inner is None else inner(w2, dw2))
    dz1 = dh * (z1 > 0) if gate is None else gate(dh, z1, h)
    return dz2, dw2, db2, dh, dz1, weights(dz1, x), bias(dz1)


def right_start(p, y):
    return (p - np.eye(p.shape[1])[y]) / len(p)


def no_mean(*args):
    return walk(lambda p, y: p - np.eye(p.shape[1])[y], *args)


def mean_over_everything(*args):
    return walk(lambda p, y: (p - np.eye(p.shape[1])[y]) / (p.shape[0] * p.shape[1]), *args)


def divided_by_classes(*args):
    return walk(lambda p, y: (p - np.eye(p.shape[1])[y]) / p.shape[1], *args)


def wrong_way(*args):
    return walk(lambda p, y: (np.eye(p.shape[1])[y] - p) / len(p), *args)


def jacobian_again(*args):
    def first(p, y):
        d = right_start(p, y)
        return np.stack([(np.diag(row) - np.outer(row, row)) @ each for row, each in zip(p, d, strict=True)])

    return walk(first, *args)


def as_sigmoid(*args):
    return walk(lambda p, y: right_start(p, y) * (p - p**2), *args)


def only_the_logarithm(*args):
    def first(p, y):
        d = np.zeros(p.shape)
        for n, k in enumerate(y):
            d[n, k] = -1 / p[n, k]
        return d / len(p)

    return walk(first, *args)


def no_label(*args):
    return walk(lambda p, y: p / p.shape[0], *args)


def true_logit_alone(*args):
    def first(p, y):
        d = np.zeros(p.shape)
        d[range(len(y)), y] = (p[range(len(y)), y] - 1) / len(y)
        return d

    return walk(first, *args)


def numbers_of_classes(*args):
    return walk(lambda p, y: (p - y.reshape(-1, 1)) / len(y), *args)


def turned(*args):
    return walk(right_start, *args, weights=lambda d, front: front.T @ d)


def turned_second_only(*args):
    dz2, dw2, *rest = plain(*args)
    return dz2, dw2.T, *rest


def turned_first_only(*args):
    *rest, dw1, db1 = plain(*args)
    return *rest, dw1.T, db1


def before_activation(*args):
    return walk(right_start, *args, middle=lambda z1, h: z1)


def weights_averaged(*args):
    return walk(right_start, *args, weights=lambda d, front: d.T @ front / len(d))


def averaged_bias(*args):
    return walk(right_start, *args, bias=lambda d: np.mean(d, axis=0))


def averaged_first_bias(*args):
    *rest, db1 = plain(*args)
    return *rest, db1 / len(args[0])


def wrong_axis(*args):
    return walk(right_start, *args, bias=lambda d: d.sum(axis=-1))


def unsummed(*args):
    return walk(right_start, *args, bias=lambda d: d)


def one_sum(*args):
    return walk(right_start, *args, bias=np.sum)


def with_new_weights(*args):
    return walk(right_start, *args, inner=lambda w2, dw2: dw2)


def no_weights(*args):
    return walk(right_start, *args, inner=lambda w2, dw2: np.ones(w2.shape))


def no_gate(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: dh)


def gate_of_gradient(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: np.maximum(dh, 0))


def gate_turned(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: np.where(z1 < 0, dh, 0))


def value_for_slope(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: h * dh)


def only_slope(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: np.heaviside(z1, 0))


def zero_counts(*args):
    return walk(right_start, *args, gate=lambda dh, z1, h: dh * (z1 >= 0))


def skips_the_gate(*args):
    dz2, dw2, db2, dh, dz1, _, _ = plain(*args)
    return dz2, dw2, db2, dh, dz1, dh.T @ args[0], dh.sum(axis=0)


def with_h(*args):
    dz2, dw2, db2, dh, dz1, _, db1 = plain(*args)
    _, h, _ = ahead(args[0], *args[2:])
    return dz2, dw2, db2, dh, dz1, dz1.T @ h, db1


def of_shares(*args):
    dz2, dw2, db2, _, _, _, _ = plain(*args)
    z1, _, p = ahead(args[0], *args[2:])
    dh = p @ args[4]
    dz1 = dh * (z1 > 0)
    return dz2, dw2, db2, dh, dz1, dz1.T @ args[0], dz1.sum(axis=0)


def in_place(*args):
    """Set what ReLU stopped to 0 in dh itself."""
    dz2, dw2, db2, dh, *rest = plain(*args)
    dh[ahead(args[0], *args[2:])[0] <= 0] = 0
    return dz2, dw2, db2, dh, *rest


def sum_for_slope(*args):
    return walk(lambda p, y: (p - np.eye(p.shape[1])[y]) / len(p), *args, gate=lambda dh, z1, h: dh * z1)


def two_slips(*args):
    """Divide by nothing, and let everything pass ReLU: the first step is named first."""
    return walk(lambda p, y: p - np.eye(p.shape[1])[y], *args, gate=lambda dh, z1, h: dh)


RIGHT = {"11.backward": [plain, image_by_image, by_dot]}
WRONG = {
    "11.backward": [
        (no_mean, "not_averaged"),
        (mean_over_everything, "averaged_over_all"),
        (divided_by_classes, "averaged_over_classes"),
        (wrong_way, "sign"),
        (jacobian_again, "softmax_twice"),
        (as_sigmoid, "sigmoid_slope"),
        (only_the_logarithm, "softmax_left_out"),
        (no_label, "label_forgotten"),
        (true_logit_alone, "true_class_only"),
        (numbers_of_classes, "class_numbers"),
        (turned, "dw_transposed"),
        (turned_second_only, "dw_transposed"),
        (turned_first_only, "dw_transposed"),
        (before_activation, "relu_left_out_in_front"),
        (weights_averaged, "dw_averaged"),
        (averaged_bias, "db_averaged"),
        (averaged_first_bias, "db_averaged"),
        (wrong_axis, "db_over_units"),
        (unsummed, "db_not_summed"),
        (one_sum, "db_one_number"),
        (of_shares, "from_p"),
        (with_new_weights, "through_dw"),
        (no_weights, "w2_left_out"),
        (no_gate, "mask_forgotten"),
        (gate_of_gradient, "mask_of_gradient"),
        (in_place, "dh_changed"),
        (gate_turned, "mask_turned"),
        (value_for_slope, "times_value"),
        (sum_for_slope, "times_sum"),
        (only_slope, "slope_alone"),
        (zero_counts, "zero_passes"),
        (skips_the_gate, "before_relu"),
        (with_h, "h_for_x"),
        (two_slips, "not_averaged"),
    ]
}
