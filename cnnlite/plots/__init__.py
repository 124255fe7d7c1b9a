"""Pictures made from arrays, each with a text twin made from the same arrays.

Nothing here knows widgets, and nothing uses pyplot: a figure lives as long as the object that shows it.
"""

from cnnlite.plots.grid import Grid
from cnnlite.plots.image import feature_maps, image
from cnnlite.plots.number_grids import number_grid, number_grids
from cnnlite.plots.picture import Picture
from cnnlite.plots.pipeline import pipeline

__all__ = ["Grid", "Picture", "feature_maps", "image", "number_grid", "number_grids", "pipeline"]
