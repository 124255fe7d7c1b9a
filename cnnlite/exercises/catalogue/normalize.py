"""Exercise `01.normalize`: a batch of pictures in bytes, each channel brought to a mean near 0."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake

MEANS, SPREADS = (0.2, 0.4, 0.6, 0.8), (0.1, 0.25, 0.3, 0.5)


def normalize(images, mean, std):
    """Bring uint8 images (N, C, H, W) to 0–1, then take off each channel's mean and divide by its std."""
    scaled = images / 255
    # One number for each channel, for every row and every column.
    return (scaled - mean.reshape(-1, 1, 1)) / std.reshape(-1, 1, 1)


def _per_channel(values):
    return values[:, None, None]


def _along_columns(images, mean, std):
    """Lay the means along the last axis; NumPy does so by itself where the lengths are equal, and refuses elsewhere."""
    width = images.shape[-1]
    return (images / 255 - np.resize(mean, width)) / np.resize(std, width)


def _own(images, mean, std):
    """Use the mean and the spread of these images."""
    scaled, axes = images / 255, (0, 2, 3)
    return (scaled - scaled.mean(axes, keepdims=True)) / scaled.std(axes, keepdims=True)


def _overall(images, mean, std):
    """Use one mean and one spread of all these pixels."""
    scaled = images / 255
    return (scaled - scaled.mean()) / scaled.std()


def _wrapped(images, mean, std):
    """Subtract in uint8."""
    taken = np.round(255 * mean).astype(np.uint8)
    return (images - _per_channel(taken)) / 255 / _per_channel(std)


def _scaled(scale):
    """Return `normalize` with another step from 0–255 to 0–1."""
    return lambda images, mean, std: (scale(images) - _per_channel(mean)) / _per_channel(std)


STEPS = (
    Mistake(
        "along_columns",
        "the means are laid along the columns instead of the channels: NumPy lines up the last axes, and here it "
        "raised no error",
        _along_columns,
    ),
    Mistake(
        "whole_division",
        "the pixels are divided without remainder, so all but 255 become 0",
        _scaled(lambda images: images // 255),
    ),
    Mistake(
        "by_256", "the pixels are divided by 256; the largest of them is 255", _scaled(lambda images: images / 256)
    ),
    Mistake("not_scaled", "the pixels are not divided by 255", _scaled(lambda images: images.astype(float))),
    Mistake("scaled_twice", "the pixels are divided by 255 twice", _scaled(lambda images: images / 255 / 255)),
    Mistake(
        "scaled_last",
        "the mean is taken off the pixels from 0 to 255, and only then everything is divided by 255",
        lambda images, mean, std: (images - _per_channel(mean)) / 255 / _per_channel(std),
    ),
    Mistake("wrapped", "the mean is taken off in uint8, where 10 − 20 is 246", _wrapped),
    Mistake("only_scaled", "mean and std are not used", lambda images, mean, std: images / 255),
    Mistake("std_forgotten", "the std is not used", lambda images, mean, std: images / 255 - _per_channel(mean)),
    Mistake("mean_forgotten", "the mean is not used", lambda images, mean, std: images / 255 / _per_channel(std)),
    Mistake(
        "std_squared",
        "the numbers are divided by the std twice: std² is the variance",
        lambda images, mean, std: normalize(images, mean, std**2),
    ),
    Mistake(
        "std_multiplied",
        "the numbers are multiplied by the std",
        lambda images, mean, std: normalize(images, mean, 1 / std),
    ),
    Mistake("mean_added", "the mean is added", lambda images, mean, std: normalize(images, -mean, std)),
    Mistake(
        "divided_first",
        "the std comes before the mean: take the mean off first, then divide",
        lambda images, mean, std: images / 255 / _per_channel(std) - _per_channel(mean),
    ),
    Mistake(
        "bracket_missing",
        "only the mean is divided by the std: a division comes before a minus, unless brackets hold the minus together",
        lambda images, mean, std: images / 255 - _per_channel(mean) / _per_channel(std),
    ),
    Mistake("swapped", "mean and std change places", lambda images, mean, std: normalize(images, std, mean)),
    Mistake(
        "one_for_all",
        "all channels get the same mean and the same std",
        lambda images, mean, std: (images / 255 - mean.mean()) / std.mean(),
    ),
    Mistake(
        "first_for_all",
        "all channels get the mean and the std of channel 0",
        lambda images, mean, std: (images / 255 - mean[0]) / std[0],
    ),
    Mistake(
        "mean_for_all",
        "all channels get the same mean",
        lambda images, mean, std: (images / 255 - mean.mean()) / _per_channel(std),
    ),
    Mistake(
        "first_mean_for_all",
        "all channels get the mean of channel 0",
        lambda images, mean, std: (images / 255 - mean[0]) / _per_channel(std),
    ),
    Mistake(
        "overall_statistics",
        "one mean and one std of all these pixels are used, not the ones that are given for each channel",
        _overall,
    ),
    Mistake(
        "overall_mean",
        "one mean of all these pixels is used, not the ones that are given for each channel",
        lambda images, mean, std: (images / 255 - (images / 255).mean()) / _per_channel(std),
    ),
    Mistake("own_statistics", "the mean and the std of these images are used, not the ones that are given", _own),
)


def _levels(rng):
    def case(label, *shape):
        pixels = rng.integers(0, 256, shape).astype(np.uint8)
        channels = shape[1]
        mean, std = (rng.permutation(values)[:channels] for values in (MEANS, SPREADS))
        return Case(label, (pixels, mean, std))

    black_and_white = case("pixels that are all 0 or 255", 2, 3, 4, 5)
    pixels, *rest = black_and_white.args
    images, rows = apart(rng, (2, 4, 5))[:2]
    return [
        # The wrong axis has the right length here, so broadcasting along it runs without an error.
        case("a picture as wide as it has channels", images, 3, rows, 3),
        case("sizes that all differ", 2, 3, 5, 4),
        case("one gray picture, so one channel, one mean and one std", 1, 1, 3, 4),
        case("as many images as channels", 4, 4, 2, 3),
        Case(black_and_white.label, (np.where(pixels > 127, 255, 0).astype(np.uint8), *rest)),
    ]


EXERCISE = Exercise(
    name="01.normalize",
    call="f(images, mean, std)",
    reference=normalize,
    cases=_levels,
    mistakes=STEPS,
    hints=(
        "Which numbers run from 0 to 255 here, and which from 0 to 1?",
        "A channel has one mean for all its rows and columns: the means need the shape (C, 1, 1). C is len(mean).",
        "First divide the pixels by 255; the result is an array of floats. What is subtracted from it?",
    ),
)
