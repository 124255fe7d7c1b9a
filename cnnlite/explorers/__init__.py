"""Explorers: small laboratories in a notebook cell. Move a control and see every number behind it change."""

from cnnlite.explorers.conv import ConvExplorer
from cnnlite.explorers.stepper import ConvStepper

__all__ = ["ConvExplorer", "ConvStepper"]
