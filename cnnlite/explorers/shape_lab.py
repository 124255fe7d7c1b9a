"""`ShapeLab`: how large the output is, and how often each pixel is read."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets

from cnnlite import _checks
from cnnlite.explorers.base import Explorer
from cnnlite.explorers.controls import Slider
from cnnlite.explorers.panel import View
from cnnlite.explorers.shape_scene import Shape

LARGEST, LARGEST_KERNEL, MOST_STRIDE, MOST_PADDING, MOST_DILATION = 16, 7, 4, 3, 3
MOST_PADDED = LARGEST + 2 * (LARGEST_KERNEL - 1)  # rows or columns that are still large enough to read
MODES = ("number", "valid", "same", "full")
IN_WORDS = ("as set below", *MODES[1:])


class ShapeLab(Explorer):
    """The map of a convolution's sizes: what is read how often, what never, and how many outputs there are.

    Parameters
    ----------
    rows, columns : int
        Of the picture, 1–16.
    kernel_rows, kernel_columns : int
        1–7.
    stride, padding, dilation : int
        1–4, 0–3 and 1–3.
    mode : {"number", "valid", "same", "full"}
        The padding as given, none, what makes ⌈size/stride⌉ outputs, or the kernel less one on each side.
    show : sequence of str, optional
        The controls to show; all by default.

    Raises
    ------
    ValueError
        A number is out of range, or the mode is none of these.

    Examples
    --------
    >>> lab = ShapeLab(7, 8, stride=2)
    >>> lab.status.text[:50]
    '7×8 picture, 3×3 kernel, stride 2 → 3×3 output. Ne'
    >>> print(lab.arrays["shape"].sentence())
    Never read: the last column. Pixels are read 0 to 4 times, the top left one once, the middle one twice.
    """

    def __init__(
        self,
        rows: int = 7,
        columns: int = 10,
        kernel_rows: int = 3,
        kernel_columns: int = 3,
        stride: int = 1,
        padding: int = 0,
        dilation: int = 1,
        mode: str = "number",
        show: Sequence[str] | None = None,
    ) -> None:
        _checks.choice("ShapeLab", "mode", mode, MODES)
        super().__init__(
            controls={
                "rows": Slider("rows", 1, LARGEST, rows),
                "columns": Slider("columns", 1, LARGEST, columns),
                "kernel_rows": Slider("kernel rows", 1, LARGEST_KERNEL, kernel_rows),
                "kernel_columns": Slider("kernel columns", 1, LARGEST_KERNEL, kernel_columns),
                "stride": Slider("stride", 1, MOST_STRIDE, stride),
                "mode": ipywidgets.Dropdown(
                    options=[*zip(IN_WORDS, MODES, strict=True)], value=mode, description="mode",
                    layout={"width": "190px"}, style={"description_width": "60px"},
                ),
                "padding": Slider("padding", 0, MOST_PADDING, padding),
                "dilation": Slider("dilation", 1, MOST_DILATION, dilation),
            },
            panels=("map",),
            show=show,
        )  # fmt: skip

    def settle(self, changed: str | None) -> None:
        """Narrow the kernel to what fits, then the dilation."""
        mode = self.mode.value
        self.padding.disabled = mode != "number"
        self.padding.label = "padding" if mode == "number" else "(padding)"  # the mode sets it
        room = 2 * self.padding.value if mode == "number" else 0
        sizes = self.rows.value, self.columns.value
        kernels = self.kernel_rows, self.kernel_columns
        for kernel, size in zip(kernels, sizes, strict=True):
            kernel.max = LARGEST_KERNEL if mode in ("same", "full") else min(LARGEST_KERNEL, size + room)
        spans = {"full": (MOST_PADDED - max(sizes)) // 2 + 1, "same": MOST_PADDED - max(sizes) + 1}
        fits = [
            dilation for dilation in range(2, MOST_DILATION + 1)
            if all(
                _checks.kernel_span((kernel.value, 1), (dilation, 1))[0] <= spans.get(mode, size + room)
                for kernel, size in zip(kernels, sizes, strict=True)
            )
        ]  # fmt: skip
        self.dilation.max = max(fits, default=1)

    def compute(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the `Shape` of a state."""
        size, kernel = (state["rows"], state["columns"]), (state["kernel_rows"], state["kernel_columns"])
        stride, dilation = (state["stride"],) * 2, (state["dilation"],) * 2
        span = _checks.kernel_span(kernel, dilation)
        asked = state["padding"] if state["mode"] == "number" else state["mode"]
        asked = (span[0] - 1, span[1] - 1) if asked == "full" else asked
        padding = _checks.padding_pairs("ShapeLab", asked, size, span, stride)
        return {"shape": Shape(size, kernel, stride, padding, dilation), "state": dict(state)}

    def views(self, arrays: Mapping[str, Any]) -> dict[str, View]:
        """Draw the usage map and the output."""
        return {"map": arrays["shape"].scene()}

    def sentence(self, arrays: Mapping[str, Any]) -> str:
        """Say the sizes, and what is read how often."""
        shape, state = arrays["shape"], arrays["state"]
        settings = (
            f"{state['rows']}×{state['columns']} picture, {state['kernel_rows']}×{state['kernel_columns']} kernel"
        )
        (top, bottom), (left, right) = shape.padding
        even = f"{top}" if top == bottom == left == right else f"{top}+{bottom} rows and {left}+{right} columns"
        padding = f", padding {even}" if (top, bottom, left, right) != (0, 0, 0, 0) else ""
        dilation = f", dilation {state['dilation']}" if state["dilation"] > 1 else ""
        output = "×".join(map(str, shape.output))
        return f"{settings}, stride {state['stride']}{padding}{dilation} → {output} output. {shape.sentence()}"

    def remark(self, arrays: Mapping[str, Any]) -> str:
        """Write the size formula with its numbers filled in, for those who can move the padding in it."""
        if "padding" not in self.shown:
            return ""
        return f"size: {arrays['shape'].formulas()}"
