"""The exercises, one file per topic: right answers as a learner would write them, known mistakes, cases, hints."""

from cnnlite.exercises.catalogue import (
    activations,
    avg_pool2d,
    channels,
    conv2d,
    conv2d_backward,
    conv_output_size,
    cross_entropy,
    elu,
    linear,
    losses,
    max_pool2d,
    max_pool2d_backward,
    min_pool2d,
    normalize,
    parameters,
    pixel,
    place,
    receptive_field,
    relu,
    ring,
    slash,
    slide,
    softmax,
    tensors,
    walk,
)
from cnnlite.exercises.exercise import Design, Exercise, Values

EXERCISES: dict[str, Exercise | Values | Design] = {
    exercise.name: exercise
    for exercise in (
        pixel.EXERCISE,
        tensors.EXERCISE,
        normalize.EXERCISE,
        slash.EXERCISE,
        *slide.EXERCISES,
        *channels.EXERCISES,
        parameters.EXERCISE,
        *activations.EXERCISES,
        elu.EXERCISE,
        *relu.EXERCISES,
        conv_output_size.EXERCISE,
        receptive_field.EXERCISE,
        conv2d.EXERCISE,
        conv2d_backward.EXERCISE,
        max_pool2d.EXERCISE,
        max_pool2d_backward.EXERCISE,
        min_pool2d.EXERCISE,
        avg_pool2d.EXERCISE,
        linear.EXERCISE,
        losses.EXERCISE,
        softmax.EXERCISE,
        place.EXERCISE,
        cross_entropy.EXERCISE,
        ring.EXERCISE,
        walk.EXERCISE,
    )
}

__all__ = ["EXERCISES"]
