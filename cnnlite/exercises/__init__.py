"""Exercises whose checks name the mistake: `check`, `hint`, `solution`, `progress` and `use`."""

from cnnlite.exercises.checks import check
from cnnlite.exercises.hints import hint, solution
from cnnlite.exercises.own import restore, use
from cnnlite.exercises.report import progress
from cnnlite.exercises.verdict import Verdict

__all__ = ["Verdict", "check", "hint", "progress", "solution", "use"]

restore()
