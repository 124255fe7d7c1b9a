"""Tables as text, and the marks that are to be reached."""

from typing import Any, NamedTuple

from tests.benchmarks.timing import Ratio


class Goal(NamedTuple):
    """What was measured beside what was asked for and aimed at."""

    what: str
    value: float | Ratio
    limit: float
    aim: float | None = None
    at_least: bool = False

    def row(self) -> list[str]:
        """Return the goal as a row of the last table."""
        sign = "≥" if self.at_least else "≤"
        asked = f"{sign} {self.limit:g}" + (f" ({self.aim:g})" if self.aim else "")
        value = self.value.minimum if isinstance(self.value, Ratio) else self.value
        if isinstance(self.value, Ratio) and self.value.differs is not None:
            return [self.what, asked, str(self.value), "refused"]
        met, aimed = (
            bound is not None and (value >= bound if self.at_least else value <= bound)
            for bound in (self.limit, self.aim)
        )
        return [self.what, asked, f"{value:.2f}", "aim" if aimed else "yes" if met else "MISSED"]


class Table(NamedTuple):
    """A title that says what was measured, column heads, rows of cells, and the goals that these numbers decide."""

    title: str
    heads: list[str]
    rows: list[list[Any]]
    goals: list[Goal] = []  # noqa: RUF012  never written to

    def __str__(self) -> str:
        cells = [[str(cell) for cell in row] for row in [self.heads, *self.rows]]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ["  ".join(_fit(row, widths)).rstrip() for row in cells]
        return "\n".join(["", self.title, "", lines[0], "-" * max(map(len, lines)), *lines[1:]])


def reach(goals: list[Goal]) -> Table:
    """Return the table of everything asked for."""
    return Table(
        "Reach: asked for at one thread (aimed at), measured",
        ["", "asked", "measured", "met"],
        [g.row() for g in goals],
    )


def micro(seconds: float) -> str:
    """Return a time in µs."""
    return f"{1e6 * seconds:.1f}" if seconds < 1e-4 else f"{1e6 * seconds:.0f}"


def _fit(row: list[str], widths: list[int]) -> list[str]:
    """Return the cells of a row, the first to the left and numbers to the right."""
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
