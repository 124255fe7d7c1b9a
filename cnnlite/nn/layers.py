"""What all layers share, and the layers with weights: convolution and dense."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlite import _checks, functional
from cnnlite._checks import Pair
from cnnlite.nn import init
from cnnlite.nn.module import Module, Parameter


class Layer(Module):
    """A pair of functions of `cnnlite.functional` as a module; a subclass names the pair and its options.

    Parameters
    ----------
    **options
        Hyperparameters, passed on to both functions and kept as attributes: ``layer.stride``. The functions check
        them at each forward.

    Attributes
    ----------
    pair : tuple of two callables
        A function and its backward.
    reuses_result : bool
        Whether the backward takes the forward's result as ``y``.
    """

    pair: tuple[Callable[..., Any], Callable[..., Any]]
    reuses_result = False

    def __init__(self, **options: Any) -> None:
        self._names = tuple(options)
        vars(self).update(options)

    @property
    def options(self) -> dict[str, Any]:
        """The hyperparameters by name, as they are now."""
        return {name: getattr(self, name) for name in self._names}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return function(x, options)."""
        options = self.options
        out = self.pair[0](x, **options)
        self._slot = x, options | ({"y": out} if self.reuses_result else {})
        return out

    def backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        """Return ∂loss/∂x, or None when it is not wanted."""
        x, options = self._take()
        return self.pair[1](dout, x, **options) if input_grad else None

    def extra_repr(self) -> str:
        """Return the options as they are written in a call."""
        return ", ".join(f"{name}={value!r}" for name, value in self.options.items())


class _Weighted(Layer):
    """A layer with a weight and maybe a bias, both of which get a gradient."""

    weight: Parameter
    bias: Parameter | None

    def _draw(self, shape: tuple[int, ...], fan_in: int, bias: bool, rng: np.random.Generator) -> None:
        """Make the parameters: one weight of ``shape``, one bias per output."""
        init.generator(type(self).__name__, rng)
        if not isinstance(bias, bool):
            raise TypeError(f"{type(self).__name__}: bias must be True or False, got {bias!r}.")
        self.weight = Parameter(init.uniform(shape, fan_in, rng=rng))
        self.bias = Parameter(init.uniform(shape[:1], fan_in, rng=rng)) if bias else None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return function(x, weight, bias, options)."""
        arrays, options = (x, self.weight.data, None if self.bias is None else self.bias.data), self.options
        out = self.pair[0](*arrays, **options)
        self._slot = arrays, options
        return out

    def backward(self, dout: np.ndarray, input_grad: bool = True) -> Any:
        """Add to the gradients of weight and bias; return ∂loss/∂x, or None when it is not wanted."""
        arrays, options = self._take()
        dx, dw, db = self.pair[1](dout, *arrays, **options, needs_input_grad=(input_grad, True, True))
        self.weight.add_grad(dw)
        if self.bias is not None:
            self.bias.add_grad(db)
        return dx


class Conv2d(_Weighted):
    """Convolution of images (N, C, H, W) with learned kernels: out (N, O, Ho, Wo), as `functional.conv2d`.

    Parameters
    ----------
    in_channels, out_channels : int
        C and O.
    kernel_size : int or pair of int
        Rows and columns of a kernel.
    stride, dilation : int or pair of int
        Steps between windows, and between the taps of a kernel.
    padding : int, pair of int, "valid", "same" or ((top, bottom), (left, right))
        Zeros around the image.
    groups : int
        So many independent convolutions; divides C and O.
    bias : bool
        Whether each output channel has a bias.
    rng : numpy.random.Generator
        Draws weight (O, C/groups, kh, kw) and bias (O,) as `init.uniform` does.

    Raises
    ------
    TypeError, ValueError
        A hyperparameter is of a wrong kind or too small, or groups does not divide the channels.

    Source
    ------
    A1.7, A1.21, A4.2. Same as ``torch.nn.Conv2d``.

    Examples
    --------
    >>> layer = Conv2d(3, 32, 3, rng=np.random.default_rng(0))
    >>> layer(np.zeros((1, 3, 32, 32))).shape
    (1, 32, 30, 30)
    """

    pair = functional.conv2d, functional.conv2d_backward
    stride: Pair

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        *,
        rng: np.random.Generator,
    ) -> None:
        super().__init__(
            stride=_checks.pair("Conv2d", "stride", stride, 1),
            padding=_checks.pair("Conv2d", "padding", padding, 0) if _checks.is_int(padding) else padding,
            dilation=_checks.pair("Conv2d", "dilation", dilation, 1),
            groups=init.count("Conv2d", "groups", groups),
        )
        _checks.padding_pairs("Conv2d", padding, (1, 1), (1, 1), (1, 1))  # only to refuse a wrong form
        self.in_channels = init.count("Conv2d", "in_channels", in_channels)
        self.out_channels = init.count("Conv2d", "out_channels", out_channels)
        self.kernel_size = _checks.pair("Conv2d", "kernel_size", kernel_size, 1)
        if self.in_channels % groups or self.out_channels % groups:
            raise ValueError(
                "Conv2d: groups must divide in_channels and out_channels, "
                f"got groups={groups} for {in_channels} and {out_channels}."
            )
        shape = self.out_channels, self.in_channels // groups, *self.kernel_size
        self._draw(shape, shape[1] * shape[2] * shape[3], bias, rng)

    def extra_repr(self) -> str:
        """Return channels, kernel and stride, and what differs from the default."""
        default = {"padding": (0, 0), "dilation": (1, 1), "groups": 1}
        shown = {n: v for n, v in self.options.items() if n not in default or v != default[n]}
        listed = "".join(f", {name}={value!r}" for name, value in ({"kernel_size": self.kernel_size} | shown).items())
        return f"{self.in_channels}, {self.out_channels}{listed}" + (", bias=False" if self.bias is None else "")


class Linear(_Weighted):
    """Dense layer: one weighted sum of the inputs (N, D) for each output, (N, O), as `functional.linear`.

    Parameters
    ----------
    in_features, out_features : int
        D and O.
    bias : bool
        Whether each output has a bias.
    rng : numpy.random.Generator
        Draws weight (O, D) and bias (O,) as `init.uniform` does.

    Raises
    ------
    TypeError, ValueError
        A size is no whole number of at least 1, or rng no generator.

    Source
    ------
    A0.11, A2.18, A4.6. Same as ``torch.nn.Linear``.

    Examples
    --------
    >>> layer = Linear(7200, 128, rng=np.random.default_rng(0))
    >>> layer.weight.data.size + layer.bias.data.size
    921728
    """

    pair = functional.linear, functional.linear_backward

    def __init__(self, in_features: int, out_features: int, bias: bool = True, *, rng: np.random.Generator) -> None:
        super().__init__()
        self.in_features = init.count("Linear", "in_features", in_features)
        self.out_features = init.count("Linear", "out_features", out_features)
        self._draw((self.out_features, self.in_features), self.in_features, bias, rng)

    def extra_repr(self) -> str:
        """Return the sizes as PyTorch shows them."""
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"
