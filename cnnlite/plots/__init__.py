"""Pictures made from arrays, each with a text twin made from the same arrays.

Nothing here knows widgets, and nothing uses pyplot: a figure lives as long as the object that shows it.
"""

from cnnlite.plots.bars import bars
from cnnlite.plots.direction import direction
from cnnlite.plots.filter_bank import filter_bank
from cnnlite.plots.grid import Grid
from cnnlite.plots.histogram import histogram
from cnnlite.plots.image import feature_maps, image
from cnnlite.plots.number_grids import number_grid, number_grids
from cnnlite.plots.picture import Picture
from cnnlite.plots.pipeline import pipeline
from cnnlite.plots.profile import profile
from cnnlite.plots.staircase import staircase
from cnnlite.plots.wiring import wiring

__all__ = [
    "Grid",
    "Picture",
    "bars",
    "direction",
    "feature_maps",
    "filter_bank",
    "histogram",
    "image",
    "number_grid",
    "number_grids",
    "pipeline",
    "profile",
    "staircase",
    "wiring",
]
