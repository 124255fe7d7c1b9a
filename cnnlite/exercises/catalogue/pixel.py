"""The exercise of notebook 00: change one pixel of the zebra so that cat becomes more probable."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite import functional
from cnnlite.data import articles
from cnnlite.exercises.exercise import Design

SIDE = len(articles.ZEBRA)


def _cat(image: np.ndarray) -> tuple[float, float]:
    """Return the probability of cat, and what ReLU passes on."""
    x = functional.conv2d(image[None, None], articles.ZEBRA_CAT_FILTER[None, None])
    active = functional.relu(x).reshape(1, 1)
    scores = functional.linear(active, articles.ZEBRA_CAT_WEIGHTS, articles.ZEBRA_CAT_BIASES)
    return functional.softmax(scores)[0, 1], active.item()


def _judge(answer, rng):
    """Judge a row, a column and a brightness."""
    try:
        row, column, brightness = (part + 0 for part in answer)  # text has no sum with a number
    except (TypeError, ValueError):
        return "wrong_kind", "Give three numbers, without quotes and in this order: row, column, brightness"
    for name, place in (("row", row), ("column", column)):
        if place not in range(SIDE):
            return "out_of_range", f"The {name} is a whole number from 0 to {SIDE - 1}, you gave {place}"
    if not 0 <= brightness <= 1:
        return "out_of_range", f"The brightness runs from 0 to 1, you gave {brightness}"
    row, column = int(row), int(column)
    image = articles.ZEBRA.copy()
    image[row, column] = brightness
    (before, _), (after, passed) = _cat(articles.ZEBRA), _cat(image)
    change = f"Cat goes from {before:.4f} to {after:.4f}"
    if np.isclose(brightness, articles.ZEBRA[row, column]):
        return "unchanged", "The picture is unchanged: choose another brightness, or another pixel"
    if column == 1:
        return "middle_column", f"{change}: the kernel multiplies the middle column by 0. Try another column"
    if after <= before:
        return "wrong_way", f"{change}, which is less. What does the kernel do with this column?"
    if passed == 0:
        return None, f"{change}, as far as one pixel can bring it: ReLU gives 0 now, as for the cat itself"
    return None, f"{change}. Which other column would do it, and how?"


def darker():
    """Make a pixel on the left darker: the kernel adds that column."""
    row, column, brightness = 0, 0, 0.2
    return row, column, brightness


EXERCISE = Design(
    name="00.pixel",
    judge=_judge,
    example=darker,
    hints=(
        "The cat's number is negative, the zebra's positive. Must the zebra's number rise or fall?",
        "The kernel adds the left column and subtracts the right one.",
        "Choose a pixel in the left column, and make it darker.",
    ),
    diagnoses=("wrong_kind", "out_of_range", "unchanged", "middle_column", "wrong_way"),
)
