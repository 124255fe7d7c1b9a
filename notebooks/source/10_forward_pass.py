# %% [markdown]
# # Walk a picture through the whole network
#
# **Where does every number on the way from the pixels to the answer come from?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [06 Activations](06_activations.ipynb),
# [07 Pooling](07_pooling.ipynb), [08 Dense and softmax](08_dense_and_softmax.ipynb) and [09 Losses](09_losses.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import nn
from cnnlite.data import articles
from cnnlite.data.rings import match, rings
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import NetworkTracer, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "Max pooling with windows of 2×2 and stride 2 on two maps of 6×4: what comes out?",
        ("one map of 3×2", "two maps of 3×2", "two maps of 5×3"),
        "two maps of 3×2",
        "Each map is pooled by itself; both sides are halved.",
    ),
    Question(
        "A dense layer has 6 inputs and 4 neurons. How many parameters?",
        ("24", "28", "10"),
        "28",
        "Six weights for each of the four neurons, and a bias for each.",
        {"24": "Those are the weights. What else has a neuron?"},
    ),
    Question(
        "Which turns several logits into probabilities that sum to 1?",
        ("a sigmoid for each", "softmax", "cross-entropy"),
        "softmax",
        "Sigmoids answer yes or no for each class alone; cross-entropy is a loss.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# In notebook 00 zebra and cat went through a whole network, and you had to believe most of it. Now you know every
# step. To go through all of them, from the pixels to the answer, is a **forward pass**.
#
# The cat's nine products add up to `−0.3`.
#
# <!-- A0.9, A0.10 -->

# %% tags=["hidden"]
tracer = NetworkTracer("cat", show=("network", "step", "position", "play"))
Predict(
    "You make one of the cat's nine pixels brighter or darker by 0.01. For how many of the "
    "nine does a logit change?",
    ("for none", "for three", "for six", "for all nine"),
    answer="for none",
    why="The sum moves by 0.01 at most, and stays below 0. ReLU makes 0 of it as before, "
    "and all that follows sees only that 0.",
    reasons={
        "for three": "The kernel has three columns. And then comes ReLU.",
        "for six": "So many pixels change the sum. Does the change get through ReLU?",
        "for all nine": "Three are multiplied by 0. And then comes ReLU.",
    },
    then=tracer,
    name="10.pixels",
)

# %% [markdown]
# `C`, `A` and `P` are the maps after convolution, ReLU and pooling, `f` is the flattened line, `z` the logits, `p` the
# probabilities. Red frames show what a number is made of and where it goes; four lines say how. In formulas `C[0, 0,
# 0]` is map, row, column; in code the image comes first: `C[0, 0, 0, 0]`. Gray runs from 0 (black) to the brightest;
# where numbers are negative, they are orange and positive ones purple.
#
# **For your hands:** choose another *step*. In *5 dense*, what are the cat's two logits made of? With the *zebra*,
# which steps change the number, and which only hand it on?
#
# <details><summary>Answers</summary>
#
# The feature is 0, so each logit is its bias, whatever the weights. The zebra's `0.7` comes through ReLU, max pooling
# and flattening as it is.
#
# </details>
#
# ## By hand, then in code
#
# **Three passes of article 0:** pass, change, pass, change, pass. Each change adds 0.03 to the zebra's weight and bias
# and takes 0.02 off the cat's, amounts that the article assumes. (In notebook 12 they follow from the loss.) Its weights are
# lost; ours are reconstructed, to give its percentages at the end. A logit is $z_c = w_c \cdot f + b_c$. (The
# tracer has the weights of pass 3.)
#
# <!-- A0.11, A0.12 (L), A0.13 (L), A0.14 (L), A0.18 (L), A0.24 (R), A0.19 -->

# %%
pictures = np.stack([articles.ZEBRA, articles.CAT])[:, None]  # two images, one channel
feature = cnnlite.relu(cnnlite.conv2d(pictures, articles.ZEBRA_CAT_FILTER[None, None]))
feature = cnnlite.flatten(cnnlite.max_pool2d(feature, 1))
weights, biases = articles.ZEBRA_CAT_START_WEIGHTS, articles.ZEBRA_CAT_START_BIASES
# The changes are given here; notebook 11 explains the rate and the minus.
more_weight = -articles.ZEBRA_CAT_RATE * articles.ZEBRA_CAT_ASSUMED_WEIGHTS
more_bias = -articles.ZEBRA_CAT_RATE * articles.ZEBRA_CAT_ASSUMED_BIASES
print("each change: weights", more_weight.ravel().round(4), "biases", more_bias.round(4))
used = []
for number in (1, 2, 3):
    z = cnnlite.linear(feature, weights, biases)
    shares = cnnlite.softmax(z)
    for name, logits, share in zip(("zebra", "cat"), z, shares, strict=True):
        print(f"pass {number}, {name}: logits {logits.round(3)}, p {share.round(4)}")
    used.append(np.column_stack([weights[:, 0], biases]).ravel())
    weights, biases = weights + more_weight, biases + more_bias
articles.compare("A0.24", used)
articles.compare("A0.20", shares)
articles.compare("A0.21", shares.argmax(axis=1))  # 0 is zebra, 1 is cat

# %% [markdown]
# The cat's logits are the biases, and it is called a zebra, more firmly each time: the assumed amounts ignore its
# label. Other *weights* could not help: its feature is 0, only biases reach it.
#
# **Article 3's network** has all the parts: a gray picture, padding, several maps, a hidden layer, a sigmoid for each
# answer. Its numbers are lost; these small ones are **ours**. Is there an upright stroke from top to bottom? A flat
# one from side to side? As in 09, $p$ are the predictions and $y$ the labels.
#
# | step | equation | code |
# |---|---|---|
# | convolution | $C^q_{mn} = b^q + \sum_u \sum_v I_{m+u,\,n+v} \cdot k^q_{uv}$ | `cnnlite.conv2d(x, w, b, padding=1)` |
# | ReLU | $A^q_{mn} = \max(0, C^q_{mn})$ | `cnnlite.relu(C)` |
# | pooling | $P^q_{mn} = \max_{u,v} A^q_{2m+u,\,2n+v}$ | `cnnlite.max_pool2d(A, 2)` |
# | flatten | $f_0, f_1, \ldots$: all $P^q_{mn}$ in one line | `cnnlite.flatten(P)` |
# | hidden layer | $h_j = \max(0,\ \sum_i w_{ij}\, f_i + b_j)$ | `cnnlite.relu(cnnlite.linear(f, W1, B1))` |
# | output layer | $p_j = σ(\sum_i w_{ij}\, h_i + b_j)$ | `cnnlite.sigmoid(cnnlite.linear(h, W2, B2))` |
#
# $I$ is the padded picture, $k^q$ the kernel of map $q$; $u$ and $v$ run over a kernel or a 2×2 window. Each layer has
# its own $w_{ij}$ and $b_j$; in the code the neuron comes first, as in `W1[j, i]`. `h[0]` asks for upright strokes at the left,
# `h[1]` for flat ones, `h[2]` mixes the right sides of both.
#
# <!-- A3.14–A3.20 (C): A3.14 with channels, A3.15 and A3.16 were in 05; P20 -->

# %%
x, w = articles.PAPER_IMAGE[None, None], articles.PAPER_KERNELS[:, None]
b = articles.PAPER_KERNEL_BIASES
W1, B1 = articles.PAPER_HIDDEN_WEIGHTS, articles.PAPER_HIDDEN_BIASES
W2, B2 = articles.PAPER_OUTPUT_WEIGHTS, articles.PAPER_OUTPUT_BIASES
C = cnnlite.conv2d(x, w, b, padding=1)
A = cnnlite.relu(C)
P = cnnlite.max_pool2d(A, 2)
f = cnnlite.flatten(P)
h = cnnlite.relu(cnnlite.linear(f, W1, B1))
p = cnnlite.sigmoid(cnnlite.linear(h, W2, B2))
print("f", f[0], "  h", h[0], "  p", p[0].round(4))
assert C.ravel()[27 - 1] == P.ravel()[8 - 1] == 0.5  # the positions in the tracer
assert (W1 @ f[0] + B1)[1] == -0.625
y = np.array([[1.0, 0]])  # from top to bottom: yes; from side to side: no
loss = cnnlite.binary_cross_entropy(p, y)
print(f"loss (−ln {p[0, 0]:.4f} − ln(1 − {p[0, 1]:.4f})) / 2 = {loss:.4f}")


def way(q):
    """Return the grids of map q, from its kernel to its pooled numbers."""
    maps = {"C": C, "A": A, "P": P}
    grids = [Grid(f"{name}, q = {q}", array[0, q]) for name, array in maps.items()]
    kernel = Grid(f"kernel {q}, b = {b[q]:g}", w[q, 0])
    return [kernel, "→", grids[0], "→", grids[1], "→", grids[2]]


show_grids([Grid("the picture", x[0, 0])], way(0), way(1))

# %% [markdown]
# **In four ways**, a number from each half. Convolution and ReLU at map 0, row 2, column 1, without the products that
# are 0:
#
# | | |
# |---|---|
# | formula | $A^q_{mn} = \max(0,\ b^q + \sum_u \sum_v I_{m+u,\,n+v} \cdot k^q_{uv})$ |
# | arithmetic | `max(0, 1·1 + 1·1 + 0.5·(−0.5) + 1·1 + (−0.5)) = 2.25` |
# | NumPy | `cnnlite.relu(cnnlite.conv2d(x, w, b, padding=1))[0, 0, 2, 1]` |
# | PyTorch | `F.relu(F.conv2d(x, w, b, padding=1))[0, 0, 2, 1]` |
#
# The first answer, *upright*:
#
# | | |
# |---|---|
# | formula | $p_j = 1 / (1 + e^{-(\sum_i w_{ij} h_i + b_j)})$ |
# | arithmetic | `1/(1 + e^(−(1·1.75 + (−1)·0 + 0.5·0.25 + (−0.25)))) = 0.8355` |
# | NumPy | `1 / (1 + np.exp(-(W2[0] @ h[0] + B2[0])))` |
# | PyTorch | `torch.sigmoid(F.linear(h, W2, B2))[0, 0]` |
#
# <details><summary>The steps between: pooling, the hidden layer</summary>
#
# | | |
# |---|---|
# | formula | $P^q_{mn} = \max_{u,v} A^q_{2m+u,\,2n+v}$ |
# | arithmetic | `max(0, 0.25, 0, 0.25) = 0.25` |
# | NumPy | `A[0, 0, 2:4, 2:4].max()` |
# | PyTorch | `F.max_pool2d(A, 2)[0, 0, 1, 1]` |
#
# | | |
# |---|---|
# | formula | $h_j = \max(0,\ \sum_i w_{ij}\, f_i + b_j)$ |
# | arithmetic | `max(0, 0.5·2.25 + 0·0.25 + 0.5·2.25 + 0·0.25 + (−0.5)·0 + 0·0 + (−0.5)·0 + 0·0.5 + (−0.5)) = 1.75` |
# | NumPy | `np.maximum(0, W1 @ f[0] + B1)[0]` |
# | PyTorch | `F.relu(F.linear(f, W1, B1))[0, 0]` |
#
# </details><br>
#
# **For your hands:** in the tracer at the top, choose *article 3*. (Its names are its own, not this notebook's.) `padded` is the picture with its rim of zeros, *5 dense* the
# hidden layer with its ReLU, *6 output* the last one with its sigmoid σ. Follow the `0.5` of the pooled map 1 back to
# its pixels: step 3, position 8, then step 1, position 27 (the first of its two 0.5). Which hidden number is 0, and why?
#
# <details><summary>Answers</summary>
#
# Rows 1 to 3, columns 1 to 3 of the picture (2 to 4 of `padded`): the short flat stroke gives 1 + 0.5 + 1, the upright one −0.5 − 0.5, the bias −1. `h[1]`
# is for flat strokes and subtracts upright ones: −0.625, and ReLU makes it 0.
#
# </details>

# %% [markdown]
# **A larger network.** In article 4 a picture of 32×32 pixels and 3 channels goes through 32 kernels of 3×3, ReLU, max
# pooling 2×2, flattening, a dense layer of 128 (the ReLU after it is ours), and two outputs with softmax.
# `nn.Sequential` hands each layer's result to the next; `nn.summary` lists sizes and counts. Sizes are channel × row ×
# column; the article writes the channels last.
#
# | step | one number of it depends on |
# |---|---|
# | convolution, ReLU | a part of the picture of 3×3 pixels |
# | max pooling | a part of 4×4 pixels |
# | flatten | the same part; only its place in the line tells where it was |
# | dense, output | the whole picture, through all 7200 numbers |
#
# <!-- A4.1–A4.6; P22, P2: up to flattening features are extracted, then classified -->

# %%
rng = np.random.default_rng(10)
walk = nn.Sequential(
    nn.Conv2d(3, 32, 3, rng=rng),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(32 * 15 * 15, 128, rng=rng),
    nn.ReLU(),
    nn.Linear(128, 2, rng=rng),
    nn.Softmax(),
)
table = nn.summary(walk, (3, 32, 32))
sizes = [row.output_shape for row in table.rows]
print(*("×".join(map(str, size)) for size in ((3, 32, 32), *sizes)), sep=" → ")

# %% tags=["hidden"]
kernels = table.rows[0]
share = 100 * kernels.parameters / table.parameters
Predict(
    "Of all parameters, which share do the 32 kernels have, with their biases?",
    ("about half", "about a tenth", "about a hundredth", "about a thousandth"),
    answer="about a thousandth",
    why=f"{kernels.parameters} of {table.parameters:,}: {share:.2f} %. Nearly all are "
    "weights of the first dense layer, one for each of 7200 inputs and 128 neurons. "
    f"Yet the kernels do almost half of the work, {kernels.multiply_adds:,} of "
    f"{table.multiply_adds:,} multiply-adds (a weight meets a number): "
    "few weights, each used 900 times.",
    reasons={"about half": "Kernels are shared by all places. A dense weight is not."},
    then=table,
    name="10.share",
)

# %% [markdown]
# **Features of features.** Article 2 says that first layers find edges, later ones curves and loops, and the last a
# class: a **feature hierarchy**. Let us build one, with two layers and no training. It is to find this **ring** of 4×4
# pixels, every pixel right, anywhere in a picture of 0 and 1.
#
# A corner of the ring is a patch of 3×3 pixels. This kernel has 1 where the top left corner is 1, and −1 where it is 0.
#
# <!-- A2.31; Experiments 2 -->

# %%
ring = np.pad(np.zeros((2, 2)), 1, constant_values=1)
top_left = 2 * ring[:3, :3] - 1
# The numbers 0 to 511 in binary, nine digits each, are all patches of 0 and 1.
digits = [[int(digit) for digit in f"{number:09b}"] for number in range(512)]
patches = np.array(digits, dtype=float).reshape(512, 1, 3, 3)
sums = cnnlite.conv2d(patches, top_left[None, None]).ravel()
show_grids(Grid("ring", ring, window=(0, 0, 3, 3)), Grid("kernel top_left", top_left))

# %% tags=["hidden"]
order = np.sort(sums)
assert 4 * (3 * 3 + 1) + (4 * 2 * 2 + 1) == 57  # the whole detector
picture = rings(12, seed=1)[[7]]
corner = cnnlite.step(cnnlite.conv2d(picture[:, None], top_left[None, None]) - 4.5)
Predict(
    "On its own corner the kernel gives 5. What is the most that any other of the 512 "
    "patches of 0 and 1 gives?",
    answer=order[-2],
    reasons={
        3: "One wrong pixel changes the sum by 1: a 1 is missing, or a −1 counts.",
        5: "Then a wrong pixel would not matter. Each changes the sum.",
    },
    why="One pixel wrong takes 1 off. So with the bias −4.5 and a step (1 above 0, "
    "else 0) the kernel fires on its corner alone. Below, in a whole picture.",
    then=show_grids(
        Grid("picture", picture[0]), "→", Grid("top left corner", corner[0, 0])
    ),
    name="10.corner",
)

# %% [markdown]
# ## Your turn
#
# **Build the ring detector**, 57 numbers in four arrays. After each layer comes the step function of 06: 1 if the sum is
# above 0, else 0.
#
# - `w1`, shape (4, 1, 3, 3): a kernel for each corner. `np.rot90(top_left, -1)` turns by 90° clockwise, and
#   `np.stack([top_left, …])[:, None]` makes one array of four kernels.
# - `b1`, shape (4,): their biases. You know them from the prediction: `np.full(4, -4.5)`.
# - `w2`, shape (1, 4, 2, 2): one kernel with a slice for each of your four maps, in their order. In a ring the four corners
#   are found at the four places of a 2×2 square, one in each map. Begin with `w2 = np.zeros((1, 4, 2, 2))`, then set
#   `w2[0, k, r, c] = 1`: slice k, place (r, c).
# - `b2`, shape (1,): its bias. It must fire at four corners, not at three.
#
# The next cell will draw your network at work; your part is the cell after it. `rings` are random pictures of 9×9,
# many with a ring. `match` is **template matching**: it compares pixel for pixel. The check uses it, too, on every
# picture of 4×4 there is. `hint("10.ring")` helps.


# %%
def at_work(pictures, w1, b1, w2, b2):
    """Run both layers; count the errors, and show the first picture on its way."""
    corners = cnnlite.step(cnnlite.conv2d(pictures[:, None], w1, b1))
    found = cnnlite.step(cnnlite.conv2d(corners, w2, b2))[:, 0]
    there = match(pictures)
    print(
        len(pictures), "pictures,", there.sum(), "rings,", (found != there).sum(), "errors"
    )
    maps = [Grid(f"map {k}", corners[0, k]) for k in range(4)]
    seen, out = Grid("picture", pictures[0]), Grid("output", found[0])
    return show_grids([seen, "→", *maps[:2]], [*maps[2:], "→", out])


# %% tags=["exercise"]
# stub: w1, b1, w2, b2 = None, None, None, None  # your lines, in place of this one
w1 = np.stack([np.rot90(top_left, -turns) for turns in (0, 1, 3, 2)])[:, None]
b1 = np.full(4, -4.5)
w2 = np.eye(4).reshape(1, 4, 2, 2)
b2 = np.array([-3.5])
# end
verdict = check("10.ring", (w1, b1, w2, b2))
many = np.concatenate([picture, rings(5000, seed=2)])
at_work(many, w1, b1, w2, b2) if verdict.right else None


# %% [markdown]
# No kernel here sees the whole ring. The second one sees nothing but corners in four neighboring places.
#
# *Stretch.* A gray picture of 28×28 pixels meets 8 kernels of 5×5 (no padding, stride 1), ReLU, max pooling 2×2 with
# stride 2, flattening, a dense layer of 20 and an output layer of 10. Row 0 of your answer: a side of the map after the
# convolution, a side after the pooling, the length of the line. Row 1: the parameters of the convolution and of both
# dense layers. `hint("10.counts")` helps.

# %% tags=["exercise"]
# stub: answer = [[None, None, None], [None, None, None]]  # six numbers, in place of None
answer = [[24, 12, 1152], [208, 23060, 210]]
# end
check("10.counts", answer)

# %% [markdown]
# ## True or false, and on
#
# <!-- E2, A0.9; E34; E37, A3.18; E42, A4.6; E49 -->

# %% tags=["hidden"]
before = cnnlite.conv2d(pictures, articles.ZEBRA_CAT_FILTER[None, None])
pooled = cnnlite.max_pool2d(before, 1)
twice = [nn.Conv2d(1, 2, 3, rng=np.random.default_rng(7))(x) for _ in range(2)]
assert np.array_equal(*twice)
pool = nn.GlobalAvgPool2d(), nn.Flatten(), nn.Linear(32, 2, rng=rng)
free = nn.Sequential(walk[0], nn.ReLU(), *pool)
shapes = [free(np.zeros((1, 3, *size))).shape for size in ((32, 32), (20, 48))]
Recall(
    Question(
        "“Max pooling downsamples the maps of zebra and cat.”",
        ("true", "false"),
        "false",
        f"Article 0. The maps are {before.shape[2]}×{before.shape[3]} before and "
        f"{pooled.shape[2]}×{pooled.shape[3]} after: here it does nothing.",
    ),
    Question(
        "An untrained network sees one picture twice: the same numbers come out.",
        ("true", "false"),
        "true",
        "Article 2 calls an untrained network's numbers completely random. Its weights "
        "are; then it is a fixed function. The same seed even draws the same weights.",
    ),
    Question(
        "“The pooled maps become a vector of length channels times maps.”",
        ("true", "false"),
        "false",
        f"Article 3. It is maps times rows times columns: our {P.shape[1]} maps of "
        f"{P.shape[2]}×{P.shape[3]} make {f.size} numbers.",
    ),
    Question(
        "In article 4's network, “fully connected, 128” is the output layer.",
        ("true", "false"),
        "false",
        "The article has it connect to output neurons; it is a hidden layer. The output "
        f"layer has 2 neurons and {table.rows[6].parameters} parameters of its own.",
    ),
    Question(
        "With global average pooling in place of flattening, one network takes pictures "
        "of 32×32 pixels and of 20×48.",
        ("true", "false"),
        "true",
        f"It gives {shapes[0][1]} logits for the one and {shapes[1][1]} for the other. "
        "Article 3 says that the input images of a CNN are of fixed size; only a dense "
        "layer after flattening fixes it.",
    ),
)

# %% [markdown]
# Now article 4's numbers; it counts no parameters. Its cat `0.9` and dog `0.1` and a figure's zebra `0.7` are taken
# over, and we compute what follows. Ten classes in place of two add only 1032 parameters.
#
# <!-- A4.7, A4.8, A4.9 -->

# %%
shape = [(*size[1:], size[0]) for size in sizes]  # the channels last
values = [int(np.prod(size)) for size in sizes]
learned = [row.parameters for row in table.rows]
assert (128 + 1) * (10 - 2) == 1032
articles.compare("A4.3", shape[1])
articles.compare("A4.4", shape[2])
articles.compare("A4.5", values[3])
articles.compare("A4.6", values[4])
articles.compare("A4.7.counts", [[values[k], learned[k]] for k in (1, 2, 3, 4, 6)])
articles.compare("A4.8", [sum(learned), sum(learned[:6]) + 128 * 10 + 10])
articles.compare("A4.7", cnnlite.softmax(np.log([9.0, 1.0])))  # e^(ln 9) is 9
articles.compare("A4.7.gap", [np.log(0.9) - np.log(0.1), -np.log(0.9)])
articles.compare("A4.9", 0.7)
articles.compare("A4.9.others", 1 - 0.7)

# %% [markdown]
# **Five questions, once more.** They ask what notebook 00 asked at the start, in other words. If you answered there, the
# last line tells what you knew then. Nothing of it leaves your machine.

# %% tags=["hidden"]
Recall(
    Question(
        "A gray photo of 20×30 pixels: what goes into a network?",
        ("600 numbers", "20 shapes and 30 shades", "a list of edges"),
        "600 numbers",
        "One number for each pixel; edges are found later, if at all.",
    ),
    Question(
        "Two networks, each with weights drawn by chance, untrained. What do they answer?",
        ("the same for both", "each its own, by chance", "none before training"),
        "each its own, by chance",
        "Before training chance has chosen all weights; every picture gets some answer.",
    ),
    Question(
        "A trained network gets a new picture. How does it come to its answer?",
        (
            "it looks for the most similar one it has seen",
            "by sums of products, and a few comparisons",
            "by rules about shapes that somebody wrote",
        ),
        "by sums of products, and a few comparisons",
        "Convolution, ReLU, pooling, dense layers; and at the end a curve, as softmax.",
    ),
    Question(
        "A network reads white digits on black. Does it read black ones on white as well?",
        ("surely", "perhaps, perhaps not"),
        "perhaps, perhaps not",
        "Products change when bright and dark do; only training could even that out.",
    ),
    Question(
        "For 100 photos it says “dog, 90 %”. How many of them show a dog?",
        ("90", "that cannot be told from it"),
        "that cannot be told from it",
        "A softmax value says how far the logits are apart. Only counting tells the rest.",
    ),
    name="10.after",
    before="00.before",
)

# %% [markdown]
# **In PyTorch:** `torch.nn.Sequential` takes the same layers in the same order; calling it with a picture is the forward
# pass.
#
# **In short**
#
# - A forward pass is a chain of steps; each takes the numbers of the one before.
# - Every number is products and a sum, a comparison, or a curve.
# - Sizes follow from the input's; the first dense layer has most of the parameters.
# - Layers on layers find features of features: corners, then a ring.
# - Weights drawn by chance give answers, too; what they mean comes from training, or from you.
#
# Sources: article 0 (INGOAMPT, day 54), article 2 (Accedia, part I), article 3 and
# [the paper it follows](https://arxiv.org/abs/1711.03278), article 4 (INGOAMPT, day 53).
#
# **Back to:** [09 Losses](09_losses.ipynb). **Next:**
# [11 Backpropagation](11_backpropagation.ipynb).
