"""Notebook 13: the gradients of convolutions, by PyTorch's autograd."""

import numpy as np


def in_torch(v, torch):
    """Return the gradients of the four rungs by name."""

    def slopes(x, w, g, b=None, **options):
        """Return the slopes of the sum of output times g at x (C, H, W), w (O, C, kh, kw) and b (O,)."""
        leaves = [torch.tensor(array.copy()).requires_grad_() for array in (x, w, v["b"] if b is None else b)]
        out = torch.nn.functional.conv2d(leaves[0][None], *leaves[1:], **options)[0]
        return torch.autograd.grad((out * torch.tensor(g)).sum(), leaves)

    def plane(x, w, g, **options):
        """Return those at x (H, W) and w (kh, kw)."""
        dx, dw, _ = slopes(x[None], w[None, None], g[None], **options)
        return dx[0], dw[0, 0]

    dx, dw, db = slopes(v["x"][0], v["w"], v["dout"][0])
    dx2, dw2 = plane(v["x2"], v["w2"], v["g2"], stride=2)
    dx3, dw3 = plane(v["X"], v["w3"], v["g3"], padding=1)
    dx4, dw4, db4 = slopes(v["x4"], v["w4"], v["g4"], np.zeros(2))
    same = dict.fromkeys(("dx", "scattered", "by_matrix", "transposed", "wiggled"), dx[0])
    return {
        **same, "dw": dw[0, 0], "db": db, "all_dx": dx[None], "all_dw": dw, "dx2": dx2, "dw2": dw2, "dx3": dx3, "dw3": dw3,
        "dx4": dx4[None], "dw4": dw4, "db4": db4,
    }  # fmt: skip
