"""Explorers: small laboratories in a notebook cell. Move a control and see every number behind it change."""

from cnnlite.explorers.conv import ConvExplorer
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.explorers.show import show, show_grids
from cnnlite.explorers.stepper import ConvStepper

__all__ = ["ConvExplorer", "ConvStepper", "Frame", "NumberGrid", "Scene", "show", "show_grids"]
