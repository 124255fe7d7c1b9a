"""The exercises of notebook 03."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def four_loops(image, kernel):
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    out = [[0.0] * cols for _ in range(rows)]
    for r in range(rows):
        for c in range(cols):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    out[r][c] += image[r + i, c + j] * kernel[i, j]
    return np.array(out)


def views(image, kernel):
    return np.tensordot(sliding_window_view(image, kernel.shape), kernel, 2)


def shifts(image, kernel):
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    return sum(weight * image[i : i + rows, j : j + cols] for (i, j), weight in np.ndenumerate(kernel))


def turned(image, kernel):
    return views(image, np.rot90(kernel, 2))


def mirrored_diagonally(image, kernel):
    return views(image, np.swapaxes(kernel, 0, 1))


def multiplies_only(image, kernel):
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    out = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[r, c] = image[r, c] * kernel[0, 0]
    return out


def one_more(image, kernel):
    out = np.zeros((image.shape[0] - kernel.shape[0] + 2, image.shape[1] - kernel.shape[1] + 2))
    for r in range(len(out) - 1):
        for c in range(len(out[0]) - 1):
            out[r, c] = np.sum(image[r : r + len(kernel), c : c + len(kernel[0])] * kernel)
    return out


def one_less(image, kernel):
    return views(image, kernel)[:-1, :-1]


def stops_early(image, kernel):
    rows, cols = image.shape[0] - kernel.shape[0], image.shape[1] - kernel.shape[1]
    out = np.zeros((rows + 1, cols + 1))
    for r in range(rows):
        for c in range(cols):
            out[r, c] = np.sum(image[r : r + len(kernel), c : c + len(kernel[0])] * kernel)
    return out


def returns_within(loops):
    """Return a slide whose return stands inside so many loops."""

    def early(image, kernel):
        rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
        out = np.zeros((rows, cols))
        for r in range(rows):
            for c in range(cols):
                out[r, c] = np.sum(image[r : r + len(kernel), c : c + len(kernel[0])] * kernel)
                if loops == 2:
                    return out
            break
        return out

    return early


def left_for_right(image, kernel):
    return views(image, np.fliplr(kernel))


def top_for_bottom(image, kernel):
    return views(image, np.flipud(kernel))


def means(image, kernel):
    return (sliding_window_view(image, kernel.shape) * kernel).mean((2, 3))


def columns_first(image, kernel):
    out = np.zeros(np.array(four_loops(image, kernel)).shape[::-1])
    for (r, c), value in np.ndenumerate(views(image, kernel)):
        out[c, r] = value
    return out


RIGHT = {
    "03.cells": [[[10, 2], [0, 14]], np.array([[10.0, 2.0], [0.0, 14.0]]), ((10, 2), (0.0, 14))],
    "03.vectorise": [four_loops, views, shifts],
}
WRONG = {
    "03.cells": [
        ([[4, 7], [-2, 12]], "kernel_flipped"),
        ([[10, 2], [-2, 14]], "kernel_flipped"),  # one cell only
        ([[8, 5], [0, 14]], "kernel_transposed"),
        ([[-1, 8], [11, 0]], "kernel_mirrored"),
        ([[5, 1], [12, 1]], "kernel_upside_down"),
        ([[-1, 2], [11, 14]], "kernel_mirrored"),  # two cells only
        ([[10, 8], [6, 16]], "sign_dropped"),
        ([[1, 2], [0, 3]], "first_product"),
        ([[10, 0], [2, 14]], "output_transposed"),
        ([[6, 6], [7, 9]], "kernel_ignored"),
    ],
    "03.vectorise": [
        (turned, "kernel_flipped"),
        (mirrored_diagonally, "kernel_transposed"),
        (left_for_right, "kernel_mirrored"),
        (top_for_bottom, "kernel_upside_down"),
        (returns_within(1), "first_row_only"),
        (returns_within(2), "first_place_only"),
        (multiplies_only, "first_product"),
        (one_more, "article_size"),
        (one_less, "last_missing"),
        (stops_early, "last_empty"),
        (means, "products_averaged"),
        (columns_first, "output_transposed"),
    ],
}
