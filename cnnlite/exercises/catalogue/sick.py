"""The stretch exercise of notebook 16: what is wrong with six trainings, by their curves and two more facts."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from cnnlite.exercises.exercise import Design
from cnnlite.zoo.trainings import BROKEN, PATIENTS, training

SMALL, LARGE = 0.001, 0.1  # shares by which a first step that is healthy moves the kernels lie between
# A's own cause, named elsewhere, stands in for it at A, which is told first.
OTHERS = [f"not_{name.replace(' ', '_')}" for name in BROKEN if name != PATIENTS["A"][0]]


def _judge(answer, rng):
    """Compare one name after the other; the first wrong one is held against the run."""
    if isinstance(answer, dict):
        answer = [answer.get(letter) for letter in PATIENTS]
    if not isinstance(answer, (tuple, list)) or len(answer) != len(PATIENTS):
        return "wrong_kind", f"Give {len(PATIENTS)} names in a row, one for each run, A first"
    names = [" ".join(name.split()).lower() if isinstance(name, str) else name for name in answer]
    for letter, name in zip(PATIENTS, names, strict=True):
        if name not in BROKEN:
            return "unknown_word", f"Run {letter}: {name!r} is none of the names: {', '.join(BROKEN)}"
    for n, letter in enumerate(PATIENTS):
        if names[n] in names[:n]:
            first = list(PATIENTS)[names.index(names[n])]
            return "twice", f"Runs {first} and {letter} both have {names[n]!r}; in these six no name comes twice"
    right = sum(name == cause for name, (cause, _) in zip(names, PATIENTS.values(), strict=True))
    for name, (letter, (cause, settings)) in zip(names, PATIENTS.items(), strict=True):
        if name != cause:
            return f"not_{name.replace(' ', '_')}", f"{right} of 6 are right. Run {letter}: {_against(name, settings)}"
    return None


def _against(name, settings):
    """Say what a cause would show, and what this run shows instead; A's own cause is never wrong elsewhere."""
    run = training(**settings)
    moved, silent = f"{100 * run.moved:.2g} %", f"{100 * run.silent:.0f} %"
    half = run.losses[run.steps_per_epoch // 2 : run.steps_per_epoch]
    between = f"in the second half of the first epoch the loss lies between {half.min():.1f} and {half.max():.1f}"
    silenced = "here it did not move the kernels at all" if run.moved == 0 else f"here it moved the kernels by {moved}"
    return {
        "rate too large": f"a rate that is too large makes large first steps, over {100 * LARGE:.0f} %; {silenced}",
        "rate too small": f"a rate that is too small makes tiny first steps, below {100 * SMALL:.1g} %, and silences "
        f"few; here {moved}, and {silent} are silent",
        "sorted images": "sorted images make the batches' loss jump from the first epoch on, whenever the next digit "
        f"begins; here {between}",
        "equal weights": "equal weights do not move the kernels in the first step, and nobody falls silent; here "
        f"{moved}, and {silent} are silent",
        "dead start": f"with a dead start all outputs are silent, and no step ever moves the kernels; here {moved}, "
        f"and {silent} are silent",
        "never cleared": "gradients that are never cleared first bring a usual step and a fall of the loss; later they "
        f"have grown, and it jumps; here the first step is {moved}, and {between}",
    }[name]


def diagnoses():
    """Facts first for the four flat curves; the other two have a shape of their own."""
    return ["wrong labels", "dead start", "sorted images", "rate too large", "rate too small", "never cleared"]


EXERCISE = Design(
    name="16.sick",
    judge=_judge,
    example=diagnoses,
    hints=(
        "Four of the six curves are flat. Which of them made a first step of a usual size?",
        "A step is the rate times a gradient: where ReLU is silent for all images there is no gradient, whatever the "
        "rate.",
        "Begin with the two runs that are all silent: the one that moved in its first step was alive then.",
    ),
    diagnoses=(
        "wrong_kind", "unknown_word", "twice", *OTHERS,
    ),
)  # fmt: skip
