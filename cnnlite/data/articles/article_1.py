"""Article 1: definitions, filters, pooling, and the derivation of a convolution's gradients.

*Unleashing the Magic of CNN*. Its figures are lost: filters are the usual ones (C), the numbers of A1.27 ours (R).
"""

from cnnlite.data.articles.fact import Fact, array

NINE = array([2, 4, 3], [1, 5, 6], [8, 2, 9])  # A1.18, and X of A1.27
ACTIVATION_INPUTS = array(-2, -1, -0.5, 0, 0.5, 1, 2)  # A1.17
# A1.20, status R: size, filter, padding and stride that the two size formulas are tried on.
SIZES = ((5, 3, 1, 1), (4, 3, 0, 1), (32, 3, 0, 1), (28, 5, 2, 1), (30, 2, 0, 2), (7, 3, 1, 2))
# A1.27, status R: the article derives the gradients of Y = B + X⋆K without numbers.
BACKPROP_KERNEL = array([1, 2], [3, 4])
BACKPROP_BIASES = array([1, 1], [1, 1])  # one for each output position, as the article has it
BACKPROP_GRADIENT = array([1, -1], [2, 3])  # G = dE/dY
BACKPROP_RATE = 0.1

_SOBEL = array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
_GAUSSIAN = array([1 / 16, 2 / 16, 1 / 16], [2 / 16, 4 / 16, 2 / 16], [1 / 16, 2 / 16, 1 / 16])
_SHARPEN = array([0, -1, 0], [-1, 5, -1], [0, -1, 0])

FACTS = (
    Fact("A1.3", "values of a 32×32×3 image", 3072, 3072, "S", "article 1"),
    Fact("A1.4", "Sobel filters Gx and Gy", None, _SOBEL, "C", "article 1"),
    Fact("A1.5", "Gaussian filter", None, _GAUSSIAN, "C", "article 1"),
    Fact("A1.6", "sharpening filter", None, _SHARPEN, "C", "article 1"),
    # The formula is the article's, the sizes are those of articles 2 and 4.
    Fact("A1.9", "output sizes by the article's n − f + 1, for n, f = 4, 3 and 32, 3", array(2, 30), array(2, 30),
         "S,R", "article 1"),
    Fact("A1.17", "ReLU, sigmoid, tanh, leaky ReLU, ELU at −2, −1, −0.5, 0, 0.5, 1, 2", None,
         array([0, 0, 0, 0, 0.5, 1, 2],
               [0.1192, 0.2689, 0.3775, 0.5, 0.6225, 0.7311, 0.8808],
               [-0.9640, -0.7616, -0.4621, 0, 0.4621, 0.7616, 0.9640],
               [-0.02, -0.01, -0.005, 0, 0.5, 1, 2],
               [-0.8647, -0.6321, -0.3935, 0, 0.5, 1, 2]), "S", "article 1", places=4),
    Fact("A1.18", "global max", 9, 9, "S", "article 1"),
    Fact("A1.19", "global average", 4.44, 4.4444, "S", "article 1", 2, 4),
    # The formula is the article's (A1.10), the six sizes it is tried on are ours.
    Fact("A1.20", "output sizes by the article's formula A1.10 and by the right one, six sizes of ours",
         array(6, 3, 31, 29, 15.5, 4.5), array(5, 2, 30, 28, 15, 4), "S,R", "article 1"),
    Fact("A1.21", "3 inputs, 2 outputs, 2×2 kernels: weights, untied biases, tied ones, all untied, all tied", None,
         array(24, 8, 2, 32, 26), "C", "article 1"),
    Fact("A1.27.y", "Y = B + X⋆K of our numbers", None, array([34, 50], [44, 60]), "R", "article 1"),
    Fact("A1.27.dk", "dE/dK of our numbers", None, array([15, 29], [18, 30]), "R", "article 1"),
    Fact("A1.27.db", "dE/dB of our numbers, untied", None, array([1, -1], [2, 3]), "R", "article 1"),
    Fact("A1.27.tied", "dE/db of our numbers, one bias for all positions", None, 5, "R", "article 1"),
    Fact("A1.27.dx", "dE/dX of our numbers", None, array([1, 1, -2], [5, 8, 2], [6, 17, 12]), "R", "article 1"),
    Fact("A1.27.unturned", "wrong dE/dX of our numbers, the kernel not turned", None,
         array([4, -1, -3], [10, 17, 8], [4, 8, 3]), "R", "article 1"),
    Fact("A1.27.step", "K and B of our numbers after one step", None,
         array([[-0.5, -0.9], [1.2, 1.0]], [[0.9, 1.1], [0.8, 0.7]]), "R", "article 1"),
)  # fmt: skip
