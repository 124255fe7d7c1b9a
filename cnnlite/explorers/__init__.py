"""Explorers: small laboratories in a notebook cell. Move a control and see every number behind it change."""

from cnnlite.explorers.activation_lab import ActivationLab
from cnnlite.explorers.algorithm_race import AlgorithmRace
from cnnlite.explorers.backward_stepper import BackwardLadder, BackwardStepper
from cnnlite.explorers.bias import BiasExplorer
from cnnlite.explorers.bug_zoo import BugZoo
from cnnlite.explorers.channel_view import ChannelView
from cnnlite.explorers.closed_box import ClosedBox
from cnnlite.explorers.conv import ConvExplorer
from cnnlite.explorers.crossover_map import CrossoverMap
from cnnlite.explorers.depth_lab import DepthLab
from cnnlite.explorers.draw_digit import DrawDigit
from cnnlite.explorers.epoch_scrubber import EpochScrubber
from cnnlite.explorers.four_painter import FourPainter
from cnnlite.explorers.gabor import GaborExplorer
from cnnlite.explorers.graph_stepper import GraphStepper
from cnnlite.explorers.layer_wall import LayerWall
from cnnlite.explorers.live_trainer import LiveTrainer
from cnnlite.explorers.loss_lab import LossLab
from cnnlite.explorers.matrix_view import MatrixView
from cnnlite.explorers.mixer import ChannelMixer
from cnnlite.explorers.neuron import NeuronLab
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.one_pixel import OnePixel
from cnnlite.explorers.pass_trainer import PassTrainer
from cnnlite.explorers.photo_pooling import PhotoPooling
from cnnlite.explorers.pixel import PixelInspector
from cnnlite.explorers.pool_router import PoolRouter
from cnnlite.explorers.pooling_zoo import PoolingZoo
from cnnlite.explorers.receptive_field import ReceptiveField
from cnnlite.explorers.region_pooling import RegionPooling
from cnnlite.explorers.same import SameComparison
from cnnlite.explorers.scene import Frame, Scene
from cnnlite.explorers.shape_lab import ShapeLab
from cnnlite.explorers.shift_pooling import ShiftPooling
from cnnlite.explorers.shift_test import ShiftTest
from cnnlite.explorers.show import show, show_grids
from cnnlite.explorers.softmax_lab import SoftmaxLab
from cnnlite.explorers.step_size import StepSize
from cnnlite.explorers.stepper import ConvStepper
from cnnlite.explorers.tracer import NetworkTracer
from cnnlite.explorers.where_it_looks import WhereItLooks

__all__ = [
    "ActivationLab",
    "AlgorithmRace",
    "BackwardLadder",
    "BackwardStepper",
    "BiasExplorer",
    "BugZoo",
    "ChannelMixer",
    "ChannelView",
    "ClosedBox",
    "ConvExplorer",
    "ConvStepper",
    "CrossoverMap",
    "DepthLab",
    "DrawDigit",
    "EpochScrubber",
    "FourPainter",
    "Frame",
    "GaborExplorer",
    "GraphStepper",
    "LayerWall",
    "LiveTrainer",
    "LossLab",
    "MatrixView",
    "NetworkTracer",
    "NeuronLab",
    "NumberGrid",
    "OnePixel",
    "PassTrainer",
    "PhotoPooling",
    "PixelInspector",
    "PoolRouter",
    "PoolingZoo",
    "ReceptiveField",
    "RegionPooling",
    "SameComparison",
    "Scene",
    "ShapeLab",
    "ShiftPooling",
    "ShiftTest",
    "SoftmaxLab",
    "StepSize",
    "WhereItLooks",
    "show",
    "show_grids",
]
