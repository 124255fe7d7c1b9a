"""summary: the articles' parameter counts, multiply-adds, its text, and a model that stays as it was."""

import re

import numpy as np
import pytest

from cnnlite import nn


def walk_through(rng, classes=2):
    """Return the network of A4.1–A4.8."""
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, rng=rng), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(7200, 128, rng=rng), nn.Linear(128, classes, rng=rng), nn.Softmax(),
    )  # fmt: skip


def test_the_walk_through(rng):
    table = nn.summary(walk_through(rng), (3, 32, 32))
    assert [(row.output_shape, row.parameters) for row in table.rows] == [
        ((32, 30, 30), 896),  # A4.2
        ((32, 30, 30), 0),  # A4.3
        ((32, 15, 15), 0),  # A4.4
        ((7200,), 0),  # A4.5
        ((128,), 921_728),  # A4.6
        ((2,), 258),  # A4.7
        ((2,), 0),
    ]
    assert table.parameters == 922_882  # A4.8
    assert nn.summary(walk_through(rng, 10), (3, 32, 32)).parameters == 923_914
    assert [row.multiply_adds for row in table.rows] == [30 * 30 * 32 * 27, 0, 0, 0, 7200 * 128, 256, 0]
    assert table.multiply_adds == 777_600 + 921_600 + 256
    assert str(table) == repr(table) == (
        "layer  kind       output    parameters  multiply-adds\n"
        "0      Conv2d     32×30×30         896        777,600\n"
        "1      ReLU       32×30×30           0              0\n"
        "2      MaxPool2d  32×15×15           0              0\n"
        "3      Flatten    7200               0              0\n"
        "4      Linear     128          921,728        921,600\n"
        "5      Linear     2                258            256\n"
        "6      Softmax    2                  0              0\n"
        "total                          922,882      1,699,456"
    )  # fmt: skip


def test_the_resnet(rng):
    model = nn.resnet18(rng=rng)
    table = nn.summary(model, (3, 32, 32), depth=1)
    rows = {row.name: row for row in table.rows}
    assert list(rows) == ["conv1", "bn1", "relu", "layer1", "layer2", "layer3", "layer4", "pool", "flatten", "linear"]
    assert (rows["conv1"].parameters, rows["bn1"].parameters) == (1_728, 128)  # A4.13
    stages = [(rows[f"layer{n}"].output_shape, rows[f"layer{n}"].parameters) for n in (1, 2, 3, 4)]
    assert stages == [
        ((64, 32, 32), 147_968),  # A4.14
        ((128, 16, 16), 525_568),  # A4.15
        ((256, 8, 8), 2_099_712),  # A4.16
        ((512, 4, 4), 8_393_728),  # A4.17
    ]
    assert (rows["linear"].output_shape, rows["linear"].parameters) == ((10,), 5_130)  # A4.18
    assert table.parameters == sum(row.parameters for row in table.rows) == 11_173_962  # A4.19
    assert table.multiply_adds == sum(row.multiply_adds for row in table.rows)
    whole = nn.summary(model, (3, 32, 32))
    assert whole[1:] == table[1:]
    assert sum(row.multiply_adds for row in whole.rows) == whole.multiply_adds
    names = [row.name for row in whole.rows]
    assert names.index("layer2.0.bn2") < names.index("layer2.0.shortcut.0") < names.index("layer2.0.relu2")
    assert len(nn.summary(model, (3, 32, 32), depth=2).rows) == 3 + 8 + 3


def test_groups_and_dtype(rng):
    model = nn.Sequential(nn.Conv2d(4, 6, (3, 2), stride=2, groups=2, rng=rng)).float()
    (row,) = nn.summary(model, (4, 9, 7)).rows
    assert row.output_shape == (6, 4, 3)
    assert row.multiply_adds == 4 * 3 * 6 * 2 * 3 * 2
    assert nn.summary(nn.ReLU(), (5,)).rows[0].output_shape == (5,)


def test_the_model_stays_as_it_was(rng):
    model = nn.ResNet((1, 1, 1, 1), planes=(2, 3, 4, 5), rng=rng)
    model.layer2.eval()
    x = rng.standard_normal((2, 3, 8, 8))
    out = model(x)
    before, modes = model.state_dict(), [module.training for module in model.modules()]
    attributes = [list(vars(module)) for module in model.modules()]
    nn.summary(model, (3, 16, 16))
    with pytest.raises(ValueError, match="conv2d: x must have 3 channels"):
        nn.summary(model, (4, 16, 16))
    assert [module.training for module in model.modules()] == modes
    assert [list(vars(module)) for module in model.modules()] == attributes
    for name, array in model.state_dict().items():
        np.testing.assert_array_equal(array, before[name])
    assert nn.summary(model, (3, 4, 4)).rows[-2].output_shape == (5,)  # one value per channel: no batch to learn from
    assert model.backward(out).shape == x.shape  # the remembered inputs are still those of x


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((None, (3, 8, 8)), TypeError, "summary: model must be a Module, got NoneType."),
        ((nn.ReLU(), 8), TypeError, "summary: input_shape must be a tuple such as (3, 32, 32), got 8."),
        ((nn.ReLU(), (3, 0, 8)), ValueError, "summary: input_shape must be at least 1, got 0."),
        ((nn.ReLU(), (3, 8.0, 8)), TypeError, "summary: input_shape must be a whole number, got 8.0."),
        ((nn.ReLU(), (3,), 0), ValueError, "summary: depth must be at least 1, got 0."),
        ((nn.MaxPool2d(2), (2, 3, 8, 8)), ValueError, "max_pool2d: x must have 4 dimensions (N, C, H, W), got 5"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        nn.summary(*arguments)
