"""Two training steps of ResNet-18 in a process that imports one engine: prints its memory and loss as JSON."""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.weights import draw_batch


def peak() -> float:
    """Return the most memory that this process ever held, in MiB."""
    status = Path("/proc/self/status")  # ru_maxrss of a child begins with what its parent held
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Train."""
    engine, threads = sys.argv[1], int(sys.argv[2])
    nets = import_module({"cnnlite": "tests.benchmarks.own_nets", "torch": "tests.benchmarks.torch_nets"}[engine])
    if engine == "torch":
        nets.torch.set_num_threads(threads)
    step = nets.training(nets.resnet18(), 0.01)
    before = peak()
    for _ in range(2):
        loss = float(step(*draw_batch(32, 3, 32))[0])
    other = {"cnnlite": "torch", "torch": "cnnlite"}[engine]
    print(json.dumps({"before": before, "peak": peak(), "loss": loss, "alone": other not in sys.modules}))


if __name__ == "__main__":
    main()
