"""The stretch exercise of notebook 08: from a place in the flattened line back to map, row and column."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def find(place, rows, columns):
    """Return the map, the row and the column: whole maps first, then whole rows, and what is left."""
    number, rest = divmod(place, rows * columns)
    row, column = divmod(rest, columns)
    return number, row, column


def _down_the_columns(place, rows, columns):
    """Let the rows run fastest within a map."""
    number, column, row = find(place, columns, rows)
    return number, row, column


MISTAKES = (
    Mistake(
        "rows_for_columns",
        "a row is taken to be as long as there are rows; it has as many numbers as there are columns",
        lambda place, rows, columns: find(place, columns, rows),
    ),
    Mistake(
        "row_of_all_maps",
        "the row is counted through all maps; the rows of the maps before must come off",
        lambda place, rows, columns: (place // (rows * columns), place // columns, place % columns),
    ),
    Mistake(
        "column_in_map",
        "the column is counted through the whole map; the rows before must come off",
        lambda place, rows, columns: (*find(place, rows, columns)[:2], place % (rows * columns)),
    ),
    Mistake(
        "column_is_place",
        "the column is the place itself; the maps and the rows before must come off",
        lambda place, rows, columns: (*find(place, rows, columns)[:2], place),
    ),
    Mistake(
        "down_the_columns",
        "the line goes down the columns of each map; it goes along the rows",
        _down_the_columns,
    ),
    Mistake(
        "map_is_row",
        "a map is taken to be as long as one row; it has rows times columns numbers",
        lambda place, rows, columns: (place // columns, *find(place, rows, columns)[1:]),
    ),
    Mistake(
        "map_by_rows",
        "a map is taken to have as many numbers as rows; it has rows times columns",
        lambda place, rows, columns: (place // rows, *find(place, rows, columns)[1:]),
    ),
    Mistake(
        "counted_from_one",
        "maps, rows and columns are counted from 1; here they begin with 0",
        lambda place, rows, columns: tuple(n + 1 for n in find(place, rows, columns)),
    ),
    Mistake(
        "place_from_one",
        "the places are counted from 1; the first one is 0",
        lambda place, rows, columns: find(place - 1, rows, columns) if place else (-1, rows - 1, columns - 1),
    ),
    Mistake(
        "not_whole",
        "the divisions keep their decimals; they are to be rounded down, with two slashes",
        lambda place, rows, columns: (
            place / (rows * columns),
            place % (rows * columns) / columns,
            place % columns,
        ),
    ),
)


def _cases(rng):
    def case(label, rows, columns, number, row, column):
        return Case(label, ((number * rows + row) * columns + column, rows, columns))

    rows, columns = apart(rng, (4, 6))
    return [
        case("maps of different sides", rows, columns, 3, 1, 2),
        Case("the first place", (0, 4, 3)),
        case("the last place of a map", columns, rows, 1, columns - 1, rows - 1),
        case("the first place of a map", 2, 7, 3, 0, 0),
        case("more rows than columns", 6, 4, 1, 5, 2),
        case("square maps", 5, 5, 4, 3, 1),
        case("maps of one row", 1, 6, 2, 0, 4),
        case("maps of one column", 6, 1, 2, 4, 0),
        case("maps of one number", 1, 1, 5, 0, 0),
    ]


EXERCISE = Exercise(
    name="08.find",
    call="f(place, rows, columns)",
    reference=find,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "How many numbers does one map take up in the line?",
        "Whole maps come first, then whole rows of the map, then single numbers: divide, and go on with what is left.",
        "Divide the place by the numbers of one map, rounded down: that is the map.",
    ),
    outputs=("map", "row", "column"),
    axes=("", "", ""),
)
