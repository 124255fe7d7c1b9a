"""Residual blocks and ResNet-18: numeric gradients, and the same network written in PyTorch."""

import re

import numpy as np
import pytest

from cnnlite import nn
from tests.nn.test_layers import layer_gradcheck
from tests.requirements import needs


def torch_resnet18(torch):
    """Return the network of A4.12–A4.21 in PyTorch, written by hand from the fact sheet."""
    functional = torch.nn.functional

    class Block(torch.nn.Module):
        def __init__(self, in_planes, planes, stride):
            super().__init__()
            self.conv1 = torch.nn.Conv2d(in_planes, planes, 3, stride=stride, padding=1, bias=False)
            self.bn1 = torch.nn.BatchNorm2d(planes)
            self.conv2 = torch.nn.Conv2d(planes, planes, 3, stride=1, padding=1, bias=False)
            self.bn2 = torch.nn.BatchNorm2d(planes)
            self.shortcut = torch.nn.Sequential()
            if stride != 1 or in_planes != planes:
                self.shortcut = torch.nn.Sequential(
                    torch.nn.Conv2d(in_planes, planes, 1, stride=stride, bias=False), torch.nn.BatchNorm2d(planes)
                )

        def forward(self, x):
            out = functional.relu(self.bn1(self.conv1(x)))
            return functional.relu(self.bn2(self.conv2(out)) + self.shortcut(x))

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = torch.nn.Conv2d(3, 64, 3, stride=1, padding=1, bias=False)
            self.bn1 = torch.nn.BatchNorm2d(64)
            self.layer1 = torch.nn.Sequential(Block(64, 64, 1), Block(64, 64, 1))
            self.layer2 = torch.nn.Sequential(Block(64, 128, 2), Block(128, 128, 1))
            self.layer3 = torch.nn.Sequential(Block(128, 256, 2), Block(256, 256, 1))
            self.layer4 = torch.nn.Sequential(Block(256, 512, 2), Block(512, 512, 1))
            self.linear = torch.nn.Linear(512, 10)

        def forward(self, x):
            out = functional.relu(self.bn1(self.conv1(x)))
            out = self.layer4(self.layer3(self.layer2(self.layer1(out))))
            return self.linear(functional.avg_pool2d(out, 4).flatten(1))

    return Network()


def smooth(model):
    """Put tanh in the place of every ReLU: central differences stumble over a bend, and the wiring is the same."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.ReLU):
                setattr(module, name, nn.Tanh())
    return model


@pytest.mark.parametrize(("planes", "stride"), [(3, 1), (5, 1), (3, 2), (5, (2, 1))])
def test_block_gradient(rng, planes, stride):
    block = nn.BasicBlock(3, planes, stride, rng=rng)
    x = rng.standard_normal((2, 3, 6, 8))
    verdict = layer_gradcheck(smooth(block), x, rng, h=1e-6)  # batch normalization of few values bends a lot
    assert verdict.right, verdict.message
    assert len(block.shortcut) == (0 if (planes, stride) == (3, 1) else 2)
    block.zero_grad()
    out = block(x)
    full = block.backward(out)
    gradients = [parameter.grad for parameter in block.parameters()]
    assert full.shape == x.shape
    block.zero_grad()
    block(x)
    assert block.backward(out, input_grad=False) is None
    for parameter, gradient in zip(block.parameters(), gradients, strict=True):
        np.testing.assert_array_equal(parameter.grad, gradient)


def test_block_is_its_input_when_its_branch_is_silent(rng):
    block = nn.BasicBlock(3, 3, rng=rng)
    block.bn2.weight.data = np.zeros(3)
    x = np.abs(rng.standard_normal((2, 3, 5, 4)))
    np.testing.assert_array_equal(block(x), x)


def test_small_resnet_gradient(rng):
    model = nn.ResNet((1, 2, 1, 1), num_classes=3, planes=(2, 3, 4, 5), rng=rng)
    verdict = layer_gradcheck(smooth(model), rng.standard_normal((4, 3, 24, 32)), rng, h=1e-6, tolerance=1e-5)
    assert verdict.right, verdict.message


def test_resnet18_names_and_parameters(rng):
    model = nn.resnet18(rng=rng)
    assert sum(parameter.data.size for parameter in model.parameters()) == 11_173_962  # A4.19
    assert len(list(model.parameters())) == 62
    names = list(model.state_dict())
    assert names[:7] == ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked", "layer1.0.conv1.weight"]  # fmt: skip
    assert names[-2:] == ["linear.weight", "linear.bias"]
    assert {"layer2.0.shortcut.0.weight", "layer4.0.shortcut.1.running_var", "layer4.1.bn2.bias"} < set(names)
    assert not any(name.startswith("layer1.0.shortcut") for name in names)
    convolutions = [m for _, m in model.named_modules() if isinstance(m, nn.Conv2d)]
    assert len([c for c in convolutions if c.kernel_size == (3, 3)]) + 1 == 18  # the shortcuts are not counted
    assert sum(parameter.data.size for parameter in nn.resnet18(7, rng=rng).linear.parameters()) == 512 * 7 + 7


def test_resnet18_equals_torch(rng):
    torch = needs("torch")
    torch.set_num_threads(1)  # a second thread costs more than it gains on few images
    theirs, ours = torch_resnet18(torch).double(), nn.resnet18(rng=rng)
    state = {name: torch.tensor(array) for name, array in ours.state_dict().items()}
    assert list(state) == list(theirs.state_dict())
    theirs.load_state_dict(state, strict=True)
    x, target = rng.standard_normal((2, 3, 32, 32)), np.array([3, 7])
    logits = theirs(torch.tensor(x))
    torch.nn.functional.cross_entropy(logits, torch.tensor(target)).backward()
    criterion = nn.CrossEntropyLoss()
    out = ours(x)
    np.testing.assert_allclose(out, logits.detach().numpy(), rtol=1e-6, atol=1e-6)
    criterion(out, target)
    assert ours.backward(criterion.backward(), input_grad=False) is None
    expected = dict(theirs.named_parameters())
    gradients = dict(ours.named_parameters())
    assert list(gradients) == list(expected)
    assert len(expected) == 62
    for name, parameter in gradients.items():
        wanted = expected[name].grad.numpy()
        assert np.abs(wanted).max() > 1e-4, name
        np.testing.assert_allclose(parameter.grad, wanted, rtol=1e-6, atol=1e-6 * np.abs(wanted).max(), err_msg=name)
    other = nn.resnet18(rng=rng)
    other.load_state_dict({name: tensor.numpy() for name, tensor in theirs.state_dict().items()})
    moved = ours.state_dict()
    for name, array in other.state_dict().items():  # the running statistics moved alike
        np.testing.assert_allclose(array, moved[name], rtol=1e-9, atol=1e-12, err_msg=name)
        assert array.dtype == moved[name].dtype
    np.testing.assert_allclose(other.eval()(x), theirs.eval()(torch.tensor(x)).detach().numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"num_blocks": (2, 2, 2)}, ValueError, "ResNet: num_blocks must be four whole numbers, one for each stage, got (2, 2, 2)."),
        ({"num_blocks": 2}, ValueError, "got 2."),
        ({"num_blocks": (2, 2, 0, 2)}, ValueError, "ResNet: num_blocks must be at least 1, got 0."),
        ({"num_blocks": (1, 1, 1, 1), "planes": (1, 1, 1, 1.5)}, TypeError, "ResNet: planes must be a whole number, got 1.5."),
        ({"num_blocks": (1, 1, 1, 1), "planes": (1, 1, 1, 1), "num_classes": 0}, ValueError, "Linear: out_features must be at least 1, got 0."),
    ],
)  # fmt: skip
def test_errors(rng, arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        nn.ResNet(**arguments, rng=rng)
    with pytest.raises(TypeError, match="Conv2d: rng must be a NumPy generator, got 1"):
        nn.resnet18(rng=1)
    with pytest.raises(ValueError, match="Conv2d: stride must be at least 1, got 0"):
        nn.BasicBlock(2, 2, 0, rng=rng)
