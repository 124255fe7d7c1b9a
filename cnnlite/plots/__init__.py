"""Pictures made from arrays, each with a text twin made from the same arrays.

Nothing here knows widgets, and nothing uses pyplot: a figure lives as long as the object that shows it.
"""

from cnnlite.plots.activation_wall import activation_wall
from cnnlite.plots.bars import bars
from cnnlite.plots.confusion import confusion
from cnnlite.plots.curves import curves
from cnnlite.plots.descent import descent
from cnnlite.plots.direction import direction
from cnnlite.plots.error_curves import ErrorCurves
from cnnlite.plots.filter_bank import filter_bank
from cnnlite.plots.graph import graph
from cnnlite.plots.grid import Grid
from cnnlite.plots.histogram import histogram
from cnnlite.plots.image import feature_maps, image
from cnnlite.plots.layers import layers
from cnnlite.plots.ledger import ledger
from cnnlite.plots.lights import lights
from cnnlite.plots.loss_curves import LossCurves
from cnnlite.plots.loss_gallery import loss_gallery
from cnnlite.plots.neuron import neuron
from cnnlite.plots.number_grids import number_grid, number_grids
from cnnlite.plots.pass_curves import pass_curves
from cnnlite.plots.picture import Picture
from cnnlite.plots.pipeline import pipeline
from cnnlite.plots.powers import powers
from cnnlite.plots.profile import profile
from cnnlite.plots.ratios import ratios
from cnnlite.plots.small_bars import small_bars
from cnnlite.plots.staircase import staircase
from cnnlite.plots.survival import survival
from cnnlite.plots.tiles import tiles
from cnnlite.plots.training_curves import TrainingCurves
from cnnlite.plots.triangle import triangle
from cnnlite.plots.weight_path import weight_path
from cnnlite.plots.wiggle import Wiggle
from cnnlite.plots.winners import winners
from cnnlite.plots.wiring import wiring

__all__ = [
    "ErrorCurves",
    "Grid",
    "LossCurves",
    "Picture",
    "TrainingCurves",
    "Wiggle",
    "activation_wall",
    "bars",
    "confusion",
    "curves",
    "descent",
    "direction",
    "feature_maps",
    "filter_bank",
    "graph",
    "histogram",
    "image",
    "layers",
    "ledger",
    "lights",
    "loss_gallery",
    "neuron",
    "number_grid",
    "number_grids",
    "pass_curves",
    "pipeline",
    "powers",
    "profile",
    "ratios",
    "small_bars",
    "staircase",
    "survival",
    "tiles",
    "triangle",
    "weight_path",
    "winners",
    "wiring",
]
