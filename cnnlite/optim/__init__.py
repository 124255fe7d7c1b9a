"""Optimizers, which move parameters against their gradients, and schedules for their learning rate."""

from cnnlite.optim.optimizers import SGD, Adam, AdamW, Optimizer
from cnnlite.optim.schedules import CosineAnnealingLR, Schedule, StepLR

__all__ = ["SGD", "Adam", "AdamW", "CosineAnnealingLR", "Optimizer", "Schedule", "StepLR"]
