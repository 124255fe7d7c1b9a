"""linear: the dense layer, one weighted sum per output unit."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def linear(x, w, b=None):
    """Return for each image and output unit the sum of inputs times weights, plus the unit's bias."""
    out = x @ w.T
    return out if b is None else out + b


def _biased(times):
    """Return linear with the bias times what ``times`` says of x and w."""
    return lambda x, w, b: linear(x, w, None if b is None else b * times(x, w))


MISTAKES = (
    Mistake("bias_forgotten", "the bias is forgotten", lambda x, w, b: linear(x, w)),
    Mistake("bias_per_input", "the bias is added once for each input", _biased(lambda x, w: x.shape[1])),
    Mistake("bias_per_image", "the bias is added once for each image", _biased(lambda x, w: len(x))),
    Mistake("bias_subtracted", "the bias is subtracted", _biased(lambda x, w: -1)),
    Mistake("averaged", "the products are averaged instead of summed", lambda x, w, b: linear(x, w / w.shape[1], b)),
    Mistake(
        "reshaped", "w is reshaped instead of transposed", lambda x, w, b: linear(x, w.reshape(w.shape[::-1]).T, b)
    ),
    Mistake(
        "weights_flipped", "the inputs meet the weights in the opposite order", lambda x, w, b: linear(x, w[:, ::-1], b)
    ),
    Mistake("output_transposed", "the rows and columns of the output are swapped", lambda x, w, b: linear(x, w, b).T),
    Mistake("inputs_alone", "the inputs are summed without the weights", lambda x, w, b: linear(x, np.ones_like(w), b)),
    Mistake("relu_added", "the negative outputs are replaced by 0", lambda x, w, b: np.maximum(linear(x, w, b), 0)),
)


def _cases(rng):
    def case(label, images, inputs, outputs):
        return Case(label, (*map(rng.standard_normal, ((images, inputs), (outputs, inputs), (outputs,))),))

    return [
        case("all sizes different", *apart(rng, (3, 4, 5, 6))[:3]),
        case("as many outputs as inputs", 2, 4, 4),
        case("one image", 1, 5, 3),
        case("one output", 4, 3, 1),
        case("one input", 3, 1, 4),
        Case("no bias (b is None)", (*case("", 2, 3, 4).args[:2], None)),
    ]


EXERCISE = Exercise(
    name="linear",
    call="f(x, w, b)",
    reference=linear,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "Which row of x and which row of w meet in the output of image n and unit o?",
        "Each output is the sum of all inputs of one image times the weights of one unit, plus the bias of that unit.",
        "Work out the output of the first image and the first unit alone.",
    ),
    axes=("image unit",),
)
