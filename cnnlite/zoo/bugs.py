"""`BUGS`: ten mistakes that people made in public, each as a pair of functions with one wrong line."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cnnlite.functional import conv2d, conv2d_backward, max_pool2d, max_pool2d_backward
from cnnlite.zoo import conv_bugs, pool_bugs
from cnnlite.zoo.hands import HANDS, Hand

RIGHT: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "conv": (conv2d, conv2d_backward),
    "pool": (max_pool2d, max_pool2d_backward),
}
GITHUB = "https://github.com/"


@dataclass(frozen=True)
class Bug:
    """A forward and a backward function, one of them or both wrong.

    Attributes
    ----------
    name : str
        What is wrong, in a few words.
    kind : {"conv", "pool"}
        Whether it is a convolution or a max pooling.
    story : str
        The mistake in one sentence.
    needs : str
        What a case must have for the bug to make a difference.
    sources : dict of str to str
        Where it was met, with the address.
    forward, backward : callable
        Called as `conv2d` and `conv2d_backward`, or `max_pool2d` and `max_pool2d_backward`.
    where : callable
        The function that has the wrong line.
    slip, mended : str
        The wrong line and the right one; the same and empty where nothing is wrong.
    hand : Hand
        A small example, worked out by hand, that shows the mistake.
    """

    name: str
    kind: str
    story: str
    needs: str
    sources: dict[str, str]
    forward: Callable[..., Any]
    backward: Callable[..., Any]
    where: Callable[..., Any]
    slip: str
    mended: str
    hand: Hand

    @property
    def right(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        """The forward and the backward function as they ought to be."""
        return RIGHT[self.kind]

    @property
    def code(self) -> str:
        """The function that has the wrong line, as written."""
        return inspect.getsource(self.where)


def _conv(name: str, backward: Callable[..., Any], **more: Any) -> Bug:
    """Return a convolution whose backward function is wrong."""
    return Bug(name, "conv", forward=conv2d, backward=backward, where=backward, hand=HANDS[name], **more)


def _pool(name: str, backward: Callable[..., Any], forward: Callable[..., Any] = max_pool2d, **more: Any) -> Bug:
    """Return a pooling whose backward function is wrong, or whose forward function is and the backward agrees."""
    return Bug(name, "pool", forward=forward, backward=backward, hand=HANDS[name], **more)


_LISTED = (
    _conv(
        "stride ignored", conv_bugs.ignores_stride,
        story="The windows of the backward pass move on by 1, although those of the forward pass moved on by the "
        "stride.",
        needs="a stride above 1, and more than one window",
        sources={
            "Kulbear/deep-learning-coursera#34": f"{GITHUB}Kulbear/deep-learning-coursera/pull/34",
            "shaoanlu/deeplearning.ai-Convolutional-Neural-Networks#1":
                f"{GITHUB}shaoanlu/deeplearning.ai-Convolutional-Neural-Networks/issues/1",
            "rasbt/machine-learning-book#168": f"{GITHUB}rasbt/machine-learning-book/pull/168",
        },
        slip="top, left = r, s", mended="top, left = r * stride, s * stride",
    ),
    _conv(
        "no 180° turn", conv_bugs.forgets_turn,
        story="The kernel slides over the upstream gradient as it is, not turned by 180°.",
        needs="a kernel that half a turn changes",
        sources={"DeepLearning.AI forum 121204": "https://community.deeplearning.ai/t/121204"},
        slip="kernel = w.transpose(1, 0, 2, 3)", mended="kernel = np.flip(w, (2, 3)).transpose(1, 0, 2, 3)",
    ),
    _conv(
        "channels shuffled", conv_bugs.shuffles_channels,
        story="The kernel's gradient has the right numbers at the wrong places, because its axes stand in another "
        "order.",
        needs="more than one channel, and a kernel larger than 1×1",
        sources={
            "apple/tensorflow_macos#230": f"{GITHUB}apple/tensorflow_macos/issues/230",
            "NervanaSystems/neon#111": f"{GITHUB}NervanaSystems/neon/issues/111",
        },
        slip="dw = row.reshape(filters, channels, kh, kw)",
        mended="dw = row.reshape(filters, kh, kw, channels).transpose(0, 3, 1, 2)",
    ),
    _conv(
        "leftover rows first", conv_bugs.shifts_leftover,
        story="Rows and columns that no window reached are put back before the others instead of behind them.",
        needs="rows or columns that the last window does not reach",
        sources={
            "Theano/Theano#602": f"{GITHUB}Theano/Theano/issues/602",
            "flagos-ai/FlagGems#1576": f"{GITHUB}flagos-ai/FlagGems/pull/1576",
        },
        slip="dpadded = pad(dreached, ((over_h, 0), (over_w, 0)))",
        mended="dpadded = pad(dreached, ((0, over_h), (0, over_w)))",
    ),
    _conv(
        "half the padding kept", conv_bugs.crops_one_side,
        story="The gradient's padding is cut off above and to the left, and stays below and to the right.",
        needs="padding",
        sources={
            "MrinmoiHossain/Deep-Learning-Specialization-Coursera#3":
                f"{GITHUB}MrinmoiHossain/Deep-Learning-Specialization-Coursera/issues/3",
        },
        slip="dx = dpadded[:, :, padding:, padding:]",
        mended="dx = dpadded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]",
    ),
    _pool(
        "padding wins", pool_bugs.zeros_win_backward, pool_bugs.zeros_win,
        where=pool_bugs._zero_padded,
        story="The padding of a max pooling holds zeros, which win against negative pixels.",
        needs="padding, and a window at the edge whose pixels are all negative",
        sources={"ddbourgin/numpy-ml, measured": f"{GITHUB}ddbourgin/numpy-ml"},
        slip="return np.pad(x, ring, constant_values=0.0)",
        mended="return np.pad(x, ring, constant_values=-np.inf)",
    ),
    _pool(
        "winners misplaced", pool_bugs.reads_unpadded,
        where=pool_bugs.reads_unpadded,
        story="The backward pass looks for the winners in the image without its padding, at the places they have in "
        "the padded one.",
        needs="padding",
        sources={"ddbourgin/numpy-ml, measured": f"{GITHUB}ddbourgin/numpy-ml"},
        slip="top, left = r * stride, s * stride",
        mended="top, left = r * stride - padding, s * stride - padding",
    ),
    _pool(
        "size without padding", pool_bugs.forgets_ring_backward, pool_bugs.forgets_ring,
        where=pool_bugs.forgets_ring,
        story="The number of outputs is computed from the image without its padding, so the last windows are missing.",
        needs="padding that makes room for another window",
        sources={
            "oreilly-japan/deep-learning-from-scratch, measured": f"{GITHUB}oreilly-japan/deep-learning-from-scratch"
        },
        slip="rows, cols = ((n - kernel_size) // stride + 1 for n in x.shape[2:])",
        mended="rows, cols = ((n + 2 * padding - kernel_size) // stride + 1 for n in x.shape[2:])",
    ),
    _pool(
        "size rounded up", pool_bugs.rounds_up_backward, pool_bugs.rounds_up,
        where=pool_bugs._overhung,
        story="The number of outputs is divided with / instead of //; rounded up, it makes a last window hang over "
        "the edge.",
        needs="a size that the stride does not divide evenly, so that pixels are left over",
        sources={
            "oreilly-japan/deep-learning-from-scratch, measured": f"{GITHUB}oreilly-japan/deep-learning-from-scratch"
        },
        slip="rows, cols = (math.ceil((n - kernel_size) / stride) + 1 for n in padded.shape[2:])",
        mended="rows, cols = ((n - kernel_size) // stride + 1 for n in padded.shape[2:])",
    ),
    _pool(
        "overwrites", pool_bugs.overwrites,
        where=pool_bugs.overwrites,
        story="A pixel that wins two windows keeps what the last one pays, where the payments add up.",
        needs="a pixel that wins more than one window, so windows that overlap",
        sources={
            "marsggbo/deeplearning.ai_JupyterNotebooks#6":
                f"{GITHUB}marsggbo/deeplearning.ai_JupyterNotebooks/issues/6",
            "marsggbo/deeplearning.ai_JupyterNotebooks#10":
                f"{GITHUB}marsggbo/deeplearning.ai_JupyterNotebooks/issues/10",
        },
        slip="dx[n, c, *_winner(x[n, c], top, left, kernel_size)] = dout[n, c, r, s]",
        mended="dx[n, c, *_winner(x[n, c], top, left, kernel_size)] += dout[n, c, r, s]",
    ),
)  # fmt: skip
BUGS: dict[str, Bug] = {bug.name: bug for bug in _LISTED}
NO_BUG = Bug(
    "no bug", "conv", "Nothing is wrong.", "nothing", {}, conv2d, conv2d_backward, conv2d_backward, "", "",
    HANDS["stride ignored"],
)  # fmt: skip
