"""The filter's gradient from one image, the bias that wakes the cat, and gradients that nobody can expose."""

import numpy as np

from cnnlite import functional
from cnnlite.data import articles


def in_one_go(image, kernel, bias, w, b, y):
    s = np.sum(image * kernel) + bias
    if s <= 0:
        return np.zeros(image.shape)
    powers = np.exp(w * s + b)
    return np.dot(powers / powers.sum() - y, w) * image


def with_loops(image, kernel, bias, w, b, y):
    s = bias + sum(image[r, c] * kernel[r, c] for r, c in np.ndindex(*image.shape))
    p = functional.softmax(w * max(0.0, s) + b)
    df = 0
    for k in range(len(w)):
        df += (p[k] - y[k]) * w[k]
    out = np.zeros(kernel.shape)
    for place in np.ndindex(*kernel.shape):
        out[place] = df * image[place] if s > 0 else 0
    return out


def layer_by_layer(image, kernel, bias, w, b, y):
    s = np.array([(image * kernel).sum() + bias])
    z = functional.linear(functional.relu(s)[None], w[:, None], b)
    dz = functional.softmax(z) - y
    return functional.relu_backward((dz @ w[:, None])[0], s) * image


def error(image, kernel, bias, w, b, y):
    return functional.softmax(w * max((image * kernel).sum() + bias, 0) + b) - y


def open_gate(image, kernel, bias, w, b, y):
    return error(image, kernel, bias, w, b, y) @ w * image


def no_relu(image, kernel, bias, w, b, y):
    return (functional.softmax(w * ((image * kernel).sum() + bias) + b) - y) @ w * image


def closed_gate(image, kernel, bias, w, b, y):
    return open_gate(image, kernel, bias, w, b, y) * ((image * kernel).sum() < -bias)


def gate_of_products(image, kernel, bias, w, b, y):
    return open_gate(image, kernel, bias, w, b, y) * ((image * kernel).sum() > 0)


def value_for_slope(image, kernel, bias, w, b, y):
    return open_gate(image, kernel, bias, w, b, y) * np.maximum((image * kernel).sum() + bias, 0)


def turned_error(image, kernel, bias, w, b, y):
    return -in_one_go(image, kernel, bias, w, b, y)


def no_label(image, kernel, bias, w, b, y):
    return in_one_go(image, kernel, bias, w, b, 0)


def true_class(image, kernel, bias, w, b, y):
    true = y.argmax()
    s = (image * kernel).sum() + bias
    return error(image, kernel, bias, w, b, y)[true] * w[true] * image * (s > 0)


def no_weights(image, kernel, bias, w, b, y):
    return error(image, kernel, bias, w, b, y).sum() * image


def averaged(image, kernel, bias, w, b, y):
    return in_one_go(image, kernel, bias, w, b, y) / len(w)


def one_number(image, kernel, bias, w, b, y):
    return in_one_go(np.ones_like(image), kernel * 0, (image * kernel).sum() + bias, w, b, y)


def kernel_for_pixels(image, kernel, bias, w, b, y):
    return one_number(image, kernel, bias, w, b, y) * kernel


def pixel_times_weight(image, kernel, bias, w, b, y):
    return in_one_go(image, kernel, bias, w, b, y) * kernel


def turned(image, kernel, bias, w, b, y):
    return np.rot90(in_one_go(image, kernel, bias, w, b, y), 2)


def no_bias(image, kernel, bias, w, b, y):
    return in_one_go(image, kernel, 0, w, b, y)


def late_bias(image, kernel, bias, w, b, y):
    s = (image * kernel).sum()
    dz = functional.softmax(w * (np.maximum(0, s) + bias) + b) - y
    return dz @ w * image if s > 0 else image * 0


def gate_from_0(image, kernel, bias, w, b, y):
    return open_gate(image, kernel, bias, w, b, y) if (image * kernel).sum() + bias >= 0 else np.zeros(image.shape)


def no_softmax(image, kernel, bias, w, b, y):
    s = (image * kernel).sum() + bias
    return (w * max(s, 0) + b - y) @ w * image * (s > 0)


def sigmoid(image, kernel, bias, w, b, y):
    s = (image * kernel).sum() + bias
    return (functional.sigmoid(w * max(s, 0) + b) - y) @ w * image * (s > 0)


def no_class_bias(image, kernel, bias, w, b, y):
    return in_one_go(image, kernel, bias, w, 0, y)


def after_zebra():
    """Return the cat's sum, bias included, after a step that the zebra's image asks for."""
    w, b = articles.ZEBRA_CAT_START_WEIGHTS[:, 0], articles.ZEBRA_CAT_START_BIASES
    kernel = articles.ZEBRA_CAT_FILTER
    return ((kernel - 0.1 * in_one_go(articles.ZEBRA, kernel, 0.4, w, b, (1, 0))) * articles.CAT).sum() + 0.4


def moved(bias=0.4, rate=0.1, share=1.0, label=(0, 1)):
    """Return the cat's sum, bias included, after a step of the kernel."""
    w, b = articles.ZEBRA_CAT_START_WEIGHTS[:, 0], articles.ZEBRA_CAT_START_BIASES
    cat, kernel = articles.CAT, articles.ZEBRA_CAT_FILTER
    return ((kernel - rate * share * in_one_go(cat, kernel, bias, w, b, label)) * cat).sum() + bias


RIGHT = {
    "12.kernel": [in_one_go, with_loops, layer_by_layer],
    "12.bias": [moved(), -0.0199, -0.02],
    "12.honest": [[-0.07, -0.1, 0.07, 0.1], np.array([0.7, 1, -0.7, -1]) * -0.2535, [-0.1775, -0.2535, 0.1775, 0.2535]],
}
WRONG = {
    "12.kernel": [
        (open_gate, "gate_forgotten"),
        (no_relu, "relu_forgotten"),
        (closed_gate, "gate_turned"),
        (gate_of_products, "gate_without_bias"),
        (value_for_slope, "times_feature"),
        (turned_error, "y_minus_p"),
        (no_label, "label_forgotten"),
        (true_class, "true_class_only"),
        (no_weights, "weights_forgotten"),
        (averaged, "classes_averaged"),
        (one_number, "image_forgotten"),
        (kernel_for_pixels, "times_kernel"),
        (pixel_times_weight, "products"),
        (turned, "turned"),
        (no_bias, "bias_forgotten"),
        (late_bias, "bias_after_relu"),
        (gate_from_0, "gate_at_0"),
        (no_softmax, "softmax_forgotten"),
        (sigmoid, "sigmoid"),
        (no_class_bias, "class_biases_forgotten"),
    ],
    "12.bias": [
        (0, "zero"),
        (moved(bias=0.5), "larger_bias"),
        (0.0728, "larger_bias"),
        (moved(label=(1, 0)), "zebra_label"),
        (moved(rate=-0.1), "uphill"),
        (moved(share=0.5), "mean_of_both"),
        (moved(rate=1), "without_rate"),
        (0.1, "before_the_step"),
        (moved() - 0.4, "bias_left_out"),
        (moved(bias=3 * 0.1), "bias_rounded"),
        (-0.1125, "bias_rounded"),
        (moved(bias=0.5) - 0.1, "kernel_changed"),
        (-0.0272, "kernel_changed"),
        (-0.0983, "bias_moved"),
        (after_zebra(), "zebra_image"),
        (0.1375, "zebra_image"),
    ],
    "12.honest": [
        ([-0.3, -0.3, 0.2, 0.2], "not_opposite"),
        ([-0.14, -0.2, 0.14, -0.2], "not_opposite"),
        ([-0.2, -0.2, 0.2, 0.2], "not_the_feature"),
        ([0, 0.525, 0, -0.525], "not_the_feature"),
        ([-0.7, -1, 0.7, 1], "impossible"),
        ([0, 0, 0, 0], "impossible"),
        ([0.14, 0.2, -0.14, -0.2], "uphill"),
        (["a", 1, 2, 3], "wrong_kind"),
        ([[-0.14, -0.2], [0.14, 0.2]], "wrong_kind"),
    ],
}
