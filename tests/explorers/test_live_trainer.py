"""LiveTrainer: its numbers against loops, its task on real event loops, what it says and refuses. No clock counts."""

import asyncio
import re
import signal
import threading

import numpy as np
import pytest

from cnnlite import nn, optim
from cnnlite.data.slash import slashes
from cnnlite.explorers import LiveTrainer
from cnnlite.explorers.live_trainer import LIVE, WHOLE
from cnnlite.explorers.pace import Pace
from cnnlite.explorers.training import small_net
from cnnlite.explorers.training_views import PANELS
from cnnlite.train import batches
from tests.explorers.product import walk

IMAGES, LABELS = slashes(60, size=8, seed=3)
TRAIN, HELD_OUT = (IMAGES[:44, None], LABELS[:44]), (IMAGES[44:, None], LABELS[44:])
NEVER = {LIVE: Pace(1e9, 0.5), WHOLE: Pace(1e9, 0.5)}  # paints by itself once at most


def trainer(**arguments):
    """Return a small one, which paints nothing of its own accord: three epochs of three steps."""
    made = LiveTrainer(
        TRAIN, HELD_OUT, **{"channels": (3,), "epochs": 3, "batch": 16, "panels": ("loss",), **arguments}
    )
    made.paces = NEVER
    return made


def by_hand(state, steps):
    """Train with a loop; return the network, the batches' losses, and the weights before the last step."""
    rng = np.random.default_rng(0)
    model = small_net(TRAIN[0], 2, (3,))(rng)
    for parameter in model.parameters():
        parameter.data = parameter.data * state["scale"]
    optimizer = {
        "SGD": lambda p: optim.SGD(p, state["rate"]),
        "momentum": lambda p: optim.SGD(p, state["rate"], momentum=0.9),
        "Adam": lambda p: optim.Adam(p, state["rate"]),
    }[state["optimizer"]](list(model.parameters()))
    criterion, losses, plan, before = nn.CrossEntropyLoss(), [], [], None
    for _ in range(steps):
        plan = plan or batches(len(TRAIN[1]), state["batch"], rng)
        batch = plan.pop(0)
        losses.append(float(criterion(model(TRAIN[0][batch]), TRAIN[1][batch])))
        model.zero_grad()
        model.backward(criterion.backward())
        before = model.state_dict()
        optimizer.step()
    return model, losses, before


def check(made, steps):
    """Compare everything that is shown after so many steps with loops."""
    model, losses, before = by_hand(made.state, steps)
    x, y = made.arrays["curves"]["loss"]["training batches"]
    per_epoch = -(-len(TRAIN[1]) // made.state["batch"])
    np.testing.assert_allclose(y, losses, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(x, (np.arange(steps) + 0.5) / per_epoch, rtol=1e-12)
    now, matrix, each = model.state_dict(), np.zeros((2, 2), int), []
    for image, label in zip(*HELD_OUT, strict=True):
        scores = model(image[None])[0]
        matrix[label, scores.argmax()] += 1
        each.append(np.logaddexp.reduce(scores) - scores[label])
    np.testing.assert_array_equal(made.arrays["matrix"], matrix)
    np.testing.assert_allclose(made.arrays["evaluation"].losses, each, rtol=1e-9, atol=1e-12)
    assert made.arrays["worst"][0] == np.argmax(each)
    for name, key in (("0 Conv2d", "0.weight"), ("4 Linear", "4.weight")):
        squares = [((now[key] - before[key]) ** 2).sum(), (before[key] ** 2).sum()]
        assert made.arrays["moves"][name] == pytest.approx(np.sqrt(squares[0] / squares[1]), rel=1e-9)
    out = next(iter(model))(HELD_OUT[0]).clip(0)
    np.testing.assert_allclose(made.arrays["active"]["1 ReLU"], out, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("optimizer", ["SGD", "momentum", "Adam"])
def test_the_numbers(optimizer):
    made = trainer(optimizer=optimizer, rate=0.03)
    made.run(5)
    check(made, 5)
    made.scale.value, made.batch.value = 3.0, 44
    made.run(2)
    check(made, 2)


def test_settings():
    made = trainer(show=("optimizer", "rate", "batch", "scale"), panels=PANELS)
    for _ in walk(made, 4, seed=1):
        made.run(2)
        assert made.error is None
        assert made.training.run.trouble or made.training.run.number == 2


@pytest.mark.long
def test_every_setting():
    made = trainer(show=("optimizer", "rate", "batch", "scale"))
    for _ in walk(made, 2000):
        made.run(2)
        if not made.training.run.trouble and np.isfinite(made.arrays["evaluation"].losses).all():
            check(made, 2)


async def until(condition, turns=5000):
    """Let the loop turn until a condition holds."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


def test_start_pause_go_on():
    made = trainer()

    async def work():
        assert (made._start_button.description, made._step_button.disabled) == ("Start", False)
        made._start_button.click()
        assert made.running
        assert made._start_button.description == "Pause"
        assert made._step_button.disabled
        assert made._epoch_button.disabled
        assert made.status.text.endswith("running.")
        await until(lambda: made.training.run.number >= 4)
        made._start_button.click()
        stood = made.training.run.number
        assert (made.running, made._start_button.description, stood < 9) == (False, "Go on", True)
        assert made.summary().startswith(f"LiveTrainer: SGD, rate 0.1, batches of 16: paused after step {stood} of 9.")
        for _ in range(20):
            await asyncio.sleep(0)
        assert made.training.run.number == stood
        check(made, stood)
        made.start()
        made.start()  # once more changes nothing
        await until(lambda: not made.running)

    asyncio.run(work())
    assert made._start_button.description == "Again"
    assert "done, all 9 steps." in made.summary()
    check(made, 9)


def test_one_step_and_one_epoch():
    made = trainer()

    async def work():
        made._step_button.click()
        assert (made.training.run.number, made.running) == (1, False)
        made._epoch_button.click()
        await until(lambda: not made.running)
        assert made.training.run.number == 3  # to the end of the epoch, not three more
        made._epoch_button.click()
        await until(lambda: not made.running)
        assert made.training.run.number == 6

    asyncio.run(work())
    check(made, 6)


def test_again():
    made = trainer()
    made.run()
    assert (made.training.run.number, made._step_button.disabled) == (9, True)
    first = made.arrays["curves"]["loss"]["held-out"][1]

    async def work():
        made._start_button.click()
        assert made.training.run.number == 0
        await until(lambda: not made.running)

    asyncio.run(work())
    np.testing.assert_array_equal(made.arrays["curves"]["loss"]["held-out"][1], first)
    np.testing.assert_array_equal(made.arrays["past"]["loss"]["held-out"][1], first)


def test_another_setting_begins_again_and_keeps_the_old_curve():
    made = trainer()

    async def work():
        made.start()
        await until(lambda: made.training.run.number >= 2)
        old = made.training
        made.rate.value = 0.3
        assert not made.running
        assert (made.training.run.number, made.training is old) == (0, False)
        assert "Another learning rate: it begins again, from the same weights. Ready for 3 epochs" in made.summary()
        np.testing.assert_array_equal(
            made.arrays["past"]["loss"]["training batches"][1], old.curves()["loss"]["training batches"][1]
        )
        assert made.note.value.endswith("In gray: SGD, rate 0.1, batches of 16.")
        stood = old.run.number
        for _ in range(20):
            await asyncio.sleep(0)
        assert (old.run.number, made.training.run.number) == (stood, 0)

    asyncio.run(work())
    made.optimizer.value = "Adam"  # nothing was trained with 0.3: what is in gray stays
    assert made.note.value.endswith("In gray: SGD, rate 0.1, batches of 16.")
    made.run(2)
    made.reset()
    assert made.state == {"optimizer": "SGD", "rate": 0.1, "batch": 16, "scale": 1.0}
    assert made.arrays["past"] is None
    assert "In gray" not in made.note.value


class Nagging(nn.Sequential):
    """A network that does something in the forward of one step."""

    action = staticmethod(lambda: None)

    def forward(self, x):
        if self.training and x.shape[0] > 1:  # no evaluation
            self.action()
        return super().forward(x)


def nagging(action, **arguments):
    """Return a trainer whose network calls ``action`` in each step's forward."""
    kind = type("Kind", (Nagging,), {"action": staticmethod(action)})
    return trainer(make=lambda rng: kind(nn.Flatten(), nn.Linear(64, 2, rng=rng)), **arguments)


def once_at(number, raiser):
    """Return an action that does something in the step of that number, and never again."""
    seen = iter(range(1, 10**6))
    return lambda: raiser() if next(seen) == number else None


def test_an_interrupt_is_heard_after_the_step():
    made = nagging(once_at(4, lambda: signal.raise_signal(signal.SIGINT)))
    handler = signal.getsignal(signal.SIGINT)

    async def work():
        made.start()
        await until(lambda: not made.running)
        assert made.training.run.number == 4
        assert ": paused after step 4 of 9. The kernel was interrupted." in made.summary()
        made.start()
        await until(lambda: not made.running)
        assert made.training.run.done

    asyncio.run(work())
    assert signal.getsignal(signal.SIGINT) is handler
    unbroken = nagging(lambda: None)
    unbroken.run()
    np.testing.assert_array_equal(made.arrays["evaluation"].losses, unbroken.arrays["evaluation"].losses)


def test_an_interrupt_within_a_step_undoes_it():
    def stop():
        raise KeyboardInterrupt

    made = nagging(once_at(4, stop))

    async def work():
        made.start()
        await until(lambda: not made.running)
        assert made.training.run.number == 3
        assert "The kernel was interrupted." in made.summary()
        made.start()
        await until(lambda: not made.running)

    asyncio.run(work())
    unbroken = nagging(lambda: None)
    unbroken.run()
    np.testing.assert_array_equal(made.arrays["evaluation"].losses, unbroken.arrays["evaluation"].losses)


def test_an_interrupted_cell():
    made = nagging(once_at(2, lambda: signal.raise_signal(signal.SIGINT)))
    with pytest.raises(KeyboardInterrupt):
        made.run()
    assert made.training.run.number == 2
    assert "The kernel was interrupted." in made.summary()
    made.run()
    assert made.training.run.done
    assert "interrupted" not in made.summary()


def test_cancelled_from_outside():
    made = trainer()

    async def work():
        made.start()
        await until(lambda: made.training.run.number >= 2)
        made._runner._task.cancel()
        await until(lambda: not made.running)
        await asyncio.sleep(0)

    asyncio.run(work())
    assert "It was stopped from outside." in made.summary()
    assert made._start_button.description == "Go on"
    asyncio.run(still_works(made))


async def still_works(made):
    """Go on to the end on another event loop."""
    made.start()
    await until(lambda: not made.running)
    assert made.training.run.done


def test_the_end_of_the_loop_pauses():
    made = trainer()

    async def work():
        made.start()
        await asyncio.sleep(0)

    asyncio.run(work())
    assert not made.running
    assert 1 <= made.training.run.number < 9
    assert made._start_button.description == "Go on"


def test_an_error_is_a_sentence():
    def fail():
        raise ValueError("The network is <tired>.")

    made = nagging(once_at(3, fail))

    async def work():
        made.start()
        await until(lambda: not made.running)

    asyncio.run(work())
    assert "The network is <tired>." in made.summary()
    assert made.training.run.number == 2
    pressed = nagging(once_at(1, fail))
    pressed._step_button.click()
    assert pressed.training.run.number == 0
    with pytest.raises(ValueError, match="tired"):
        nagging(once_at(1, fail)).run()


def test_without_a_loop():
    made = trainer()
    made._start_button.click()
    assert made.status.text.startswith("Nothing runs by itself here, outside of a notebook. Call run()")
    assert (made.running, made.training.run.number) == (False, 0)
    made.run()
    made.start()
    assert made.status.text.startswith("Nothing runs by itself here")
    assert (made._start_button.description, made.training.run.number) == ("Start", 0)


def test_close():
    made = trainer()

    async def work():
        made.start()
        await until(lambda: made.training.run.number >= 2)
        made.close()
        stood = made.training.run.number
        for _ in range(20):
            await asyncio.sleep(0)
        assert (made.training.run.number, made.running) == (stood, False)

    asyncio.run(work())


def test_two_at_once():
    one, other = trainer(), trainer(optimizer="Adam", rate=0.01)

    async def work():
        one.start()
        other.start()
        await until(lambda: not one.running and not other.running)

    asyncio.run(work())
    check(one, 9)
    check(other, 9)


def test_clicks_from_another_thread_are_answered_between_steps():
    threads = set()

    def make(rng):
        threads.add(threading.get_ident())
        return nn.Sequential(nn.Flatten(), nn.Linear(64, 2, rng=rng))

    async def work():
        made = trainer(make=make, epochs=4000)  # it does not come to its end by itself
        step = made._advance
        made._advance = lambda: threads.add(threading.get_ident()) or step()
        click = asyncio.to_thread
        await click(made._start_button.click)
        await until(lambda: made.training.run.number >= 2)
        await click(made._start_button.click)
        await until(lambda: not made.running)
        stood = made.training.run.number
        await click(made._step_button.click)
        await until(lambda: made.training.run.number > stood)
        await click(setattr, made.rate, "value", 0.3)
        await until(lambda: made.training.run.number == 0)
        await click(made.reset)
        await until(lambda: made.training.setting["rate"] == 0.1)

    asyncio.run(work())
    assert threads == {threading.get_ident()}


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(("step", "paint"), [(0.003, 0.02), (0.003, 0.025), (0.03, 0.02)])
def test_how_often_it_paints(monkeypatch, step, paint):
    clock, painted = Clock(), {LIVE: 0, WHOLE: 0}
    made = trainer(epochs=200)
    made.paces = {LIVE: Pace(0.15, 0.13, clock), WHOLE: Pace(1.0, 0.03, clock)}

    def update(kind):
        painted[kind] += 1
        clock.now += paint * (1 if kind == LIVE else 8)

    monkeypatch.setattr(made, "update", update)
    monkeypatch.setattr(made.training, "step", lambda: setattr(clock, "now", clock.now + step) or True)
    while clock.now < 20:
        made._advance()
    assert painted[LIVE] >= 5 * 20
    assert painted[LIVE] * paint <= 0.16 * 20
    made.training.run.run(3)  # the end of an epoch
    monkeypatch.setattr(made.training, "step", lambda: setattr(clock, "now", clock.now + step) or True)
    begun = clock.now
    while clock.now < begun + 40:
        made._advance()
    assert 0.5 <= painted[WHOLE] * paint * 8 <= 0.04 * 40 + 0.5


def test_what_is_painted_while_it_runs():
    made = trainer(panels=PANELS)
    made.paces = {LIVE: Pace(0.0, 1.0), WHOLE: NEVER[WHOLE]}
    NEVER[WHOLE]._ended = made.paces[WHOLE].clock()
    pictures = {name: panel.picture.value for name, panel in made.panels.items()}

    async def work():
        made.start()
        await until(lambda: made.training.run.number >= 5)
        for name, panel in made.panels.items():
            assert (panel.picture.value != pictures[name]) is (name in ("loss", "accuracy")), name
        assert made.note.value.startswith("Epoch 2 of 3, step 5 of 9. Last batch: loss ")
        made.pause()
        assert all(made.panels[name].picture.value != pictures[name] for name in ("moves", "activations", "worst"))

    asyncio.run(work())


def test_words():
    made = trainer(rate=3.0, scale=10.0, epochs=40)
    assert made.summary() == (
        "LiveTrainer: SGD, rate 3, batches of 16, start ×10: Ready for 40 epochs of 3 steps. Press Start."
    )
    assert re.fullmatch(r"Held-out before training: loss \d[\d.]+, \d+\.\d % right\.", made.note.value)
    assert f" {100 * made.arrays['evaluation'].accuracy:.1f} % right" in made.note.value
    learned = trainer(optimizer="Adam", rate=0.03, epochs=30, channels=(8,))
    learned.run()
    assert learned.summary().startswith("LiveTrainer: Adam, rate 0.03, batches of 16: done, all 90 steps.")
    assert re.search(r"Held-out images: over \d\d % right after epoch 30\.$", learned.summary())
    assert "Held-out after epoch 30: loss" in learned.note.value


def test_the_axis_grows():
    made = trainer(epochs=12)
    for steps, end in ((0, 5), (15, 5), (1, 10), (14, 10), (6, 12)):
        made.run(steps)
        assert made._drawers["loss"].axes.get_xlim() == (0, end)
    made.rate.value = 0.3
    assert made._drawers["loss"].axes.get_xlim() == (0, 12)  # room for the run in gray
    assert trainer(epochs=3)._drawers["loss"].axes.get_xlim() == (0, 3)


def test_a_run_that_goes_astray():
    made = trainer(rate=3.0, scale=10.0, panels=PANELS)
    made.training.run.optimizer.lr = 1e308
    made.run()
    assert made.training.run.trouble
    assert made.training.run.trouble in made.summary()
    assert made.error is None
    assert made._start_button.description == "Again"


def test_code_load_show_panels():
    made, other = trainer(), trainer(panels=("loss", "worst"), show=("rate",))
    made.rate.value, made.optimizer.value = 0.01, "Adam"
    assert made.code() == 'optimizer="Adam" rate=0.01'
    other.load(made.code())
    assert other.training.name == "Adam, rate 0.01, batches of 16"
    assert list(other.panels) == ["loss", "worst"]
    assert made.shown == ["optimizer", "rate", "batch"]
    html = other._repr_mimebundle_()["text/html"]
    assert html.count("<img alt=") == 2
    assert "true → answer and its probability" in html


def test_other_networks_and_colors():
    rng = np.random.default_rng(0)
    images, labels = rng.random((30, 3, 8, 8)), np.arange(30) % 14
    made = LiveTrainer((images, labels), (images[:20], labels[:20]), epochs=2, batch=64)
    assert list(made.panels) == list(PANELS)
    made.run(1)
    assert made.training.name.endswith("batches of 30")
    assert made.views(made.arrays)["confusion"] is None  # 14 classes are too many to read
    plain = nagging(lambda: None, panels=PANELS)
    assert plain.views(plain.arrays)["activations"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"optimizer": "Newton"}, "LiveTrainer: optimizer must be one of SGD, momentum, Adam, got 'Newton'"),
        ({"rate": 0.2}, "LiveTrainer: rate must be one of 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, got 0.2"),
        ({"batch": 5}, "LiveTrainer: batch must be one of 1, 4, 16, 44, got 5"),
        ({"scale": 2}, "LiveTrainer: scale must be one of 0.01, 0.1, 1.0, 3.0, 10.0, got 2"),
        ({"show": ("speed",)}, "LiveTrainer: show must name controls, optimizer, rate, batch, scale, got speed"),
        ({"panels": ("loss", "sound")}, "LiveTrainer: each of panels must be one of 'loss', 'accuracy', 'confusion', 'moves', 'activations', 'worst', got 'sound'"),
        ({"seed": -1}, "LiveTrainer: seed must lie between 0 and 4294967296, got -1"),
        ({"epochs": 0}, "fit: epochs must be at least 1, got 0"),
        ({"channels": (2, 2, 2, 2)}, "must"),
    ],
)  # fmt: skip
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        trainer(**arguments)


def test_wrong_data():
    with pytest.raises(
        TypeError, match=re.escape("LiveTrainer: train must be a pair of arrays (images, labels), got ndarray.")
    ):
        LiveTrainer(TRAIN[0], HELD_OUT)
    with pytest.raises(
        ValueError, match=re.escape("LiveTrainer: held_out must be images (N, C, H, W) and their classes (N,)")
    ):
        LiveTrainer(TRAIN, (IMAGES, LABELS))
    with pytest.raises(ValueError, match=r"LiveTrainer.run: steps must lie between 0"):
        trainer().run(-1)
