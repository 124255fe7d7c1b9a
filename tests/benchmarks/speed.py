"""How fast and how small cnnlite is: ``python -m tests.benchmarks.speed`` prints it beside PyTorch and NumPy peers.

It asserts nothing: the numbers depend on the machine, and so does what is reached. A ratio is printed only where both
sides computed the same. ``--threads 2`` measures with two threads, ``--only conv,steps`` some tables, ``--quick`` all in
a hurry; ``--spoil torch`` changes a number in that engine's results, to show that their ratios are refused.

Fresh memory costs more than its use, and the C library gives large arrays back to the system as it sees fit, so that
one engine or the other may fetch new pages at each call. ``--keep`` tells it (on Linux) to keep them all.
"""

import argparse
import os
import sys
import time
from importlib import import_module

TABLES = {  # name of a table: module and function
    "conv": ("convolutions", "layers"),
    "filters": ("convolutions", "filters"),
    "tiny": ("convolutions", "tiny"),
    "rows": ("rows", "rows"),
    "steps": ("steps", "small"),
    "resnet": ("steps", "resnet"),
    "scratch": ("memory", "scratch"),
    "resident": ("memory", "resident"),
    "growth": ("growth", "growth"),
}
LIBRARIES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
KEEP = dict.fromkeys(("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"), str(2**30))


def main() -> None:
    """Read the command, and print the tables as they come."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed", description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(TABLES), help=",".join(TABLES))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--spoil", metavar="ENGINE")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    unknown = set(arguments.only) - set(TABLES)
    if unknown:
        parser.error(f"no table named {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    os.environ.update(dict.fromkeys(LIBRARIES, str(arguments.threads)))  # read when NumPy and PyTorch are imported
    if arguments.keep and not KEEP.items() <= os.environ.items():  # read when a process starts
        os.execve(sys.executable, [sys.executable, "-m", "tests.benchmarks.speed", *sys.argv[1:]], os.environ | KEEP)
    run(arguments)


def run(arguments: argparse.Namespace) -> None:
    """Print the machine, the tables and what was reached."""
    import torch

    from tests.benchmarks import machine
    from tests.benchmarks.text import reach
    from tests.benchmarks.timing import Pace

    torch.set_num_threads(arguments.threads)
    # More threads pause before each burst, so they get fewer rounds.
    seconds, rounds = (0.08, 2) if arguments.quick else (0.5, 4) if arguments.threads == 1 else (0.4, 3)
    pace = Pace(arguments.threads, seconds, rounds, arguments.spoil)
    began, busy = time.perf_counter(), machine.load()
    print(machine.describe(arguments.threads), flush=True)
    goals, spent = [], []
    for name, (module, function) in TABLES.items():
        if name in arguments.only:
            started = time.perf_counter()
            for table in getattr(import_module(f"tests.benchmarks.{module}"), function)(pace):
                goals += table.goals
                print(table, flush=True)
            spent.append(f"{name} {time.perf_counter() - started:.0f}")
    if goals:
        print(reach(goals))
    print(f"\n{busy} at the start, {machine.load()} at the end")
    print(f"{time.perf_counter() - began:.0f} s: {', '.join(spent)}")


if __name__ == "__main__":
    main()
