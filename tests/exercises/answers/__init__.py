"""Answers as learners write them, one file per topic.

``RIGHT`` has differently written right answers of each exercise, ``WRONG`` wrong ones with the diagnosis that the check
must give. They were written without looking at the catalogue's own mistakes: that is the point of them.
"""

from importlib import import_module

TOPICS = (
    "activations", "avg_pool2d", "backward", "blind", "case", "channels", "conv2d", "conv2d_backward", "conv_dx", "conv_output_size", "cross_entropy", "linear", "losses", "max_pool2d",
    "max_pool2d_backward", "min_pool2d", "normalize", "parameters", "place", "pixel", "receptive_field", "relu", "slash", "slide", "softmax",
    "tensors", "ring", "outwit", "wake", "walk", "four_labels", "four_step", "budget", "sick", "stroke_unit", "nonsense", "winner", "vectorise",
)  # fmt: skip
_modules = [import_module(f"{__name__}.{topic}") for topic in TOPICS]
RIGHT = {name: answers for module in _modules for name, answers in module.RIGHT.items()}
WRONG = {name: answers for module in _modules for name, answers in module.WRONG.items()}
