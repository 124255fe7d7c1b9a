"""Two exercises of notebook 12: the cat woken by a filter bias, and made-up gradients that nobody can expose."""
# solution() shows the functions without types, as a learner writes them.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.data import articles
from cnnlite.exercises.catalogue.one_patch import kernel_gradient
from cnnlite.exercises.exercise import Design, Mistake, Values

FEATURE = 0.7  # of the zebra
ROUNDED = 1e-4  # as far as numbers with four decimals, and a product of them, may be off


def wake(bias=0.4, rate=0.1, y=(0, 1)):
    """Return the cat's sum, filter bias included, after one step of the kernel."""
    image = np.array([[0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3]])
    w, b = np.array([0.8, -0.6]), np.array([0.2, 0.1])  # zebra, cat
    s = -0.3 + bias  # with a bias of 0.3 it would be 0, and ReLU would pass nothing
    p = np.exp(w * s + b) / np.exp(w * s + b).sum()
    df = ((p - y) * w).sum()
    step = -rate * df * (s > 0) * image  # of the kernel
    return np.array(s + (image * step).sum())


def _beside(image=articles.CAT, y=(0, 1), moves=0.0):
    """Return the cat's sum after a step that another image asks for, or one of the filter's bias, too."""
    kernel, w, b = articles.ZEBRA_CAT_FILTER, articles.ZEBRA_CAT_START_WEIGHTS[:, 0], articles.ZEBRA_CAT_START_BIASES
    step = 0.1 * kernel_gradient(image, kernel, 0.4, w, b, np.array(y))
    of_bias = step[0, 0] / image[0, 0]  # a weight's is its pixel times as large
    return np.array((articles.CAT * (kernel - step)).sum() + 0.4 - moves * of_bias)


WAKE = Values(
    name="12.bias",
    wanted=wake,
    mistakes=(
        Mistake(
            "zero",
            "the sum is sent through ReLU (asked is the sum itself), or the filter bias is 0.3: then the sum is 0, "
            "and no step happens",
            lambda: np.array(0.0),
        ),
        Mistake("larger_bias", "the filter bias is 0.5; a smaller multiple of 0.1 does, too", lambda: wake(0.5)),
        Mistake("zebra_label", "the label is the zebra's, y[0]", lambda: wake(y=(1, 0))),
        Mistake("uphill", "the step goes up the gradient", lambda: wake(rate=-0.1)),
        Mistake(
            "mean_of_both",
            "the gradient is that of the mean of both images; here only the cat's own loss counts",
            lambda: wake(rate=0.05),
        ),
        Mistake("without_rate", "the learning rate is left out", lambda: wake(rate=1.0)),
        Mistake("before_the_step", "the step is left out: that is the sum before it", lambda: wake(rate=0.0)),
        Mistake("bias_left_out", "the filter bias is left out of the sum after the step", lambda: wake() - 0.4),
        Mistake(
            "bias_rounded",
            "the bias is 0.3 plus a rounding error (3*0.1); at 0.3 the sum is exactly 0",
            lambda: wake(3 * 0.1),
        ),
        Mistake(
            "kernel_changed",
            "a step with the bias 0.5 has already changed the kernel: with 0.4 ReLU is then off. Begin with the "
            "kernel as it was",
            lambda: wake(0.5) - 0.1,
        ),
        Mistake(
            "bias_moved",
            "the filter's bias takes a step, too; asked is a step of the kernel alone",
            lambda: _beside(moves=1.0),
        ),
        Mistake(
            "zebra_image",
            "the gradient is that of the zebra's image and label; asked is the cat's own",
            lambda: _beside(articles.ZEBRA, (1, 0)),
        ),
    ),
    hints=(
        "The cat's sum is below 0. How large must the filter bias be, so that ReLU passes something back?",
        "The kernel moves by minus the rate times its gradient; then the nine products are new.",
        "Call your function with this bias, take the rate times its result from the kernel, and add the products anew.",
    ),
    axes="",
    within=5e-4,  # −0.02 will do
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
    if abs(b_zebra + b_cat) > ROUNDED or abs(w_zebra + w_cat) > ROUNDED:
        return "not_opposite", (
            "The two classes give them away: both biases' must add up to 0, and so must both weights'; yours are "
            f"{b_zebra:g} and {b_cat:g}, {w_zebra:g} and {w_cat:g}"
        )
    if abs(w_zebra - FEATURE * b_zebra) > ROUNDED:
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
