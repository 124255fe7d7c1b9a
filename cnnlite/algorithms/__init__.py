"""Ways to compute a convolution, one per module, all with the same three functions.

- ``conv2d(x, w, b, geometry) -> out``: images (N, C, H, W), kernels (O, C, kh, kw), a bias (O,) or None
- ``conv2d_dw(dout, x, geometry) -> dw``
- ``conv2d_dx(dout, w, geometry) -> dx``

They take one group of channels and trust their arguments: `cnnlite.functional.conv2d` checks them, and picks a module
by name or, for "auto", by shape (`choice`). A result has the memory order of the images it came from: channels-last
stays channels-last. A module that is not for every geometry has a function ``fits`` and says in ``ONLY`` what it takes.
`loops` is the definition, written out. Every other module is tested against it, and differs by rounding only: by 1e-13
of the largest number in float64, 2e-6 in float32 (5e-6 with `winograd`), at most.

Work memory is kept from call to call, each thread has its own, and it does not grow with the number of images; shown
by `buffer_bytes`, given back by `free_buffers`.
"""

from cnnlite.algorithms import choice
from cnnlite.algorithms.buffers import buffer_bytes, free_buffers
from cnnlite.algorithms.choice import METHODS, fitting
from cnnlite.algorithms.geometry import Geometry

__all__ = ["METHODS", "Geometry", "buffer_bytes", "choice", "fitting", "free_buffers"]
