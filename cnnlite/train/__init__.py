"""Training, and what tells how good a network is: batches, runs, evaluation, reports, checkpoints."""

from cnnlite.train.batches import batches
from cnnlite.train.checkpoint import load_checkpoint, save_checkpoint
from cnnlite.train.evaluate import Evaluation, evaluate
from cnnlite.train.fit import fit
from cnnlite.train.records import Epoch, History, Step
from cnnlite.train.report import classification_report, confusion_matrix
from cnnlite.train.run import Fit

__all__ = [
    "Epoch", "Evaluation", "Fit", "History", "Step", "batches", "classification_report", "confusion_matrix",
    "evaluate", "fit", "load_checkpoint", "save_checkpoint",
]  # fmt: skip
