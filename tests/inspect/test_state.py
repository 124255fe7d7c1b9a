"""Whatever looks inside leaves the network as it was, also when it fails."""

import numpy as np
import pytest

from cnnlite import inspect
from tests.inspect.nets import NETS, net_and_images

LABELS = np.array([0, 1, 1, 0])


def looks(model, images, wrong=0):
    """Return a call of everything; with wrong=99 each is refused, most of them in the middle of the work."""
    name, parameter = next(model.named_parameters())
    entry = name, (0,) * parameter.data.ndim
    return {
        "feature_maps": lambda: inspect.feature_maps(model, images[..., wrong:]),
        "saliency": lambda: inspect.saliency(model, images[0], wrong),
        "occlusion": lambda: inspect.occlusion(model, images[0], wrong, size=2, stride=3),
        "adversarial": lambda: inspect.adversarial(model, images[0], 1 + wrong, 0.1),
        "most_exciting": lambda: inspect.most_exciting(model, images, 0, 0 + wrong),
        "windows": lambda: inspect.windows(model, images.shape[1:], 0, wrong),
        "pushes": lambda: inspect.pushes(model, images, LABELS + wrong, *entry),
    }


def identities(model):
    """Return which object stands where: attributes, remembered inputs, modes, arrays, gradients."""
    attributes = [(name, id(value)) for module in model.modules() for name, value in vars(module).items()]
    return attributes, [(id(p.data), id(p.grad)) for p in model.parameters()]


def values(model):
    return [*model.state_dict().values(), *(p.grad.copy() for p in model.parameters())]


@pytest.mark.parametrize("name", NETS)
def test_nothing_moves(name, rng):
    model, images = net_and_images(name, rng)
    next(model.children()).eval()  # a mixture of modes stays one
    out = model(images)
    model.backward(np.ones_like(out))
    out = model(images)
    places, arrays, draws = identities(model), values(model), rng.bit_generator.state
    for look in looks(model, images).values():
        np.testing.assert_equal(look(), look())
    for look in looks(model, images, wrong=99).values():
        with pytest.raises(ValueError, match=r"must|Use"):
            look()
    assert identities(model) == places
    assert rng.bit_generator.state == draws
    for one, other in zip(values(model), arrays, strict=True):
        np.testing.assert_array_equal(one, other)
    model.backward(np.ones_like(out))  # what was remembered of the images is still there


@pytest.mark.parametrize("name", ["plain", "resnet"])
def test_arguments_stay(name, rng):
    model, images = net_and_images(name, rng)
    images.flags.writeable = False
    for look in looks(model, images).values():
        look()


@pytest.mark.parametrize("name", NETS)
def test_single_precision(name, rng):
    if name == "nested":
        return  # the learner's own layer keeps float64 in `bias + …`
    model, images = net_and_images(name, rng)
    expected = looks(model, images)
    double = {look: expected[look]() for look in expected}
    given = looks(model.float(), images.astype(np.float32))
    for look, result in double.items():
        single = given[look]()
        if look == "feature_maps":
            assert all(out.dtype == np.float32 for out in single.values())
        elif look in ("saliency", "occlusion", "adversarial", "pushes"):
            assert single.dtype == np.float32
            np.testing.assert_allclose(single, result, atol=1e-3)
