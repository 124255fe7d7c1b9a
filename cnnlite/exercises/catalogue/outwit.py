"""The exercises of notebook 17: pictures on which your own network fails, and tests that are none."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from functools import cache
from itertools import product

import numpy as np

import cnnlite.data.digits
import cnnlite.nn
import cnnlite.optim
import cnnlite.train
from cnnlite import nn
from cnnlite.data import digits
from cnnlite.exercises.exercise import Design

COUNT, ROOM, FAR = 100, 2, 6  # digits to try, empty pixels around each, and half the frame
BEFORE, AFTER = 0.9, 0.3  # accuracy: at least, and below
LIKE, SPAN = 0.7, 0.25  # of each image: how much of what varies is the digit, and brightest minus darkest pixel


def _judge(answer, rng):
    """Judge a network and a rule that changes images, on held-out digits in the middle of their frames."""
    found = _form(answer)
    if found:
        return found
    net, change = answer
    images, labels = _held_out()
    before = _accuracy(net, images, labels)
    if before < BEFORE:
        return "untrained", (
            f"Before any change the network is right on {_percent(before)} only; give one that is right on more than "
            f"{_percent(BEFORE)} of the centered digits"
        )
    changed = change(images.copy())
    if changed is None:
        raise NotImplementedError  # the stub
    found = _images(changed, images)
    if found:
        return found
    changed = np.asarray(changed, dtype=float)
    span, like = np.ptp(changed, axis=(1, 2, 3)).min(), _likeness(images, changed).min()
    if span < SPAN:
        return "too_pale", (
            f"In one image the brightest pixel is only {span:.2f} above the darkest; people need {SPAN} or more"
        )
    if like < LIKE and _likeness(images, changed, FAR).min() >= LIKE:
        return "too_far", f"In one image the digit has moved by more than {ROOM} pixels, or partly out of the frame"
    if like < LIKE:
        return "too_much", (
            f"In one image only {_percent(like)} of what varies from pixel to pixel is the digit, shift and brightness "
            f"forgiven; {_percent(LIKE)} are needed to read it"
        )
    after = _accuracy(net, changed, labels)
    if after >= AFTER:
        return "still_right", f"It is still right on {_percent(after)}; it must be below {_percent(AFTER)}"
    return None, (
        f"Right on {_percent(before)} of {COUNT} digits before and on {_percent(after)} after. The first number was no "
        "lie, but it was about pictures like those of the training. Now see whether your rule fools the other network, "
        "too, and why"
    )


@cache
def _held_out():
    """Return held-out digits in the middle of a frame, and their labels."""
    held = digits.split()
    return digits.centered(held.test_images[:COUNT]), held.test_labels[:COUNT]


def _form(answer):
    """Return what is wrong with the form of an answer."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        return "wrong_kind", "Give two things in brackets: the network, and the function that changes images"
    net, change = answer
    if not isinstance(net, nn.Module):
        return "wrong_kind", "The first thing is no network of cnnlite.nn"
    if not callable(change):
        return "wrong_kind", "The second thing is no function: write its name, without calling it"
    return None


def _images(changed, images):
    """Return what is wrong with the changed images."""
    try:
        changed = np.asarray(changed, dtype=float)
    except (TypeError, ValueError):
        return "wrong_shape", "The function must return an array of numbers"
    if changed.shape != images.shape:
        return "wrong_shape", f"Images of shape {images.shape} went in, {changed.shape} came out: keep the shape"
    if not np.isfinite(changed).all() or changed.min() < 0 or changed.max() > 1:
        return "out_of_range", (
            f"Pixels must lie from 0 to 1, yours go from {changed.min():.3g} to {changed.max():.3g}: "
            f"{'divide by 255' if 2 < changed.max() <= 255 else 'np.clip(…, 0, 1) cuts them'}"
        )
    if np.array_equal(changed, images):
        return "unchanged", "All images came back as they were"
    if np.array_equal(np.unique(changed, axis=0), np.unique(images, axis=0)):
        return "wrong_axis", "The images changed places: axis 0 counts them. Rows and columns are axes 2 and 3"
    return None


def _likeness(images, changed, room=ROOM):
    """Return for each image the share of its variance that the digit explains, under the shift that explains most."""
    shifts = product(range(-room, room + 1), repeat=2)
    moved = (np.roll(images, shift, axis=(2, 3)) for shift in shifts)  # by up to ROOM nothing wraps: the rim is empty
    best, new = np.zeros(len(images)), _centered(changed)
    for old in map(_centered, moved):
        best = np.maximum(best, (old * new).sum(axis=1) ** 2 / ((old**2).sum(axis=1) * (new**2).sum(axis=1)))
    return best


def _centered(images):
    """Return the pixels of each image in a row, less their mean."""
    rows = images.reshape(len(images), -1)
    return rows - rows.mean(axis=1, keepdims=True)


def _accuracy(net, images, labels):
    """Return the share of images that a network gets right."""
    return float((np.asarray(net.eval()(images)).argmax(axis=1) == labels).mean())


def _percent(share):
    """Write a share as whole per cent."""
    return f"{100 * share:.0f} %"


def outwit():
    """Move every digit into a corner, where a dense layer has weights that no digit has trained."""
    parts, rng = cnnlite.data.digits.split(), np.random.default_rng(0)
    images = cnnlite.data.digits.centered(parts.train_images)
    net = cnnlite.nn.Sequential(cnnlite.nn.Flatten(), cnnlite.nn.Linear(144, 10, rng=rng))  # put your own here
    optimizer = cnnlite.optim.Adam(net.parameters(), lr=0.01)
    cnnlite.train.fit(net, (images, parts.train_labels), 8, optimizer=optimizer, rng=rng).run()

    def change(images):
        return np.roll(images, (2, 2), axis=(2, 3))

    return net, change


PROTOCOLS = {
    "A": (True, "the epoch was chosen by the test images, so they took part in the training"),
    "B": (False, "the mean comes from training images alone, and the epoch was chosen by a third part"),
    "C": (True, "copies of one digit lie on both sides, so the test asks for what was learned by heart"),
    "D": (False, "no film is on both sides, so every test frame is of a film never seen"),
}


def _judge_leaks(answer, rng):
    """Judge which protocols the learner calls leaking."""
    named = [answer] if isinstance(answer, str) else answer
    try:
        named = {letter.upper() for part in named for letter in part if letter.isalnum()}
    except (AttributeError, TypeError):
        return "wrong_kind", 'Give letters in a set, such as {"A", "B"}'
    if not named or named - set(PROTOCOLS):
        return "wrong_kind", f"Give letters of the list, {', '.join(PROTOCOLS)}, in a set"
    for letter, (leaks, why) in PROTOCOLS.items():
        if letter in named and not leaks:
            return "harmless", f"{letter} does not leak: {why}"
    missed = sum(leaks for leaks, _ in PROTOCOLS.values()) - len(named)
    if missed:
        return "missed", f"What you named leaks; {missed} more does, too"
    return None, " ".join(f"{letter}: {why}." for letter, (leaks, why) in PROTOCOLS.items() if leaks)


def leaks():
    """Name those in which something that was learned or chosen saw the test images."""
    return {"A", "C"}


EXERCISES = (
    Design(
        name="17.design",
        judge=_judge,
        example=outwit,
        hints=(
            "What did all training images have in common that you can change without touching the digit?",
            "After flatten there are weights for each place; a global maximum does not care about the place. Both know "
            "one brightness only.",
            "For the network with flatten, roll the images by two rows and columns. For the other: which numbers would "
            "its kernels meet if the background were bright?",
        ),
        diagnoses=(
            "wrong_kind", "untrained", "wrong_shape", "out_of_range", "unchanged", "wrong_axis", "too_pale",
            "too_far", "too_much", "still_right",
        ),
    ),
    Design(
        name="17.leak",
        judge=_judge_leaks,
        example=leaks,
        hints=(
            "For each: could the same picture, or a choice made by looking at it, be on both sides?",
            "A test is fair while nothing that was learned or chosen depends on the test images.",
            "Choosing is learning, too; and a shifted copy of a picture gives that picture away.",
        ),
        diagnoses=("wrong_kind", "harmless", "missed"),
    ),
)  # fmt: skip
