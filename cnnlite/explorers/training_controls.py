"""The menus and buttons of `LiveTrainer`."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from cnnlite.explorers.controls import NARROW
from cnnlite.explorers.training import OPTIMIZERS

NAMES = {"optimizer": "optimizer", "rate": "learning rate", "batch": "batch size", "scale": "start scale"}
WIDTHS = {"optimizer": 185, "rate": 175, "batch": 185, "scale": 175}
RATES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
BATCHES = (1, 4, 16, 64, 256)
SCALES = (0.01, 0.1, 1.0, 3.0, 10.0)


def menus(function: str, images: int, setting: Mapping[str, Any]) -> dict[str, ipywidgets.Dropdown]:
    """Return a menu for each part of a setting; refuse what is not in it. A batch has at most all the images."""
    sizes = {str(size): size for size in BATCHES if size < images} | {f"all {images}": images}
    options: dict[str, dict[str, Any]] = {
        "optimizer": {name: name for name in OPTIMIZERS},
        "rate": {f"{rate:g}": rate for rate in RATES},
        "batch": sizes,
        "scale": {f"×{scale:g}": scale for scale in SCALES},
    }
    for name, ways in options.items():
        if setting[name] not in ways.values():
            listed = ", ".join(map(str, ways.values()))
            raise ValueError(f"{function}: {name} must be one of {listed}, got {setting[name]!r}.")
    return {
        name: ipywidgets.Dropdown(
            options=list(ways.items()), value=setting[name], description=NAMES[name],
            layout={"width": f"{WIDTHS[name]}px"} | NARROW, style={"description_width": "86px"},
        )
        for name, ways in options.items()
    }  # fmt: skip


def button(
    word: str,
    wide: int,
    press: Callable[[], None],
    trouble: Callable[[str], None],
    at_home: Callable[[Callable[[], None]], None],
) -> ipywidgets.Button:
    """Return a button that calls ``press`` through ``at_home``; what goes wrong becomes a sentence."""

    def pressed() -> None:
        try:
            press()
        except Exception as error:
            trouble(str(error))
        except KeyboardInterrupt:
            pass  # what was pressed has said so

    made = ipywidgets.Button(description=word, layout={"width": f"{wide}px"})
    made.on_click(lambda _: at_home(pressed))
    return made
