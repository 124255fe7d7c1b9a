"""Which machine ran this, with which libraries, and how busy it was."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch


def describe(threads: int) -> str:
    """Return processor, caches, versions and settings in a few lines."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    malloc = " ".join(f"{name}={value}" for name, value in os.environ.items() if name.startswith("MALLOC_"))
    lines = [
        f"{_processor()}, {os.cpu_count()} processors, {_caches()}; {platform.system()}, Python {platform.python_version()}",
        f"numpy {np.__version__} ({blas['name']} {blas['version']}), torch {torch.__version__} "
        f"({torch.backends.cpu.get_cpu_capability()}), cnnlite {version('cnnlite')}",
        f"float32, {threads} thread{'s' * (threads > 1)}, "
        + ("time of the processor" if threads == 1 else "time of the wall")
        + (f", {malloc}" if malloc else ""),
    ]
    return "\n".join(lines)


def load() -> str:
    """Return how many processes wanted a core, averaged over 1, 5 and 15 minutes."""
    return "load " + " ".join(f"{number:.1f}" for number in os.getloadavg())


def _processor() -> str:
    """Return the name of the processor."""
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return names[0].split(": ", 1)[1] if names else platform.processor()


def _caches() -> str:
    """Return the sizes of the first core's caches."""
    folders = sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"))
    kinds = [(_read(f / "level"), _read(f / "type"), _read(f / "size")) for f in folders]
    return " ".join(f"L{level} {size}" for level, kind, size in kinds if kind != "Instruction") or "caches unknown"


def _read(path: Path) -> str:
    return path.read_text().strip()
