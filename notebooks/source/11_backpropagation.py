# %% [markdown]
# # Send the blame back
#
# **Which weight is to blame, and by how much?**
#
# 40 minutes at a brisk pace, an hour at ease (a good place for a break: before *By hand, then in code*); what is folded or
# called *stretch* comes on top. You need [06 Activations](06_activations.ipynb) for
# the slope, [09 Losses](09_losses.ipynb) and [10 The forward pass](10_forward_pass.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.exercises import beside, check, hint, solution
from cnnlite.explorers import GraphStepper, PoolRouter, show_grids
from cnnlite.plots import Grid, Wiggle, neuron
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "x moves by 0.01, and so f(x) moves by −0.03. What is the slope?",
        ("−3", "−0.03", "−0.0003"),
        "−3",
        "How far the value moves, divided by how far x moves.",
    ),
    Question(
        "What is the slope of ReLU at −2, and at 2?",
        ("0 and 1", "−2 and 2", "0 and 2"),
        "0 and 1",
        "Below 0 it is flat; above 0 the value moves as far as x.",
        {"0 and 2": "2 is its value there. How far does it move with x?"},
    ),
    Question(
        "A label is one-hot. Which of the probabilities does the cross-entropy look at?",
        ("all of them", "the largest", "that of the true class"),
        "that of the true class",
        "It is −ln of that one.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A network's answer is wrong. Which weights should change, and which way? Ask one: **wiggle it, and look at the loss.**
#
# Our network is a single neuron with two inputs. The sum is $z = w_1 x_1 + w_2 x_2 + b$, the answer $a =
# \text{ReLU}(z)$. It should be the target $t = 3$; the loss is $(a - t)^2$.

# %%
inputs, w, b, t = np.array([2.0, -1]), np.array([1.5, 2.5]), 1.0, 3
z = w @ inputs + b
a = max(0, z)
print(f"loss ({a:.1f} − {t})² = {(a - t) ** 2:.2f}")
neuron(inputs, w, b, "ReLU", a)


# %% tags=["hidden"]
def with_w1(w1):
    """Return the loss with another first weight."""
    return (max(0, w1 * inputs[0] + w[1] * inputs[1] + b) - t) ** 2


line = np.linspace(1, 2.5, 151)
losses = np.array([with_w1(w1) for w1 in line])
steepness = np.array([(with_w1(w1 + 1e-6) - with_w1(w1)) / 1e-6 for w1 in line])
fall = with_w1(1.5) - with_w1(1.6)
Predict(
    "The first weight, 1.5, gets 0.1 more. What does the loss do?",
    ("it rises by 0.1", "it falls by 0.1", "it falls by more than 0.1"),
    answer="it falls by more than 0.1",
    why=f"The weight meets an input of 2, so the answer moves by 0.2, to 1.7. The loss is "
    f"then {with_w1(1.6):.2f} instead of {with_w1(1.5):.2f}. Slope: −{fall:.2f}/0.1 = "
    f"−{fall / 0.1:.1f}.",
    reasons={
        "it rises by 0.1": "More weight gives a larger answer, and 1.5 was below 3.",
        "it falls by 0.1": "How far does the answer move? The weight meets a 2.",
    },
    then=Wiggle("loss", line, losses, steepness, by="w1").at(
        (1.5, with_w1(1.5)), (1.6, with_w1(1.6))
    ),
    name="11.wiggle",
)

# %% [markdown]
# Filled: before; hollow: after. Below is the slope everywhere; the red dot is your wiggle's. The curve bends, so the slope
# depends on how far you wiggle. Smaller wiggles come closer and closer to one number: the **derivative** of the loss by (books:
# *with respect to*) $w_1$, written $dw_1$ here and $∂\text{loss}/∂w_1$ in books.
#
# The derivatives by all parameters together are the **gradient**: for each, which way the loss rises, and how steeply.
# `numeric` wiggles each number of an array both up and down, which comes much closer than one way. (`np.ndindex` runs through
# all places; `with_w1`, from the folded cell, is the loss for another $w_1$.)


# %%
def numeric(loss, x, h=1e-5):
    """Return the slope of the loss for each number of x, by wiggling it."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += h
        up = loss(moved)
        moved[place] -= 2 * h
        gradient[place] = (up - loss(moved)) / (2 * h)
    return gradient


def neuron_loss(v):
    """Return the loss for the weights v[0], v[1] and the bias v[2]."""
    return (max(0, v[:2] @ inputs + v[2]) - t) ** 2


for h in (0.1, 0.01, 0.001):
    print(f"wiggle w1 by {h}: slope {(with_w1(1.5 + h) - with_w1(1.5)) / h:.3f}")
now = np.array([*w, b])
by_wiggling = numeric(neuron_loss, now)
print("gradient by w1, w2, b:", by_wiggling.round(4))
assert np.allclose(by_wiggling, cnnlite.numeric_gradient(neuron_loss, now))  # the same

# %% [markdown]
# To make the loss fall, go the other way: from each parameter subtract its derivative times a small number, the **learning
# rate**.

# %%
rate = 0.1
after = now - rate * by_wiggling
print(f"w1, w2, b: {now} → {after.round(4)}")
print(f"answer: {a:.1f} → {after[:2] @ inputs + after[2]:.1f}, target {t}")
print(f"loss: {neuron_loss(now):.2f} → {neuron_loss(after):.2f}")

# %% [markdown]
# The loss fell, though the answer went past its target; a larger rate would take it too far.
#
# Wiggling takes two forward passes for each parameter: for article 4's 922,882 (10), 1,845,764 passes for one step. There is a
# better way.
#
# **The chain rule.** Follow a tiny wiggle $h$ of $w_1$. The product $w_1 x_1$ moves by $2h$, as $x_1 = 2$; the sum moves
# as far; ReLU too, as $z = 1.5$ is above 0. Then a square: when $r = a - t$ moves by a tiny $k$, $r^2$ moves by
# $(r + k)^2 - r^2 = 2rk + k^2$, and $k^2$ is nothing beside $2rk$: slope $2r$. Here $r = -1.5$. **Along the way, slopes
# are multiplied** (square · ReLU · sum · product):
#
# | | |
# |---|---|
# | formula | $dw_1 = 2(a - t) \cdot 1 \cdot 1 \cdot x_1$ |
# | arithmetic | `2·(1.5 − 3)·1·1·2 = −6` |
# | NumPy | `2 * (a - t) * (z > 0) * inputs[0]` |
# | PyTorch | `torch.func.grad(lambda v: (F.relu(v @ inputs + b) - t) ** 2)(w)[0]` |
#
# (`z > 0` counts as 1 when true. `torch.func.grad(f)(w)` is the gradient of `f` at `w`.)
#
# All weights share the slopes near the loss. So begin there, and walk backward: each step multiplies what comes from
# behind (the loss's side), the **upstream gradient**, by its own *local slope*, and hands the product on to the front (the
# inputs' side). This is **backpropagation**. It costs about two forward passes, however many weights there are.

# %% tags=["hidden"]
assert 2 * 922_882 == 1_845_764
assert with_w1(0.7) == with_w1(0.6) > with_w1(0.8)
Predict(
    "An input has a derivative, too. Walk back to the second input: it is −1, its weight "
    "is 2.5. What is its derivative?",
    answer=2 * (a - t) * w[1],
    why="2(a − t) = −3 arrives at the product. Its local slope for the input is the "
    "weight, 2.5. So with a larger second input the loss would fall.",
    reasons={
        -3: "That arrives at the product. What does it multiply by?",
        3: "That is the weight's: −3 times the input. For the input, wiggle the input.",
        2.5: "That is the local slope. What arrives from behind?",
        7.5: "Mind the sign: 2(a − t), and a is below t.",
    },
    then=GraphStepper("neuron", show=("step", "number")),
    name="11.second",
)

# %% [markdown]
# In the graph behind is down, front is up. **For your hands:** step down to the loss and back. What does a sum do with the gradient that arrives, what a product?
# Then move $w_1$ down: from where on are all weights' gradients 0?
#
# <details><summary>Answers</summary>
#
# A sum hands it on to all its parts; a product multiplies it by the *other* factor. From 0.7 down $z$ is below 0: ReLU is
# flat there, and no blame gets through.
#
# </details><br>
#
# **One value, used twice.** Now one weight stands at two places, as a kernel's weights do. Its products, $y_1$ and $y_2$,
# have targets of their own, 1 and −3, and the loss is the sum of both errors.

# %% tags=["hidden"]
Predict(
    "One product hands the weight a gradient of 8, the other −3. What is its gradient?",
    answer=5,
    why="A tiny wiggle h moves the loss by 8h one way and by −3h the other: by 5h in all. "
    "Where a value is used twice, its gradients add. Step to the end: there they meet.",
    reasons={
        -24: "Slopes along one way are multiplied. These are two ways.",
        8: "And the other product?",
        11: "Mind the sign: the second one pulls the loss down.",
    },
    then=GraphStepper("two paths", show=("step", "number")),
    name="11.two",
)

# %% [markdown]
# ## By hand, then in code
#
# Now layers, and names begin anew: a small network with 2 inputs `x`, a dense layer `w1`, `b1` to 3 hidden units `z1`, ReLU to
# `h` (no wiggle any more), a dense layer `w2`, `b2` to 2 logits `z2`. The true class is 1. Purple is above 0, orange below.

# %%
x, y = np.array([[2.0, -1]]), np.array([1])
w1, b1 = np.array([[0.5, -1], [1, 1], [-1, 1]]), np.array([0, -0.5, 1])
w2, b2 = np.array([[1.0, -1, 0.5], [0.5, 1, -2]]), np.array([0.5, 0])
z1 = cnnlite.linear(x, w1, b1)
h = cnnlite.relu(z1)
z2 = cnnlite.linear(h, w2, b2)
p = cnnlite.softmax(z2)


def grid(label, numbers):
    """Return numbers to show; all have one scale of colors."""
    return Grid(label, numbers, scale=(True, 2.5))


print(f"loss −ln {p[0, 1]:.4f} = {cnnlite.cross_entropy(z2, y):.4f}")
show_grids(
    [grid("x", x), "→", grid("z1", z1), "→", grid("h", h)],
    ["→", grid("z2, the logits", z2), "→", grid("p", p)],
)

# %% [markdown]
# **Softmax with cross-entropy.** In 09 a single logit behind a sigmoid had the slope $p - y$. Softmax gives the same for
# each class $c$ (why is in the fold; the next cell wiggles it). $y_c$ is the one-hot label, 1 for the true class:
#
# | | |
# |---|---|
# | formula | $dz_c = p_c - y_c$ |
# | arithmetic | `e^2/(e^2 + e^1.5) − 0 = 0.6225` |
# | NumPy | `(p - np.eye(2)[y])[0, 0]` |
# | PyTorch | `torch.func.grad(lambda z: F.cross_entropy(z, y))(z2)[0, 0]` |
#
# `np.eye(2)` has the rows 1, 0 and 0, 1; `[y]` takes those that the class numbers in `y` name. With N images the loss is
# their mean: 1/N stands before each image's loss, so each row is divided by N, too.
#
# <details><summary>Why p − y, and where the slopes of 06 come from</summary>
#
# Mathematics gives two slopes: $e^x$ is its own, and $\ln u$ has $1/u$. With $k$ the true class, the loss is
# $-\ln p_k = -z_k + \ln \sum_c e^{z_c}$. The first part has slope −1 for $z_k$, else 0: that is $-y_c$. The second is a
# chain, $1/\sum e^z$ times 1 times $e^{z_c}$, and that is $p_c$.
#
# The sigmoid is a chain, too: $-x$, $e^{-x}$, $u = 1 + e^{-x}$, $1/u$. As $1/(u + h) - 1/u = -h/(u(u + h))$, the last slope is
# $-1/u^2$. At $x = 1$:
#
# | | |
# |---|---|
# | formula | $(-1) \cdot e^{-x} \cdot 1 \cdot (-1/u^2) = \sigma(x)(1 - \sigma(x))$ |
# | arithmetic | `(−1)·e^(−1)·1·(−1)/(1 + e^(−1))² = 0.1966` |
# | NumPy | `cnnlite.sigmoid_backward(np.ones(1), np.ones(1))[0]` |
# | PyTorch | `torch.func.grad(torch.sigmoid)(torch.ones((), dtype=torch.float64))` |
#
# </details>
#
# <!-- A3.21 (C) -->

# %% [markdown]
# **A dense layer.** $z_j = \sum_i w_{ji} h_i + b_j$; as in code, the unit $j$ comes first. Wiggle $w_{ji}$, and only $z_j$
# moves, $h_i$ times as far. So a weight gets *the gradient behind it times the number in front*. Here $z$ is z2, $j = i = 0$;
# in code the first index is the image:
#
# | | |
# |---|---|
# | formula | $dw_{ji} = dz_j \cdot h_i$ |
# | arithmetic | `0.62246·2 = 1.2449` |
# | NumPy | `dz2[0, 0] * h[0, 0]` |
# | PyTorch | `torch.func.grad(lambda w: F.cross_entropy(F.linear(h, w, b2), y))(w2)[0, 0]` |
#
# A bias has slope 1: $db_j = dz_j$. (So for one image a weight's gradient is its input times its bias's gradient.) An input
# goes into every $z_j$, so there its gradients add. Here $i = 1$:
#
# | | |
# |---|---|
# | formula | $dh_i = \sum_j dz_j \cdot w_{ji}$ |
# | arithmetic | `0.62246·(−1) + (−0.62246)·1 = −1.2449` |
# | NumPy | `dz2[0] @ w2[:, 1]` |
# | PyTorch | `torch.func.grad(lambda v: F.cross_entropy(F.linear(v, w2, b2), y))(h)[0, 1]` |
#
# **ReLU** has slope 1 where its input was above 0, else 0: the gradient passes there, and nowhere else.
#
# Now the walk, in four lines: `linear_backward` takes what arrives and the layer's three arrays, and returns their three
# gradients. `numeric` checks `dw1`; `beside` wiggles everything.
#
# <!-- A3.22 (C), A0.25 -->


# %%
def loss_with(w1):
    z2 = cnnlite.linear(cnnlite.relu(cnnlite.linear(x, w1, b1)), w2, b2)
    return cnnlite.cross_entropy(z2, y)


dz2 = cnnlite.cross_entropy_backward(1.0, z2, y)  # 1.0 arrives: the loss by itself
dh, dw2, db2 = cnnlite.linear_backward(dz2, h, w2, b2)
dz1 = cnnlite.relu_backward(dh, z1)
dx, dw1, db1 = cnnlite.linear_backward(dz1, x, w1, b1)
assert np.allclose(dw1, numeric(loss_with, w1))
beside((dz2, dw2, db2, dh, dz1, dw1, db1), x, y, w1, b1, w2, b2)
assert np.allclose(dw2, db2[:, None] * h)  # weight: input times the bias's gradient
assert np.allclose(dw2[0], -dw2[1])  # two classes: opposite
show_grids(
    [grid("dz2 (= db2)", dz2), "·", grid("h", h), "→", grid("dw2", dw2)],
    [grid("dz2", dz2), "·", grid("w2", w2), "→", grid("dh", dh)],
    [grid("dh", dh), "·", grid("z1 > 0", 1.0 * (z1 > 0)), "→", grid("dz1 (= db1)", dz1)],
    [grid("dz1", dz1), "·", grid("x", x), "→", grid("dw1", dw1)],
)

# %% [markdown]
# Each row is one step: what arrives, what it meets, what comes out. In the first and last rows each number at the left
# meets each of the middle: 0.62·2 = 1.24, 0.62·0.5 = 0.31. In the second products are added, in the third cell meets cell.
#
# **For your eyes:** the last hidden unit was off. Which gradients are 0 because of it? And why are the rows of `dw2` opposite?
#
# <details><summary>Answers</summary>
#
# Its $h$ is 0: so is the last column of `dw2`. Its ReLU is flat: so are the last of `dz1`, and so of `db1`, and the last row of `dw1`. And $p$
# sums to 1 as $y$ does, so `dz2` sums to 0: of two classes, one has minus the other's. (Do the changes that article 0
# assumed in 10 obey that? See 12.)
#
# </details><br>
#
# **Pooling** has no parameters; it only hands gradients on.

# %% tags=["hidden"]
Predict(
    "A window holds 1, 2, 6 and 3. The gradient of its maximum is 2. Who gets what?",
    ("0.5 each", "2 each", "the 6 gets 2, the others 0", "each its share of 12"),
    answer="the 6 gets 2, the others 0",
    why="Wiggle the 6, and the maximum moves as far: slope 1. Wiggle another one, and it "
    "does not move: slope 0.",
    reasons={
        "0.5 each": "Average pooling does that. Does the maximum move with the 1?",
        "2 each": "Then wiggling the 1 a little would move the maximum.",
        "each its share of 12": "Does the maximum move a little with the 1?",
    },
    then=PoolRouter("max"),
    name="11.pool",
)

# %% [markdown]
# **For your hands:** point at another number of `dout`. Which of the two 4s at the top right gets the gradient? Then choose
# *2×2, stride 1*: what does a number get that two windows read? (*dx so far* holds all payments up to this one.)
#
# <details><summary>Answers</summary>
#
# Of equal winners the first in reading order gets all, in PyTorch too. What two windows hand back adds up.
#
# </details><br>
#
# Here windows of 2×2 move on by 1 over `maps`; `dpool` plays the part of `dout`. `gradcheck` compares a backward function with
# wiggles of its forward function; what arrives, it draws by chance.

# %%
maps = np.array([[1.0, 3, 2], [0, 6, 5], [4, 2, 7]])[None, None]
dpool = np.array([[4.0, -8], [12, 20]])[None, None]
dmax = cnnlite.max_pool2d_backward(dpool, maps, kernel_size=2, stride=1)
dmean = cnnlite.avg_pool2d_backward(dpool, maps, kernel_size=2, stride=1)
chance = np.random.default_rng(0)
for pair in (
    (cnnlite.max_pool2d, cnnlite.max_pool2d_backward),
    (cnnlite.avg_pool2d, cnnlite.avg_pool2d_backward),
):
    found = cnnlite.gradcheck(*pair, maps, rng=chance, kernel_size=2, stride=1)
    print(f"gradcheck, {pair[0].__name__}: {found.message}")
colors = (True, 20)  # one scale: 0 is white
show_grids(
    [Grid("maps", maps[0, 0], scale=colors), Grid("dpool", dpool[0, 0], scale=colors)],
    [
        Grid("gradient, max", dmax[0, 0], scale=colors),
        Grid("gradient, average", dmean[0, 0], scale=colors),
    ],
)

# %% [markdown]
# The 6 in the middle wins three times:
#
# | | |
# |---|---|
# | formula | $dx = \sum \text{dout}$ over the windows that it wins |
# | arithmetic | `4 + (−8) + 12 = 8` |
# | NumPy | `dmax[0, 0, 1, 1]` |
# | PyTorch | `torch.func.grad(lambda m: (F.max_pool2d(m, 2, 1) * dpool).sum())(maps)[0, 0, 1, 1]` |
#
# (PyTorch needs a loss; with the sum of pooled number times `dpool`, just `dpool` arrives.)
#
# <details><summary>Average pooling and ReLU in four ways</summary>
#
# | | |
# |---|---|
# | formula | $dx = \sum \text{dout} / 4$ over the windows that hold it |
# | arithmetic | `(4 + (−8) + 12 + 20)/4 = 7` |
# | NumPy | `dmean[0, 0, 1, 1]` |
# | PyTorch | `torch.func.grad(lambda m: (F.avg_pool2d(m, 2, 1) * dpool).sum())(maps)[0, 0, 1, 1]` |
#
# The small network's ReLU, at its last unit:
#
# | | |
# |---|---|
# | formula | $dz = dh$ if $z > 0$, else $0$ |
# | arithmetic | `1.5561·0 = 0` |
# | NumPy | `(dh * (z1 > 0))[0, 2]` |
# | PyTorch | `torch.func.grad(lambda v: F.cross_entropy(F.linear(F.relu(v), w2, b2), y))(z1)[0, 2]` |
#
# </details>
#
# <!-- A3.23 (C) -->

# %% [markdown]
# ## Your turn
#
# **The whole walk, in NumPy**, for N images at once. Write the seven gradients, from the logits back to the first layer, one
# line at a time: run the cell after each, and the check says what is right so far. The loss is the mean over the images.
#
# Shapes: `x` (N, D), `y` (N,), `w1` (H, D), `b1` (H,), `w2` (K, H), `b2` (K,), for D inputs, H hidden units, K classes. Every
# gradient has the shape of what it belongs to. (The check takes other sizes, all different.) All images use the same weights,
# and what is used several times gets the sum: for two images, `dw2[0, 0]` is `dz2[0, 0]·h[0, 0] + dz2[1, 0]·h[1, 0]`.
#
# Tools: `y` holds class numbers, so the $y$ of $p - y$ is `truth`; `len(x)` is N. `A.T` swaps rows and columns. `A @ B` makes (a, c) of (a, b) and
# (b, c), adding over b: over which axis do *you* want to add? `d.sum(axis=0)` adds over the images. `d * (v > 0)` keeps `d`
# where `v` is above 0, and makes the rest 0. `hint("11.backward")` helps.


# %% tags=["exercise"]
def backward(x, y, w1, b1, w2, b2):
    """Return the gradients, from the logits back to the first bias."""
    z1 = x @ w1.T + b1
    h = np.maximum(z1, 0)
    z2 = h @ w2.T + b2
    p = cnnlite.softmax(z2)
    truth = np.eye(len(b2))[y]
    # stub: dz2 = dw2 = db2 = dh = dz1 = dw1 = db1 = None  # then your lines
    dz2 = (p - truth) / len(x)
    dw2 = dz2.T @ h
    db2 = dz2.sum(axis=0)
    dh = dz2 @ w2
    dz1 = dh * (z1 > 0)
    dw1 = dz1.T @ x
    db1 = dz1.sum(axis=0)
    # end
    return dz2, dw2, db2, dh, dz1, dw1, db1


check("11.backward", backward)
images = np.array([[2.0, -1], [1, 1], [-1, 2], [3, 0]])
classes = np.array([1, 0, 1, 1])
beside(backward, images, classes, w1, b1, w2, b2)

# %% [markdown]
# *Stretch.* **Max pooling's way back.** In a cell of your own, write `f(dout, x, kernel_size, stride, padding)` (the last three
# an int or a pair; `np.broadcast_to(stride, 2)` makes a pair of both), which returns `dx`; call `check("max_pool2d_backward", f)`.
# Pad with `np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)`, hand back into zeros of that shape, cut
# off the padding. `np.unravel_index(window.argmax(), window.shape)` is the winner's row and column.
#
# ## True or false, and on
#
# Our own statements; judge first.

# %% tags=["hidden"]
far = now - 0.3 * by_wiggling
assert dw2[1, 2] == 0
assert abs(dz2.sum()) < 1e-12
Recall(
    Question(
        "An input is 0 for some image. From that image its weights get no gradient.",
        ("true", "false"),
        "true",
        "A weight's gradient is what comes from behind times the input, and that is 0.",
    ),
    Question(
        "In max pooling every number of a window gets some of the gradient.",
        ("true", "false"),
        "false",
        "One of them gets all of it. In maps, three windows hand theirs to one number.",
    ),
    Question(
        "A large weight has a large gradient.",
        ("true", "false"),
        "false",
        f"The small network's weight farthest from 0 is {w2[1, 2]:.0f}, with gradient "
        f"{abs(dw2[1, 2]):.0f}. How large a weight is, and how much the loss asks of it, "
        "are two things.",
    ),
    Question(
        "Softmax with cross-entropy: for each image the logits' gradients sum to 0.",
        ("true", "false"),
        "true",
        "They are p − y, and both sum to 1.",
    ),
    Question(
        "After a step against the gradient the loss is lower.",
        ("true", "false"),
        "false",
        f"If the learning rate is small enough. The neuron's loss fell from "
        f"{neuron_loss(now):.2f} to {neuron_loss(after):.2f} at {rate}. At 0.3 it rises "
        f"to {neuron_loss(far):.2f}: the step goes too far.",
    ),
)

# %% [markdown]
# **In PyTorch:** `loss.backward()` walks back and leaves each parameter's gradient in its `.grad`.
#
# **In short**
#
# - A derivative is the slope of the loss by one number; all of them are the gradient.
# - Backpropagation: upstream gradient times local slope, step by step, from the loss back.
# - A value that is used several times gets the sum of its gradients.
# - A dense weight gets gradient behind times input in front; ReLU passes it on where $z > 0$, max pooling to the winner.
# - Softmax with cross-entropy gives $p - y$. Wiggling checks everything.
#
# Sources: article 0 (INGOAMPT, day 54); article 3 and [the paper](https://arxiv.org/abs/1711.03278) to which it leaves the
# backward pass (ours is the usual form); the documentation of `torch.nn`.
#
# **Back to:** [10 The forward pass](10_forward_pass.ipynb). **Next:** [12 Zebra and cat](12_zebra_and_cat.ipynb).
