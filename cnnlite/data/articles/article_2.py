"""Article 2: filters, pooling, neurons, softmax.

*Convolutional neural networks for deep learning, part I*, Danail Stoichkov, Accedia, 30 November 2023.
"""

from cnnlite.data.articles.fact import Fact, array

STEP_EDGE = array(*[[0, 0, 0, 255, 255, 255]] * 6)  # A2.3, status R
NEURON_INPUTS = array(155, 60)  # A2.18
NEURON_WEIGHTS = array([0.27, 0.2], [-0.1, -0.4])  # A2.18 and A2.19, one row for each hidden node
POOLING_GRID = array([1, 0, 2, 3], [4, 6, 6, 8], [3, 1, 1, 0], [1, 2, 2, 4])  # A2.20, status C: the picture is lost
SCORES = array(2.5, 1.8, 0.2)  # A2.21: cat, dog, elephant
SCORE_CLASSES = ("cat", "dog", "elephant")

FACTS = (
    Fact("A2.3", "our step edge 0 → 255 through Sobel Gx and Gy", None,
         array([[0, 1020, 1020, 0]] * 4, [[0, 0, 0, 0]] * 4), "C,R", "article 2"),
    Fact("A2.7", "output size, 4×4 image, 3×3 filter", 2, 2, "S", "article 2"),
    Fact("A2.8", "output size with a ring of zeros", 4, 4, "S", "article 2"),
    Fact("A2.9", "output sizes at stride 2, without and with a ring of zeros", None, array(1, 2), "S", "article 2"),
    Fact("A2.12", "neurons after a 3×3 convolution of 32×32, same padding", 1024, 1024, "S", "article 2"),
    Fact("A2.12.valid", "neurons after a 3×3 convolution of 32×32, no padding", 1024, 900, "S", "article 2"),
    Fact("A2.18", "first hidden node", 53.85, 53.85, "S", "article 2"),
    Fact("A2.18.added", "first hidden node if activation and weight were added (A2.13)", None, 215.47, "D",
         "article 2"),
    Fact("A2.19", "second hidden node before and after ReLU", array(-39.5, 0), array(-39.5, 0), "S", "article 2"),
    Fact("A2.20", "orange window's max, sum and mean; green window's max", array(6, 11, 2.75, 8),
         array(6, 11, 2.75, 8), "S", "article 2"),
    Fact("A2.20.maps", "the usual 4×4 grid pooled: max, average, min, L2 norm", None,
         array([[6, 8], [3, 4]], [[2.75, 4.75], [1.75, 1.75]], [[0, 2], [1, 0]],
               [[7.2801, 10.6301], [3.8730, 4.5826]]), "C", "article 2", places=4),
    Fact("A2.21", "powers of the scores, and their sum", None, array(12.1825, 6.0496, 1.2214, 19.4535), "D",
         "article 2", places=4),
    Fact("A2.22", "softmax, cat", 0.62, 0.6262, "S", "article 2", 2, 4),
    Fact("A2.23", "softmax, dog", 0.31, 0.3110, "S", "article 2", 2, 4),
    Fact("A2.24", "softmax, elephant", 0.06, 0.0628, "S", "article 2", 2, 4),
    # Our 1 cut to two decimals is still 1; the article adds its 0.62, 0.31 and 0.06, and what it cut off is missing.
    Fact("A2.25", "softmax, total", 0.99, 1, "S", "article 2", 2, None, "it adds its printed numbers"),
    Fact("A2.26", "cat by the sentence: over cat and dog only", 0.62, 0.6682, "S", "article 2", 2, 4),
    Fact("A2.27", "cat by the formula as typed, without parentheses", 0.62, 8.2711, "S", "article 2", 2, 4),
    Fact("A2.28", "cat against dog: sigmoid of the difference, softmax of the two, two separate sigmoids", None,
         array(0.6682, 0.6682, 0.9241, 0.8581), "D", "article 2", places=4),
    Fact("A2.28.sum", "cat against dog: sum of two separate sigmoids", None, 1.78, "D", "article 2", places=2),
)  # fmt: skip
