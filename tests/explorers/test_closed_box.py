"""The closed box: each pass is the same training as by hand, in any order of the slider, by itself or at once."""

import asyncio

import numpy as np
import pytest

from cnnlite import nn, optim
from cnnlite.data.digits import split
from cnnlite.explorers import ClosedBox
from cnnlite.train import evaluate, fit


@pytest.fixture
def box():
    made = ClosedBox()
    yield made
    made.close()


def by_hand(passes):
    """Return what the same network answers, trained here."""
    data, rng = split(), np.random.default_rng(0)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64, 10, rng=rng),
    )  # fmt: skip
    run = fit(model, data[:2], passes, optimizer=optim.SGD(model.parameters(), 0.1, momentum=0.9), rng=rng)
    run.run()
    return evaluate(model, *data[2:])


def test_it_is_a_training(box):
    box.passes.value = 2
    found = by_hand(2)
    assert box.arrays["answers"].tolist() == found.predictions.tolist()
    assert box.arrays["right"][-1] == 100 * found.accuracy
    count = round(360 * found.accuracy)
    assert box.summary() == f"ClosedBox: After 2 passes, it reads {count} of 360 unseen digits."
    words = box.panels["answers"].to_html()
    assert all(f"“{said}”" in words for said in found.predictions[:10])


def test_going_back_changes_nothing(box):
    box.passes.value = 2
    later = box.arrays["right"].tolist()
    box.passes.value = 0
    assert box.arrays["right"].tolist() == later[:1]
    assert box.status.text.startswith("After 0 passes, it reads 35 of 360")
    box.passes.value = 2
    assert box.arrays["right"].tolist() == later


def test_it_learns(box):
    box.passes.value = 10
    assert box.arrays["right"][-1] > 95
    assert box.arrays["right"][0] < 20


def test_the_button_trains_by_itself_and_again_from_the_start(box):
    async def press():
        box.passes.value = 10
        seen = []
        box.passes.observe(lambda change: seen.append(change["new"]), "value")
        box._button.click()
        while box._runner.running:
            await asyncio.sleep(0)
        return seen

    assert asyncio.run(press()) == list(range(11))


def test_a_moved_slider_and_the_end_do_not_quarrel(box):
    async def press():
        box.passes.value = 0
        box._button.click()
        await asyncio.sleep(0)
        box.passes.value = 10  # moved by hand while it runs
        for _ in range(5):
            await asyncio.sleep(0)
        return box._runner.running

    assert not asyncio.run(press())
    assert box.passes.value == 10
    assert box.error is None


def test_reset_stops_it(box):
    async def press():
        box.passes.value = 0
        box._button.click()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert box.passes.value > 0
        box.reset()
        for _ in range(5):
            await asyncio.sleep(0)
        return box._runner.running, box.passes.value

    assert asyncio.run(press()) == (False, 0)


def test_without_an_event_loop_it_trains_at_once(box):
    box.passes.value = 0
    box._button.click()
    assert box.passes.value == 10


def test_refuses():
    with pytest.raises(ValueError, match="passes must be a number from 0 to 10, got 11"):
        ClosedBox(passes=11)
