"""Exercise `01.to_nchw`: a batch of pictures brought into the order NCHW."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

import numpy as np

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def to_nchw(images):
    """Move the channels of images (N, H, W, C) to the place behind the images."""
    return np.transpose(images, (0, 3, 1, 2))


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
    Mistake(
        "scaled",
        "the numbers are divided by 255 as well; here only their order changes",
        lambda images: to_nchw(images) / 255,
    ),
    Mistake("first_image", "only the first image of the batch comes out", lambda images: to_nchw(images)[0]),
    Mistake("rows_reversed", "the pictures stand upside down", lambda images: to_nchw(images)[:, :, ::-1]),
)


def _orders(rng):
    def case(label, *shape):
        return Case(label, (rng.standard_normal(shape),))

    return [
        case("sizes that all differ", *apart(rng, (2, 3, 4, 5))),
        case("photos in color", 2, 5, 4, 3),
        case("pictures as high as wide", 3, 4, 4, 2),
        case("one gray picture, so one channel", 1, 3, 5, 1),
        case("one row of pixels", 2, 1, 6, 3),
    ]


EXERCISE = Exercise(
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
)
