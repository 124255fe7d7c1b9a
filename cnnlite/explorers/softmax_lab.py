"""`SoftmaxLab`: scores to probabilities, with every number between them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from cnnlite import functional
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.plots import color, small_bars

MOST = 4  # classes
END = 5  # scores and what is added to them run from −5 to 5
COLDEST, HOTTEST = 0.2, 5.0
LONGEST = 10  # letters of a number such as 5.18·10⁻²¹: with room for it no picture moves under the hand
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class SoftmaxLab(Explorer):
    """Scores, e to the power of each, and their shares of the sum: softmax, step by step.

    Parameters
    ----------
    scores : sequence of float
        Two to four scores from −5 to 5, in steps of 0.1.
    classes : sequence of str
        A name for each score.
    add : float
        −5 to 5, in steps of 0.5: is added to every score.
    temperature : float
        0.2 to 5, in steps of 0.1: every score is divided by it.
    show : sequence of str, optional
        The controls to show, of score_1, score_2, …, add and temperature.

    Raises
    ------
    ValueError
        There are not two to four scores, not as many classes, or a number is out of range.

    Examples
    --------
    >>> SoftmaxLab().summary()
    'SoftmaxLab: cat 0.6262, dog 0.3110, elephant 0.0628; the largest is cat.'
    """

    def __init__(
        self,
        scores: Sequence[float] = (2.5, 1.8, 0.2),
        classes: Sequence[str] = ("cat", "dog", "elephant"),
        add: float = 0,
        temperature: float = 1.0,
        show: Sequence[str] | None = None,
    ) -> None:
        if not 2 <= len(scores) <= MOST or len(set(classes)) != len(scores):
            raise ValueError(
                f"SoftmaxLab: scores must be 2 to {MOST}, with a class of its own for each, got {len(scores)} scores "
                f"and the classes {', '.join(classes)}."
            )
        self.classes = list(classes)
        controls = {
            f"score_{n}": Slider(label=name, min=-END, max=END, step=0.1, value=value)
            for n, (name, value) in enumerate(zip(classes, scores, strict=True), 1)
        }
        controls["add"] = Slider(label="add to all", min=-END, max=END, step=0.5, value=add)
        controls["temperature"] = Slider(
            label="temperature", min=COLDEST, max=HOTTEST, step=0.1, value=float(temperature)
        )
        super().__init__(controls, panels=("scores", "powers", "shares"), show=show)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return every step."""
        own = np.array([float(state[f"score_{n}"]) for n in range(1, len(self.classes) + 1)])
        scores = own + float(state["add"])
        temperature = float(state["temperature"])
        exponents = scores / temperature
        return {
            "scores": scores, "temperature": temperature, "powers": np.exp(exponents),
            "shares": functional.softmax(exponents),
        }  # fmt: skip

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the three steps beside each other."""
        scores, powers, shares = (arrays[key] for key in ("scores", "powers", "shares"))
        heat = arrays["temperature"]
        power = "→ e^logit" if heat == 1 else f"→ e^(logit ÷ {color.number(heat)})"
        return {
            "scores": ("", small_bars(self.classes, scores, "logits", (-2 * END, 2 * END), letters=5)),
            "powers": ("", small_bars(self.classes, powers, power, (0, powers.max()), written(powers), LONGEST)),
            "shares": (
                "",
                small_bars(self.classes, shares, "→ divided by their sum", (0, 1), written(shares), LONGEST),
            ),
        }

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Write the formula of the first class with its numbers."""
        heat = arrays["temperature"]
        exponents = [
            score if heat == 1 else f"({score}/{color.number(heat)})" for score in color.numbers(arrays["scores"])
        ]
        powers = [f"e^{f'({text})' if text.startswith('−') else text}" for text in exponents]
        (first, *_), [total] = written(arrays["powers"]), written(arrays["powers"].sum(keepdims=True))
        share = written(arrays["shares"])[0]
        return f"{self.classes[0]}: {powers[0]} / ({' + '.join(powers)}) = {first} / {total} = {share}"

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the probabilities and the decision."""
        named = zip(self.classes, written(arrays["shares"]), strict=True)
        best = [
            name for name, score in zip(self.classes, arrays["scores"], strict=True) if score == max(arrays["scores"])
        ]
        verb = "are" if len(best) > 1 else "is"
        return f"{', '.join(f'{name} {share}' for name, share in named)}; the largest {verb} {' and '.join(best)}."


def written(numbers: np.ndarray) -> list[str]:
    """Return positive numbers with four decimals, small ones with three digits, and others as 5.18·10²¹."""
    return [_written(float(number)) for number in numbers]


def _written(number: float) -> str:
    if 1e-4 <= number < 1e4:
        return f"{number:.4f}" if number >= 0.01 else f"{number:.3g}"
    digits, exponent = f"{number:.2e}".split("e")
    return f"{digits}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
