"""Widgets in a real kernel, driven by the messages that a page sends: odd values, bursts, no kernel work undone."""

import pytest
from jupyter_client.manager import start_new_kernel

SETUP = """
import numpy as np
from cnnlite.explorers import ConvExplorer, ConvStepper, show
np.random.seed(3)
seed = np.random.get_state()[1].tolist()
stepper = ConvStepper(np.eye(4), np.ones((2, 2)))
explorer = ConvExplorer("bright square 7×7")
viewer = show(np.arange(48.0).reshape(2, 2, 3, 4))
for name, one in (("stepper", stepper), ("grid", explorer.panels["steps"].grid), ("viewer", viewer)):
    print(name, one.comm.comm_id)
"""
ODD = [
    {name: value} for name in ("index", "pinned") for value in ("abc", 10**9, -1, 2.5, [1], {}, True)
] + [
    {"index": None}, {"setting": [5]}, {"setting": []}, {"setting": [0, 0, 0]}, {"setting": None}, {"setting": "ab"},
    {"setting": [0.5]}, {"setting": [-1], "index": 2}, {"setting": [7], "index": 10**9, "pinned": "x"},
]  # fmt: skip


class Kernel:
    """A kernel and the widgets in it, as a page sees them."""

    def __init__(self, client):
        self.client = client
        self.comms = dict(line.split() for line in self.run(SETUP).splitlines())

    def messages(self, sent):
        """Yield what a message brings about, until the kernel is idle again."""
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            if message["parent_header"].get("msg_id") != sent:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
            yield message

    def run(self, code):
        """Run code; return what it prints."""
        found = list(self.messages(self.client.execute(code)))
        assert [m["content"]["traceback"] for m in found if m["msg_type"] == "error"] == []
        return "".join(m["content"]["text"] for m in found if m["msg_type"] == "stream").strip()

    def post(self, widget, state):
        """Send what a page sends when a hand has changed a trait."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        message = self.client.session.msg("comm_msg", {"comm_id": self.comms[widget], "data": data})
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def send(self, widget, state):
        """Send a change; return the last lines of the errors it brings about."""
        found = self.messages(self.post(widget, state))
        return [
            m["content"].get("text", m["content"].get("evalue")) for m in found if m["msg_type"] in ("error", "stream")
        ]


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    yield Kernel(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("widget", ["stepper", "grid", "viewer"])
def test_odd_values_leave_a_working_widget(kernel, widget):
    name = {"grid": "explorer.panels['steps'].grid"}.get(widget, widget)
    ask = f"print({name}.index, {name}.pinned, {name}.setting, end=' ')"
    sentence = f"print({name}.scene.frames[{name}.index].text)"
    kernel.send(widget, {"index": 2, "pinned": 3})
    before = kernel.run(ask)
    for state in ODD:
        if state == {"setting": []} and widget == "grid":
            continue  # it has no options
        said = kernel.send(widget, state)
        assert any("TraitError" in text or "must" in text or "trait" in text for text in said), (state, said)
        assert kernel.run(ask) == before
    assert kernel.send(widget, {"index": 3, "pinned": None}) == []
    assert kernel.run(ask).startswith("3 None")
    assert kernel.run(sentence)


def test_the_last_of_a_burst_wins(kernel):
    for n in range(60):
        last = kernel.post("stepper", {"index": n % 9})
    list(kernel.messages(last))
    assert kernel.run("print(stepper.index, stepper.summary())").startswith("5 ConvStepper: output (1, 2), 6 of 9: ")


def test_no_other_widget_moves_and_no_seed_is_used(kernel):
    kernel.send("viewer", {"index": 5, "setting": [1]})
    kernel.send("stepper", {"index": 8})
    assert kernel.run("print(stepper.index, viewer.index, viewer.setting)") == "8 5 [1]"
    assert kernel.run("print(np.random.get_state()[1].tolist() == seed)") == "True"
