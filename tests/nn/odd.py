"""Arguments that nobody should pass, and the rule for answering them."""

import inspect

import numpy as np

ODD = [
    None, 0, 1, -1, 1.5, np.nan, np.inf, True, 10**12, "a", "same", b"a", [1], (), (1,), (1, 2, 3), (2, "a"), ((1,), (2,)),
    {}, set(), object(), len, np.float32(2), np.int64(2), np.array(1.0), np.zeros(3), np.zeros((2, 2)), np.array([1, 2]),
    np.zeros((2, 2), complex), np.zeros((2, 2), object), np.zeros((2, 2), np.float16), np.array(["a"]), np.ma.zeros((2, 2)),
]  # fmt: skip
LARGE = ("in_channels", "out_channels", "in_features", "out_features", "kernel_size", "num_features", "in_planes",
         "planes", "num_blocks", "num_classes", "input_shape")  # fmt: skip


def wrong_answers(function, right, *prefixes):
    """Return what was answered with anything but a result or a sentence that begins with one of the prefixes."""
    function(**right)
    wrong = []
    for argument in inspect.signature(function).parameters:
        for odd in ODD:
            if isinstance(odd, int) and odd == 10**12 and argument in LARGE:
                continue  # legal, but larger than any memory
            try:
                function(**right | {argument: odd})
            except (TypeError, ValueError) as error:
                if not str(error).startswith(tuple(f"{prefix}: " for prefix in prefixes)):
                    wrong.append((argument, odd, repr(error)))
            except Exception as error:
                wrong.append((argument, odd, repr(error)))
    return wrong
