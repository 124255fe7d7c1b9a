"""`color_name`: a color in plain words."""

import colorsys

HUES = (  # up to this angle of the color circle, in degrees
    (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "blue-green"), (255, "blue"), (300, "purple"),
    (345, "pink"), (360, "red"),
)  # fmt: skip
GRAYS = ((0.1, "black"), (0.4, "dark gray"), (0.7, "gray"), (0.95, "light gray"))  # up to this brightness


def color_name(red: float, green: float, blue: float) -> str:
    """Return what most people would call a color given by three numbers from 0 to 1.

    Examples
    --------
    >>> color_name(0.8, 0.89, 0.97), color_name(0.45, 0.3, 0.1), color_name(0.5, 0.5, 0.5)
    ('light blue', 'brown', 'gray')
    """
    hue, lightness, _ = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if spread < 0.06 or lightness < 0.06:
        return next((name for most, name in GRAYS if lightness <= most), "white")
    name = next(name for most, name in HUES if 360 * hue <= most)
    if name == "orange" and lightness < 0.45:
        return "grayish brown" if spread < 0.2 else "dark brown" if lightness < 0.2 else "brown"
    shade = "dark " if lightness < 0.3 else "light " if lightness > 0.7 else "grayish " if spread < 0.2 else ""
    return shade + name
