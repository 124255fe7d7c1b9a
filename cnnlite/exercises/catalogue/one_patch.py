"""An exercise of notebook 12: the filter's gradient from one image, back through dense layer, ReLU and products."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import functional
from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def kernel_gradient(image, kernel, bias, w, b, y):
    """Return the gradient of one image's loss for the kernel: back through dense layer, ReLU and nine products."""
    s = (image * kernel).sum() + bias
    z = w * max(s, 0) + b
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    df = ((p - y) * w).sum()  # the feature goes into every logit
    return df * (s > 0) * image


def _other(gate=None, back=None, times=None, forward=None, share=functional.softmax):
    """Return `kernel_gradient` with something else in place of one of its parts."""

    def mistaken(image, kernel, bias, w, b, y):
        s = (image * kernel).sum() + bias
        z = w * (forward or functional.relu)(np.array(s)) + b
        p = share(z)
        df = (back or (lambda p, y, w: ((p - y) * w).sum()))(p, y, w)
        return df * (gate or (lambda s, bias: s > 0))(s, bias) * (times or (lambda i, k: i))(image, kernel)

    return mistaken


def _bias_late(image, kernel, bias, w, b, y):
    """Make the mistake: the bias is added to the feature."""
    s = (image * kernel).sum()
    return ((functional.softmax(w * (max(s, 0) + bias) + b) - y) * w).sum() * (s > 0) * image


MISTAKES = (
    Mistake(
        "gate_forgotten",
        "the slope of ReLU is forgotten on the way back: it passes nothing where the sum is not above 0",
        _other(gate=lambda s, bias: 1.0),
    ),
    Mistake(
        "relu_forgotten", "there is no ReLU at all, neither forward nor back",
        _other(gate=lambda s, bias: 1.0, forward=functional.identity),
    ),
    Mistake(
        "gate_without_bias", "the sum without its bias decides whether ReLU passes",
        _other(gate=lambda s, bias: s - bias > 0),
    ),
    Mistake(
        "times_feature", "the value of ReLU stands where its slope belongs",
        _other(gate=lambda s, bias: max(s, 0)),
    ),
    Mistake(
        "y_minus_p", "y − p goes back in place of p − y: the sign is wrong",
        _other(back=lambda p, y, w: ((y - p) * w).sum()),
    ),
    Mistake("label_forgotten", "p goes back in place of p − y", _other(back=lambda p, y, w: (p * w).sum())),
    Mistake(
        "true_class_only", "only the true class's logit sends something back; the feature goes into all of them",
        _other(back=lambda p, y, w: ((p - y) * w * y).sum()),
    ),
    Mistake(
        "weights_forgotten", "the p − y of all classes are added without their weights, which always gives 0",
        _other(back=lambda p, y, w: (p - y).sum()),
    ),
    Mistake(
        "classes_averaged", "what comes back from the classes is averaged, and not summed",
        _other(back=lambda p, y, w: ((p - y) * w).mean()),
    ),
    Mistake(
        "image_forgotten", "the pixels are left out: the sum's slope in a weight is the pixel that the weight meets",
        _other(times=lambda image, kernel: np.ones_like(image)),
    ),
    Mistake(
        "times_kernel", "the kernel's weights stand where the pixels belong", _other(times=lambda image, kernel: kernel)
    ),
    Mistake(
        "products", "the products of pixels and weights stand where the pixels belong",
        _other(times=lambda image, kernel: image * kernel),
    ),
    Mistake(
        "turned", "the picture is turned by 180°; each weight meets the pixel at its own place",
        _other(times=lambda image, kernel: image[::-1, ::-1]),
    ),
    Mistake(
        "bias_forgotten", "the bias is left out",
        lambda image, kernel, bias, w, b, y: kernel_gradient(image, kernel, 0.0, w, b, y),
    ),
    Mistake(
        "bias_after_relu", "the bias is added after ReLU, and not to the sum before it",
        _bias_late,
    ),
    Mistake("gate_turned", "the gradient passes where the sum is below 0", _other(gate=lambda s, bias: s < 0)),
    Mistake(
        "gate_at_0", "the gradient passes where the sum is exactly 0, too: there nothing passes, so > and not ≥",
        _other(gate=lambda s, bias: s >= 0),
    ),
    Mistake("softmax_forgotten", "softmax is left out: the logits stand for p", _other(share=functional.identity)),
    Mistake("sigmoid", "sigmoid stands in place of softmax", _other(share=functional.sigmoid)),
    Mistake(
        "class_biases_forgotten", "b, the biases of the classes, is left out of the logits",
        lambda image, kernel, bias, w, b, y: kernel_gradient(image, kernel, bias, w, 0.0, y),
    ),
)  # fmt: skip


def _cases(rng):
    def case(label, total, high, wide, classes, bias):
        """Return a case whose filter's sum, bias included, is ``total``."""
        image, kernel = rng.uniform(0.1, 1, (high, wide)), rng.standard_normal((high, wide))
        kernel += (total - bias - (image * kernel).sum()) * image / (image**2).sum()
        w, b, y = rng.standard_normal(classes), rng.standard_normal(classes), np.eye(classes)[rng.integers(classes)]
        return Case(label, (image, kernel, bias, w, b, y))

    high, wide, classes = apart(rng, (3, 4, 5))
    exact = np.array([[1.0, 2, 0], [3, 1, 2]]), np.array([[1.0, -1, 2], [1, 0, -1.5]]), 1.0
    return [
        case("a sum above 0", 1.3, high, wide, classes, 0.4),
        case("a sum below 0", -0.8, 3, 3, 2, 0.5),
        case("a sum that only its bias brings above 0", 0.6, 3, 3, 2, 1.7),
        case("a sum that its bias brings below 0", -0.5, 2, 3, 3, -1.2),
        Case("a sum of exactly 0", (*exact, *case("", 1.0, 1, 1, 2, 0.0).args[3:])),
        case("four classes", 2.1, 1, 4, 4, -0.3),
    ]


EXERCISE = Exercise(
    name="12.kernel",
    call="f(image, kernel, bias, w, b, y)",
    reference=kernel_gradient,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "If you wiggle one weight of the kernel, by how much does the sum move, and what does ReLU make of that?",
        "Go forward to p, then back: p − y to the logits, each times its weight and all added at the feature, "
        "the slope of ReLU, the pixel.",
        "Begin with the sum and its bias, and keep it: you need it again on the way back.",
    ),
    axes=("row column",),
    factor=": a number times the right result, so the image's part is right; look at what reaches the sum (p, y, w)",
)
