"""`ConvBackward`: the gradients of one convolution, payment by payment (scatter) and cell by cell (gather)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnlite import functional


@dataclass(frozen=True)
class ConvBackward:
    """One convolution of one picture, and the gradient of the loss by each of its outputs.

    Scatter and gather are computed here each in its own way, so that comparing them says something.

    Attributes
    ----------
    x : ndarray (C, H, W)
        The picture.
    w : ndarray (O, C, kh, kw)
        The kernels.
    dout : ndarray (O, Ho, Wo)
        The gradient of the output.
    stride, padding : int
        Pixels from one window to the next; rings of 0 around the picture.

    Examples
    --------
    >>> layer = ConvBackward(np.array([[[5.0, 7.0]]]), np.array([[[[2.0]]]]), np.array([[[1.0, 10.0]]]))
    >>> layer.totals[0][-1].tolist(), layer.totals[1][-1].tolist(), layer.badge
    ([[[2.0, 20.0]]], [[[[75.0]]]], '✓ scatter = gather: equal in all 2 numbers of dx and all 1 of dw')
    """

    x: np.ndarray
    w: np.ndarray
    dout: np.ndarray
    stride: int = 1
    padding: int = 0

    @cached_property
    def padded(self) -> np.ndarray:
        """The picture in its rings of 0, (C, Hp, Wp)."""
        ring = (self.padding, self.padding)
        return np.pad(self.x, ((0, 0), ring, ring))

    @cached_property
    def totals(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What has been paid to dx (of the padded picture), dw and db, after each cell of dout."""
        dx, dw, db = np.zeros_like(self.padded), np.zeros_like(self.w), np.zeros(len(self.w))
        high, wide = self.w.shape[2:]
        after: list[tuple[np.ndarray, ...]] = []
        for o, row, col in np.ndindex(*self.dout.shape):
            gradient, top, left = self.dout[o, row, col], row * self.stride, col * self.stride
            dx[:, top : top + high, left : left + wide] += gradient * self.w[o]
            dw[o] += gradient * self.padded[:, top : top + high, left : left + wide]
            db[o] += gradient
            after.append((dx.copy(), dw.copy(), db.copy()))
        paid_x, paid_w, paid_b = map(np.array, zip(*after, strict=True))
        return paid_x, paid_w, paid_b

    def spread(self, dout: np.ndarray) -> np.ndarray:
        """Return dout with stride − 1 zeros between its cells, (O, (Ho − 1)·stride + 1, …)."""
        kernels, rows, cols = dout.shape
        spread = np.zeros((kernels, (rows - 1) * self.stride + 1, (cols - 1) * self.stride + 1))
        spread[:, :: self.stride, :: self.stride] = dout
        return spread

    def surround(self, dout: np.ndarray) -> np.ndarray:
        """Return dout, spread, in kernel − 1 zeros at each side, and more after it where windows left cells over."""
        spread = self.spread(dout)
        sizes = zip(self.w.shape[2:], self.padded.shape[1:], spread.shape[1:], strict=True)
        return np.pad(spread, ((0, 0), *((kernel - 1, padded - given) for kernel, padded, given in sizes)))

    @property
    def turned(self) -> np.ndarray:
        """The kernels turned by 180°."""
        return self.w[:, :, ::-1, ::-1]

    @cached_property
    def gathered(self) -> tuple[np.ndarray, np.ndarray]:
        """The gradients of the padded picture and of the kernels, each cell as one sum of products."""
        dx, dw = np.zeros_like(self.padded), np.zeros_like(self.w)
        full, spread = self.surround(self.dout), self.spread(self.dout)
        (high, wide), (rows, cols) = self.w.shape[2:], spread.shape[1:]
        for c, row, col in np.ndindex(*dx.shape):
            dx[c, row, col] = (full[:, row : row + high, col : col + wide] * self.turned[:, c]).sum()
        for o, c, i, j in np.ndindex(*dw.shape):
            dw[o, c, i, j] = (spread[o] * self.padded[c, i : i + rows, j : j + cols]).sum()
        return dx, dw

    def crop(self, dx: np.ndarray) -> np.ndarray:
        """Return the gradient of the picture: that of the padded picture (…, Hp, Wp) without its rings."""
        ring, (rows, cols) = self.padding, self.x.shape[1:]
        return dx[..., ring : ring + rows, ring : ring + cols]

    @cached_property
    def badge(self) -> str:
        """In how many numbers scatter, gather and `cnnlite.conv2d_backward` agree."""
        given = (self.dout[None], self.x[None], self.w, np.zeros(len(self.w)), self.stride, self.padding)
        dx, dw, _ = (np.asarray(gradient) for gradient in functional.conv2d_backward(*given))
        ways = [
            (self.crop(self.totals[0][-1]), self.crop(self.gathered[0]), dx[0]),
            (self.totals[1][-1], self.gathered[1], dw),
        ]
        same = [np.isclose(one, two) & np.isclose(one, three) for one, two, three in ways]
        counts = [f"all {one.size}" if one.all() else f"{one.sum()} of {one.size}" for one in same]
        start = "✓ scatter = gather" if all(one.all() for one in same) else "✗ scatter ≠ gather"
        return f"{start}: equal in {counts[0]} numbers of dx and {counts[1]} of dw"
