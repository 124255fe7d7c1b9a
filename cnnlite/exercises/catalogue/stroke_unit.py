"""The core exercise of notebook 18: a unit that answers to a stroke, and two images that show it."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

import cnnlite.inspect
import cnnlite.nn
from cnnlite import inspect, nn
from cnnlite._checks import is_int
from cnnlite.exercises.exercise import Design

FEWEST, MOST = 4, 8  # pixels of a stroke
ASIDE, GAP = 0.8, 1.5  # pixels: how far from a straight line, and from one to the next along it
TURNED = 20  # degrees between two directions
TIMES, MARGIN = 2, 0.1  # how much more the unit must answer to one than to the other
INK = 0.1  # by how much the ink of one may exceed the other's, as a share
SHOWN = np.array([[0.90, 0.91, 0.75], [0.08, -0.08, -0.04], [-0.83, -1.04, -0.32]])  # the notebook prints this kernel
MOVES = [(r, c) for r in (0, -1, 1) for c in (0, -1, 1)]  # the first is none


def _judge(answer, rng):
    """Judge the two images first, then what the unit answers to them, here and a pixel further."""
    found = _form(answer) or _images(*answer[3:])
    if found:
        return found
    model, layer, channel, fires, silent = answer
    fires, silent = (np.asarray(image, dtype=float) for image in (fires, silent))
    maps = inspect.feature_maps(model, fires[None, None])
    if is_int(layer) and 0 <= layer < len(maps):
        layer = list(maps)[layer]
    if not isinstance(layer, str) or layer not in maps:
        return "no_layer", f"There is no layer {layer!r}; the layers are {', '.join(map(repr, maps))}"
    if maps[layer].ndim != 4:
        return "no_maps", f"Layer {layer!r} gives single numbers, no maps: take a unit of a layer before it"
    if not is_int(channel) or not 0 <= channel < maps[layer].shape[1]:
        return "no_unit", f"Layer {layer!r} has the channels 0 to {maps[layer].shape[1] - 1}, no {channel!r}"
    if channel == 0 and list(maps).index(layer) <= 2 and _shown(model):  # the convolution, its ReLU and its pooling
        return "shown", "Unit 0 of layers 0 to 2 is the one shown above: find another"
    yes, no = (_answers(model, layer, channel, image) for image in (fires, silent))
    return _verdict(f"Unit {channel} of {layer!r}", yes, no)


def _form(answer):
    """Return what is wrong with the parts of an answer."""
    wanted = "Give five things in this order: (model, layer, channel, fires, silent)"
    if not isinstance(answer, (tuple, list)) or len(answer) != 5:
        return "wrong_kind", wanted
    if not isinstance(answer[0], nn.Module):
        return "wrong_kind", f"{wanted}; the first is the network itself, yours is a {type(answer[0]).__name__}"
    for name, image in zip(("fires", "silent"), answer[3:], strict=True):
        if image is None or np.asarray(image).dtype.kind not in "biuf":
            return "wrong_kind", f"{wanted}; {name} must be an array of numbers"
        if np.ndim(image) != 2 or np.shape(image) != np.shape(answer[3]):
            return "wrong_shape", f"Each image must have two axes, rows and columns, {name} has {np.shape(image)}"
    return None


def _images(fires, silent):
    """Return what is wrong with the images: each must be one straight stroke, of equal ink, in two directions."""
    directions = []
    for name, image in (("fires", np.asarray(fires, dtype=float)), ("silent", np.asarray(silent, dtype=float))):
        if not ((image >= 0) & (image <= 1)).all():
            return "out_of_range", f"Each pixel must lie between 0 and 1; those of {name} do not"
        direction, fault = _straight(np.argwhere(image > 0))
        if fault:
            return "no_stroke", (
                f"Each image must be one straight stroke of {FEWEST} to {MOST} pixels, all others 0; {name} {fault}"
            )
        directions.append(direction)
    if np.array_equal(fires, silent):
        return "same_images", "The two images are the same"
    ink = sorted((np.sum(fires, dtype=float), np.sum(silent, dtype=float)))
    if ink[1] > (1 + INK) * ink[0]:
        return "unequal_ink", (
            f"One image has ink {ink[1]:.3g}, the other {ink[0]:.3g}: the brighter one may win by ink alone, whatever "
            "its shape"
        )
    if abs(directions[0] @ directions[1]) > np.cos(np.radians(TURNED)):
        return "same_direction", "Both strokes run the same way: take another direction for silent"
    return None


def _straight(inked):
    """Return the direction of pixels that form one straight stroke, and else what is wrong with them."""
    if not FEWEST <= len(inked) <= MOST:
        return None, f"has {len(inked)} that are not 0"
    centered = inked - inked.mean(axis=0)
    along, aside = np.linalg.svd(centered)[2]
    if np.abs(centered @ aside).max() > ASIDE:
        return None, "does not lie on one line"
    gaps = np.diff(np.sort(centered @ along))
    return along, "has a gap" if gaps.max() > GAP else ""


def _shown(model):
    """Whether the first kernel is the one that the notebook shows, trained anywhere."""
    weight = dict(model.named_parameters()).get("0.weight")
    return (
        weight is not None and weight.data.shape[1:] == (1, 3, 3) and np.allclose(weight.data[0, 0], SHOWN, atol=0.02)
    )


def _answers(model, layer, channel, image):
    """Return the unit's largest answer to the image, then to each move of it by a pixel that keeps all its ink."""
    wide = np.pad(image, 1)
    high, long = image.shape
    moved = np.stack([wide[1 - r : 1 - r + high, 1 - c : 1 - c + long] for r, c in MOVES])
    moved = moved[np.isclose(moved.sum(axis=(1, 2)), image.sum())]
    return inspect.feature_maps(model, moved[:, None])[layer][:, channel].max(axis=(1, 2))


def _apart(yes, no):
    """Whether an answer is so much more than another."""
    return yes >= TIMES * max(no, 0) + MARGIN


def _verdict(unit, yes, no):
    """Return the verdict on a unit's answers to both images where they are, the first ones, and moved."""
    told = f"{unit} answers at most {yes[0]:.3g} to fires and {no[0]:.3g} to silent"
    if max(yes[0], no[0]) <= 0:
        return "silent_unit", f"{told}: it is silent for both"
    if no[0] > yes[0]:
        return "swapped", f"{told}: it prefers the other one"
    if not _apart(yes[0], no[0]):
        return "not_apart", f"{told}; for fires it takes {TIMES * max(no[0], 0) + MARGIN:.3g} or more"
    moved = f"with each stroke moved by up to a pixel, fires at least {yes.min():.3g}, silent at most {no.max():.3g}"
    if not _apart(yes.min(), no.max()):
        return "one_place", f"{told}; but {moved}: it hangs on the place, not on the stroke alone"
    return None, f"{told}; {moved}"


def stroke_unit():
    """Look among 32 kernels that chance alone made, nobody trained; put your own network and layer in their place."""
    upright, flat = strokes = np.zeros((2, 8, 8))
    upright[1:7, 3] = flat[3, 1:7] = 1
    conv = cnnlite.nn.Conv2d(1, 32, 3, padding=1, rng=np.random.default_rng(5))
    model, layer = cnnlite.nn.Sequential(conv), "0 Conv2d"
    largest = cnnlite.inspect.feature_maps(model, strokes[:, None])[layer].max(axis=(2, 3))  # (stroke, unit)
    beyond = largest[0] - 2 * np.maximum(largest[1], 0)  # by how much upright exceeds twice flat
    return model, layer, int(beyond.argmax()), upright, flat


EXERCISE = Design(
    name="18.unit",
    judge=_judge,
    example=stroke_unit,
    hints=(
        "Which layer's maps differ most between two strokes?",
        "Run strokes of equal length, in four directions, as one batch, and compare each unit's largest answers.",
        "Take strokes at least a pixel from every edge. For each pair of directions, look for the unit for which one "
        "answer is furthest beyond twice the other, then let the check move the strokes.",
    ),
    diagnoses=(
        "wrong_kind", "wrong_shape", "out_of_range", "no_stroke", "same_images", "unequal_ink", "same_direction",
        "no_layer", "no_maps", "no_unit", "shown", "silent_unit", "swapped", "not_apart", "one_place",
    ),
)  # fmt: skip
