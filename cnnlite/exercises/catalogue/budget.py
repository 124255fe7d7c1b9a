"""The exercise of notebook 16: reach a target within a budget, by optimizer, rate, batch size and epochs."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.exercise import Design
from cnnlite.zoo import trainings
from cnnlite.zoo.trainings import CHECK, TRAIN, training

TARGET, EPOCHS, LEAST = 0.94, 6, 32  # share of images, epochs at most, images of a batch at least
SEEDS = (0, 1)
MANY = 10  # times the first loss: gone astray
GENTLE = {"half": 0.5, "two thirds of": 1 / 1.5, "1.5 times": 1.5, "twice": 2.0}  # changes of the rate
BETTER = 0.01  # a share by which a change of the recipe must gain to be worth naming


def _judge(answer, rng):
    """Train with the recipe from two starts; where it fails, find out which change of it would help most."""
    found = _form(answer)
    if found:
        return found
    name, rate, batch, epochs = answer
    recipe = (name, float(rate), int(batch), int(epochs))
    runs = [training(*recipe, seed) for seed in SEEDS]
    shares = [run.right[-1] for run in runs]
    told = f"From two starts it gets {_count(shares[0])} and {_count(shares[1])} of the {CHECK} other images right"
    if min(shares) >= TARGET:
        return None, told
    if batch >= TRAIN:
        return "full_batch", f"{told}: each epoch is one step then, {epochs} in all, and no rate makes up for that"
    steps = -(-TRAIN // batch)
    worst = int(np.argmin(shares))
    if not runs[worst].checked[-1] < MANY * runs[worst].checked[0]:
        return "diverged", f"{told}: the loss grew far beyond what it began with. The rate {rate:g} is much too large"
    better = {mistake: training(*other, SEEDS[worst]).right[-1] for mistake, other in _others(*recipe).items()}
    mistake = max(better, key=lambda key: better[key])
    told += f"; wanted {_count(TARGET)}"
    least = shares[worst] + BETTER
    if better[mistake] < max(TARGET, least):
        gentle = _gently(recipe, SEEDS[worst], max(least, better[mistake]))
        if gentle:
            return gentle[
                0
            ], f"{told}. {gentle[1]} would take the worse one from {_count(shares[worst])} to {gentle[2]}"
    if better[mistake] < least:
        return (
            "stuck",
            f"{told}. No rate that the check tried, from a quarter to four times yours, helps: change the rest",
        )
    gained = f"would take the worse one from {_count(shares[worst])} to {_count(better[mistake])}"
    dead = " (all of ReLU's outputs have become 0)" if runs[worst].silent == 1 else ""
    reasons = {
        "rate_too_large": f"your rate is too large{dead}: a quarter of it {gained}",
        "rate_too_small": f"your rate is too small for so few steps: four times as much {gained}",
        "batch_too_large": f"{steps} steps in an epoch are too few: batches of {max(LEAST, batch // 4):g} {gained}",
        "too_short": f"you stop after {epochs} of {EPOCHS} epochs: all of them {gained}",
    }
    return mistake, f"{told}. The change that helps most: {reasons[mistake]}"


def _gently(recipe, seed, least):
    """Return what a small change of the rate says, and how many it gets right; None if it gets fewer than others."""
    name, rate, *rest = recipe
    shares = {words: training(name, rate * factor, *rest, seed).right[-1] for words, factor in GENTLE.items()}
    words = max(shares, key=lambda key: shares[key])
    if shares[words] < least:
        return None
    side = "small" if GENTLE[words] > 1 else "large"
    return f"rate_too_{side}", f"Your rate is a little too {side}: {words} your rate", _count(shares[words])


def _form(answer):
    """Return what is wrong with the form of a recipe; None if nothing is."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        return "wrong_kind", "Give four things: the optimizer's name, the rate, the batch size, the epochs"
    name, *numbers = answer
    if name not in trainings.OPTIMIZERS:
        return "unknown_optimizer", f"{name!r} is none of the optimizers: {', '.join(trainings.OPTIMIZERS)}"
    kinds = (int, float, np.integer, np.floating)
    if any(isinstance(n, bool) or not isinstance(n, kinds) or not np.isfinite(n) for n in numbers):
        return "wrong_kind", "After the optimizer's name come three numbers: the rate, the batch size, the epochs"
    rate, batch, epochs = numbers
    if 0 < batch < 1 <= rate:
        return "bad_number", f"A batch size of {batch:g}, and a rate of {rate:g}: are the two swapped?"
    if rate <= 0 or batch < 1 or epochs < 1 or batch != int(batch) or epochs != int(epochs):
        return "bad_number", "The rate must be above 0; the batch size and the epochs whole numbers of at least 1"
    if epochs > EPOCHS or batch < LEAST:
        return "over_budget", (
            f"The budget is {EPOCHS} epochs, and no batch below {LEAST} images; "
            f"you ask for {epochs:g} epochs with batches of {batch:g}"
        )
    return None


def _others(name, rate, batch, epochs):
    """Return for each mistake the recipe without it, one thing changed at a time."""
    others = {
        "rate_too_large": (name, rate / 4, batch, epochs),
        "rate_too_small": (name, rate * 4, batch, epochs),
    }
    if epochs < EPOCHS:
        others["too_short"] = (name, rate, batch, EPOCHS)
    if batch > LEAST:
        others["batch_too_large"] = (name, rate, max(LEAST, batch // 4), epochs)
    return others


def _count(share):
    """Return how many of the images a share is."""
    return round(CHECK * share)


def recipe():
    """Make as many steps as the budget allows; momentum makes them go further."""
    return "momentum", 0.15, 32, 6


EXERCISE = Design(
    name="16.budget",
    judge=_judge,
    example=recipe,
    hints=(
        "How many steps does your recipe make in all, and how far does each of them go?",
        "An epoch costs the same whatever the batch size; smaller batches make more steps of it.",
        "Begin with all epochs of the budget and batches of 32, then change the rate by factors of three or four, "
        "up and down.",
    ),
    diagnoses=(
        "wrong_kind", "unknown_optimizer", "bad_number", "over_budget", "full_batch", "diverged", "rate_too_large",
        "rate_too_small", "batch_too_large", "too_short", "stuck",
    ),
)  # fmt: skip
