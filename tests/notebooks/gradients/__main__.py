"""Write what PyTorch says to the gradients of the notebooks whose numbers are given."""

import sys

import numpy as np

from notebooks import build
from tests.notebooks import SOURCES, gradients
from tests.notebooks.test_four_ways import run

for source in SOURCES:
    number = source.stem[:2]
    if number in sys.argv[1:]:
        np.savez_compressed(gradients.stored(number), **gradients.in_torch(number, run(build.read(source))))
