"""Explorers: small laboratories in a notebook cell. Move a control and see every number behind it change."""

from cnnlite.explorers.bias import BiasExplorer
from cnnlite.explorers.channel_view import ChannelView
from cnnlite.explorers.conv import ConvExplorer
from cnnlite.explorers.gabor import GaborExplorer
from cnnlite.explorers.matrix_view import MatrixView
from cnnlite.explorers.mixer import ChannelMixer
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.pixel import PixelInspector
from cnnlite.explorers.receptive_field import ReceptiveField
from cnnlite.explorers.same import SameComparison
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.explorers.shape_lab import ShapeLab
from cnnlite.explorers.show import show, show_grids
from cnnlite.explorers.stepper import ConvStepper

__all__ = [
    "BiasExplorer",
    "ChannelMixer",
    "ChannelView",
    "ConvExplorer",
    "ConvStepper",
    "Frame",
    "GaborExplorer",
    "MatrixView",
    "NumberGrid",
    "PixelInspector",
    "ReceptiveField",
    "SameComparison",
    "Scene",
    "ShapeLab",
    "show",
    "show_grids",
]
