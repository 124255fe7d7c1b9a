"""Article 0, second example: four 4×4 images, two 2×2 filters, one training step. Pairs run cat, dog."""

from cnnlite.data.articles.fact import Fact, array

FOUR_IMAGES = array(  # A0.40: cat, cat, dog, dog
    [[0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1]],
    [[1, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]],
    [[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]],
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
)
FOUR_LABELS = ("cat", "cat", "dog", "dog")  # A0.40
FILTER_A = array([1, -1], [1, -1])  # A0.41
FILTER_B = array([1, 1], [-1, -1])  # A0.42
# A0.52 and A0.58, status R: the article's numbers are lost; these round ones give its probabilities for image 1.
FOUR_WEIGHTS = array([0.1] * 18, [-0.1] * 18)  # rows: cat, dog
FOUR_BIASES = array(0.1, 0)
FOUR_RATE = 0.1

_MAP_A = array([-2, 2, -2], [-2, 2, -2], [-2, 2, -2])
_RELU_A = array([0, 2, 0], [0, 2, 0], [0, 2, 0])
_ZEROS = array([0, 0, 0], [0, 0, 0], [0, 0, 0])
_FEATURES = array(*([0, 2, 0] * 3 + [0] * 9))

FACTS = (
    Fact("A0.40", "four images", FOUR_IMAGES, FOUR_IMAGES, "S", "article 0"),
    Fact("A0.41", "filter A", FILTER_A, FILTER_A, "S", "article 0"),
    Fact("A0.42", "filter B", FILTER_B, FILTER_B, "S", "article 0"),
    Fact("A0.43", "output size", 3, 3, "S", "article 0"),
    Fact("A0.44", "image 1, filter A", _MAP_A, _MAP_A, "S", "article 0"),
    Fact("A0.45", "image 1, filter A, ReLU", _RELU_A, _RELU_A, "S", "article 0"),
    Fact("A0.46", "image 1, filter B, ReLU", _ZEROS, _ZEROS, "S", "article 0"),
    Fact("A0.47", "image 1, feature vector", _FEATURES, _FEATURES, "S", "article 0"),
    Fact("A0.49", "image 1, softmax", array(0.786, 0.214), array(0.7858, 0.2142), "S", "article 0", 3, 4),
    Fact("A0.49.difference", "what that forces: difference of image 1's logits, and its range", None,
         array(1.301, 1.298, 1.304), "D", "article 0", places=3),
    Fact("A0.50", "image 1, target", array(1, 0), array(1, 0), "S", "article 0"),
    Fact("A0.52", "reconstructed w_cat, w_dog (18 times each), b_cat, b_dog", None, array(0.1, -0.1, 0.1, 0), "R",
         "article 0"),
    Fact("A0.52.gap", "difference of logits as reconstructed, and the weights' difference if all biases were 0", None,
         array(1.30, 0.2167), "R", "article 0", places=4),
    Fact("A0.53", "image 1, logits as reconstructed", None, array(0.7, -0.6), "R", "article 0"),
    Fact("A0.54", "image 1, powers and their sum as reconstructed", None, array(2.0138, 0.5488, 2.5626), "R",
         "article 0", places=4),
    Fact("A0.55", "image 1, probabilities as reconstructed", array(0.786, 0.214), array(0.7858, 0.2142), "S,R",
         "article 0", 3, 4),
    Fact("A0.56", "image 1, loss from the printed 0.786, and as reconstructed", None, array(0.2408, 0.2410), "D,R",
         "article 0", places=4),
    Fact("A0.57", "image 1, error signals as reconstructed", None, array(-0.214, 0.214), "R", "article 0", places=3),
    Fact("A0.58", "learning rate, reconstructed", None, 0.1, "R", "article 0"),
    Fact("A0.59", "a cat weight whose feature is 2, after the step, as reconstructed", None, 0.1428, "R", "article 0",
         places=4),
    Fact("A0.60", "cat bias after the step, as reconstructed", None, 0.1214, "R", "article 0", places=4),
    Fact("A0.61", "dog weight and dog bias after the step, as reconstructed", None, array(-0.1428, -0.0214), "R",
         "article 0", places=4),
    Fact("A0.62", "weights that the step leaves as they are, of the 18 of each class", None, array(15, 15), "D",
         "article 0"),
    Fact("A0.63", "image 1 after the step as reconstructed: probabilities, loss", None, array(0.8649, 0.1351, 0.1451),
         "R", "article 0", places=4),
    Fact("A0.64", "four images, maps A and B before ReLU", None,
         array([_MAP_A, _ZEROS], [_ZEROS, [[2, 2, 2], [-2, -2, -2], [2, 2, 2]]], [_ZEROS, _ZEROS],
               [[[0, 1, 0], [-1, 0, 1], [0, -1, 0]], [[0, -1, 0], [1, 0, -1], [0, 1, 0]]]), "D", "article 0"),
    Fact("A0.64.sums", "four images, sum of the features after ReLU", None, array(6, 12, 0, 4), "D", "article 0"),
    Fact("A0.64.before", "four images, probabilities before training as reconstructed", None,
         array([0.786, 0.214], [0.924, 0.076], [0.525, 0.475], [0.711, 0.289]), "R", "article 0", places=3),
    Fact("A0.64.right", "four images, 1 where the reconstruction is right", None, array(1, 1, 0, 0), "R", "article 0"),
    Fact("A0.64.loss", "mean loss before training as reconstructed", None, 0.5764, "R", "article 0", places=4),
    Fact("A0.64.after", "both dogs' p(dog) after a step on image 1 as reconstructed", None, array(0.464, 0.263), "R",
         "article 0", places=3),
    Fact("A0.64.epochs", "epochs of per-image steps until all are right, and until all exceed 0.9; reconstructed",
         None, array(2, 50), "R", "article 0"),
    Fact("A0.65", "image 1, filter A: responses, and those that ReLU discards", None, array(9, 6), "D", "article 0"),
)  # fmt: skip
