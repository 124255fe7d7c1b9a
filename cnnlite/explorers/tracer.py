"""`NetworkTracer`: a small network, step by step, every number in four ways: formula, arithmetic, NumPy, PyTorch."""

import html
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from cnnlite import _checks
from cnnlite.data import articles
from cnnlite.explorers.controls import FRONT_END
from cnnlite.explorers.network import Network
from cnnlite.explorers.number_grid import NumberGrid
from cnnlite.explorers.trace import STEPS, scenes

NETWORK, STEP = "network", "step"
LABEL = "a network, step by step"
# The four lines of a number stand below each other.
LINES = f"""
.cnnlite-numbers[aria-label="{LABEL}"] .sentence {{
  white-space: pre-wrap;
  font-family: var(--jp-code-font-family, monospace);
  font-size: var(--jp-code-font-size, 13px);
}}
"""


def _zebra_cat(image: np.ndarray) -> Network:
    """Return article 0's network with one of its pictures; its weights are our reconstruction."""
    return Network(
        image, articles.ZEBRA_CAT_FILTER[None], np.zeros(1),
        [(articles.ZEBRA_CAT_WEIGHTS, articles.ZEBRA_CAT_BIASES)], ("zebra", "cat"),
    )  # fmt: skip


NETWORKS = MappingProxyType(
    {
        "zebra": _zebra_cat(articles.ZEBRA),
        "cat": _zebra_cat(articles.CAT),
        "article 3": Network(
            articles.PAPER_IMAGE, articles.PAPER_KERNELS, articles.PAPER_KERNEL_BIASES,
            [
                (articles.PAPER_HIDDEN_WEIGHTS, articles.PAPER_HIDDEN_BIASES),
                (articles.PAPER_OUTPUT_WEIGHTS, articles.PAPER_OUTPUT_BIASES),
            ],
            ("upright", "flat"), padding=1, pool=2,
        ),
    }
)  # fmt: skip


class NetworkTracer(NumberGrid):
    """Walk through a small network, one step at a time: point at a number to see where it comes from.

    The cells that it is made of are framed, and four lines say how: formula, arithmetic, NumPy and PyTorch. `arrays`
    holds what the lines name.

    Parameters
    ----------
    network : {"zebra", "cat", "article 3"}
        Article 0's network with one of its two pictures, or article 3's with small numbers of ours.
    step : str
        One of "1 convolution", "2 ReLU", "3 max pooling", "4 flatten", "5 dense", "6 output".
    position : int
        Which number of that step to begin with, counted map by map and along the rows.
    show : sequence of str
        The controls to show, of network, step, position and play.
    networks : mapping of str to Network
        Other networks to choose from, by name.

    Raises
    ------
    TypeError, ValueError
        There is no such network, step or control.
    TraitError
        The step has no such position.

    Examples
    --------
    >>> print(NetworkTracer("cat", "5 dense").summary())
    NetworkTracer: cat, 5 dense, number 1 of 2
    formula:    z[0] = b1[0] + Σᵢ W1[0, i] · f[i]
    arithmetic: 0.86·0 + 0.26 = 0.26
    NumPy:      W1[0] @ f[0] + b1[0]
    PyTorch:    F.linear(f, W1, b1)[0, 0]
    """

    _css = f"{(FRONT_END / 'number_grid.css').read_text(encoding='utf-8')}\n{LINES}"  # type: ignore[assignment]

    def __init__(
        self,
        network: str = "zebra",
        step: str = STEPS[0],
        position: int = 0,
        show: Sequence[str] = (NETWORK, STEP, "position", "play"),
        networks: Mapping[str, Network] = NETWORKS,
    ) -> None:
        _checks.choice("NetworkTracer", NETWORK, network, networks)
        _checks.choice("NetworkTracer", STEP, step, STEPS)
        self.networks = dict(networks)
        names = list(networks)
        super().__init__(
            [scene for one in networks.values() for scene in scenes(one)],
            options={NETWORK: names, STEP: STEPS},
            show=show,
            label=LABEL,
            index=position,
            setting=[names.index(network), STEPS.index(step)],
            depth="map",
        )

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """The arrays of the present network, by the names that the lines use."""
        return self.networks[self.state[NETWORK]].arrays

    @property
    def lines(self) -> dict[str, str]:
        """The four lines of the present number, by name."""
        pairs = (line.split(":", 1) for line in self.scene.frames[self.index].text.splitlines())
        return {name: line.strip() for name, line in pairs}

    def summary(self) -> str:
        """Return the text twin: where we are, and the four lines."""
        state, frames = self.state, self.scene.frames
        where = f"{state[NETWORK]}, {state[STEP]}, number {self.index + 1} of {len(frames)}"
        return f"NetworkTracer: {where}\n{frames[self.index].text}"

    def fallback(self) -> str:
        """Return the present step and its lines for pages in which no module runs."""
        return f"{self.picture().to_html()}<p>{html.escape(self.summary()).replace(chr(10), '<br>')}</p>"
