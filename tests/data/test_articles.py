"""Every stated value of the first two worked examples, computed again, beside the article's."""

import numpy as np
import pytest

from cnnlite import conv2d, conv_output_size, linear, max_pool2d, relu, softmax
from cnnlite.data import articles as a


def slide(image, kernel):
    """Convolve one gray image with one kernel."""
    return conv2d(image[None, None], kernel[None, None])[0, 0]


def both(function):
    """Return the single number that the zebra and the cat give."""
    return [function(image).item() for image in (a.ZEBRA, a.CAT)]


def final_pass():
    features = relu(np.array(both(lambda image: slide(image, a.ZEBRA_CAT_FILTER))))[:, None]
    return softmax(linear(features, a.ZEBRA_CAT_WEIGHTS, a.ZEBRA_CAT_BIASES))


def feature_vector():
    maps = [relu(slide(a.FOUR_IMAGES[0], kernel)) for kernel in (a.FILTER_A, a.FILTER_B)]
    return np.concatenate([m.ravel() for m in maps])


COMPUTED = {
    "A0.1": lambda: a.ZEBRA,
    "A0.2": lambda: a.CAT,
    "A0.3": lambda: a.ZEBRA_CAT_FILTER,
    "A0.4": lambda: a.ZEBRA * a.ZEBRA_CAT_FILTER,
    "A0.5": lambda: slide(a.ZEBRA, a.ZEBRA_CAT_FILTER).item(),
    "A0.6": lambda: a.CAT * a.ZEBRA_CAT_FILTER,
    "A0.7": lambda: slide(a.CAT, a.ZEBRA_CAT_FILTER).item(),
    "A0.8": lambda: both(lambda image: relu(slide(image, a.ZEBRA_CAT_FILTER))),
    "A0.9": lambda: both(lambda image: max_pool2d(relu(slide(image, a.ZEBRA_CAT_FILTER))[None, None], 1)),
    "A0.10": lambda: [[v] for v in both(lambda image: relu(slide(image, a.ZEBRA_CAT_FILTER)).ravel())],
    "A0.20": final_pass,
    "A0.29": lambda: both(lambda image: slide(image, np.flip(a.ZEBRA_CAT_FILTER))),
    "A0.40": lambda: a.FOUR_IMAGES,
    "A0.41": lambda: a.FILTER_A,
    "A0.42": lambda: a.FILTER_B,
    "A0.43": lambda: conv_output_size(4, 2),
    "A0.44": lambda: slide(a.FOUR_IMAGES[0], a.FILTER_A),
    "A0.45": lambda: relu(slide(a.FOUR_IMAGES[0], a.FILTER_A)),
    "A0.46": lambda: relu(slide(a.FOUR_IMAGES[0], a.FILTER_B)),
    "A0.47": feature_vector,
}
# What the article says, typed from the fact sheet and not from the module under test.
STATED = {
    "A0.1": [[0.9, 0.1, 0.2], [0.8, 0.7, 0.3], [0.1, 0.4, 0.6]],
    "A0.2": [[0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3]],
    "A0.3": [[1, 0, -1]] * 3,
    "A0.4": [[0.9, 0, -0.2], [0.8, 0, -0.3], [0.1, 0, -0.6]],
    "A0.5": 0.7,
    "A0.7": -0.3,
    "A0.8": [0.7, 0.0],
    "A0.10": [[0.7], [0.0]],
    "A0.20": [[0.78, 0.22], [0.55, 0.45]],
    "A0.43": 3,
    "A0.44": [[-2, 2, -2]] * 3,
    "A0.45": [[0, 2, 0]] * 3,
    "A0.46": [[0, 0, 0]] * 3,
    "A0.47": [0, 2, 0, 0, 2, 0, 0, 2, 0] + [0] * 9,
}


def test_every_fact_is_computed():
    assert set(COMPUTED) == set(a.FACTS)


@pytest.mark.parametrize("fact", a.FACTS)
def test_ours_beside_the_article(fact, capsys):
    a.compare(fact, COMPUTED[fact]())
    printed = capsys.readouterr().out
    assert printed.startswith(f"{fact} ")
    verdict = "agree to 2 decimals" if fact == "A0.20" else "agree"
    assert printed.rstrip().endswith(f"→ {verdict}" if a.FACTS[fact].stated is not None else "→ nothing to compare")


@pytest.mark.parametrize("fact", STATED)
def test_the_stated_value_is_the_article_s(fact):
    np.testing.assert_array_equal(a.FACTS[fact].stated, STATED[fact])


def test_labels_and_images():
    assert a.FOUR_LABELS == ("cat", "cat", "dog", "dog")
    rows = ["".join(str(int(v)) for v in row) for row in a.FOUR_IMAGES[1]]
    assert rows == ["1111", "0000", "1111", "0000"]
    np.testing.assert_array_equal(a.FOUR_IMAGES[3], np.eye(4))


@pytest.mark.parametrize("fact", [f for f in a.FACTS if f not in ("A0.46",)])
def test_a_wrong_value_is_refused(fact):
    with pytest.raises(ValueError, match=f"compare: value must be what {fact} "):
        a.compare(fact, -np.asarray(COMPUTED[fact](), dtype=float) - 0.01)


def test_compare_refuses_other_shapes_and_ids():
    with pytest.raises(ValueError, match=r"compare: value must be what A0\.44"):
        a.compare("A0.44", 2)
    with pytest.raises(KeyError, match="fact_id must be one of"):
        a.compare("A9.9", 1)


@pytest.mark.parametrize(
    ("stated", "digits", "ours", "verdict"),
    [
        (0.62, 2, 0.6262, "truncated"),
        (0.31, 2, 0.3110, "agree to 2 decimals"),
        (0.6, 2, 0.6262, "differs"),
        (4.44, 2, 40 / 9, "agree to 2 decimals"),
        (0.7, None, 0.7 + 1e-16, "agree"),
    ],
)
def test_agreement(stated, digits, ours, verdict):
    fact = a.Fact("A", "", stated, ours, "S", "", digits)
    assert a._agreement(fact, np.asarray(ours)) == verdict


def test_constants_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        a.ZEBRA[0, 0] = 1
