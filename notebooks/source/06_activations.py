# %% [markdown]
# # Bend the line
#
# **Why does a network need a bend after every convolution?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [03 Convolution](03_convolution.ipynb),
# [04 Shapes](04_stride_padding_shapes.ipynb) and [05 Channels](05_channels.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters
from cnnlite.data import articles, photos
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ActivationLab, DepthLab, show_grids
from cnnlite.plots import Grid, curves, histogram
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "A sum of 0.5, a bias of −1, then ReLU. What comes out?",
        ("0.5", "0", "−0.5"),
        "0",
        "0.5 − 1 is negative, and ReLU makes it 0.",
        {"0.5": "The bias is added before ReLU.", "−0.5": "ReLU lets no negative pass."},
    ),
    Question(
        "Two layers of 3×3 kernels, stride 1. How far does one output reach, along a side?",
        ("3 pixels", "5 pixels", "6 pixels"),
        "5 pixels",
        "3, and 2 more: one cell of the second kernel is there already.",
    ),
    Question(
        "What does turning a kernel by 180° make of cross-correlation?",
        ("true convolution", "the same map", "the map of −kernel"),
        "true convolution",
        "Networks skip the turn. You will need it once in this notebook.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A number of a feature map is a weighted sum of pixels plus a bias, and then a function is applied: so far ReLU. Such a
# function is an **activation function**; the sum and its function together are a *unit*.
#
# The **sigmoid** squashes every number into 0…1. A *wiggle* moves $x$ by $h$ (at first a large one, 1), and so the value
# moves, too. Divide how far the value moves (the rise) by $h$ (the run): that is the **slope**. At slope 1 the value moves
# as far as $x$, at 0 not at all; with a negative slope it moves the other way.

# %% tags=["hidden"]
moved = np.diff(cnnlite.sigmoid(np.arange(8.0)))
first_steps = ", ".join(f"{step:.2f}" for step in moved[:4])
Predict(
    f"The sigmoid moves by {first_steps} from x = 0 to 1, 1 to 2, 2 to 3, 3 to 4. "
    "By how much does it move from 6 to 7?",
    ("about 0.23", "about 0.02", "less than 0.002"),
    answer="less than 0.002",
    why=f"By {moved[6]:.4f}. It is nearly 1 there, and has no room left to move.",
    reasons={
        "about 0.23": "Each step as large? Then it would soon be above 1.",
        "about 0.02": "Less: from 3 on each step is not even half of the one before.",
    },
    then=ActivationLab("sigmoid", x=6.0, h=1, show=("function", "x", "h")),
    name="06.saturated",
)

# %% [markdown]
# Above, the values: the filled dot is $x$, the hollow one $x + h$. Below, the slope everywhere, found with a tiny $h$;
# the red dot is that of *your* $h$. Where a curve runs flat, a wiggle hardly moves the value: that is **saturation**.
#
# **For your hands** (tables below explain the menu's other names): set $h$ to 0.01. Where is the sigmoid's slope
# largest? Where does **tanh** saturate, which is like the sigmoid, but from −1 to 1? And what is the slope of ReLU at 0,
# with $h$ = 0.01 and with −0.01?
#
# <details><summary>Answers</summary>
#
# At 0, `0.25`. Tanh saturates at both ends. At its bend ReLU has slope 1 to the right and 0 to the left. One has to be
# chosen: PyTorch takes 0.
#
# </details>
#
# ## By hand, then in code
#
# **A value and its slope.** The arithmetic takes $x = 1$; $e$ is about `2.718`, and σ means the sigmoid from here on.
#
# | | |
# |---|---|
# | formula | $\sigma(x) = 1/(1 + e^{-x})$ |
# | arithmetic | `1/(1 + e^(−1)) = 0.7311` |
# | NumPy | `1 / (1 + np.exp(-x))` |
# | PyTorch | `torch.sigmoid(x)` |
#
# The slope of any function $f$; the arithmetic is that of the sigmoid at $x = 0$ with $h = 1$:
#
# | | |
# |---|---|
# | formula | $\text{slope} \approx (f(x + h) - f(x))/h$ |
# | arithmetic | `(0.7311 − 0.5)/1 = 0.2311` |
# | NumPy | `slope(cnnlite.sigmoid, x, h)` |
# | PyTorch | `(torch.sigmoid(x + h) - torch.sigmoid(x)) / h` |
#
# The next cell makes `x`, `h` and `slope`, and `relu`: ours, as article 2's in three lines of Python is lost.
#
# <!-- A2.15, P16; A1.17, P8 -->


# %%
def relu(total):
    if total <= 0:
        return 0.0
    return total


def slope(f, x, h=1e-6):
    """Move x by h, see by how much the value moves, divide."""
    return (f(x + h) - f(x)) / h


x, h = articles.ACTIVATION_INPUTS, 0.01
assert [relu(number) for number in x] == cnnlite.relu(x).tolist()
print("x:                     ", x)
print("slope of σ, h = 0.01:  ", slope(cnnlite.sigmoid, x, h).round(4))
print("slope of σ, a millionth:", slope(cnnlite.sigmoid, x).round(4))

# %%
five = {
    "ReLU": cnnlite.relu,
    "sigmoid": cnnlite.sigmoid,
    "tanh": cnnlite.tanh,
    "leaky ReLU": cnnlite.leaky_relu,
    "ELU": cnnlite.elu,
}
articles.compare("A1.17", [f(x) for f in five.values()])
line = np.linspace(-3, 3, 301)
slopes = {name: slope(f, line) for name, f in five.items()}
curves(line, {name: f(line) for name, f in five.items()}, slopes, points=x)

# %% [markdown]
# Purple is the value, with dots at `x`; dashed orange is the slope. Leaky ReLU falls to −0.03 at −3, too little to see.
# The articles' table is lost; this one is ours. Take the slopes' formulas as given; where they come from is for notebook 11.
#
# | name | value | range | slope | used for |
# |---|---|---|---|---|
# | identity | $x$ | $-\infty … \infty$ | $1$ | outputs of any size |
# | step | $1$ if $x > 0$, else $0$ | $0, 1$ | $0$, but none at $0$ | decisions |
# | sigmoid | $\sigma(x)$ | $0 … 1$ | $\sigma(x)(1 - \sigma(x))$ | yes or no |
# | tanh | $(e^x - e^{-x})/(e^x + e^{-x})$ | $-1 … 1$ | $1 - (\tanh x)^2$ | older networks |
# | ReLU | $\max(0, x)$ | $0 … \infty$ | $1$ if $x > 0$, else $0$ | most CNNs |
# | leaky ReLU | $x$ if $x > 0$, else $0.01 x$ | $-\infty … \infty$ | $1$ if $x > 0$, else $0.01$ | against dead units (below) |
# | ELU | $x$ if $x > 0$, else $\alpha (e^x - 1)$ | $-\alpha … \infty$ | $1$ if $x > 0$, else $\alpha e^x$ | the same; $\alpha$ is mostly 1 |
#
# <details><summary>GELU, GLU, softmax; five in four ways</summary>
#
# | name | value | range | slope | used for |
# |---|---|---|---|---|
# | GELU | $x\,\Phi(x)$ | from about $-0.17$ | see `ActivationLab` | language models |
# | GLU | $a\,\sigma(b)$ | $-\infty … \infty$ | $\sigma(b)$, if $a$ is wiggled | gates |
#
# Φ(x) rises from 0 to 1, as the sigmoid does; σ(b) is the share of $a$ that passes. Softmax, for one class of many, is for
# notebook 08. In four ways: leaky ReLU, ELU, tanh, GELU, GLU.
#
# | | |
# |---|---|
# | formula | $x$ if $x > 0$, else $0.01 x$ |
# | arithmetic | `0.01·(−2) = −0.02` |
# | NumPy | `np.where(x > 0, x, 0.01 * x)` |
# | PyTorch | `F.leaky_relu(x)` |
#
# | | |
# |---|---|
# | formula | $x$ if $x > 0$, else $\alpha (e^x - 1)$, here $\alpha = 1$ |
# | arithmetic | `1·(e^(−2) − 1) = −0.8647` |
# | NumPy | `np.where(x > 0, x, np.exp(x) - 1)` |
# | PyTorch | `F.elu(x)` |
#
# | | |
# |---|---|
# | formula | $\tanh x = (e^x - e^{-x})/(e^x + e^{-x})$ |
# | arithmetic | `(e^(0.5) − e^(−0.5))/(e^(0.5) + e^(−0.5)) = 0.4621` |
# | NumPy | `np.tanh(x)` |
# | PyTorch | `torch.tanh(x)` |
#
# | | |
# |---|---|
# | formula | $\text{GELU}(x) = x \, \Phi(x)$, and Φ(1) is about `0.8413` |
# | arithmetic | `1·0.8413 = 0.8413` |
# | NumPy | `cnnlite.gelu(x)` |
# | PyTorch | `F.gelu(x)` |
#
# | | |
# |---|---|
# | formula | $\text{GLU}(a, b) = a\,\sigma(b)$; the first half of the array is $a$, the second $b$ |
# | arithmetic | `3·(1/(1 + e^(−0))) = 1.5` |
# | NumPy | `cnnlite.glu(np.array([3.0, -1, 0, 2]))` |
# | PyTorch | `F.glu(torch.tensor([3.0, -1, 0, 2], dtype=float))` |
#
# </details><br>
#
# <!-- A3.2 (L), P19; A2.17 (C for the formulas of GLU and GELU) -->
#
# **A whole map.** Sobel x on a photo, then three activation functions. Bars show how often which number from −1 to 1
# occurs. What has become of the negative ones? (The answer stands below the picture.)

# %%
temple = photos.photo("temple")
sums = cnnlite.conv2d(temple[None, None], filters.sobel_x()[None, None])
after = {"sums": sums, "ReLU": cnnlite.relu(sums), "σ": cnnlite.sigmoid(sums)}
after["tanh"] = cnnlite.tanh(sums)
for name, numbers in after.items():
    print(f"{name}: from {numbers.min():.2f} to {numbers.max():.2f}")
histogram(after, "a map before and after", bins=41, span=(-1, 1))

# %% [markdown]
# <details><summary>Answer</summary>ReLU heaps them up in one bar, at 0. The sigmoid brings them between 0 and one half.
# Tanh leaves them negative.</details><br>
#
# **Why bend at all?** Two layers, each a 3×3 convolution of one channel, without biases, and nothing in between.

# %% tags=["hidden"]
rng = np.random.default_rng(288)
first, second = rng.integers(-2, 3, (2, 3, 3)).astype(float)


def layer(image, kernel):
    """Convolve (H, W) with a kernel, without padding."""
    return cnnlite.conv2d(image[None, None], kernel[None, None])[0, 0]


dot = np.zeros((9, 9))
dot[4, 4] = 1  # one bright pixel
merged = np.flip(layer(layer(dot, first), second))  # turned, see below
kernels = (
    Grid("first", first),
    "then",
    Grid("second", second),
    "=",
    Grid("one kernel", merged),
)
Predict(
    "Can one layer do on every picture what these two do?",
    ("no, two layers see more", "yes, with a 3×3 kernel", "yes, with a 5×5 kernel"),
    answer="yes, with a 5×5 kernel",
    why="Every output adds up 5×5 pixels, each times a fixed number: that is a kernel.",
    reasons={
        "no, two layers see more": "They see 5×5 pixels; one larger kernel does, too.",
        "yes, with a 3×3 kernel": "One output of the second layer reaches over 5×5 pixels.",
    },
    then=show_grids(*kernels),
    name="06.merged",
)

# %% [markdown]
# How to find it: slide a 5×5 kernel over a picture with a single 1, all else 0. The first window that touches the 1 has
# it in its last cell, so the map's first number is the kernel's *last*; its last number is the kernel's *first*. The map
# is the kernel, turned by 180°. So run the two layers on that picture, and turn the map back. (The folded cell makes `layer`,
# `dot`, `first`, `second` and `merged`.)
#
# NumPy runs the left side, PyTorch the right; the arithmetic has kernels of one number, 2 and 5:
#
# | | |
# |---|---|
# | formula | $(\text{image} \star \text{first}) \star \text{second} = \text{image} \star \text{merged}$ |
# | arithmetic | `(3·2)·5 = 3·(2·5)` |
# | NumPy | `layer(layer(temple, first), second)` |
# | PyTorch | `F.conv2d(temple[None, None], merged[None, None])[0, 0]` |
#
# (Biases would add up to one number.) So any number of such layers is one, as article 2 says: *linear* layers stay
# linear. Here is a test: let $x$ be a picture now, and $f(x)$ its map. Where $f$ is one kernel, every pixel times −1 makes
# the map times −1, so $f(x) + f(-x)$ is 0. What fails that is no kernel. (To pass proves nothing: with tanh between the
# layers it passes, and is no kernel either.)
#
# <!-- A2.16, ⋆ of 05 -->

# %%
two, one = layer(layer(temple, first), second), layer(temple, merged)
assert np.allclose(two, one)
print(f"largest difference of two layers and one, on the photo: {abs(two - one).max():.4f}")
seen = layer(layer(dot, first), second)
show_grids(Grid("map of the pixel", seen), "turned:", Grid("one kernel", merged))


# %% tags=["hidden"]
# two layers, without and with ReLU between them
def straight(image):
    """Two layers and nothing between them."""
    return layer(layer(image, first), second)


def bent(image):
    """Two layers with ReLU between them."""
    return layer(cnnlite.relu(layer(image, first)), second)


Predict(
    "Now ReLU stands between the two layers. Can one kernel still do the same?",
    ("yes, another 5×5", "yes, a larger one", "no, none at all"),
    answer="no, none at all",
    why=f"The merged kernel is now wrong by up to {abs(bent(temple) - one).max():.1f}. Any "
    "other fails, too: the next cell computes f(x) + f(−x), which is 0 for every kernel.",
    reasons={
        "yes, another 5×5": "Which pixels count now depends on the picture itself.",
        "yes, a larger one": "No size helps: any kernel turns −x into −f(x).",
    },
    name="06.bent",
)

# %%
centered = temple - 0.5  # x: the photo, with negative pixels
for name, f in {"two layers": straight, "two layers, ReLU between": bent}.items():
    both = (f(centered) + f(-centered)).round(9) + 0.0
    print(f"{name}: f(x) + f(-x) runs from {both.min():.1f} to {both.max():.1f}")
assert both.max() - both.min() > 1

# %% [markdown]
# No kernel can do this. (With biases the sum need not be 0; but without a bend it would be the same number everywhere.) The
# smallest case again, with ReLU between 2
# and 5: `3 → 6 → 6 → 30`, but `−3 → −6 → 0 → 0`. One number would have to be `10` and 0. The bend lets layers do more.
#
# **How deep does a wiggle reach?** A network learns from wiggles: what does not show in the result cannot be improved.
# Twenty units in a row: each takes the value of the one before times its weight, here 1, and applies its function. The
# first input moves by 0.1; every unit multiplies the wiggle by about its slope.

# %% tags=["hidden"]
depth = DepthLab(x=1.0)
kept = depth.arrays["shares"]
assert kept["sigmoid"][20] < 0.25**20 < 1e-12
Predict(
    "How much of the wiggle is left after 20 sigmoids?",
    ("about a twentieth", "about a millionth", "less than a billionth"),
    answer="less than a billionth",
    why="Its slope is a quarter at most: a quarter of a quarter …, twenty times. After ten "
    f"units it is {kept['sigmoid'][10]:.7f} already.",
    reasons={
        "about a twentieth": "The slopes are multiplied, not added.",
        "about a millionth": "A quarter, ten times over, is a millionth; here are twenty.",
    },
    then=depth,
    name="06.depth",
)

# %% [markdown]
# One step of the axis is a factor of 100; `10⁻²` is a hundredth. Lines end where rounding hides the rest; 0 has no place
# here. **For your hands:** which functions keep the wiggle whole at $x$ = 1, and which at −1? At 1, what does ReLU do with
# weight 2?
#
# <details><summary>Answers</summary>At 1, ReLU and leaky ReLU. (Tanh loses less and less: its values come nearer to 0,
# where its slope is nearly 1; with weight 2 they stay where it is flat.) At −1 none; ReLU passes nothing. With weight 2 the wiggle doubles at each unit: the weights
# multiply in, too (notebook 16).</details><br>
#
# **Nothing to learn from.** Zebra and cat of notebook 00: nine pixels, nine weights, a sum, ReLU. For the zebra it gives
# 0.7; for the cat the sum is −0.3, and ReLU gives 0. Now a weight is wiggled, and not $x$.

# %% tags=["hidden"]
kernel = articles.ZEBRA_CAT_FILTER


def unit(image, weights, bias=0.0):
    return cnnlite.relu(np.array((image * weights).sum() + bias)).item()


def weight_slopes(image, bias=0.0, h=1e-6):
    """Wiggle each weight alone, to the left, and divide."""
    value = unit(image, kernel, bias)
    found = [
        value - unit(image, kernel - h * cell, bias) for cell in np.eye(9).reshape(9, 3, 3)
    ]
    return np.reshape(found, (3, 3)) / h


articles.compare("A0.8", [unit(articles.ZEBRA, kernel), unit(articles.CAT, kernel)])
Predict(
    "For the cat, each of the nine weights is moved by 0.001. "
    "How many of them move the result?",
    answer=np.count_nonzero(weight_slopes(articles.CAT)),
    why="The sum moves a little, and stays below 0. Below, the slope of the result in each "
    "weight: for the zebra it is the pixel that the weight meets, for the cat 0.",
    reasons={
        9: "They move the sum; but ReLU gives 0 for −0.299 as for −0.3.",
    },
    then=show_grids(
        [
            Grid("zebra", articles.ZEBRA, scale=(False, 1)),
            Grid("slopes, zebra", weight_slopes(articles.ZEBRA), scale=(False, 1)),
        ],
        [
            Grid("cat", articles.CAT, scale=(False, 1)),
            Grid("slopes, cat", weight_slopes(articles.CAT), scale=(False, 1)),
        ],
    ),
    name="06.dead",
)

# %% [markdown]
# A unit that gives 0 for *every* picture is a **dead unit**: no small change of a weight shows, so nothing tells which
# would help. You can wake it with another bias; learning cannot while its inputs
# stay as they are, as the slope for the bias is 0, too. From which bias on
# has the cat a slope above 0? Change `biases` and run the cell again (`weight_slopes` comes from the folded cell).
#
# <details><summary>Answer</summary>Above 0.3. At 0.3 its sum is 0, at the bend: the wiggle goes left and finds 0, as
# PyTorch says. With −1 it is 0 for both. Leaky ReLU and ELU are not flat there.</details>
#
# <!-- A0.8 -->

# %%
biases = -1, 0, 0.2
for bias in biases:
    zebra = weight_slopes(articles.ZEBRA, bias).max()
    cat = weight_slopes(articles.CAT, bias).max()
    print(f"bias {bias}: largest slope for the zebra {zebra:.1f}, for the cat {cat:.1f}")

# %% [markdown]
# ## Your turn
#
# Write activation functions that return **two** arrays of the shape of `x`: `return value, slope`. The tables above have
# the formulas. `x` is an array of any shape: `if` would decide only once, `np.where(condition, a, b)` chooses cell by
# cell. At $x = 0$ take the slope
# of the left side, as PyTorch does. No number may be `nan` (*not a number*: what ∞/∞ gives), not even for `x` = `±1000`.
#
# First the leaky ReLU, where `negative_slope` is the table's 0.01 (`hint("06.leaky_relu")` helps,
# `solution("06.leaky_relu")` shows one way), then the sigmoid. *Stretch*, in the third cell: ELU; `alpha` is α.


# %% tags=["exercise"]
def leaky_relu(x, negative_slope=0.01):
    """Return value and slope, each of the shape of x."""
    # stub: return None  # your code, in place of None
    slope = np.where(x > 0, 1.0, negative_slope)
    return slope * x, slope
    # end


check("06.leaky_relu", leaky_relu)


# %% tags=["exercise"]
def sigmoid(x):
    """Return value and slope, each of the shape of x."""
    # stub: return None  # your code, in place of None
    value = 1 / (1 + np.exp(-np.clip(x, -500, 500)))
    return value, value * (1 - value)
    # end


check("06.sigmoid", sigmoid)


# %% tags=["exercise"]
def elu(x, alpha=1.0):
    """Return value and slope, each of the shape of x."""
    # stub: return None  # your code, in place of None
    power = np.exp(np.minimum(x, 0))
    return np.where(x > 0, x, alpha * (power - 1)), np.where(x > 0, 1.0, alpha * power)
    # end


check("06.elu", elu)

# %% [markdown]
# ## True or false, and on
#
# Judge what the articles say.
#
# <!-- A2.14, E30; E23 (tanh); E35, A3.3, A3.31; E51; A2.18 is notebook 08's -->

# %% tags=["hidden"]
sums_of_three = np.array([1.0, 2, 3])
bounded = cnnlite.tanh(sums_of_three)
node = cnnlite.relu(articles.NEURON_WEIGHTS[:1] @ articles.NEURON_INPUTS).item()
articles.compare("A2.18", node)
Recall(
    Question(
        "“An activation function squashes a sum to between 0 and 1, or between −1 and 1.”",
        ("true", "false"),
        "false",
        "Article 2. Sigmoid and tanh do; its own ReLU unit gives 0.27·155 + 0.2·60 = "
        f"{node:.2f}: no limit.",
    ),
    Question(
        "“Tanh gives normalized output”, so with mean 0 and standard deviation 1.",
        ("true", "false"),
        "false",
        "Article 1. It is zero-centered: tanh(−x) = −tanh(x). But tanh of 1, 2, 3 has mean "
        f"{bounded.mean():.2f} and standard deviation {bounded.std():.2f}.",
    ),
    Question(
        "“A unit's value may be the probability that the answer is yes, given its input.”",
        ("true", "false"),
        "true",
        "Article 3. A sigmoid can be read so: between 0 and 1, one half for a sum of 0, "
        f"{cnnlite.sigmoid(np.array(0.3)):.2f} for 0.3, where the step decides: yes. "
        "Whether such a number deserves its name is for notebook 08.",
        {"false": "Which function has only values from 0 to 1?"},
    ),
    Question(
        "“Typical activation functions give 1 above a threshold and 0 below.”",
        ("true", "false"),
        "false",
        "Article 3 describes the step. Its slope is 0 everywhere but at the threshold: "
        "no wiggle would show. Sigmoid and ReLU have all values in between.",
    ),
    Question(
        "“Units are charged and fire, as cells in the brain do.”",
        ("true", "false"),
        "false",
        "Article 2's image, and an inspiration. A unit here adds products and bends: no "
        "charge, no time, and its result is a number, not a pulse.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.nn.ReLU()`, `LeakyReLU`, `ELU`, `Sigmoid`, `Tanh`, `GELU`, `GLU` are layers;
# `torch.nn.functional` has the functions.
#
# **In short**
#
# - An activation function bends what a unit has summed; without it, many layers are one.
# - Slope: wiggle $x$ by $h$, see how far the value moves, divide.
# - Where the curve is flat the unit is saturated: a wiggle hardly shows.
# - Slopes multiply from unit to unit: sigmoids lose a wiggle, ReLU keeps it or stops it.
# - A unit that is 0 for every picture is dead; another bias or a leaky slope helps.
#
# Sources: article 0 (INGOAMPT, day 54), article 1, article 2 (Accedia, part I), article 3. Photo: danielbuechele, Creative
# Commons attribution, from scikit-learn.
#
# **Back to:** [05 Channels](05_channels.ipynb). **Next:** [07 Pooling](07_pooling.ipynb).
