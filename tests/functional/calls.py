"""Legal calls of every function of `cnnlite.functional`: the one table that the protocol tests walk."""

import numpy as np

RNG = np.random.default_rng(7)


def normal(*shape):
    """Return normal numbers."""
    return RNG.standard_normal(shape)


def apart(*shape):
    """Return distinct numbers at least 0.1 apart and from 0: no wiggle reaches a kink or another maximum."""
    size = int(np.prod(shape))
    return (
        RNG.permutation(np.concatenate([np.arange(1, size // 2 + 1), -np.arange(1, size - size // 2 + 1)])).reshape(
            shape
        )
        / 8
    )


def unit(*shape):
    """Return numbers well inside 0…1."""
    return RNG.uniform(0.1, 0.9, shape)


X, STATS = normal(3, 2, 4, 5), (normal(2), unit(2) + 0.5)
LOGITS = normal(4, 3)

# name → calls; a call is the differentiable arrays, then the other arguments by name.
CASES = {
    "conv2d": [((normal(2, 4, 5, 6), normal(6, 2, 3, 2), normal(6)), {"stride": (2, 1), "padding": 1, "groups": 2}), ((normal(1, 2, 5, 4), normal(3, 2, 2, 2), None), {"padding": "same", "dilation": 2})],
    "true_conv2d": [((normal(2, 4, 5, 6), normal(6, 2, 3, 2), normal(6)), {"stride": (2, 1), "padding": 1, "groups": 2})],
    "conv_transpose2d": [((normal(2, 4, 3, 5), normal(4, 3, 3, 2), normal(6)), {"stride": (2, 3), "padding": (1, 0), "output_padding": (1, 2), "groups": 2}), ((normal(1, 2, 3, 4), normal(2, 3, 2, 3), None), {"dilation": 2, "padding": ((0, 1), (2, 0))})],
    "im2col": [((normal(2, 3, 5, 6),), {"kernel_size": (3, 2), "stride": (1, 2), "padding": 1, "dilation": (1, 2)}), ((normal(2, 3, 4, 5),), {"kernel_size": 1}), ((normal(2, 3, 2, 4),), {"kernel_size": (2, 4)})],
    "col2im": [((normal(2, 12, 20),), {"output_size": (5, 6), "kernel_size": 2}), ((normal(2, 18, 9),), {"output_size": (5, 6), "kernel_size": (3, 2), "stride": 2, "padding": ((1, 1), (0, 1))})],
    "max_pool2d": [((apart(2, 3, 5, 6),), {"kernel_size": 3, "stride": 2, "padding": 1})],
    "min_pool2d": [((apart(2, 3, 5, 6),), {"kernel_size": (2, 3), "stride": (1, 2), "padding": (1, 0)})],
    "avg_pool2d": [((normal(2, 3, 5, 6),), {"kernel_size": 3, "stride": 2, "padding": 1}), ((normal(2, 3, 5, 6),), {"kernel_size": 3, "padding": "same", "count_include_pad": False})],
    "lp_pool2d": [((apart(2, 3, 5, 6),), {"norm_type": 2, "kernel_size": 2}), ((apart(2, 3, 5, 6),), {"norm_type": 3.5, "kernel_size": 3, "stride": 1, "padding": 1})],
    "global_max_pool2d": [((apart(2, 3, 4, 5),), {})],
    "global_avg_pool2d": [((normal(2, 3, 4, 5),), {})],
    "adaptive_max_pool2d": [((apart(2, 3, 5, 7),), {"output_size": (2, 3)})],
    "adaptive_avg_pool2d": [((normal(2, 3, 5, 7),), {"output_size": (3, 4)})],
    "fractional_max_pool2d": [((apart(2, 3, 6, 7),), {"kernel_size": (2, 3), "output_size": (4, 3), "samples": unit(2, 3, 2)}), ((apart(1, 2, 4, 5),), {"kernel_size": 2, "output_size": 1, "samples": unit(1, 2, 2)})],
    "relu": [((apart(3, 5),), {})],
    "leaky_relu": [((apart(3, 5),), {}), ((apart(3, 5),), {"negative_slope": 0.3})],
    "elu": [((apart(3, 5),), {}), ((apart(3, 5),), {"alpha": 1.7})],
    "sigmoid": [((normal(3, 5),), {})],
    "tanh": [((normal(3, 5),), {})],
    "gelu": [((normal(3, 5),), {}), ((normal(3, 5),), {"approximate": "tanh"})],
    "glu": [((normal(3, 4),), {}), ((normal(6, 2, 3),), {"axis": 0})],
    "step": [((apart(3, 5),), {})],
    "identity": [((normal(3, 5),), {})],
    "softmax": [((normal(3, 5),), {}), ((normal(3, 5, 2),), {"axis": 1})],
    "log_softmax": [((normal(3, 5),), {}), ((normal(3, 5, 2),), {"axis": 0})],
    "linear": [((normal(3, 5), normal(4, 5), normal(4)), {}), ((normal(3, 5), normal(4, 5), None), {})],
    "flatten": [((normal(3, 2, 4),), {}), ((normal(3, 2, 4),), {"start_axis": -1})],
    "batch_norm": [((X, normal(2), normal(2)), {"mean": STATS[0], "var": STATS[1], "eps": 0.1}), ((X, None, None), {"mean": STATS[0], "var": STATS[1]})],
    "batch_stats": [((X,), {})],
    "cross_entropy": [((LOGITS,), {"target": np.array([0, 2, 1, 2])}), ((LOGITS,), {"target": np.eye(3)[[0, 2, 1, 1]], "reduction": "none"}), ((LOGITS,), {"target": np.array([0, 2, 1, 2]), "reduction": "sum"})],
    "mse_loss": [((normal(3, 5),), {"target": normal(3, 5), "reduction": r}) for r in ("none", "sum", "mean")],
    "l1_loss": [((apart(3, 4),), {"target": normal(3, 4) / 100, "reduction": r}) for r in ("none", "sum", "mean")],
    "msle_loss": [((unit(3, 5),), {"target": unit(3, 5), "reduction": r}) for r in ("none", "sum", "mean")],
    "mape_loss": [((unit(3, 5) + 2,), {"target": -unit(3, 5), "reduction": r}) for r in ("none", "sum", "mean")],
    "binary_cross_entropy": [((unit(3, 5),), {"target": unit(3, 5), "reduction": r}) for r in ("none", "sum", "mean")],
}  # fmt: skip
FLAT = [(name, number) for name, calls in CASES.items() for number in range(len(calls))]
