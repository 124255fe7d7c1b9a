"""Exercises whose checks name the mistake: `check`, `hint`, `solution`, `progress`, `use` and `beside`."""

from cnnlite.exercises.beside import beside
from cnnlite.exercises.checks import check
from cnnlite.exercises.hints import hint, solution
from cnnlite.exercises.own import restore, use
from cnnlite.exercises.report import progress
from cnnlite.exercises.verdict import Verdict

__all__ = ["Verdict", "beside", "check", "hint", "progress", "solution", "use"]

restore()
