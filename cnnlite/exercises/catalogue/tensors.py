"""The exercises of notebook 01: a batch of pictures brought into the order NCHW, and normalized."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake

MEANS, SPREADS = (0.2, 0.4, 0.6, 0.8), (0.1, 0.25, 0.3, 0.5)


def to_nchw(images):
    """Move the channels of images (N, H, W, C) to the place behind the images."""
    return np.transpose(images, (0, 3, 1, 2))


def normalize(images, mean, std):
    """Bring uint8 images (N, C, H, W) to 0–1, then take off each channel's mean and divide by its std."""
    scaled = images / 255
    # One number for each channel, for every row and every column.
    return (scaled - mean.reshape(-1, 1, 1)) / std.reshape(-1, 1, 1)


def _poured(images):
    """Write the numbers in their old order into an array of the new shape."""
    count, height, width, channels = images.shape
    return images.reshape(count, channels, height, width)


def _ordered(*order):
    return lambda images: np.transpose(images, order)


ORDERS = (
    Mistake(
        "reshaped",
        "the numbers are poured into the new shape in their old order; reshape never moves an axis",
        _poured,
    ),
    Mistake("channels_last", "nothing moves and the channels stay last", lambda images: images),
    Mistake(
        "rows_columns_swapped",
        "the rows and the columns are swapped as well: the shape is (N, C, W, H)",
        _ordered(0, 3, 2, 1),
    ),
    Mistake(
        "images_channels_swapped",
        "the images and the channels are swapped: the shape is (C, N, H, W)",
        _ordered(3, 0, 1, 2),
    ),
    Mistake("axes_reversed", "all four axes are reversed: the shape is (C, W, H, N)", _ordered(3, 2, 1, 0)),
    Mistake(
        "way_back",
        "the axes are moved the other way: the rows stand last, the shape is (N, W, C, H). "
        "Each number of the order says where the axis comes from",
        _ordered(0, 2, 3, 1),
    ),
    Mistake(
        "columns_channels_swapped",
        "only the columns and the channels are swapped: the shape is (N, H, C, W)",
        _ordered(0, 1, 3, 2),
    ),
    Mistake(
        "images_last",
        "the images and the channels change places, and the images stand last: the shape is (C, H, W, N)",
        _ordered(3, 1, 2, 0),
    ),
    Mistake(
        "channels_reversed",
        "the channels stand in reverse order: red and blue are swapped",
        lambda images: to_nchw(images)[:, ::-1],
    ),
    Mistake("first_image", "only the first image of the batch comes out", lambda images: to_nchw(images)[0]),
    Mistake("rows_reversed", "the pictures stand upside down", lambda images: to_nchw(images)[:, :, ::-1]),
)


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
    Mistake("swapped", "mean and std change places", lambda images, mean, std: normalize(images, std, mean)),
    Mistake(
        "one_for_all",
        "all channels get the same mean and the same std",
        lambda images, mean, std: (images / 255 - mean.mean()) / std.mean(),
    ),
    Mistake("own_statistics", "the mean and the std of these images are used, not the ones that are given", _own),
)


def _orders(rng):
    def case(label, *shape):
        return Case(label, (rng.standard_normal(shape),))

    return [
        case("sizes that all differ", *apart(rng, (2, 3, 4, 5))),
        case("photos in color", 2, 5, 4, 3),
        case("pictures as high as wide", 3, 4, 4, 2),
        case("one gray picture", 1, 3, 5, 1),
        case("one row of pixels", 2, 1, 6, 3),
    ]


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
        case("as many columns as channels", images, 3, rows, 3),
        case("sizes that all differ", 2, 3, 5, 4),
        case("one gray picture", 1, 1, 3, 4),
        case("as many images as channels", 4, 4, 2, 3),
        Case(black_and_white.label, (np.where(pixels > 127, 255, 0).astype(np.uint8), *rest)),
    ]


EXERCISES = (
    Exercise(
        name="01.to_nchw",
        call="f(images)",
        reference=to_nchw,
        cases=_orders,
        mistakes=ORDERS,
        hints=(
            "On which axis do the channels stand, counted from 0, and on which should they stand?",
            "The axes change their order; no number changes, and neighbors in the picture stay neighbors.",
            "Write down the new order as four numbers, each of which says which old axis comes there.",
        ),
    ),
    Exercise(
        name="01.normalize",
        call="f(images, mean, std)",
        reference=normalize,
        cases=_levels,
        mistakes=STEPS,
        hints=(
            "Which numbers run from 0 to 255 here, and which from 0 to 1?",
            "A channel has one mean for all its rows and columns, so the means need the shape (C, 1, 1).",
            "First divide the pixels by 255; the result is an array of floats. What is subtracted from it?",
        ),
    ),
)
