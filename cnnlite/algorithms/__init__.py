"""Ways to compute a convolution, one per module, all with the same three functions.

Each takes an input that is *already padded* and one group of channels:

- ``conv2d(x, w, stride, dilation) -> out``
- ``conv2d_dw(dout, x, kernel, stride, dilation) -> dw``
- ``conv2d_dx(dout, w, size, stride, dilation) -> dx``, the gradient of the padded input

``size``, ``kernel``, ``stride`` and ``dilation`` are pairs (rows, columns). `loops` is the definition, written
out; every other module is tested against it. `cnnlite.functional.conv2d` picks one by name.
"""

from cnnlite.algorithms import im2col, loops, windows

METHODS = {"loops": loops, "windows": windows, "im2col": im2col}

__all__ = ["METHODS", "im2col", "loops", "windows"]
