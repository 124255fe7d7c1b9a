# %% [markdown]
# # Turn maps into an answer
#
# **How do many numbers become one answer, and how sure is it?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [05 Channels](05_channels.ipynb),
# [06 Activations](06_activations.ipynb) and [07 Pooling](07_pooling.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import nn
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import Frame, NeuronLab, NumberGrid, Scene, SoftmaxLab
from cnnlite.plots import Grid, Picture, layers, number_grids, small_bars
from cnnlite.questions import Predict, Question, Recall, softmax_example

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before; skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "A dense layer has a weight for each pair of an input and an output. How many "
        "for 12 inputs and 4 outputs?",
        ("16", "48", "12"),
        "48",
        "Each of the 4 outputs has a weight for each of the 12 inputs.",
    ),
    Question(
        "What does ReLU make of −39.5?",
        ("39.5", "0", "−39.5"),
        "0",
        "It keeps what is positive; a negative number becomes 0.",
    ),
    Question(
        "2×2 max pooling with stride 2 on a map of 4×6: how many numbers are left?",
        ("6", "12", "24"),
        "6",
        "2 rows of 3: one number for each square of four.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# Convolution and pooling leave maps, and maps are no answer yet. The second half of a network makes one of them, with
# units (06) that read *all* numbers: **neurons**. A neuron multiplies each input by a weight of its own, adds the
# products and a bias, and mostly sends the sum through an activation function. (The units of a feature map are called
# neurons, too; each reads its window only.) Here is one of article 2's, with the inputs 155 and 60.
#
# <!-- A2.13, A2.12 (compared in 05), A2.18, A2.19; P14, P15 -->

# %% tags=["hidden"]
second = NeuronLab(
    tuple(articles.NEURON_INPUTS),
    tuple(articles.NEURON_WEIGHTS[1]),
    show=("weight_1", "weight_2", "bias", "activation"),
)
Predict(
    "Inputs 155 and 60, weights −0.1 and −0.4, no bias, ReLU. What comes out?",
    answer=second.arrays["output"],
    reasons={
        second.arrays["sum"]: "That is the sum; it still has to pass ReLU.",
        214.5: "That adds weights to inputs. Each input is multiplied by its weight.",
        39.5: "Both weights are negative: the products take away.",
    },
    why="−15.5 − 24 = −39.5, and ReLU makes 0 of it.",
    then=second,
    name="08.neuron",
)

# %% [markdown]
# Solid purple lines add, dashed orange ones take away; the larger the product, the broader the line.
#
# **Two questions for your hands:** what must the bias exceed so that something comes out? Then press *Reset*: to what
# must you raise the second weight?
#
# <details><summary>Answers</summary>
#
# The bias must exceed `39.5`. And the second product must exceed `15.5`: `60·0.25` is too little, `60·0.26` is enough.
#
# </details>
#
# ## By hand, then in code
#
# **A neuron is a dot product and a bias.** `weights` has a row for each of article 2's two neurons (its word is *hidden
# node*): `[0.27, 0.2]` and, for the one above, `[−0.1, −0.4]`. $x_i$ are the inputs, $w_i$ the weights of the first:
#
# | | |
# |---|---|
# | formula | $\text{sum} = b + \sum_{i} w_i x_i$ |
# | arithmetic | `0.27·155 + 0.2·60 + 0 = 53.85` |
# | NumPy | `weights[0] @ inputs + b[0]` |
# | PyTorch | `F.linear(inputs, weights, b)[0]` |
#
# A **dense layer** is many neurons that all read the same inputs. `cnnlite.linear` takes all their dot products at once
# and adds the biases, for every image (a row of its input); the activation comes after.

# %%
inputs, weights = articles.NEURON_INPUTS, articles.NEURON_WEIGHTS
b = np.zeros(2)
sums = cnnlite.linear(inputs[None], weights, b)  # one image, two neurons
print("sums", sums[0].round(2), "after ReLU", cnnlite.relu(sums)[0].round(2))
articles.compare("A2.18", sums[0, 0])
articles.compare("A2.19", [sums[0, 1], cnnlite.relu(sums)[0, 1]])
layers({"inputs": inputs, "after ReLU": cnnlite.relu(sums)[0]})

# %% [markdown]
# **From maps to inputs.** A neuron knows no rows and columns. So the maps are written in one line first: they are
# **flattened**. Map after map, and in each map row after row; the last axis runs fastest (its index changes at every
# step). Take two maps of 2×3: map 0 is `[[3, 0, 5], [1, 4, 2]]`, map 1 is `[[7, 6, 14], [8, 11, 10]]`.
#
# <!-- P12; A0.10, A0.47 -->

# %% tags=["hidden"]
maps = np.array([[[3.0, 0, 5], [1, 4, 2]], [[7, 6, 14], [8, 11, 10]]])
line = cnnlite.flatten(maps[None])
frames = []
for n, (m, r, c) in enumerate(np.ndindex(maps.shape)):
    gray = (False, maps.max())  # moving a number does not change its shade
    both = [
        Grid(f"map {k}", maps[k], marked=[(r, c)] * (k == m), scale=gray) for k in (0, 1)
    ]
    flat = Grid("in one line", line, window=(0, n, 1, 1), scale=gray)
    told = (
        f"map {m}, row {r}, column {c}: place {m}·2·3 + {r}·3 + {c} = {n}, counted from 0"
    )
    frames.append(Frame([*both, "→", flat], told))
Predict(
    "Counted from 0: at which place of the line stands map 1, row 0, column 2?",
    answer=1 * 2 * 3 + 0 * 3 + 2,
    reasons={
        9: "Count from 0: the first number has place 0.",
        2: "That is its place in its own map; all of map 0 comes first.",
        5: "That is the place if the maps ran fastest, as in the order NHWC.",
        10: "That goes down the columns; the rows come one after the other.",
    },
    why="Map 0 fills 2·3 = 6 places, from 0 to 5; then come no whole row and 2 numbers.",
    then=NumberGrid(Scene(frames, pick=3), show=("position",), label="flatten", index=8),
    name="08.flatten",
)

# %% [markdown]
# Point at a number of the line, or move the slider, and find it in its map. For map $m$, row $r$ and column $c$, all
# counted from 0, with $R$ rows and $C$ columns in a map:
#
# | | |
# |---|---|
# | formula | $\text{place} = m \cdot R \cdot C + r \cdot C + c$ |
# | arithmetic | `1·2·3 + 0·3 + 2 = 8` |
# | NumPy | `cnnlite.flatten(maps[None])[0, 1 * 2 * 3 + 0 * 3 + 2]` |
# | PyTorch | `torch.flatten(maps[None], start_dim=1)[0, 8]` |
#
# The order itself does not matter, as long as it stays: each place has a weight of its own, useless in another order.
#
# **Hidden and output.** Below, the line goes through two dense layers. The last one is the **output layer**: a neuron for
# each answer. Its sums stay as they are: *scores*, which may be negative. A layer before it is a **hidden layer**; you
# choose its activation, mostly ReLU. The weights are drawn by chance, so the scores mean nothing yet. Each gray line is a
# weight, from each input to each neuron: a smaller map means fewer of them, and that is what pooling (07) saves.
#
# <!-- A1.16, A1.14, A1.15 (the other two kinds: 07), A3.19; P13 -->

# %%
rng = np.random.default_rng(4)
hidden, last = nn.Linear(12, 4, rng=rng), nn.Linear(4, 3, rng=rng)  # inputs, neurons
line = cnnlite.flatten(maps[None])  # one image, 12 numbers
between = cnnlite.relu(hidden(line))
out = last(between)
counts = [net.weight.data.size + net.bias.data.size for net in (hidden, last)]
print("weights and biases: 12·4 + 4 =", counts[0], "and 4·3 + 3 =", counts[1])
layers({"flattened": line[0], "hidden, ReLU": between[0], "output": out[0]})

# %% [markdown]
# **From scores to probabilities.** The raw scores $z$ of the output layer are called **logits**. They may be negative,
# and their sum may be anything. Softmax makes probabilities of them in two steps: $e$ to the power of each logit (the
# number `e = 2.718…` of notebook 06; its powers are always above 0, even $e^{-3}$ is `0.05`), then each power divided
# by the sum of all. The example is article 2's: a photo gets the logits cat 2.5, dog 1.8, elephant 0.2. Fill in what is
# blank, rounded to two decimals; a calculator helps.
#
# <!-- A0.11: z = w·x + b; A0.12, A0.13: the article's first weights and logits are lost; A0.14; A2.21; P17 -->

# %%
z = articles.SCORES
powers = np.exp(z)
shares = powers / powers.sum()
softmax_example(z, articles.SCORE_CLASSES, level=1)

# %% [markdown]
# | | |
# |---|---|
# | formula | $p_c = e^{z_c} / \sum_{k} e^{z_k}$ |
# | arithmetic | `e^2.5/(e^2.5 + e^1.8 + e^0.2) = 0.6262` |
# | NumPy | `np.exp(z) / np.exp(z).sum()` |
# | PyTorch | `F.softmax(z, dim=0)` |
#
# $c$ is the class you ask for, $k$ runs over all of them.

# %% tags=["hidden"]
Predict(
    "Add 2 to all three logits. What becomes of the cat's probability?",
    ("it grows", "it shrinks", "it stays"),
    answer="it stays",
    why="e^(z + 2) is e^z times e^2. Each power is multiplied by the same number, and so "
    "is their sum: it cancels. Softmax sees differences only.",
    reasons={
        "it grows": "Its power grows. And the sum?",
        "it shrinks": "The other powers grow. And the cat's own?",
    },
    then=SoftmaxLab(show=("score_1", "score_2", "score_3", "add", "temperature")),
    name="08.add",
)

# %% [markdown]
# *Add to all* and watch: the powers' numbers change (their bars are scaled to the largest), the shares stay. The
# **temperature** divides the logits before the powers are taken: `0.5` doubles them, 2 halves them.
#
# **Questions for your hands**, after *Reset*: at which temperature does the cat fall below one half? What are the
# shares at the lowest and the highest? Can the temperature ever put the dog first?
#
# <details><summary>Answers</summary>
#
# From 2 on. At `0.2` the cat has `0.97`; at 5 they are `0.40`, `0.35`, `0.25`, on their way to a third each. And never:
# the order of the logits stays, and with it the answer, the class with the largest share.
#
# </details><br>
#
# **Large logits.** Pixels up to `255` and random weights can give logits of `1000`. What does the formula make of them,
# in NumPy?

# %% tags=["hidden"]
large = np.array([1000.0, 0.0])
digits = int(1000 / np.log(10)) + 1, len(str(int(np.finfo(float).max)))
with np.errstate(over="ignore", invalid="ignore"):
    assert np.array_equal(np.exp(large) / np.exp(large).sum(), [np.nan, 0], equal_nan=True)
Predict(
    "large = np.array([1000.0, 0.0]). What is np.exp(large) / np.exp(large).sum()?",
    ("1 and 0", "0.5 and 0.5", "nan and 0", "an error"),
    answer="nan and 0",
    why=f"e^1000 has {digits[0]} digits, the largest float {digits[1]}; what is beyond is "
    "inf, infinity. inf/inf has no value: nan, not a number. And 1/inf is 0.",
    reasons={
        "1 and 0": "So it should be. But how large is e^1000?",
        "0.5 and 0.5": "Equal shares come of equal logits only.",
        "an error": "NumPy warns, and goes on with inf, infinity.",
    },
    name="08.large",
)

# %% [markdown]
# The cure: adding one number to all logits changes nothing, so subtract the largest, $m$, from all of them. Then the
# largest power is $e^0 = 1$, and nothing overflows. A power may now be too small for a float and become 0; that does no
# harm, as the sum is at least 1.
#
# | | |
# |---|---|
# | formula | $p_c = e^{z_c - m} / \sum_{k} e^{z_k - m}$ |
# | arithmetic | `e^(1000 − 1000)/(e^(1000 − 1000) + e^(0 − 1000)) = 1` |
# | NumPy | `np.exp(large - large.max()) / np.exp(large - large.max()).sum()` |
# | PyTorch | `F.softmax(large, dim=0)` |
#
# **Two classes.** Keep cat and dog only: $z_1$ is the cat's logit (`z[0]`), $z_2$ the dog's. The cat's share is a
# fraction; divide its top and its bottom by $e^{z_1}$. As $e^{z_2} / e^{z_1} = e^{-(z_1 - z_2)}$, softmax becomes the
# sigmoid $σ$ of notebook 06, of the difference of the logits.
#
# | | |
# |---|---|
# | formula | $e^{z_1} / (e^{z_1} + e^{z_2}) = 1 / (1 + e^{-(z_1 - z_2)}) = σ(z_1 - z_2)$ |
# | arithmetic | `e^2.5/(e^2.5 + e^1.8) = 1/(1 + e^(−0.7)) = 0.6682` |
# | NumPy | `1 / (1 + np.exp(-(z[0] - z[1])))` |
# | PyTorch | `torch.sigmoid(z[0] - z[1])` |
#
# **Several objects at once.** A photo may show a cat *and* a dog. Softmax makes them share: more cat is less dog. A
# **multi-label** output asks a yes-or-no question for each class instead: the sigmoid of its own logit $z$ (two
# classes again: yes with logit $z$, no with 0). These numbers need not sum to 1.
#
# <!-- A2.28 (figure lost), A2.34 -->

# %%
alone = cnnlite.sigmoid(z)
kinds = articles.SCORE_CLASSES
one = small_bars(kinds, cnnlite.softmax(z), "softmax: one of three")
each = small_bars(kinds, alone, "a sigmoid each: yes or no")
Picture((one, each), f"{one.text}\n{each.text}")

# %% [markdown]
# Yes wins where the logit is above 0: barely so for the elephant. But a network is trained for the one or the other; here
# the same logits only show the difference.
#
# **How sure is it?** In notebook 00 the network said zebra, 78 %. Its two scores read one number: the left column
# of the picture minus the right one. Now it gets a picture without any animal.
#
# <!-- E53, A0.20; A0.24: the weights are our reconstruction -->

# %%
bar = np.array([[1.0, 0, 0]] * 3)
number_grids(Grid("the zebra", articles.ZEBRA), Grid("a white bar", bar))

# %% tags=["hidden"]
W, biases = articles.ZEBRA_CAT_WEIGHTS, articles.ZEBRA_CAT_BIASES  # ours, see 00
feature = (bar * articles.ZEBRA_CAT_FILTER).sum()
said = cnnlite.linear(np.array([[0.7], [0.0], [feature]]), W, biases)  # zebra, cat, bar
shown = {
    "the zebra": said[0],
    "the zebra, logits doubled": 2 * said[0],
    "the zebra, logits halved": said[0] / 2,
    "the white bar": said[2],
}
pictures = [
    small_bars(("zebra", "cat"), cnnlite.softmax(logits), name)
    for name, logits in shown.items()
]
Predict(
    "The white bar: what probability does it give to zebra?",
    ("about 50\u00a0%, as it is neither", "about 78\u00a0%", "more than 95\u00a0%"),
    answer="more than 95\u00a0%",
    why=f"Left minus right is {feature:.0f}, not 0.7. The logits are {said[2, 0]:.2f} and "
    f"−{-said[2, 1]:.2f}, and zebra gets {100 * cnnlite.softmax(said)[2, 0]:.1f}\u00a0%. "
    "The classes must share 1, even if none of them fits.",
    reasons={"about 50\u00a0%, as it is neither": "Softmax has no class for neither."},
    then=Picture(pictures, "\n".join(picture.text for picture in pictures)),
    name="08.bar",
)

# %% [markdown]
# And the zebra: double the last layer's weights and biases, and all logits double: it says 92 %. Halve them: 65 %. Every
# decision stays, so it is right just as often. The 78 % do not tell how often that is; only counting does, on pictures
# that the network has not seen. Collect all answers given with about 78 %. If about 78 % of them are right, and the same
# holds for every other value, the network is *calibrated*. Softmax alone does not see to it.
#
# ## Your turn
#
# **Softmax for any size.** Write it so that it survives logits of ±1000. `x` may have one axis, two or three; along
# `axis` the probabilities sum to 1 (in a table, axis 1: each row; axis 0: each column). Return an array of the shape of `x`. `x.max(axis=axis, keepdims=True)` leaves that axis
# in place, with length 1, so that the result fits `x`; `sum` takes it, too. `hint("softmax")` helps; when you have
# tried, `solution("softmax")` shows one way.
#
# *Stretch*, in the cell after it: where does an input of the dense layer come from? From its place in the line and the
# rows and columns of a map, return three whole numbers: map, row, column. `find(8, 2, 3)` is `(1, 0, 2)`. Hints and a
# solution: `"08.find"`.


# %% tags=["exercise"]
def softmax(x, axis=-1):
    """Return the probabilities, in the shape of x."""
    # stub: return None  # your code, in place of None
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)
    # end


check("softmax", softmax)


# %% tags=["exercise"]
def find(place, rows, columns):
    """Return the map, the row and the column of a place in the line."""
    # stub: return None  # your code, in place of None
    return place // (rows * columns), place // columns % rows, place % columns
    # end


check("08.find", find)

# %% [markdown]
# ## True or false, and on
#
# Judge what the articles say; the cell below works out their numbers.
#
# <!-- E29, E31, E32, E38, E53; A2.22–A2.27, A2.29 -->

# %% tags=["hidden"]
kernel = cnnlite.conv_matrix(np.ones((1, 1, 2, 2)), (1, 6, 6))
Recall(
    Question(
        "“The weighted sum adds up activation plus weight, for each input.”",
        ("true", "false"),
        "false",
        f"Article 2. That would be {(inputs + weights[0]).sum():.2f}; its example "
        f"multiplies: {sums[0, 0]:.2f}.",
    ),
    Question(
        "“In softmax, e is raised to the power of the sum of all probabilities.”",
        ("true", "false"),
        "false",
        "Article 2. It is raised to each class's own logit; probabilities come last.",
    ),
    Question(
        "“The cat's probability is e^2.5 divided by the sum of e^2.5 and e^1.8.”",
        ("true", "false"),
        "false",
        f"Article 2. Without the elephant that is {powers[0] / powers[:2].sum():.4f}: the "
        "softmax of two classes.",
    ),
    Question(
        "“A convolution connects locally, a dense layer does not.”",
        ("true", "false"),
        "true",
        f"A 2×2 kernel on 6×6 pixels has {kernel.nnz} of "
        f"{kernel.shape[0] * kernel.shape[1]} possible links, our hidden layer all "
        f"{hidden.weight.data.size} of 12·4. Article 3 calls the dense part local.",
    ),
    Question(
        "“A softmax value says how often the network is right.”",
        ("true", "false"),
        "false",
        "Articles 0 and 2 take it for confidence. It says how far apart the logits are; "
        "how often it is right, only counting tells.",
    ),
)

# %%
articles.compare("A2.18.added", (inputs + weights[0]).sum())
articles.compare("A2.21", [*powers, powers.sum()])
articles.compare("A2.22", shares[0])
articles.compare("A2.23", shares[1])
articles.compare("A2.24", shares[2])
articles.compare("A2.25", shares.sum())
articles.compare("A2.26", powers[0] / powers[:2].sum())
articles.compare("A2.27", powers[0] / powers[0] + powers[1] + powers[2])
pair = [1 / (1 + np.exp(z[1] - z[0])), cnnlite.softmax(z[:2])[0]]
articles.compare("A2.28", [*pair, alone[0], alone[1]])
articles.compare("A2.28.sum", alone[0] + alone[1])

# %% [markdown]
# Truncated means that the article cut the digits off: 0.6262 rounds to 0.63. Its total of 0.99 adds the three printed
# numbers. Its formula, `e^2.5/e^2.5 + e^1.8 + e^0.2`, lacks parentheses: as typed it gives 8.2711, no probability at all.
#
# **In PyTorch:** `torch.nn.Flatten()`, `torch.nn.Linear(12, 4)` and `torch.softmax(z, dim=1)`: axis 1, because axis 0 counts
# the images.
#
# **In short**
#
# - A neuron is inputs times weights, added, plus a bias, then mostly an activation; a dense layer is many of them.
# - Flattening writes the maps in one line, the last axis fastest.
# - Softmax: e to the power of each logit, divided by the sum of all; subtract the largest first.
# - With two classes it is the sigmoid of the difference; several objects need a sigmoid each.
# - Its value is no proof of being right: scale the logits, and it changes, the decision does not.
#
# Sources: article 0 (INGOAMPT, day 54), article 1, article 2 (Accedia, part I), article 3.
#
# **Next:** [09 Losses](09_losses.ipynb).
