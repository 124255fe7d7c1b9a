"""The exercise of notebook 09: which loss prefers the worse of two predictions, and why."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from cnnlite import functional
from cnnlite.data.rivals import RIVALS
from cnnlite.exercises.exercise import Design

LOSSES = {
    "MSE": functional.mse_loss,
    "MAE": functional.l1_loss,
    "MSLE": functional.msle_loss,
    "MAPE": functional.mape_loss,
    "cross-entropy": functional.binary_cross_entropy,
}
REASONS = ("endless", "extreme", "squared", "divided")
WHY = {"MSE": "squared", "MAPE": "divided", "cross-entropy": "endless"}
SAME = {
    "ce": "cross-entropy", "cross entropy": "cross-entropy", "cross_entropy": "cross-entropy",
    "binary_cross_entropy": "cross-entropy", "binary cross-entropy": "cross-entropy",
}  # fmt: skip


def _judge(answer, rng):
    """Judge each pair of a loss and a reason by the numbers of its rivals; say something about each."""
    if not isinstance(answer, (list, tuple)) or len(answer) != len(RIVALS):
        return "wrong_shape", f"Give {len(RIVALS)} pairs in a list, one each for {', '.join(RIVALS)}"
    found = [(case, *_look(case, pair)) for case, pair in zip(RIVALS, answer, strict=True)]
    wrong = [mistake for _, mistake, _ in found if mistake]
    told = ".\n".join(f"{case}: {sentence}" for case, _, sentence in found)
    return (wrong[0] if wrong else None), told


def _look(case, pair):
    """Return the id of the mistake in one pair, None for a right one, and a sentence on it."""
    if pair is None or pair is ...:
        return "not_filled", "still to do"
    if not isinstance(pair, (list, tuple)) or len(pair) != 2 or not all(isinstance(word, str) for word in pair):
        return "wrong_kind", 'write a pair of two words in quotes, such as ("MAE", "divided")'
    names = {name.lower(): name for name in (*LOSSES, *REASONS)} | SAME
    loss, reason = (names.get(word.strip().lower(), word) for word in pair)
    if loss in REASONS and reason in LOSSES:
        loss, reason = reason, loss
    if loss not in LOSSES or reason not in REASONS:
        word, kind, known = (loss, "losses", LOSSES) if loss not in LOSSES else (reason, "reasons", REASONS)
        return "unknown_word", f"{word!r} is not among the {kind}: {', '.join(known)}"
    rivals = RIVALS[case]
    if loss not in rivals.losses:
        chances = loss == "cross-entropy"
        return "not_for_this", f"{loss} {'takes probabilities, and these are none' if chances else 'divides by 0 here'}"
    a, b = (float(LOSSES[loss](row, rivals.target)) for row in (rivals.a, rivals.b))
    charged = f"{loss} charges A {a:.3g} and B {b:.3g}"
    if a < b:
        return "prefers_the_better", f"{charged}, so it prefers A as it should"
    if reason != WHY[loss]:
        return "wrong_reason", f"{charged}: that one fails; but {_not_so(reason, loss, rivals)}"
    return None, f"{charged}: right"


def _not_so(reason, loss, rivals):
    """Say why a reason is not that of a loss."""
    chances = "cross-entropy" in rivals.losses
    return {
        "squared": f"{loss} squares no distance",
        "divided": f"{loss} divides by no target",
        "endless": f"a picture costs at most 1 in {loss}" if chances else "a number is not sure of anything",
        "extreme": f"in doubt {loss} is not smallest at 0 or 1" if chances else "no target is a yes or no",
    }[reason]


def failing():
    """Name for prices, rain and zebras the loss that prefers B, and why."""
    return [("MSE", "squared"), ("MAPE", "divided"), ("cross-entropy", "endless")]


EXERCISE = Design(
    name="09.which",
    judge=_judge,
    example=failing,
    hints=(
        "Where is A far off, if anywhere, and what does each loss make of that one number?",
        "A loss prefers the prediction with the smaller number: work out what it charges A and B.",
        "Begin with the numbers whose target and prediction by A lie furthest apart, and with the smallest target.",
    ),
    diagnoses=(
        "wrong_shape", "not_filled", "wrong_kind", "unknown_word", "not_for_this", "prefers_the_better", "wrong_reason",
    ),
)  # fmt: skip
