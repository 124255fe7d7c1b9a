"""What a plot of curves over one axis may be given."""

from collections.abc import Mapping

import numpy as np


def length_of(function: str, name: str, given: Mapping[str, np.ndarray], most: int, axis: str = "N") -> int:
    """Return the length of 1 to ``most`` named rows of numbers, all of one length; refuse anything else."""
    shapes = {np.shape(row) for row in given.values()}
    if not 1 <= len(given) <= most or len(shapes) != 1 or len(min(shapes)) != 1 or min(shapes) < (2,):
        raise ValueError(
            f"{function}: {name} must be 1 to {most} rows ({axis},) of one length, at least 2, got "
            f"{', '.join(f'{label} {np.shape(row)}' for label, row in given.items()) or 'none'}."
        )
    return int(min(shapes)[0])
