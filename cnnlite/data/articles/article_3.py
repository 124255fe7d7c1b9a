"""Article 3: the Nanyang paper, as summarized; no numbers of it survive, all of these are ours (R).

*Implementing CNN From Scratch: A Detailed Explanation of Convolutional Networks' Mathematical Essence*, after
P. Murugan, arXiv:1711.03278.
"""

from cnnlite.data.articles.fact import Fact, array

SLOW_INPUTS = array(-4, -2, 0, 2)  # A3.26, the pre-activations z; the target is 1
LOSS_TARGET = array(1, 0, 1)  # A3.27
LOSS_PREDICTION = array(0.9, 0.2, 0.6)
MAPE_TARGET = array(1, 2, 4)
MAPE_PREDICTION = array(0.9, 2.2, 3)
# The network of A3.14–A3.20 in small: padding 1, 2×2 pooling, ReLU, and at the end a sigmoid for each of two answers.
PAPER_IMAGE = array([0, 1, 0, 0], [0, 1, 0, 0], [0, 1, 0.5, 1], [0, 1, 0, 0])
PAPER_KERNELS = array([[-0.5, 1, -0.5]] * 3, [[-0.5] * 3, [1] * 3, [-0.5] * 3])  # upright, flat
PAPER_KERNEL_BIASES = array(-0.5, -1)
PAPER_HIDDEN_WEIGHTS = array(
    [0.5, 0, 0.5, 0, -0.5, 0, -0.5, 0], [-0.25, 0, -0.25, 0, 1, 0.5, 1, 0.5], [0, 0.5, 0, 0.5, 0, 1, 0, -1]
)
PAPER_HIDDEN_BIASES = array(-0.5, 0.25, 0.5)
PAPER_OUTPUT_WEIGHTS = array([1, -1, 0.5], [-1, 2, -0.5])  # rows: an upright stroke? a flat one?
PAPER_OUTPUT_BIASES = array(-0.25, -0.5)

FACTS = (
    Fact("A3.26", "our z = −4, −2, 0, 2: sigmoid, slope of half the squared error, slope of cross-entropy", None,
         array([0.0180, -0.0173, -0.9820], [0.1192, -0.0925, -0.8808], [0.5, -0.125, -0.5],
               [0.8808, -0.0125, -0.1192]), "R", "article 3", places=4),
    Fact("A3.26.ratio", "our z = −4, −2, 0, 2: how many times the slope of cross-entropy is larger", None,
         array(56.6, 9.5, 4, 9.5), "R", "article 3", places=1),
    Fact("A3.27", "our vectors: MSE, MSLE, L2 loss, L2 norm, its root, L1, MAE, cross-entropy's mean and sum, MAPE",
         None, array(0.07, 0.0286, 0.21, 0.4583, 0.6769, 0.7, 0.2333, 0.2798, 0.8393, 15), "R", "article 3",
         places=4),
)  # fmt: skip
