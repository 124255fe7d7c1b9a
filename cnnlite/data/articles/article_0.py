"""Article 0, first example: two 3×3 images, one filter, one feature, two classes.

*Mathematics Behind CNN*, INGOAMPT, day 54. Rows and pairs run zebra, cat, unless a fact says otherwise.
"""

from cnnlite.data.articles.fact import Fact, array

ZEBRA = array([0.9, 0.1, 0.2], [0.8, 0.7, 0.3], [0.1, 0.4, 0.6])  # A0.1
CAT = array([0.3, 0.4, 0.2], [0.5, 0.6, 0.7], [0.1, 0.2, 0.3])  # A0.2
ZEBRA_CAT_FILTER = array([1, 0, -1], [1, 0, -1], [1, 0, -1])  # A0.3
ZEBRA_CAT_TARGETS = array([1, 0], [0, 1])  # A0.19, one row for each image
# A0.24, status R: the article's weights are lost; these round ones give its percentages at the third pass.
ZEBRA_CAT_START_WEIGHTS = array([0.8], [-0.6])  # pass 1; rows: zebra, cat; one column, the single feature
ZEBRA_CAT_START_BIASES = array(0.2, 0.1)
ZEBRA_CAT_ASSUMED_WEIGHTS = array([-0.3], [0.2])  # the gradients that both updates assume
ZEBRA_CAT_ASSUMED_BIASES = array(-0.3, 0.2)
ZEBRA_CAT_RATE = 0.1
ZEBRA_CAT_WEIGHTS = array([0.86], [-0.64])  # pass 3
ZEBRA_CAT_BIASES = array(0.26, 0.06)

_ZEBRA_PRODUCT = array([0.9, 0, -0.2], [0.8, 0, -0.3], [0.1, 0, -0.6])
_CAT_PRODUCT = array([0.3, 0, -0.2], [0.5, 0, -0.7], [0.1, 0, -0.3])

FACTS = (
    Fact("A0.1", "zebra image", ZEBRA, ZEBRA, "F", "article 0"),
    Fact("A0.2", "cat image", CAT, CAT, "F", "article 0"),
    Fact("A0.3", "filter", ZEBRA_CAT_FILTER, ZEBRA_CAT_FILTER, "F", "article 0"),
    Fact("A0.4", "zebra, products", _ZEBRA_PRODUCT, _ZEBRA_PRODUCT, "F", "article 0"),
    Fact("A0.5", "zebra, feature map", 0.7, 0.7, "S,F", "article 0"),
    Fact("A0.6", "cat, products", None, _CAT_PRODUCT, "D", "article 0"),
    Fact("A0.7", "cat, feature map", -0.3, -0.3, "S", "article 0"),
    Fact("A0.8", "ReLU, zebra and cat", array(0.7, 0), array(0.7, 0), "S", "article 0"),
    Fact("A0.9", "max pooling, zebra and cat", None, array(0.7, 0), "D", "article 0"),
    Fact("A0.10", "features, one row for each image", array([0.7], [0]), array([0.7], [0]), "S", "article 0"),
    Fact("A0.19", "labels, one row for each image", ZEBRA_CAT_TARGETS, ZEBRA_CAT_TARGETS, "S", "article 0"),
    Fact("A0.20", "softmax after two updates; rows zebra image, cat image",
         array([0.78, 0.22], [0.55, 0.45]), array([0.7773, 0.2227], [0.5498, 0.4502]), "S", "article 0", 2, 4),
    Fact("A0.21", "decisions at pass 3, class 0 zebra or 1 cat", array(0, 0), array(0, 0), "S", "article 0"),
    # The fact sheet shows 1.2951 and 1.4513, which come from numbers that were rounded before they were used.
    Fact("A0.22", "what pass 3 forces: difference of biases, of the zebra's logits, of weights; each with its range",
         None, array([0.2007, 0.1805, 0.2209], [1.2657, 1.2368, 1.2950], [1.5214, 1.4512, 1.5922]), "D", "article 0",
         places=4),
    Fact("A0.24", "reconstructed w_zebra, b_zebra, w_cat, b_cat; one row for each pass", None,
         array([0.80, 0.20, -0.60, 0.10], [0.83, 0.23, -0.62, 0.08], [0.86, 0.26, -0.64, 0.06]), "R", "article 0"),
    Fact("A0.24.zebra", "reconstructed: zebra image, 2 logits, 2 powers and their sum, 2 probabilities, loss", None,
         array([0.760, -0.320, 2.1383, 0.7261, 2.8644, 0.7465, 0.2535, 0.2924],
               [0.811, -0.354, 2.2502, 0.7019, 2.9520, 0.7622, 0.2378, 0.2715],
               [0.862, -0.388, 2.3679, 0.6784, 3.0463, 0.7773, 0.2227, 0.2519]), "R", "article 0", places=4),
    Fact("A0.24.cat", "reconstructed: cat image, 2 logits, 2 powers and their sum, 2 probabilities, loss", None,
         array([0.20, 0.10, 1.2214, 1.1052, 2.3266, 0.5250, 0.4750, 0.7444],
               [0.23, 0.08, 1.2586, 1.0833, 2.3419, 0.5374, 0.4626, 0.7710],
               [0.26, 0.06, 1.2969, 1.0618, 2.3588, 0.5498, 0.4502, 0.7981]), "R", "article 0", places=4),
    Fact("A0.26", "real gradients of w_zebra, b_zebra, w_cat, b_cat at pass 3, and loss; zebra, cat, sum, mean", None,
         array([-0.154, -0.22, 0.154, 0.22, 0.2485], [0, 0.55, 0, -0.55, 0.7985],
               [-0.154, 0.33, 0.154, -0.33, 1.0470], [-0.077, 0.165, 0.077, -0.165, 0.5235]), "D", "article 0",
         places=4),
    Fact("A0.26.passes", "real passes from pass 3 until the cat is right, and until both exceed 0.9; mean, summed loss",
         None, array([7, 476], [4, 238]), "D", "article 0"),
    Fact("A0.27", "real gradients of w_zebra, b_zebra, w_cat, b_cat at pass 1 as reconstructed; zebra, cat, mean",
         None, array([-0.1775, -0.2535, 0.1775, 0.2535], [0, 0.5250, 0, -0.5250], [-0.0887, 0.1357, 0.0887, -0.1357]),
         "R", "article 0", places=4),
    Fact("A0.27.feature", "gradient of the zebra's feature at pass 1 as reconstructed", None, -0.3549, "R",
         "article 0", places=4),
    Fact("A0.27.filter", "gradient of the filter from the zebra at pass 1 as reconstructed", None,
         array([-0.3194, -0.0355, -0.0710], [-0.2839, -0.2484, -0.1065], [-0.0355, -0.1420, -0.2129]), "R",
         "article 0", places=4),
    Fact("A0.27.passes", "the reconstruction's pass at which the cat is right, and both exceed 0.9; rates 0.1 and 1",
         None, array([5, 480], [2, 49]), "R", "article 0"),
    Fact("A0.28", "gradients that the cat image gives: both weights, then the filter's nine", None, array(*[0] * 11),
         "D", "article 0"),
    Fact("A0.29", "feature maps with the filter turned, zebra and cat", None, array(-0.7, 0.3), "D", "article 0"),
)  # fmt: skip
