"""A real JupyterLab on 127.0.0.1 with a token, and where the machine's Chromium is."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return the path of the machine's Chromium, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@dataclass
class Lab:
    """A running JupyterLab: its address, its token and the folder it serves."""

    address: str
    token: str
    folder: Path

    def open(self, page: Page, name: str) -> None:
        """Open a notebook alone and wait until its kernel can be asked."""
        page.goto(f"{self.address}/lab/tree/{name}?reset&token={self.token}")
        page.wait_for_function("() => window.jupyterapp !== undefined", timeout=60_000)
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        page.wait_for_function(
            """() => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel?.sessionContext?.isReady && panel.sessionContext.session?.kernel?.status === "idle";
            }""",
            timeout=60_000,
        )

    def run_all(self, page: Page) -> None:
        """Run every cell; wait until the last has run and JupyterLab has moved its cursor there, or one has failed."""
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(
            """() => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const cells = [...Array(notebook.model.cells.length).keys()].map((n) => notebook.model.cells.get(n));
                const ran = (cell) => cell.executionState === "idle" && cell.executionCount !== null;
                const code = cells.filter((cell) => cell.type === "code");
                const failed = (cell) => cell.outputs.toJSON().some((output) => output.output_type === "error");
                return code.some(failed) || (code.every(ran) && notebook.activeCellIndex === cells.length - 1);
            }""",
            timeout=120_000,
        )

    def outputs(self, page: Page) -> list[dict]:
        """Return every output of the notebook in the front of the page."""
        return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells"
                             ".flatMap((cell) => cell.outputs ?? [])")  # fmt: skip


class serve_lab:
    """Start JupyterLab on a free port, and stop it on leaving."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = tempfile.TemporaryDirectory()

    def __enter__(self) -> Lab:
        token = secrets.token_hex(24)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        home = Path(self.settings.name)
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
                 "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR", "CNNLITE_HOME")  # fmt: skip
        own = {name: str(home / name.lower()) for name in names}
        quiet = home / "jupyterlab_settings_dir" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True)
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        self.log = (home / "log").open("w+")
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
                "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root",
                "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={self.folder}",
            ],
            env=os.environ | own | {"OPENBLAS_NUM_THREADS": "1"}, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{address}/api", timeout=5):
                    return Lab(address, token, self.folder)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError("JupyterLab did not start:\n" + self.tail)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.seek(0)
        self.tail = self.log.read()[-2000:]
        self.log.close()
        self.settings.cleanup()
