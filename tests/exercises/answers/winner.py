"""The core exercise of notebook 21."""

import numpy as np

RIGHT = {
    "21.winner": [
        ["im2col", "rowcol", "fft", "im2col", "winograd", "im2col"],
        ("rowcol", "im2col", "FFT", "im2col", "Winograd", "rowcol"),
        np.array(["shift_and_add", "rowcol", "fft", "im2col", "winograd", "shift_and_add"]),
    ]
}


def with_row(row, way):
    """Return the right list but for one row."""
    answer = list(RIGHT["21.winner"][0])
    answer[row] = way
    return answer


WRONG = {
    "21.winner": [
        ("im2col", "wrong_kind"),
        (["im2col"] * 5, "wrong_kind"),
        ({"a": 1}, "wrong_kind"),
        (["im2col", None, None, None, None, None], "not_filled"),
        (with_row(5, ...), "not_filled"),
        (with_row(1, "FFT"), "transforms"),
        (with_row(1, "FTT"), "unknown_way"),
        (with_row(1, "shift and add"), "unknown_way"),
        (with_row(1, 3), "unknown_way"),
        (with_row(2, "winograd"), "does_not_fit"),
        (with_row(5, "winograd"), "does_not_fit"),
        (with_row(0, "loops"), "python_steps"),
        (with_row(4, "loops"), "python_steps"),
        (with_row(0, "fft"), "python_steps"),
        (with_row(2, "im2col"), "copies"),
        (with_row(3, "rowcol"), "sums"),
        (with_row(1, "shift_and_add"), "sums"),
        (with_row(2, "shift_and_add"), "sums"),
        (with_row(1, "winograd"), "transforms"),
        (with_row(5, "fft"), "transforms"),
        (with_row(4, "im2col"), "multiplications"),
        (with_row(4, "rowcol"), "multiplications"),
        (["im2col"] * 6, "copies"),
        (["winograd"] * 6, "does_not_fit"),
        (["fft"] * 6, "python_steps"),
    ]
}
