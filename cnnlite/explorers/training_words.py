"""What is said of a training: the numbers of the moment, and in coarse words where it stands."""

from cnnlite.explorers.training import Training

STAIRS = (50, 80, 90, 95)  # per cent; finer ones might differ from machine to machine


def numbers(training: Training, past: str) -> str:
    """Return where a run is, its last batch, the held-out images, and what the gray lines are."""
    run = training.run
    steps, epochs = run.history
    loss, accuracy = training.start[:2]
    after, batch = "before training", ""
    if steps:
        now = steps[-1]
        batch = (
            f"Epoch {now.epoch} of {run.epochs}, step {now.number} of {run.steps}. "
            f"Last batch: loss {now.loss:.3g}, {100 * now.accuracy:.0f} % right. "
        )
    if epochs:
        _, _, _, loss, accuracy = epochs[-1]
        after = f"after epoch {epochs[-1].number}"
    gray = f" In gray: {past}." if past else ""
    return f"{batch}Held-out {after}: loss {loss:.3g}, {100 * accuracy:.1f} % right.{gray}"


def standing(training: Training, running: bool, reason: str) -> str:
    """Return the setting and where its run stands; the same on every machine."""
    run = training.run
    if running:
        return f"{training.name}: running."
    if not run.number and not run.trouble:
        told = f"{reason} " if reason else ""
        length = f"{run.epochs} epoch{'s' * (run.epochs > 1)}"
        steps = f"{run.steps_per_epoch} step{'s' * (run.steps_per_epoch > 1)}"
        return f"{training.name}: {told}Ready for {length} of {steps}. Press Start."
    after = f" {reason}" if reason else ""
    if run.trouble:
        return f"{training.name}: {run.trouble}{after}"
    stands = f"done, all {run.steps} steps" if run.done else f"paused after step {run.number} of {run.steps}"
    passed = [
        stair for stair in STAIRS if run.history.epochs and 100 * run.history.epochs[-1].held_out_accuracy > stair
    ]
    right = f" Held-out images: over {passed[-1]} % right after epoch {len(run.history.epochs)}." if passed else ""
    return f"{training.name}: {stands}.{after}{right}"
