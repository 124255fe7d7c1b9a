"""The stretch exercise of notebook 05: counting the parameters of a convolution."""
# solution() shows the function without types, as a learner writes it.
# mypy: allow-untyped-defs

from cnnlite.exercises.catalogue.inputs import apart
from cnnlite.exercises.exercise import Case, Exercise, Mistake


def count_parameters(in_channels, out_channels, kernel_size, groups=1, bias=True):
    """Count the weights of all kernels, and one bias for each."""
    weights = out_channels * (in_channels // groups) * kernel_size * kernel_size
    return weights + (out_channels if bias else 0)


def _counted(change):
    """Return count_parameters with other arguments."""
    return lambda i, o, k, groups, bias: count_parameters(*change(i, o, k, groups, bias))


def _parameter_cases(rng):
    def case(label, channels, kernels, kernel_size, groups=1, bias=True):
        return Case(label, (channels, kernels, kernel_size), {"groups": groups, "bias": int(bias)})

    few, many, size = apart(rng, (4, 6, 7))
    return [
        case("numbers that all differ", few, many, size),
        case("no bias", many, few, 3, bias=False),
        case("kernels of 1×1", few, many, 1),
        case("two groups", 2 * few, 2 * many, size, groups=2),
        case("one group for each channel", many, many, 3, groups=many),
        case("two kernels for each channel", few, 2 * few, 3, groups=few, bias=False),
        case("one channel and one kernel", 1, 1, size),
    ]


EXERCISE = Exercise(
    name="05.parameters",
    call="f(in_channels, out_channels, kernel_size, groups=…, bias=…)",
    reference=count_parameters,
    cases=_parameter_cases,
    mistakes=(
        Mistake("bias_forgotten", "no bias is counted", _counted(lambda i, o, k, g, b: (i, o, k, g, False))),
        Mistake(
            "bias_always",
            "a bias is counted even where there is none",
            _counted(lambda i, o, k, g, b: (i, o, k, g, True)),
        ),
        Mistake(
            "bias_for_channels",
            "the biases are one for each channel of the input; each kernel has one",
            lambda i, o, k, groups, bias: count_parameters(i, o, k, groups, False) + (i if bias else 0),
        ),
        Mistake(
            "bias_once",
            "there is a single bias; each kernel has its own",
            lambda i, o, k, groups, bias: count_parameters(i, o, k, groups, False) + (1 if bias else 0),
        ),
        Mistake(
            "bias_for_groups",
            "the biases are multiplied by the groups; each kernel has one, whatever the groups",
            lambda i, o, k, groups, bias: count_parameters(i, o, k, groups, False) + (o * groups if bias else 0),
        ),
        Mistake(
            "bias_for_weights",
            "the bias is counted for each channel of each kernel; a kernel has one",
            lambda i, o, k, groups, bias: count_parameters(i, o, k, groups, False) + (o * (i // groups) if bias else 0),
        ),
        Mistake("groups_ignored", "the groups are ignored", _counted(lambda i, o, k, g, b: (i, o, k, 1, b))),
        Mistake(
            "groups_twice",
            "the kernels are divided by the groups as well; there are as many as before",
            lambda i, o, k, groups, bias: o // groups * (i // groups) * k * k + (o if bias else 0),
        ),
        Mistake("channels_forgotten", "a kernel has one channel only", _counted(lambda i, o, k, g, b: (1, o, k, 1, b))),
        Mistake("kernels_forgotten", "there is one kernel only", _counted(lambda i, o, k, g, b: (i, 1, k, g, b))),
        Mistake(
            "one_side",
            "the kernel has one side only; it has kernel_size rows and as many columns",
            lambda i, o, k, groups, bias: o * (i // groups) * k + (o if bias else 0),
        ),
    ),
    hints=(
        "How many numbers has one kernel, if each channel that it reads has a square of its own?",
        "Count one kernel, multiply by the number of kernels, and add the biases at the end.",
        "With groups, a kernel reads only its own share of the channels: divide them first.",
    ),
    outputs=("count",),
    axes=("",),
)  # fmt: skip
