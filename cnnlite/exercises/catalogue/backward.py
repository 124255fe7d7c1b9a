"""The exercise of notebook 11: the backward walk through dense, ReLU, dense and softmax with cross-entropy."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from types import SimpleNamespace

import numpy as np

import cnnlite.functional
from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def backward(x, y, w1, b1, w2, b2):
    """Return the gradients, from the logits back to the first bias."""
    z1 = x @ w1.T + b1
    h = np.maximum(z1, 0)
    z2 = h @ w2.T + b2
    p, truth = cnnlite.softmax(z2), np.eye(len(b2))[y]
    dz2 = (p - truth) / len(x)
    dw2 = dz2.T @ h
    db2 = dz2.sum(axis=0)
    dh = dz2 @ w2
    dz1 = dh * (z1 > 0)
    dw1 = dz1.T @ x
    db1 = dz1.sum(axis=0)
    return dz2, dw2, db2, dh, dz1, dw1, db1


# The same walk step by step, so that a mistake can take another step in place of the right one.
STEPS = {
    "dz2": lambda v: (v.p - v.truth) / len(v.x),
    "dw2": lambda v: v.dz2.T @ v.h,
    "db2": lambda v: v.dz2.sum(axis=0),
    "dh": lambda v: v.dz2 @ v.w2,
    "dz1": lambda v: v.dh * (v.z1 > 0),
    "dw1": lambda v: v.dz1.T @ v.x,
    "db1": lambda v: v.dz1.sum(axis=0),
}


def _with(**steps):
    """Return the walk with some of its steps replaced."""

    def mistake(x, y, w1, b1, w2, b2):
        z1 = x @ w1.T + b1
        v = SimpleNamespace(x=x, y=y, w1=w1, b1=b1, w2=w2, b2=b2, z1=z1, h=np.maximum(z1, 0))
        v.z2, v.truth = v.h @ w2.T + b2, np.eye(len(b2))[y]
        v.p = cnnlite.softmax(v.z2)
        for name, step in {**STEPS, **steps}.items():  # in the order of STEPS
            setattr(v, name, step(v))
        return tuple(getattr(v, name) for name in STEPS)

    return mistake


MISTAKES = (
    Mistake(
        "not_averaged",
        "p − y is not divided by the number of images, although the loss is their mean",
        _with(dz2=lambda v: v.p - v.truth),
    ),
    Mistake(
        "averaged_over_all",
        "dz2 is divided by the number of its entries, images times classes; the loss is a mean over the images only",
        _with(dz2=lambda v: (v.p - v.truth) / v.p.size),
    ),
    Mistake(
        "averaged_over_classes",
        "dz2 is divided by the number of classes; the loss is a mean over the images",
        _with(dz2=lambda v: (v.p - v.truth) / len(v.b2)),
    ),
    Mistake("sign", "dz2 is y − p, with the wrong sign", _with(dz2=lambda v: (v.truth - v.p) / len(v.x))),
    Mistake(
        "softmax_twice",
        "p − y is taken back through softmax once more; it is in there already",
        _with(dz2=lambda v: v.p * ((v.p - v.truth) - (v.p * (v.p - v.truth)).sum(axis=1, keepdims=True)) / len(v.x)),
    ),
    Mistake(
        "sigmoid_slope",
        "p − y is multiplied by the slope p(1 − p); cross-entropy has cancelled it",
        _with(dz2=lambda v: (v.p - v.truth) * v.p * (1 - v.p) / len(v.x)),
    ),
    Mistake(
        "softmax_left_out",
        "dz2 is −y/p, the gradient of the probabilities: the way through softmax is missing",
        _with(dz2=lambda v: -v.truth / v.p / len(v.x)),
    ),
    Mistake("label_forgotten", "the label is not subtracted from p", _with(dz2=lambda v: v.p / len(v.x))),
    Mistake(
        "true_class_only",
        "only the logit of the true class gets a gradient; the others are in the sum of softmax, too",
        _with(dz2=lambda v: (v.p - v.truth) * v.truth / len(v.x)),
    ),
    Mistake(
        "class_numbers",
        "class numbers are subtracted, not one-hot labels",
        _with(dz2=lambda v: (v.p - v.y[:, None]) / len(v.x)),
    ),
    Mistake(
        "logits_for_p",
        "the labels are subtracted from the logits, not p",
        _with(dz2=lambda v: (v.z2 - v.truth) / len(v.x)),
    ),
    Mistake(
        "dw_transposed",
        "a weight's gradient comes out with rows and columns swapped",
        _with(dw2=lambda v: v.h.T @ v.dz2, dw1=lambda v: v.x.T @ v.dz1),
    ),
    Mistake(
        "relu_left_out_in_front",
        "dw2 is taken with z1, but h goes into that layer",
        _with(dw2=lambda v: v.dz2.T @ v.z1),
    ),
    Mistake(
        "dw_averaged",
        "a weight's gradient is divided by the number of images once more; dz2 already is",
        _with(dw2=lambda v: v.dz2.T @ v.h / len(v.x), dw1=lambda v: v.dz1.T @ v.x / len(v.x)),
    ),
    Mistake(
        "db_averaged",
        "a bias's gradient is averaged over the images instead of summed",
        _with(db2=lambda v: v.dz2.mean(axis=0), db1=lambda v: v.dz1.mean(axis=0)),
    ),
    Mistake(
        "db_over_units",
        "a bias's gradient is summed over the units of each image, not over the images",
        _with(db2=lambda v: v.dz2.sum(axis=1), db1=lambda v: v.dz1.sum(axis=1)),
    ),
    Mistake(
        "db_not_summed",
        "a bias's gradient is not summed over the images",
        _with(db2=lambda v: v.dz2, db1=lambda v: v.dz1),
    ),
    Mistake(
        "db_one_number",
        "a bias's gradient is summed over everything to one number",
        _with(db2=lambda v: v.dz2.sum(), db1=lambda v: v.dz1.sum()),
    ),
    Mistake("from_p", "dh is made of p instead of dz2", _with(dh=lambda v: v.p @ v.w2)),
    Mistake("through_dw", "dh is made with dw2 instead of w2", _with(dh=lambda v: v.dz2 @ v.dw2)),
    Mistake(
        "w2_left_out",
        "dh is the sum of dz2: the weights w2 are left out",
        _with(dh=lambda v: v.dz2 @ np.ones_like(v.w2)),
    ),
    Mistake("mask_forgotten", "dz1 is dh: ReLU's slope is forgotten", _with(dz1=lambda v: v.dh * 1)),
    Mistake(
        "mask_of_gradient", "the sign of dh decides in dz1, not that of z1", _with(dz1=lambda v: v.dh * (v.dh > 0))
    ),
    Mistake(
        "dh_changed",
        "dh is changed by the line that makes dz1; dz1 = dh.copy() leaves it as it was",
        _with(dh=lambda v: v.dz2 @ v.w2 * (v.z1 > 0)),
    ),
    Mistake("mask_turned", "dz1 passes where z1 is below 0, not above", _with(dz1=lambda v: v.dh * (v.z1 < 0))),
    Mistake("times_value", "dz1 is dh times ReLU's value h, not its slope", _with(dz1=lambda v: v.dh * v.h)),
    Mistake("times_sum", "dz1 is dh times z1, not times ReLU's slope there", _with(dz1=lambda v: v.dh * v.z1)),
    Mistake("slope_alone", "dz1 is ReLU's slope alone: dh is left out", _with(dz1=lambda v: (v.z1 > 0) * 1.0)),
    Mistake("zero_passes", "dz1 also passes where z1 is exactly 0", _with(dz1=lambda v: v.dh * (v.z1 >= 0))),
    Mistake(
        "before_relu",
        "the first layer's gradients are made of dh; between dh and that layer lies ReLU",
        _with(dw1=lambda v: v.dh.T @ v.x, db1=lambda v: v.dh.sum(axis=0)),
    ),
    Mistake("h_for_x", "dw1 is taken with h, but x goes into that layer", _with(dw1=lambda v: v.dz1.T @ v.h)),
)


def _cases(rng):
    def case(label, images, inputs, units, classes):
        shapes = (units, inputs), (units,), (classes, units), (classes,)
        w1, b1, w2, b2 = map(rng.standard_normal, shapes)
        labels = rng.permutation(np.arange(images) % classes)
        return Case(label, (rng.standard_normal((images, inputs)), labels, w1, b1, w2, b2))

    x, labels, w1, _, w2, b2 = case("", 4, 3, 5, 2).args
    x, w1 = np.round(2 * x), np.round(2 * w1)
    nothing = Case("sums of exactly 0 before ReLU", (x, labels, w1, -(x[0] @ w1.T), w2, b2))  # for the first image
    first = case("all sizes different", *apart(rng, (3, 4, 5, 6)))
    return [first, case("many images", 9, 2, 4, 3), case("one image", 1, 3, 4, 2), nothing]


EXERCISE = Exercise(
    name="11.backward",
    call="f(x, y, w1, b1, w2, b2)",
    reference=backward,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which of the seven stands nearest to the loss, and what did softmax with cross-entropy give for one image?",
        "A weight gets the gradient behind it times the input in front of it, added over the images; an input gets "
        "the gradient behind times the weight, added over the units.",
        "For dw2 look at the shapes: dz2 is (N, K), h is (N, H), and dw2 is to be (K, H). The sign @ adds over what "
        "stands between, and that must be N: turn dz2, as dz2.T. For dh, K must stand between.",
    ),
    outputs=tuple(STEPS),
    axes=("image class", "class unit", "class", "image unit", "image unit", "unit input", "unit"),
)
