"""The notebooks, their sources, and the rules they keep."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9]*.ipynb"))
SOURCES = sorted((FOLDER / "source").glob("[0-9]*.py"))
