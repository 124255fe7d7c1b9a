"""conv_output_size: how many places there are for a kernel."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.catalogue.slips import changed
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def conv_output_size(input_size, kernel_size, stride=1, padding=0):
    """Return how many windows of kernel_size fit on one axis."""
    room = input_size + 2 * padding - kernel_size
    return room // stride + 1


def _by_room(size):
    """Turn a formula in the room left to move and the stride into one with the call of the exercise."""
    return lambda input_size, kernel_size, stride, padding: size(input_size + 2 * padding - kernel_size, stride)


MISTAKES = (
    Mistake("stride_ignored", "the stride is ignored", _by_room(lambda room, stride: room + 1)),
    Mistake("padding_ignored", "the padding is ignored", changed(conv_output_size, lambda n, k, s, p: (n, k, s, 0))),
    Mistake(
        "padding_once",
        "the padding is counted on one side only",
        changed(conv_output_size, lambda n, k, s, p: (n - p, k, s, p)),
    ),
    Mistake(
        "article_size",
        "the formula (n + 2p − f + 1)/s + 1 of article 1 is used, which counts the 1 twice",
        _by_room(lambda room, stride: (room + 1) // stride + 1),
    ),
    Mistake(
        "article_unrounded",
        "the formula (n + 2p − f + 1)/s + 1 of article 1 is used, which counts the 1 twice and does not round",
        _by_room(lambda room, stride: (room + 1) / stride + 1),
    ),
    Mistake(
        "parentheses",
        "only the kernel is divided by the stride, as when the parentheses around the room are missing",
        lambda input_size, kernel_size, stride, padding: input_size + 2 * padding - kernel_size // stride + 1,
    ),
    Mistake(
        "one_forgotten",
        "the first place is not counted: the + 1 at the end is missing",
        _by_room(lambda room, stride: room // stride),
    ),
    Mistake(
        "one_inside",
        "the 1 is added before dividing by the stride",
        _by_room(lambda room, stride: (room + 1) // stride),
    ),
    Mistake("rounded_up", "the division is rounded up", _by_room(lambda room, stride: -(-room // stride) + 1)),
    Mistake(
        "rounded",
        "the division is rounded to the nearest whole number",
        _by_room(lambda room, stride: round(room / stride) + 1),
    ),
    Mistake("not_rounded", "the division is not rounded down", _by_room(lambda room, stride: room / stride + 1)),
    Mistake(
        "kernel_ignored",
        "the size of the kernel is not taken off",
        changed(conv_output_size, lambda n, k, s, p: (n, 0, s, p)),
    ),
)


def _cases(rng):
    kernel, steps = apart(rng, (3, 5))[0], int(rng.integers(4, 7))
    even = 2 * int(rng.integers(1, 4))

    def case(label, *sizes):
        return Case(label, sizes[:2], dict(zip(("stride", "padding"), sizes[2:], strict=True)))

    return [
        case("four different numbers", kernel + 2 * steps - 2, kernel, 2, 1),
        case("stride 1 and no padding", 7 + steps, kernel, 1, 0),
        case("stride 2 that leaves a row over", kernel + 2 * steps + 1, kernel, 2, 0),
        case("stride 3 that leaves one row over", kernel + 3 * steps + 1, kernel, 3, 0),
        case("stride 3 that leaves two rows over", kernel + 3 * steps + 2, kernel, 3, 0),
        case("stride 1 and padding", 7 + steps, kernel, 1, 2),
        case("an even kernel", 9, even, 2, 1),
        case("a kernel as large as the image", kernel, kernel, 2, 0),
        case("a kernel that fits only thanks to the padding", kernel - 1, kernel, 1, 1),
        case("a stride larger than the image", 5, 2, 7, 0),
    ]


EXERCISE = Exercise(
    name="conv_output_size",
    call="f(input_size, kernel_size, stride=…, padding=…)",
    reference=conv_output_size,
    cases=_cases,
    mistakes=MISTAKES,
    hints=(
        "A kernel of 3 lies at the left end of 7 pixels: how often can it still move one pixel to the right?",
        "Count the first place, then the whole steps that fit into the room left; padding adds room on both sides.",
        "Work out the room in a line of its own: pixels, the padding of both ends, less the kernel. Divide all of it.",
    ),
    outputs=("size",),
    axes=("",),
)
