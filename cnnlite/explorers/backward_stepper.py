"""`BackwardStepper` and `BackwardLadder`: the gradients of a convolution, every payment and every sum written out."""

import html
from collections.abc import Mapping, Sequence

import numpy as np

from cnnlite import _checks
from cnnlite.explorers.backward import ConvBackward
from cnnlite.explorers.backward_ladder import LADDER, convolution
from cnnlite.explorers.backward_scene import VIEWS
from cnnlite.explorers.number_grid import NumberGrid

CONVOLUTION, VIEW = "convolution", "view"


class BackwardLadder(NumberGrid):
    """Step backward through a convolution, on each rung of a ladder: plain, stride, padding, channels, kernels.

    In the view *scatter*, pick a cell of dout: the window of x that it was made from is framed, and what the cell pays
    to dx, dw and db is added to the totals so far. In *gather dx*, pick a cell of dx: the kernel, turned by 180°, lies
    on dout in its zeros, which are hatched; the products sum to the cell. In *gather dw*, pick a cell of dw: dout lies
    on x. Cells of dx that are hatched belong to the padding; nothing keeps them. The last sentence says in how many
    numbers the views agree with each other and with `cnnlite.conv2d_backward`.

    Parameters
    ----------
    convolution : str
        One of the names of ``convolutions``, to begin with.
    view : {"scatter", "gather dx", "gather dw"}
        To begin with.
    position : int
        Which cell to begin with, counted channel by channel and along the rows.
    show : sequence of str
        The controls to show, of position, play, pin, convolution and view.
    convolutions : mapping of str to ConvBackward
        By default "one channel" (A1.27), "stride 2", "padding 1", "two channels" and "two kernels"; the numbers are
        ours. `convolution` makes one.

    Raises
    ------
    TypeError, ValueError
        There is no such convolution, view or control.
    TraitError
        The view has no such position.

    Examples
    --------
    >>> print(BackwardLadder("one channel", "gather dx", position=4).summary())
    BackwardLadder: one channel, gather dx
    dx (1, 1) = 1·4 + (−1)·3 + 2·2 + 3·1 = 8
    ✓ scatter = gather: equal in all 9 numbers of dx and all 4 of dw
    """

    def __init__(
        self,
        convolution: str = "one channel",
        view: str = "scatter",
        position: int = 0,
        show: Sequence[str] = ("position", "play", CONVOLUTION, VIEW),
        convolutions: Mapping[str, ConvBackward] = LADDER,
    ) -> None:
        name = type(self).__name__
        _checks.choice(name, CONVOLUTION, convolution, convolutions)
        _checks.choice(name, VIEW, view, VIEWS)
        self.convolutions = dict(convolutions)
        names = list(convolutions)
        super().__init__(
            [scene(one) for one in convolutions.values() for scene in VIEWS.values()],
            options={CONVOLUTION: names, VIEW: list(VIEWS)},
            show=show,
            label="a convolution, step by step backward",
            index=position,
            setting=[names.index(convolution), list(VIEWS).index(view)],
        )

    def summary(self) -> str:
        """Return the text twin: where we are, the arithmetic of the present cell, and whether the views agree."""
        where = ", ".join(self.state[name] for name in (CONVOLUTION, VIEW) if self.state[name])
        return f"{type(self).__name__}: {where}\n{self.scene.frames[self.index].text}"

    def fallback(self) -> str:
        """Return the present frame and its lines for pages in which no module runs."""
        lines = html.escape(self.scene.frames[self.index].text).replace("\n", "<br>")
        return f"{self.picture().to_html()}<p>{lines}</p>"


class BackwardStepper(BackwardLadder):
    """Step backward through a convolution of your own; the views are those of `BackwardLadder`.

    Parameters
    ----------
    image : ndarray (H, W) or (2, H, W)
        At most 8 × 8 numbers.
    kernel : ndarray (kh, kw), (C, kh, kw) or (O, C, kh, kw)
        One kernel, or two for an image of one channel.
    dout : ndarray (Ho, Wo) or (O, Ho, Wo)
        The gradient of the loss by each output.
    stride, padding : int
        1 to 3 pixels from one window to the next; 0 to 2 rings of 0 around the image.
    view, position, show
        As in `BackwardLadder`; there is no menu of convolutions.

    Raises
    ------
    TypeError, ValueError
        An array is of another kind or size, the shapes do not belong together, a number is out of range, or there are
        too many numbers to show.
    TraitError
        The view has no such position.

    Examples
    --------
    >>> print(BackwardStepper(np.array([[5.0, 7]]), np.array([[2.0]]), np.array([[1.0, 10]]), position=1).summary())
    BackwardStepper: scatter
    dout (0, 1) = 10 pays
    dx (0, 1): 10·2 = 20
    dw (0, 0): 10·7 = 70
    db: 10
    ✓ scatter = gather: equal in all 2 numbers of dx and all 1 of dw
    """

    def __init__(
        self,
        image: np.ndarray,
        kernel: np.ndarray,
        dout: np.ndarray,
        stride: int = 1,
        padding: int = 0,
        view: str = "scatter",
        position: int = 0,
        show: Sequence[str] = ("position", "play", VIEW),
    ) -> None:
        layer = convolution(image, kernel, dout, stride, padding)
        super().__init__("", view, position, show, {"": layer})
