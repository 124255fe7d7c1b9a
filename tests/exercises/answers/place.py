"""The stretch of notebook 08: back from a place in the line to map, row and column."""

import numpy as np


def divided(place, rows, columns):
    return place // (rows * columns), place // columns % rows, place % columns


def counted(place, rows, columns):
    number = row = column = 0
    for _ in range(place):
        column += 1
        if column == columns:
            row, column = row + 1, 0
        if row == rows:
            number, row = number + 1, 0
    return number, row, column


def unraveled(place, rows, columns):
    return np.unravel_index(place, (place + 1, rows, columns))


def rows_first(place, rows, columns):
    return place // (rows * columns), place // rows % columns, place % rows


def all_rows(place, rows, columns):
    return place // (rows * columns), place // columns, place % columns


def forgot_rows(place, rows, columns):
    number = place // (rows * columns)
    rest = place - number * rows * columns
    return number, rest // columns, rest


def untouched(place, rows, columns):
    number = place // (rows * columns)
    return number, (place - number * rows * columns) // columns, place


def fortran(place, rows, columns):
    number, rest = divmod(place, rows * columns)
    return number, rest % rows, rest // rows


def short_maps(place, rows, columns):
    return place // columns, place // columns % rows, place % columns


def maps_of_rows(place, rows, columns):
    return place // rows, place // columns % rows, place % columns


def from_one(place, rows, columns):
    return place // (rows * columns) + 1, place // columns % rows + 1, place % columns + 1


def shifted(place, rows, columns):
    place -= 1
    return place // (rows * columns), place // columns % rows, place % columns


def single_slash(place, rows, columns):
    return place / (rows * columns), place % (rows * columns) / columns, place % columns


RIGHT = {"08.find": [divided, counted, unraveled]}
WRONG = {
    "08.find": [
        (rows_first, "rows_for_columns"),
        (all_rows, "row_of_all_maps"),
        (forgot_rows, "column_in_map"),
        (untouched, "column_is_place"),
        (fortran, "down_the_columns"),
        (short_maps, "map_is_row"),
        (maps_of_rows, "map_by_rows"),
        (from_one, "counted_from_one"),
        (shifted, "place_from_one"),
        (single_slash, "not_whole"),
    ],
}
