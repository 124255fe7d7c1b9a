"""Two exercises of notebook 12: the filter bias that wakes the cat, and made-up gradients that nobody can expose."""
# solution() shows the functions without types, as a learner writes them.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.exercise import Design, Mistake, Values

FEATURE = 0.7  # of the zebra


def wake():
    """Return the filter bias that wakes the cat, and its sum after one step of the kernel."""
    image = np.array([[0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3]])
    w, b = np.array([0.8, -0.6]), np.array([0.2, 0.1])  # zebra, cat
    bias = 0.4  # at 0.3 the sum would be 0, and ReLU would pass nothing
    s = -0.3 + bias
    p = np.exp(w * s + b) / np.exp(w * s + b).sum()
    df = ((p - [0, 1]) * w).sum()
    step = -0.1 * df * image  # of the kernel
    return np.array([bias, s + (image * step).sum()])


def _after(bias=0.4, times=1.0):
    """Return both numbers after a step so many times as large, from another bias."""
    right, now = wake(), 0.1
    return np.array([bias, bias - 0.3 + times * (right[1] - now) * (bias > 0.3)])


WAKE = Values(
    name="12.bias",
    wanted=wake,
    mistakes=(
        Mistake("after_relu", "the sum went through ReLU; the sum itself is asked for", lambda: wake() * [1, 0]),
        Mistake(
            "at_the_bend",
            "the sum is exactly 0: ReLU passes nothing there, and no step happens",
            lambda: _after(0.3),
        ),
        Mistake("uphill", "the step goes up the gradient", lambda: _after(times=-1.0)),
        Mistake(
            "mean_of_both",
            "the gradient is that of the mean of both images; here only the cat's own loss counts",
            lambda: _after(times=0.5),
        ),
        Mistake("without_rate", "the learning rate is left out", lambda: _after(times=10.0)),
        Mistake("before_the_step", "the step is left out: that is the sum before it", lambda: _after(times=0.0)),
        Mistake("bias_left_out", "the filter bias is left out of the sum", lambda: wake() - [0, 0.4]),
    ),
    hints=(
        "The cat's sum is below 0. How large must the bias be, so that ReLU passes something back?",
        "The kernel moves by minus the rate times its gradient; then the nine products are new.",
        "Call your function with this bias, take the rate times its result from the kernel, and add the products anew.",
    ),
    axes="number",
)


def _judge(answer, rng):
    """Judge four made-up gradients by what one zebra image and softmax allow."""
    try:
        numbers = np.array(answer, dtype=float)
    except (TypeError, ValueError):
        return "wrong_kind", "Give four numbers: w zebra, b zebra, w cat, b cat"
    if numbers.shape != (4,) or not np.isfinite(numbers).all():
        return "wrong_kind", "Give four finite numbers: w zebra, b zebra, w cat, b cat"
    w_zebra, b_zebra, w_cat, b_cat = numbers
    if not np.isclose(b_zebra, -b_cat) or not np.isclose(w_zebra, -w_cat):
        return "not_opposite", (
            "The two classes give them away: both biases' must add up to 0, and so must both weights'; yours are "
            f"{b_zebra:g} and {b_cat:g}, {w_zebra:g} and {w_cat:g}"
        )
    if not np.isclose(w_zebra, FEATURE * b_zebra):
        return "not_the_feature", (
            f"The weights give them away: {w_zebra:g} is not the feature, {FEATURE}, times the bias's {b_zebra:g}"
        )
    if abs(b_zebra) >= 1 or b_zebra == 0:
        return "impossible", f"A p − y of {b_zebra:g} is impossible: softmax gives more than 0 and less than 1"
    if b_zebra > 0:
        return (
            "uphill",
            "These could be the gradients of an image of the cat with this feature; the zebra's p − y is below 0",
        )
    return None, f"Nobody can tell: these are the real ones where the network gives the zebra p = {1 + b_zebra:.4g}."


def made_up():
    """Return gradients that the zebra image could give: any p − y between −1 and 0 will do."""
    error = -0.2
    return [0.7 * error, error, -0.7 * error, -error]


HONEST = Design(
    name="12.honest",
    judge=_judge,
    example=made_up,
    hints=(
        "What does softmax say about the two p, and so about the two p − y?",
        "The two classes' numbers are opposite, and a weight's is the feature times the bias's.",
        "Choose a p for the zebra, take 1 from it, and let the other three follow.",
    ),
    diagnoses=("wrong_kind", "not_opposite", "not_the_feature", "impossible", "uphill"),
)

EXERCISES = (WAKE, HONEST)
