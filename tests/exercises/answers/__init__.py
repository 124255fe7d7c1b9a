"""Answers as learners write them, one file per topic.

``RIGHT`` has differently written right answers of each exercise, ``WRONG`` wrong ones with the diagnosis that the check
must give. They were written without looking at the catalogue's own mistakes: that is the point of them.
Both are put together when first asked for: a notebook's kernel takes its own topics alone, as some train networks.
"""

from functools import cache
from importlib import import_module

TOPICS = (
    "activations", "avg_pool2d", "backward", "blind", "case", "channels", "conv2d", "conv2d_backward", "conv_dx", "conv_output_size", "cross_entropy", "linear", "losses", "max_pool2d",
    "max_pool2d_backward", "min_pool2d", "normalize", "parameters", "place", "pixel", "receptive_field", "relu", "slash", "slide", "softmax",
    "tensors", "ring", "outwit", "wake", "walk", "four_labels", "four_step", "budget", "sick", "stroke_unit", "nonsense", "winner", "vectorise",
)  # fmt: skip


@cache
def __getattr__(table):
    if table not in ("RIGHT", "WRONG"):
        raise AttributeError(f"module {__name__!r} has no attribute {table!r}")
    return {name: answers for topic in topics() for name, answers in getattr(topic, table).items()}


def topics():
    """Return the module of each topic."""
    return [import_module(f"{__name__}.{topic}") for topic in TOPICS]


def topic_of(exercise):
    """Return the name of the module that has the answers of an exercise."""
    return next(topic.__name__ for topic in topics() if exercise in topic.WRONG)
