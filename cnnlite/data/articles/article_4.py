"""Article 4: a 32×32×3 image walks through a small network, and ResNet-18 for CIFAR-10.

*CNN – Convolutional Neural Networks explained*, INGOAMPT, day 53. Shapes of the walk are (rows, columns, channels)
as the article writes them, those of the ResNet (channels, rows, columns) as its code has them.
"""

from cnnlite.data.articles.fact import Fact, array

INPUT_SHAPE = (32, 32, 3)  # A4.1
RESNET_CHANNELS = (64, 128, 256, 512)  # A4.12, one for each stage
RESNET_STRIDES = (1, 2, 2, 2)  # A4.12, of each stage's first block
RESNET_BLOCKS = (2, 2, 2, 2)  # A4.19, status C: the code breaks off before it says so
RESNET_CLASSES = 10  # A4.12

_CAT_DOG = array(0.9, 0.1)
_STAGES = array(RESNET_CHANNELS, RESNET_STRIDES)

FACTS = (
    Fact("A4.1", "input, shape", array(32, 32, 3), array(32, 32, 3), "S", "article 4"),
    Fact("A4.1.counts", "input: values, parameters", None, array(3072, 0), "D", "article 4"),
    Fact("A4.2", "convolution, shape", array(30, 30, 32), array(30, 30, 32), "S,D", "article 4"),
    Fact("A4.2.counts", "convolution: values, parameters", None, array(28800, 896), "D", "article 4"),
    Fact("A4.3", "ReLU, shape", array(30, 30, 32), array(30, 30, 32), "S", "article 4"),
    Fact("A4.4", "max pooling, shape", array(15, 15, 32), array(15, 15, 32), "S,D", "article 4"),
    Fact("A4.5", "flatten, length", 7200, 7200, "S", "article 4"),
    Fact("A4.6", "fully connected, length", 128, 128, "S", "article 4"),
    Fact("A4.7", "softmax, cat and dog", _CAT_DOG, _CAT_DOG, "S", "article 4",
         verdict="from logits chosen to give it"),
    Fact("A4.7.counts", "ReLU, max pooling, flatten, fully connected, output: values, parameters", None,
         array([28800, 0], [7200, 0], [7200, 0], [128, 921728], [2, 258]), "D", "article 4"),
    Fact("A4.7.gap", "difference of the logits behind 0.9 and 0.1, and the loss if it is a cat", None,
         array(2.1972, 0.1054), "D", "article 4", places=4),
    Fact("A4.8", "all parameters, for two and for ten classes", None, array(922882, 923914), "D", "article 4"),
    Fact("A4.9", "the figure's zebra", 0.7, 0.7, "S", "article 4", verdict="taken from the figure"),
    Fact("A4.9.others", "what is left for all other classes of the figure", None, 0.3, "D", "article 4"),
    Fact("A4.12", "channels of the four stages, strides of their first blocks", _STAGES, _STAGES, "S", "article 4"),
    Fact("A4.13", "stem: shape, parameters of the convolution and of the batch norm", None,
         array(64, 32, 32, 1728, 128), "D", "article 4"),
    Fact("A4.14", "stage 1: shape, parameters", None, array(64, 32, 32, 147968), "C,D", "article 4"),
    Fact("A4.15", "stage 2: shape, parameters", None, array(128, 16, 16, 525568), "C,D", "article 4"),
    Fact("A4.16", "stage 3: shape, parameters", None, array(256, 8, 8, 2099712), "C,D", "article 4"),
    Fact("A4.17", "stage 4: shape, parameters", None, array(512, 4, 4, 8393728), "C,D", "article 4"),
    Fact("A4.18", "pooling and linear: inputs, outputs, parameters", None, array(512, 10, 5130), "D", "article 4"),
    Fact("A4.19", "ResNet-18, all parameters", None, 11173962, "C,D", "article 4"),
    Fact("A4.19.depth", "ResNet-18, layers with weights, shortcuts not counted", 18, 18, "S,C", "article 4"),
)  # fmt: skip
