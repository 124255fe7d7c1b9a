"""passes: the history of zebra and cat, against the fact sheet and against formulas written out in plain Python."""

import math

import numpy as np
import pytest

from cnnlite.data import articles
from cnnlite.explorers.passes import passes
from tests.data import article_0, training


def relu(total):
    """Return ReLU and its slope, of a sum that rounding may have moved."""
    on = total > 1e-12
    return (total if on else 0.0), float(on)


def by_hand(rate, count, assumed, bias, learn):
    """Yield w, b, kernel, features, p of the true class, gradients and the filter's two parts, pass by pass."""
    images = [articles.ZEBRA, articles.CAT]
    w, b = [0.8, -0.6], [0.2, 0.1]
    kernel = articles.ZEBRA_CAT_FILTER.copy()
    for _ in range(count):
        features, right, dw, db, parts = [], [], [0.0, 0.0], [0.0, 0.0], []
        for label, image in enumerate(images):
            f, slope = relu(sum(image[place] * kernel[place] for place in np.ndindex(3, 3)) + bias)
            powers = [math.exp(w[c] * f + b[c]) for c in (0, 1)]
            errors = [powers[c] / sum(powers) - (c == label) for c in (0, 1)]
            for c in (0, 1):
                dw[c] += errors[c] * f / 2
                db[c] += errors[c] / 2
            parts.append(sum(errors[c] * w[c] for c in (0, 1)) * slope * image / 2)
            features.append(f)
            right.append(powers[label] / sum(powers))
        if assumed:
            dw, db = [-0.3, 0.2], [-0.3, 0.2]
        yield [w[0], b[0], w[1], b[1]], kernel, features, right, [dw[0], db[0], dw[1], db[1]], parts
        w, b = ([one[c] - rate * slope[c] for c in (0, 1)] for one, slope in ((w, dw), (b, db)))
        if learn and not assumed:
            kernel = kernel - rate * (parts[0] + parts[1])


NAMES = ("parameters", "kernel", "feature", "p", "gradients", "filter_gradients")


@pytest.mark.parametrize("assumed", [False, True])
@pytest.mark.parametrize("learn", [False, True])
@pytest.mark.parametrize(("rate", "bias"), [(0.1, 0.0), (2.0, 0.4), (1.0, -0.7), (0.5, 0.3), (0.3, 1.0), (0.7, -0.5)])
def test_by_hand(rate, bias, assumed, learn):
    history = passes(rate, 12, assumed, bias, learn)
    for number, row in enumerate(by_hand(rate, 12, assumed, bias, learn)):
        for name, wanted in zip(NAMES, row, strict=True):
            np.testing.assert_allclose(history[name][number], wanted, rtol=1e-9, atol=1e-11, err_msg=name)
    np.testing.assert_allclose(history["loss"], -np.log(history["p"]), rtol=1e-9, atol=1e-12)


def test_article():
    history = passes(0.1, 3, True)
    np.testing.assert_allclose(history["parameters"][:3], articles.FACTS["A0.24"].recorded, atol=1e-12)
    np.testing.assert_allclose(history["p"][2], [0.7773, 0.4502], atol=5e-5)
    np.testing.assert_allclose(passes(0.1, 1)["gradients"][0], articles.FACTS["A0.27"].recorded[2], atol=5.1e-5)
    np.testing.assert_allclose(
        2 * passes(0.1, 1)["filter_gradients"][0, 0], articles.FACTS["A0.27.filter"].recorded, atol=5.1e-5
    )


@pytest.mark.parametrize(("rate", "wanted"), [(0.1, (5, 480)), (1.0, (2, 49))])
def test_how_many_passes(rate, wanted):
    seen = passes(rate, 500)["p"]
    assert tuple(1 + training.passes_until(seen, level) for level in (0.5, 0.9)) == wanted
    np.testing.assert_allclose(
        seen, training.descend(article_0.features(), article_0.LABELS, *article_0.START, rate, "mean", 500), atol=1e-9
    )


def test_at_the_bend_nothing_passes():
    for bias, image in ((0.3, 1), (-0.7, 0)):
        assert not passes(0.1, 1, bias=bias)["filter_gradients"][0, image].any()
        assert passes(0.1, 1, bias=bias + 0.1)["filter_gradients"][0, image].all()


def test_trained_filter_turns_the_cat_off():
    features = passes(0.1, 500, bias=0.4, learn=True)["feature"]
    assert (features[:3, 1] > 0).all()
    assert features[3, 1] == 0
    assert (features[3:, 1] < 0.05).all()  # the zebra lifts it above 0 now and then, and it goes back
    assert features[-1, 0] > 2


def test_read_only():
    with pytest.raises(ValueError, match="read-only"):
        passes(0.1, 2)["loss"][0] = 0
