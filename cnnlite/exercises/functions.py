"""The verdict on a learner's function: right, or the mistake that explains what it returns, or where it differs."""

import copy
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cnnlite.exercises import compare, styles, verdict
from cnnlite.exercises.compare import Finding, close
from cnnlite.exercises.exercise import Case, Exercise, Mistake
from cnnlite.exercises.sandbox import Outcome, Sandbox, calm
from cnnlite.exercises.styles import Arguments, Style
from cnnlite.exercises.trial import Trial, attempt
from cnnlite.exercises.verdict import Verdict

HIDDEN = " (What your function printed is hidden during the check.)"


def judge(exercise: Exercise, function: Any, style: str | None, seed: int, seconds: float) -> Verdict:
    """Try every case, then name the mistake of the first one that fails."""
    how = styles.find(exercise, style)
    if function is None or function is ...:
        return verdict.untried(f"write {exercise.call}, then run this cell again.")
    if not callable(function):
        given = f'check("{exercise.name}", f)'
        return verdict.wrong(
            "not_callable", f"Give the function itself, {given}, without calling it; got {type(function).__name__}."
        )
    sandbox = Sandbox(seconds)
    trials = _trials(exercise, function, how, np.random.default_rng(seed), sandbox)
    failed = next((trial for trial in trials if not trial.numbers_right or trial.changed), None)
    if failed is None and (begun := min(len(trial.got or ()) for trial in trials)) < len(how.layouts):
        found = verdict.begun(_listed(how.returns[:begun]), how.returns[begun])
    elif failed is None and exercise.beyond and (lacking := exercise.beyond(function)):
        found = verdict.wrong(*lacking)
    elif failed is None:
        rest = _listed([name for name in how.returns[len(how.layouts) :] if name != "cache"])
        found = verdict.right(f"Your function agrees in all {len(trials)} cases, the edges included.")
        found.message += f" Your {rest} is not checked here." if rest else ""
    elif failed.late is not None:
        found = verdict.wrong("too_slow", _late(failed.late, seconds, failed.case, trials.index(failed)))
    else:
        finding = failed.problem or _named(exercise, how, trials, failed) or _unnamed(how, failed, sandbox)
        if finding.id == "not_tried":
            name = getattr(function, "__name__", "")
            return verdict.untried(f"write {name if name.isidentifier() else 'it'}, then run this cell again.")
        always = all(trial.problem and trial.problem.id == finding.id for trial in trials)
        where = "" if always else f"With {failed.case.label}, "
        more = exercise.factor if finding.id == "constant_factor" else ""
        found = verdict.wrong(
            finding.id, where + finding.sentence + more + _example(how.of(exercise, failed.case), function, failed)
        )
    found.message += HIDDEN if sandbox.printed else ""
    return found


def _trials(exercise: Exercise, function: Any, how: Style, rng: np.random.Generator, sandbox: Sandbox) -> list[Trial]:
    """Try all cases that the style can express; one that does not end is the last."""
    trials: list[Trial] = []
    for case in exercise.cases(rng):
        arguments = how.of(exercise, case)
        wanted = _arrays(exercise.reference, case, how)
        if arguments is None or wanted is None:
            continue
        trials.append(attempt(function, how, case, arguments, wanted, sandbox))
        if trials[-1].late is not None:
            break
    return trials


def _arrays(function: Callable[..., Any], case: Case, how: Style) -> list[np.ndarray] | None:
    """Return the results of one of our own functions in the layout of the style; None when it has none."""
    args, kwargs = copy.deepcopy((case.args, dict(case.kwargs)))
    try:
        with calm():
            value = function(*args, **kwargs)
            parts = value if isinstance(value, tuple) and len(how.layouts) > 1 else (value,)
            return [layout.make(np.asarray(part)) for layout, part in zip(how.layouts, parts, strict=True)]
    except Exception:  # a mistake that cannot be made with this case explains nothing
        return None


def _named(exercise: Exercise, how: Style, trials: Sequence[Trial], failed: Trial) -> Finding | None:
    """Return the first known mistake that gives all results of the learner's, else the first that gives this one."""
    got = failed.got or []
    wrong = next((i for i in range(len(got)) if not close(got[i], failed.wanted[i])), None)
    if wrong is None:
        return None
    if any(all(map(close, order, failed.wanted)) for order in itertools.permutations(got)):
        return Finding("order_swapped", f"the results stand in the wrong order, wanted {', '.join(how.returns)}")
    # A mistake may explain one result although a second one spoils another.
    alone = slice(wrong, wrong + 1), "your result is" if len(how.layouts) == 1 else f"{how.returns[wrong]} is"
    everything = slice(0, len(got)), "your results are"
    for part, whose in (everything, alone)[len(got) == 1 :]:
        fits = [mistake for mistake in exercise.mistakes if _explains(mistake, failed, how, part)]
        best = next((one for one in fits if all(_explains(one, trial, how, part) for trial in trials)), None)
        some = next(iter(fits), None) if np.isfinite(got[wrong]).any() else None  # many steps lead to NaN
        if mistake := best or some:
            sentence = mistake.sentence
            for ours, theirs in zip(exercise.outputs, how.returns, strict=False):
                sentence = re.sub(rf"\b{ours}\b", theirs, sentence)
            return Finding(mistake.id, f"{whose} what you get if {sentence}")
    return None


def _explains(mistake: Mistake, trial: Trial, how: Style, part: slice) -> bool:
    """Whether a mistake gives just what the learner's function gave in some results, where it gave anything."""
    if trial.got is None:
        return True
    made = _arrays(mistake.function, trial.case, how)
    pairs = zip((made or [])[part], trial.got[part], strict=False)
    return made is not None and all(close(a.astype(float), b.astype(float), equal_nan=True) for a, b in pairs)


def _unnamed(how: Style, failed: Trial, sandbox: Sandbox) -> Finding:
    """Say what is wrong when no known mistake explains it: the kind of numbers, the input, or where they differ."""
    own = f"{(*failed.changed, 'x')[0]}.copy()"
    if failed.numbers_right:
        start = f"the numbers are right, but your function changes {_listed(failed.changed)} in place"
        return Finding("changed_input", f"{start}, which its caller still needs; work on a copy, {own}")
    right = []
    for name, got, wanted, layout in zip(how.returns, failed.got or (), failed.wanted, how.layouts, strict=False):
        called = "your result" if name == "result" else name
        if compare.right(got, wanted):
            right.append(called)
            continue
        finding = _rounded(called, got, wanted)
        if finding is None and failed.changed:
            start = f"your function changes {_listed(failed.changed)} in place"
            return Finding("changed_input", f"{start}, and the numbers come out wrong; work on a copy, {own}")
        finding = finding or compare.difference(called, got.astype(float), wanted.astype(float), layout.axes.split())
        before = f"{_listed(right)} {'is' if len(right) == 1 else 'are'} right, but " if right else ""
        warned = f". NumPy warned: {sandbox.warned[0]}" if finding.id in ("nan", "infinite") and sandbox.warned else ""
        return Finding(finding.id, before + finding.sentence + warned)
    return Finding("differs", "the numbers differ")


def _example(arguments: Arguments | None, function: Any, failed: Trial) -> str:
    """Return the call and what it gave, ": f(11, 4, stride=3) gave 5", where all of them are short numbers."""
    got = failed.got or []
    args, kwargs = arguments or ((), {})
    if [array.shape for array in got] != [()] or not all(map(_is_short, (*args, *kwargs.values()))):
        return ""
    name = getattr(function, "__name__", "")
    listed = [*map(repr, args), *(f"{key}={value!r}" for key, value in kwargs.items())]
    return f": {name if name.isidentifier() else 'f'}({', '.join(listed)}) gave {got[0].item():.6g}"


def _is_short(value: Any) -> bool:
    """Whether an argument is a number, None, or a short tuple of such."""
    return (isinstance(value, tuple) and len(value) < 9 and all(map(_is_short, value))) or (
        value is None or isinstance(value, (bool, int, float))
    )


def _rounded(name: str, got: np.ndarray, wanted: np.ndarray) -> Finding | None:
    """Recognize numbers that are wrong only because of the kind of numbers the array holds."""
    if got.shape != wanted.shape or got.dtype == wanted.dtype or wanted.dtype.kind != "f":
        return None
    if got.dtype.kind in "biu" and not close(wanted, np.round(wanted)):
        kind = "True or False" if got.dtype.kind == "b" else "integers"
        what = f"the numbers of {name} are cut to {kind} ({got.dtype})"
        return Finding("wrong_dtype", f"{what}: make the output with np.zeros(shape), which holds floats")
    if got.dtype.kind == "f" and np.allclose(got, wanted.astype(got.dtype), rtol=1e-3, equal_nan=True):
        return Finding("wrong_dtype", f"the numbers of {name} are rounded to {got.dtype}: compute in float64")
    return None


def _late(outcome: Outcome, seconds: float, case: Case, before: int) -> str:
    """Say that the function did not end, and what it was at."""
    if before == 0:
        text = f"Your function did not come to an end within {seconds:g} seconds; is there a loop that never stops?"
    else:
        text = (
            f"Your function did not come to an end within {seconds:g} seconds. It had done {before} "
            f"{'case' if before == 1 else 'cases'} and was at {case.label}; is there a loop that never stops there?"
        )
    if outcome.stopped:
        return text
    return f"{text} It could not be stopped and still runs: restart the kernel (menu Kernel) to end it."


def _listed(words: Sequence[str]) -> str:
    """Return "dx, dw and db"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
