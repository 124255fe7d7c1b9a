"""Article 4: every fact computed from arrays of the article's shapes, and what the sheet says the article states."""

import numpy as np

from cnnlite import conv2d, conv_output_size, cross_entropy, flatten, linear, max_pool2d, relu, softmax
from cnnlite.data import articles as a

CAT_DOG = np.array([[np.log(9), 0.0]])  # the only difference of logits that gives 0.9 and 0.1


def walk(classes=2):
    """Send one image through the network; return each step's output and its parameters."""
    rows, columns, channels = a.INPUT_SHAPE
    steps, x = {}, np.zeros((1, channels, rows, columns))
    steps["input"] = x, ()
    kernels, hidden, last = (np.zeros(shape) for shape in ((32, channels, 3, 3), (128, 7200), (classes, 128)))
    x = conv2d(x, kernels, np.zeros(32))
    steps["convolution"] = x, (kernels, np.zeros(32))
    x = relu(x)
    steps["ReLU"] = x, ()
    x = max_pool2d(x, 2)
    steps["pooling"] = x, ()
    x = flatten(x)
    steps["flatten"] = x, ()
    x = linear(x, hidden, np.zeros(128))
    steps["hidden"] = x, (hidden, np.zeros(128))
    x = softmax(linear(relu(x), last, np.zeros(classes)))
    steps["output"] = x, (last, np.zeros(classes))
    return steps


def shape(step):
    """Rows, columns, channels, as the article writes them."""
    return walk()[step][0][0].transpose(1, 2, 0).shape


def counts(step):
    out, parameters = walk()[step]
    return [out.size, sum(p.size for p in parameters)]


def total(classes):
    return sum(p.size for _, parameters in walk(classes).values() for p in parameters)


def kernels_and_norm(inputs, outputs, size):
    """Parameters of a convolution without bias and of the batch norm behind it: a factor and a shift for each."""
    return outputs * inputs * size**2, 2 * outputs


def stages():
    """Shape and parameters of each stage of the ResNet, by the rules of A4.12."""
    channels, size = a.RESNET_CHANNELS[0], conv_output_size(a.INPUT_SHAPE[0], 3, 1, 1)
    found = []
    for outputs, first, blocks in zip(a.RESNET_CHANNELS, a.RESNET_STRIDES, a.RESNET_BLOCKS, strict=True):
        parameters = 0
        for stride in (first, *[1] * (blocks - 1)):
            parameters += sum(kernels_and_norm(channels, outputs, 3)) + sum(kernels_and_norm(outputs, outputs, 3))
            if stride != 1 or channels != outputs:  # the shortcut is a 1×1 convolution
                parameters += sum(kernels_and_norm(channels, outputs, 1))
            channels, size = outputs, conv_output_size(conv_output_size(size, 3, stride, 1), 3, 1, 1)
        found.append([channels, size, size, parameters])
    return found


def stem():
    size, channels = conv_output_size(a.INPUT_SHAPE[0], 3, 1, 1), a.RESNET_CHANNELS[0]
    return [channels, size, size, *kernels_and_norm(a.INPUT_SHAPE[2], channels, 3)]


def head():
    inputs, outputs = a.RESNET_CHANNELS[-1], a.RESNET_CLASSES
    return [inputs, outputs, inputs * outputs + outputs]


COMPUTED = {
    "A4.1": lambda: shape("input"),
    "A4.1.counts": lambda: counts("input"),
    "A4.2": lambda: shape("convolution"),
    "A4.2.counts": lambda: counts("convolution"),
    "A4.3": lambda: shape("ReLU"),
    "A4.4": lambda: shape("pooling"),
    "A4.5": lambda: walk()["flatten"][0].shape[1],
    "A4.6": lambda: walk()["hidden"][0].shape[1],
    "A4.7": lambda: softmax(CAT_DOG)[0],
    "A4.7.counts": lambda: [counts(step) for step in ("ReLU", "pooling", "flatten", "hidden", "output")],
    "A4.7.gap": lambda: [-np.diff(CAT_DOG).item(), cross_entropy(CAT_DOG, np.array([0]))],
    "A4.8": lambda: [total(2), total(10)],
    "A4.9": lambda: softmax(np.log(np.array([7.0, 3.0])))[0],  # the zebra against all others together
    "A4.9.others": lambda: softmax(np.log(np.array([7.0, 3.0])))[1],
    "A4.12": lambda: [a.RESNET_CHANNELS, a.RESNET_STRIDES],
    "A4.13": stem,
    "A4.14": lambda: stages()[0],
    "A4.15": lambda: stages()[1],
    "A4.16": lambda: stages()[2],
    "A4.17": lambda: stages()[3],
    "A4.18": head,
    "A4.19": lambda: sum(stem()[3:]) + sum(stage[-1] for stage in stages()) + head()[-1],
    "A4.19.depth": lambda: 1 + 2 * sum(a.RESNET_BLOCKS) + 1,
}
STATED = {
    "A4.1": [32, 32, 3],
    "A4.2": [30, 30, 32],
    "A4.3": [30, 30, 32],
    "A4.4": [15, 15, 32],
    "A4.5": 7200,
    "A4.6": 128,
    "A4.7": [0.9, 0.1],
    "A4.9": 0.7,
    "A4.12": [[64, 128, 256, 512], [1, 2, 2, 2]],
    "A4.19.depth": 18,
}
VERDICTS = {"A4.7": "from logits chosen to give it", "A4.9": "taken from the figure"}
