"""The exercises of notebook 05."""

import numpy as np

from cnnlite.data.photos import LUMA

R, G, B = 0.299, 0.587, 0.114


def by_name(image):
    red, green, blue = image
    return R * red + G * green + B * blue


def product(image):
    return np.tensordot(LUMA, image, axes=1)


def pixels(image):
    out = np.zeros(image.shape[1:])
    for r in range(image.shape[1]):
        for c in range(image.shape[2]):
            for channel, weight in enumerate((R, G, B)):
                out[r, c] += weight * image[channel, r, c]
    return out


def mean(image):
    return image.mean(0)


def third(image):
    return (image[0] + image[1] + image[2]) / 3


def opencv(image):
    return B * image[0] + G * image[1] + R * image[2]


def first(image):
    return image[0]


def greenest(image):
    return image[1]


def brightest(image):
    return np.maximum(np.maximum(image[0], image[1]), image[2])


def plus(image):
    return image[0] + image[1] + image[2]


def weighted_mean(image):
    return (LUMA.reshape(3, 1, 1) * image).mean(axis=0)


def maps(image):
    return LUMA[:, None, None] * image


def kept(image):
    return np.sum(LUMA[:, None, None] * image, axis=0, keepdims=True)


def as_batch(image):
    return np.einsum("oc,nchw->nohw", LUMA[None], image[None])


def hwc(image):
    return R * image[:, :, 0] + G * image[:, :, 1] + B * image[:, :, 2]


def hwc_red(image):
    return image[:, :, 0]


def no_axes(image):
    return (LUMA * image).sum(axis=0)


def last_summed(image):
    return (LUMA.reshape(3, 1, 1) * image).sum(axis=-1)


def negative(image):
    return 1 - by_name(image)


def kernel(red, green, blue, rows=1, columns=1):
    return np.array([red, green, blue], dtype=float).reshape(1, 3, 1, 1) * np.ones((1, 1, rows, columns))


edges = np.zeros((1, 3, 1, 2))
edges[0, 0], edges[0, 1] = [1, 0], [0, -1]  # even gray gives 0, an edge does not
wavy = kernel(1, -1, 0, 1, 2) * [[1, -0.9]]  # red less its neighbor
center = np.zeros((1, 3, 3, 3))
center[0, :2, 1, 1] = 5, -5
whole = np.array([2, -2, 0]).reshape(1, 3, 1, 1)

RIGHT = {
    "05.gray": [by_name, product, pixels],
    "05.opponent": [kernel(1, -1, 0), kernel(0.2, -0.2, 0, 3, 3), center, whole, kernel(4, -4, 0, 1, 5)],
}
WRONG = {
    "05.gray": [
        (mean, "equal_weights"),
        (third, "equal_weights"),
        (opencv, "bgr"),
        (first, "only_red"),
        (greenest, "only_green"),
        (brightest, "largest"),
        (plus, "unweighted"),
        (weighted_mean, "averaged"),
        (maps, "not_added"),
        (kept, "axis_left"),
        (as_batch, "axes_left"),
        (hwc, "last_axis"),
        (hwc_red, "last_axis_red"),
        (no_axes, "weights_on_columns"),
        (lambda image: image * LUMA, "weighed_columns"),
        (last_summed, "columns_added"),
        (negative, "inverted"),
    ],
    "05.opponent": [
        ([1, -1, 0], "wrong_kind"),
        (by_name, "wrong_kind"),
        (np.array([1, -1, 0]), "wrong_shape"),
        (kernel(1, -1, 0)[0], "wrong_shape"),
        (kernel(1, -1, 0).reshape(1, 1, 1, 3), "channels_last"),
        (kernel(0, 0, 0), "silent"),
        (kernel(1, 0, 0), "one_channel"),
        (kernel(0, -1, 0), "one_channel"),
        (kernel(1, -0.5, 0), "answers_gray"),
        (kernel(0.299, 0.587, 0.114), "answers_gray"),
        (edges, "answers_edges"),
        (kernel(1, -0.5, -0.5), "answers_blue"),
        (kernel(0, -1, 1), "answers_blue"),
        (kernel(-1, 1, 0), "sign_turned"),
        (wavy, "mixed"),
    ],
}
