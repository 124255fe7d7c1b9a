"""The stretch exercise of notebook 18: a picture far from every digit, of whose class the network is sure."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

import cnnlite.inspect
from cnnlite import functional, nn
from cnnlite.data import digits
from cnnlite.exercises.exercise import Design

SIDE = 8
SURE = 0.99
FAR = 0.2  # the mean difference of a pixel; the digit furthest from all others is half as far from its nearest


def _judge(answer, rng):
    """Judge the picture by its distance from every digit, then by what the network makes of it."""
    try:
        model, image = answer
        image = np.asarray(image, dtype=float)
    except (TypeError, ValueError):
        return "wrong_kind", "Give a pair, (model, image): the network and an array of numbers"
    if not isinstance(model, nn.Module):
        return "wrong_kind", f"The first of the pair is the network itself, yours is a {type(model).__name__}"
    if image.shape not in ((SIDE, SIDE), (1, SIDE, SIDE)):
        return "wrong_shape", f"The image must have {SIDE} rows and {SIDE} columns, yours has the shape {image.shape}"
    if not ((image >= 0) & (image <= 1)).all():
        return "out_of_range", f"Each pixel must lie between 0 and 1, yours run from {image.min():g} to {image.max():g}"
    image = image.reshape(SIDE, SIDE)
    images, labels = digits.digits()
    apart = np.abs(images - image).mean(axis=(1, 2))
    nearest = apart.argmin()
    if apart[nearest] < FAR:
        return "a_digit", (
            f"A pixel differs by {apart[nearest]:.2f} on average from one of the digits, a {labels[nearest]}; make it "
            f"at least {FAR} for all of them"
        )
    p = functional.softmax(model.eval()(image[None, None]))[0]
    if not p.max() > SURE:
        return "unsure", f"The network gives its first choice, {p.argmax()}, {p.max():.3g}; it must be above {SURE}"
    return None, (
        f"The network is sure of a {p.argmax()}, p = {p.max():.4f}; from the nearest of {len(images)} digits a pixel "
        f"differs by {apart[nearest]:.2f} on average"
    )


def nonsense():
    """Start from gray; make every pixel with a slope above 0 white, and every other one black."""
    dense = cnnlite.nn.Linear(64, 10, rng=np.random.default_rng(0))
    dense.weight.data = 9 * dense.weight.data  # it was never trained; larger weights make it surer
    model = cnnlite.nn.Sequential(cnnlite.nn.Flatten(), dense)  # put your own network here
    gray = np.full((1, 8, 8), 0.5)
    slopes = cnnlite.inspect.saliency(model, gray, 3)
    return model, (slopes[0] > 0).astype(float)


EXERCISE = Design(
    name="18.nonsense",
    judge=_judge,
    example=nonsense,
    hints=(
        "Which pixels would you make brighter so that the score of one class grows?",
        "The slopes of one score say for each pixel whether ink helps it; nothing else is asked of the picture.",
        "Take the slopes at an even gray picture, and let each pixel go as far as it can the way its slope says; "
        "try several classes.",
    ),
    diagnoses=("wrong_kind", "wrong_shape", "out_of_range", "a_digit", "unsure"),
)
