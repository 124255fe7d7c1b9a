"""The size formula of a convolution with its numbers filled in."""

from cnnlite import functional


def formula(size: int, kernel: int, sides: tuple[int, int], stride: int, dilation: int) -> str:
    """Return the size formula of one axis with its numbers filled in."""
    padding = f"2·{sides[0]}" if sides[0] == sides[1] else f"{sides[0]} + {sides[1]}"
    span = f"{kernel}" if dilation == 1 else f"({dilation}·({kernel} − 1) + 1)"
    result = functional.conv_output_size((size, 1), (kernel, 1), (stride, 1), (sides, (0, 0)), (dilation, 1))[0]
    return f"⌊({size} + {padding} − {span})/{stride}⌋ + 1 = {result}"
