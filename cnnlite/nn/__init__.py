"""Layers and networks: the functions of `cnnlite.functional` with parameters and a memory for the backward.

Names, arguments, defaults and state dicts are PyTorch's; axes are called ``axis``. Parameters are float64 until
`Module.float`. `cnnlite.nn.module` tells the protocol, `cnnlite.functional` the legend of the shapes.

A training step: ``loss = criterion(model(x), target)``; ``model.zero_grad()``;
``model.backward(criterion.backward(), input_grad=False)``; ``optimizer.step()``.
"""

from cnnlite.nn import init
from cnnlite.nn.activations import (
    ELU,
    GELU,
    GLU,
    Flatten,
    Identity,
    LeakyReLU,
    LogSoftmax,
    ReLU,
    Sigmoid,
    Softmax,
    Step,
    Tanh,
)
from cnnlite.nn.blocks import BasicBlock
from cnnlite.nn.layers import Conv2d, Linear
from cnnlite.nn.losses import BCELoss, CrossEntropyLoss, MSELoss
from cnnlite.nn.models import ResNet, resnet18
from cnnlite.nn.module import Module, Parameter
from cnnlite.nn.norm import BatchNorm2d
from cnnlite.nn.pooling import (
    AdaptiveAvgPool2d,
    AdaptiveMaxPool2d,
    AvgPool2d,
    FractionalMaxPool2d,
    GlobalAvgPool2d,
    GlobalMaxPool2d,
    LPPool2d,
    MaxPool2d,
    MinPool2d,
)
from cnnlite.nn.sequential import Sequential
from cnnlite.nn.summary import summary

__all__ = [
    "ELU", "GELU", "GLU", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "AvgPool2d", "BCELoss", "BasicBlock",
    "BatchNorm2d", "Conv2d", "CrossEntropyLoss", "Flatten", "FractionalMaxPool2d", "GlobalAvgPool2d",
    "GlobalMaxPool2d", "Identity", "LPPool2d", "LeakyReLU", "Linear", "LogSoftmax", "MSELoss", "MaxPool2d",
    "MinPool2d", "Module", "Parameter", "ReLU", "ResNet", "Sequential", "Sigmoid", "Softmax", "Step", "Tanh", "init",
    "resnet18", "summary",
]  # fmt: skip
