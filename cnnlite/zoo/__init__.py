"""The bug zoo: ten gradients that are wrong, as people got them wrong in public, and six tests that may see it.

Each bug is a pair of functions of ours in which one line is wrong; nothing in the package uses them.
"""

from cnnlite.zoo.bugs import BUGS, NO_BUG, Bug
from cnnlite.zoo.cases import CASES, Case, conv_case, pool_case
from cnnlite.zoo.hands import Hand
from cnnlite.zoo.lights import LIGHTS, descend
from cnnlite.zoo.matrix import Matrix, judge, matrix, survivors
from cnnlite.zoo.trainings import BROKEN, PATIENTS, Training, training

__all__ = [
    "BROKEN",
    "BUGS",
    "CASES",
    "LIGHTS",
    "NO_BUG",
    "PATIENTS",
    "Bug",
    "Case",
    "Hand",
    "Matrix",
    "Training",
    "conv_case",
    "descend",
    "judge",
    "matrix",
    "pool_case",
    "survivors",
    "training",
]
