"""The project's own files agree with each other."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import cnnlite

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
FLOORS = {  # the first releases without the advisories of 2025 and 2026 known to us
    "jupyterlab": "4.6.2", "jupyter_server": "2.20.0", "nbconvert": "7.17.1", "mistune": "3.3.0",
    "tornado": "6.5.7", "pillow": "12.2.0",
}  # fmt: skip


def tracked():
    """Return the files of the project, as git lists them."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).exists()]


def test_environment_equals_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *plain, pip = environment["dependencies"]
    wanted = {r.name: str(r.specifier) for r in map(Requirement, PROJECT["project"]["dependencies"])}
    wanted["python"] = PROJECT["project"]["requires-python"]
    listed = {r.name: str(r.specifier) for r in map(Requirement, plain) if r.name != "pip"}
    assert listed == wanted
    assert pip == {"pip": ["-e .[test]"]}


def test_every_dependency_has_a_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = [r for group in PROJECT["project"]["optional-dependencies"].values() for r in group]
    for requirement in PROJECT["project"]["dependencies"] + extras:
        assert re.search(rf'"{re.escape(requirement)}",\s+# \w+', text), requirement


def test_version_and_citation():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == cnnlite.__version__ == version("cnnlite")
    assert citation["license"] == PROJECT["project"]["license"]


@pytest.mark.parametrize("package", FLOORS)
def test_security_floors(package):
    assert Version(version(package)) >= Version(FLOORS[package])


def test_top_level():
    allowed = {
        "pyproject.toml",
        "notebooks",
        "cnnlite",
        "tests",
        "environment.yml",
        "README.md",
        "LICENSE",
        "CITATION.cff",
    }
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} == allowed


def test_no_large_file_and_no_lock_file():
    for path in tracked():
        assert path.stat().st_size < 1_000_000, path
        assert path.name not in ("uv.lock", "pylock.toml")
        goldens = path.parent in (ROOT / "tests" / "functional", ROOT / "tests" / "notebooks" / "gradients")
        if not goldens:  # PyTorch's numbers are stored there, and read without pickle
            assert path.suffix not in (".pkl", ".pickle", ".npz", ".pt")


def test_readme():
    assert "python -m pip install uv && uv run jupyter lab notebooks/00_start_here.ipynb" in README
    assert "python -m pip install uv && uv run pytest" in README
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{notebook.name}" in README
    for picture in (ROOT / "notebooks" / "images").iterdir():
        assert picture.stat().st_size < 200_000


def test_readme_code_runs():
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 3
    names = {}
    exec("\n".join(blocks), names)
    assert names["verdict"].diagnosis
    assert names["y"].shape == (1, 4, 4, 4)
    assert names["score"].accuracy > 0.9


def run(*command):
    """Run a tool of the environment; return what it said when it failed."""
    environment = {k: v for k, v in os.environ.items() if k != "CNNLITE_REQUIRE"}
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, env=environment)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_style(command):
    assert run(*command) == ""
