"""NetworkTracer: every number of every step, and its four lines, which must all say the same."""

import json
import math
import re

import numpy as np
import pytest
import traitlets

import cnnlite
from cnnlite import conv2d
from cnnlite.data import articles
from cnnlite.explorers import NetworkTracer
from cnnlite.explorers.network import Network
from cnnlite.explorers.trace import STEPS
from cnnlite.explorers.tracer import NETWORKS
from tests.requirements import missing

SIGNS = str.maketrans({"·": "*", "−": "-"})


def odd(seed):
    """Return a network of random numbers in which all sizes differ, three maps among them."""
    rng = np.random.default_rng(seed)

    def draw(*shape):
        return rng.integers(-4, 5, shape) / 2

    dense = [(draw(4, 18), draw(4)), (draw(2, 4) / 4, draw(2))]
    return Network(draw(4, 6), draw(3, 3, 2), draw(3), dense, ("yes", "no"), padding=1, pool=2)


RANDOM = {"hidden": odd(0), "plain": Network(
    np.arange(20.0).reshape(4, 5) / 4 - 2, np.array([[[1.0, -0.5]], [[0, 2]]]), np.array([0.5, -1]),
    [(np.arange(16.0).reshape(2, 8) / 8 - 1, np.array([0.25, 0]))], ("a", "b"), pool=2,
)}  # fmt: skip


def every(tracer):
    """Yield the network, the step's place, the position and the value that the picked cell shows, for every frame."""
    for n, name in enumerate(tracer.networks):
        for s, _ in enumerate(STEPS):
            tracer.setting = [n, s]
            scene = tracer.scene
            for place in range(len(scene.frames)):
                tracer.index = place
                yield name, s, place, scene.frames[place].items[scene.pick].array.ravel()[place]


def worked_out(text):
    """Return the sides of a line of arithmetic as numbers."""
    text = re.sub(r"e\^(\(?−?[\d.]+\)?)", r"math.exp(\1)", text).translate(SIGNS)
    names = {"max": lambda *values: max(values), "math": math, "σ": lambda z: 1 / (1 + math.exp(-z))}
    return [eval(side, names) for side in text.split(" = ")]


@pytest.mark.parametrize("networks", [NETWORKS, RANDOM], ids=["ours", "random"])
def test_every_number_in_its_four_lines(networks):
    tracer = NetworkTracer(next(iter(networks)), networks=networks)
    seen = 0
    for name, s, place, value in every(tracer):
        arrays, lines = tracer.arrays, tracer.lines
        assert list(lines) == ["formula", "arithmetic", "NumPy", "PyTorch"]
        assert eval(lines["NumPy"], {"np": np, **arrays}) == pytest.approx(value, abs=1e-12), (name, s, place)
        if s == STEPS.index("4 flatten"):
            left, right = lines["arithmetic"].split(", and ")
            assert worked_out(left) == [place, place]
            assert right == f"f[{place}] = {right.split(' = ')[1]}"
            assert worked_out(right.split(" = ")[1]) == [pytest.approx(value, abs=0.5e-4)]
        else:
            first, *_, last = worked_out(lines["arithmetic"])
            assert first == pytest.approx(value, abs=5e-4)
            assert last == pytest.approx(value, abs=0.5e-4)
        seen += 1
    assert seen == sum(array.size for one in networks.values() for key, array in one.arrays.items() if key in "CAPfhzp")


@pytest.mark.parametrize("networks", [NETWORKS, RANDOM], ids=["ours", "random"])
def test_pytorch_s_line_gives_the_same(networks):
    try:
        import torch
    except ImportError:
        missing("torch", "PyTorch is not installed")
    tracer = NetworkTracer(next(iter(networks)), networks=networks)
    tensors = {
        name: {key: torch.tensor(array.copy()) for key, array in one.arrays.items()} for name, one in networks.items()
    }
    for name, s, place, value in every(tracer):
        space = {"torch": torch, "F": torch.nn.functional, **tensors[name]}
        assert eval(tracer.lines["PyTorch"], space).item() == pytest.approx(value, abs=1e-9), (name, s, place)


@pytest.mark.parametrize("networks", [NETWORKS, RANDOM], ids=["ours", "random"])
def test_the_arrays_by_loops(networks):
    for one in networks.values():
        found = one.arrays
        maps = conv2d(found["x"], found["w"], padding=one.padding, method="loops")
        np.testing.assert_allclose(found["C"], maps + found["b"][:, None, None], atol=1e-12)
        kept = np.where(found["C"] > 0, found["C"], 0)
        np.testing.assert_array_equal(found["A"], kept)
        high, wide = (n // one.pool for n in kept.shape[2:])
        for q, r, c in np.ndindex(kept.shape[1], high, wide):
            window = kept[0, q, r * one.pool : (r + 1) * one.pool, c * one.pool : (c + 1) * one.pool]
            assert found["P"][0, q, r, c] == max(window.flat)
            assert found["f"][0, (q * high + r) * wide + c] == max(window.flat)
        (weights, biases), *rest = one.dense
        sums = [sum(w * v for w, v in zip(row, found["f"][0], strict=True)) for row in weights] + biases
        if rest:
            np.testing.assert_allclose(found["h"][0], [max(v, 0) for v in sums], atol=1e-12)
            ends = [sum(w * v for w, v in zip(row, found["h"][0], strict=True)) for row in rest[0][0]] + rest[0][1]
            np.testing.assert_allclose(found["p"][0], [1 / (1 + math.exp(-v)) for v in ends], atol=1e-12)
        else:
            np.testing.assert_allclose(found["z"][0], sums, atol=1e-12)
            powers = [math.exp(v) for v in sums]
            np.testing.assert_allclose(found["p"][0], np.array(powers) / sum(powers), atol=1e-12)


def test_zebra_by_hand():
    tracer = NetworkTracer()
    assert tracer.lines == {
        "formula": "C[0, 0, 0] = b[0] + Σᵢ Σⱼ x[0 + i, 0 + j] · w[0, i, j]",
        "arithmetic": "0.9·1 + 0.1·0 + 0.2·(−1) + 0.8·1 + 0.7·0 + 0.3·(−1) + 0.1·1 + 0.4·0 + 0.6·(−1) + 0 = 0.7",
        "NumPy": "(x[0, :, 0:3, 0:3] * w[0]).sum() + b[0]",
        "PyTorch": "F.conv2d(x, w, b)[0, 0, 0, 0]",
    }
    tracer.setting = [0, 5]
    assert tracer.lines["arithmetic"] == "e^0.862 / (e^0.862 + e^(−0.388)) = 2.3679 / 3.0463 = 0.7773"
    np.testing.assert_allclose(tracer.arrays["p"][0].round(2), [0.78, 0.22])
    assert tracer.summary().startswith("NetworkTracer: zebra, 6 output, number 1 of 2\nformula:    p[0] = ")


def test_what_is_framed():
    """The window of each step holds what the number is made of, and the map that it lies in stands in front."""
    tracer = NetworkTracer("hidden", networks={"hidden": odd(1)})
    for _, s, place, value in every(tracer):
        items = tracer.scene.frames[place].items
        picked = items[tracer.scene.pick]
        r, c, *_ = picked.window
        assert picked.planes[picked.channel][r, c] == value
        source = next(item for item in items if not isinstance(item, str) and item.window)
        r, c, high, wide = source.window
        seen = source.planes[source.channel][r : r + high, c : c + wide]
        if s == 1:
            assert max(seen.item(), 0) == value
        elif s in (2, 3):
            assert seen.max() == value
        elif s == 0:
            q = picked.channel
            assert (seen * items[2].planes[q]).sum() + items[4].array[q, 0] == pytest.approx(value)


def test_every_grid_fits_what_is_sent():
    tracer = NetworkTracer()
    assert len(json.dumps(tracer.scenes, separators=(",", ":"))) < 100_000
    assert tracer.depth == "map"
    assert "pre-wrap" in NetworkTracer._css


def test_settings():
    tracer = NetworkTracer("article 3", "5 dense", position=2)
    assert tracer.state == {"position": 2, "network": "article 3", "step": "5 dense"}
    tracer.load('network="cat" step="6 output" position=1')
    assert tracer.lines["arithmetic"].endswith(" = 0.4502")
    tracer.reset()
    assert tracer.summary().splitlines()[0] == "NetworkTracer: article 3, 5 dense, number 3 of 3"
    assert "<br>formula:    h[2] = max(0, b1[2]" in tracer.fallback()
    assert tracer.arrays["p"][0].round(4).tolist() == [0.8355, 0.0851]


def test_article_3_s_network_is_cnnlite_s():
    """The scenes show what the library computes, from the numbers that the notebook has."""
    x = articles.PAPER_IMAGE[None, None]
    maps = cnnlite.relu(cnnlite.conv2d(x, articles.PAPER_KERNELS[:, None], articles.PAPER_KERNEL_BIASES, padding=1))
    tracer = NetworkTracer("article 3", "2 ReLU")
    np.testing.assert_array_equal(tracer.scene.frames[0].items[2].array, maps[0])


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"network": "dog"}, ValueError, "NetworkTracer: network must be one of 'zebra', 'cat', 'article 3', got 'dog'."),
        ({"step": "softmax"}, ValueError, "NetworkTracer: step must be one of '1 convolution', '2 ReLU'"),
        ({"show": ("pin", "kernel")}, ValueError, "NetworkTracer: show must name controls, position, play, pin, network, step, got kernel."),
        ({"position": 1}, traitlets.TraitError, "index must be a number from 0 to 0, got 1."),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        NetworkTracer(**arguments)


def test_purity():
    one = odd(2)
    before = [one.image.copy(), one.kernels.copy(), one.dense[0][0].copy()]
    NetworkTracer("odd", networks={"odd": one}).close()
    for then, now in zip(before, [one.image, one.kernels, one.dense[0][0]], strict=True):
        np.testing.assert_array_equal(then, now)
