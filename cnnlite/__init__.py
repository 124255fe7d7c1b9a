"""cnnlite: a convolutional neural network in readable NumPy, with notebooks and explorers to see inside it."""

from cnnlite import functional, nn, optim
from cnnlite.functional import *  # noqa: F403  the public mathematics, named once in functional.__all__
from cnnlite.functional import __all__ as _functions
from cnnlite.gradcheck import gradcheck, numeric_gradient

__version__ = "0.1.0"
__all__ = ["functional", "gradcheck", "nn", "numeric_gradient", "optim", *_functions]
