"""PhotoPooling: every kind on every picture, by blocks, by the regions' formula and by hand."""

import re
from itertools import product

import numpy as np
import pytest

from cnnlite.explorers import PhotoPooling
from cnnlite.explorers.photo_pooling import GLOBAL, KINDS, SEED
from cnnlite.explorers.pool_scene import POOLINGS
from tests.explorers.product import walk
from tests.explorers.test_region_pooling import adaptive, fractional

REDUCE = {
    "max": lambda w: w.max(axis=(1, 3)),
    "min": lambda w: w.min(axis=(1, 3)),
    "average": lambda w: w.mean(axis=(1, 3)),
    "L2": lambda w: np.sqrt((w**2).sum(axis=(1, 3))),
}


def wanted(x, kind, window, outputs):
    """Pool a picture another way."""
    if kind in POOLINGS:
        rows, cols = x.shape[0] // window, x.shape[1] // window
        return REDUCE[kind](x[: rows * window, : cols * window].reshape(rows, window, cols, window))
    reduce = np.mean if kind.endswith("average") else np.max
    if kind in GLOBAL:
        return np.array([[reduce(x)]])
    if kind == "fractional max":
        across, down = np.random.default_rng(SEED).random(2)
        rows, cols = fractional(x.shape[0], outputs, down), fractional(x.shape[1], outputs, across)
    else:
        rows, cols = (adaptive(n, outputs) for n in x.shape)
    return np.array([[reduce(x[t : t + h, left : left + w]) for left, w in cols] for t, h in rows])


def check(lab):
    state, x, pooled = lab.state, lab.arrays["picture"], lab.arrays["pooled"]
    np.testing.assert_allclose(pooled, wanted(x, *(state[n] for n in ("pooling", "window", "outputs"))), atol=1e-12)
    assert (lab.window.layout.display == "none") == (state["pooling"] not in POOLINGS)
    assert (lab.outputs.layout.display == "none") == (not state["pooling"].startswith(("adaptive", "fractional")))
    said = re.search(
        r": (\d+)×(\d+) numbers become (\d+)×(\d+)\. Their mean goes from (\S+) to (\S+)\.$", lab.summary()
    )
    assert tuple(map(int, said.groups()[:4])) == (*x.shape, *pooled.shape)
    assert float(said[5]) == pytest.approx(x.mean(), abs=0.0051)
    assert float(said[6]) == pytest.approx(pooled.mean(), abs=0.0051)


def test_each_kind():
    lab = PhotoPooling(np.random.default_rng(0).random((50, 61)))
    for kind, (window, outputs) in product(KINDS, ((2, 13), (7, 40))):
        lab._set(lab.state | {"pooling": kind, "window": window, "outputs": outputs})
        assert lab.error is None
        check(lab)


def test_a_sample_of_the_settings():
    for lab in walk(PhotoPooling(), 12):
        check(lab)


@pytest.mark.long
def test_two_thousand_settings():
    for lab in walk(PhotoPooling(), 2000):
        check(lab)


def test_pictures_smaller_than_the_windows():
    for kind in KINDS:
        lab = PhotoPooling(np.linspace(0, 1, 15).reshape(3, 5), kind, 10, 40)
        assert lab.error is None
        assert max(lab.arrays["pooled"].shape) <= 3
    assert PhotoPooling(np.ones((1, 1)), "L2", 4).arrays["pooled"].tolist() == [[1.0]]


def test_a_hand_on_the_controls():
    lab = PhotoPooling("drawing", "max", 4)
    assert lab.arrays["pooled"].min() > 0.99, "the thin lines are gone"
    lab.pooling.value = "min"
    assert lab.arrays["pooled"].min() == 0
    assert lab.summary() == (
        "PhotoPooling: min of 4×4 windows: 96×96 numbers become 24×24. Their mean goes from 0.95 to 0.79."
    )
    lab.pooling.value = "adaptive max"
    assert (lab.window.layout.display, lab.outputs.layout.display) == ("none", "")
    lab.pooling.value = "global max"
    assert (lab.window.layout.display, lab.outputs.layout.display) == ("none", "none")
    assert "global max 1×1, values 1 to 1" in lab._repr_mimebundle_()["text/html"]
    lab.reset()
    assert lab.state == {"image": "drawing", "pooling": "max", "window": 4, "outputs": 20}
    lab.load('image="temple" pooling="L2" window=6')
    assert lab.code() == 'image="temple" pooling="L2" window=6'


def test_what_is_white_is_said_where_it_is_more_than_1():
    def caption(*args):
        return PhotoPooling(np.full((8, 8), 0.5), *args)._repr_mimebundle_()["text/html"].split("<img")[1]

    assert "L2 2×2, values 2 to 2 (white: 2)<" in caption("L2", 4)
    assert "max 2×2, values 0.5 to 0.5<" in caption("max", 4)


@pytest.mark.parametrize(
    ("shape", "kind", "window"), [((96, 96), "max", 4), ((213, 320), "min", 8), ((213, 320), "L2", 3)]
)
def test_both_pictures_are_about_equally_large(shape, kind, window):
    lab = PhotoPooling(np.random.default_rng(0).random(shape), kind, window)
    before, after = (np.shape(lab.panels[name]._view[1].drawing)[:2] for name in ("picture", "pooled"))
    assert np.allclose(before, after, atol=window + 2)


def test_a_square_of_outputs_is_no_taller_than_the_photo():
    lab = PhotoPooling("temple", "adaptive max", outputs=20)
    high, wide = np.shape(lab.panels["pooled"]._view[1].drawing)[:2]
    assert high == wide == 20 * 11 + 2  # of the photo's 213 rows


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("zebra",), "PhotoPooling: image must be one of"),
        (("temple", "sum"), "PhotoPooling: pooling must be one of"),
        (("temple", "max", 1), "window must be a number from 2 to 10, got 1"),
        (("temple", "max", 2, 3), "outputs must be a number from 4 to 40, got 3"),
        (("temple", "max", 2, 4, ("stride",)), "PhotoPooling: show must name controls"),
    ],
)
def test_errors(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        PhotoPooling(*arguments)
