"""The exercises, one file per topic: right answers as a learner would write them, known mistakes, cases, hints."""

from cnnlite.exercises.catalogue import (
    avg_pool2d,
    channels,
    conv2d,
    conv2d_backward,
    conv_output_size,
    cross_entropy,
    linear,
    max_pool2d,
    max_pool2d_backward,
    normalize,
    parameters,
    pixel,
    receptive_field,
    relu,
    slash,
    slide,
    softmax,
    tensors,
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
        *relu.EXERCISES,
        conv_output_size.EXERCISE,
        receptive_field.EXERCISE,
        conv2d.EXERCISE,
        conv2d_backward.EXERCISE,
        max_pool2d.EXERCISE,
        max_pool2d_backward.EXERCISE,
        avg_pool2d.EXERCISE,
        linear.EXERCISE,
        softmax.EXERCISE,
        cross_entropy.EXERCISE,
    )
}

__all__ = ["EXERCISES"]
