# %% [markdown]
# # Send the blame back
#
# **Which weight is to blame, and by how much?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [06 Activations](06_activations.ipynb) for
# the slope, [09 Losses](09_losses.ipynb) and [10 The forward pass](10_forward_pass.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import GraphStepper, PoolRouter, show_grids
from cnnlite.plots import Grid, Picture, Wiggle, neuron, small_bars
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

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


line = np.linspace(0, 3, 301)
losses = np.array([with_w1(w1) for w1 in line])
steepness = np.array([(with_w1(w1 + 1e-6) - with_w1(w1)) / 1e-6 for w1 in line])
fall = with_w1(1.5) - with_w1(1.6)
Predict(
    "The first weight, 1.5, gets 0.1 more. What does the loss do?",
    ("it rises by 0.1", "it falls by 0.1", "it falls by more than 0.1"),
    answer="it falls by more than 0.1",
    why=f"The weight meets an input of 2, so the answer moves by 0.2, to 1.7. The loss is "
    f"then {with_w1(1.6):.2f} instead of {with_w1(1.5):.2f}. Slope: −{fall:.2f}/0.1 = "
    f"−{fall / 0.1:.1f}. In the picture x is the weight.",
    reasons={
        "it rises by 0.1": "More weight gives a larger answer, and 1.5 was too small.",
        "it falls by 0.1": "How far does the answer move? The weight meets a 2.",
    },
    then=Wiggle("loss", line, losses, steepness).at(
        (1.5, with_w1(1.5)), (1.6, with_w1(1.6))
    ),
    name="11.wiggle",
)

# %% [markdown]
# Red: before and after; below, the slope everywhere. The curve bends, so the slope depends on how far you wiggle. Smaller
# wiggles come closer and closer to one number: the **derivative** of the loss by $w_1$. We write $dw_1$, short for
# $∂\text{loss}/∂w_1$. (The articles write $∂E/∂w$; $E$, the error, is the loss.)
#
# The derivatives by all parameters together are the **gradient**: for each, which way the loss rises, and how steeply.
# So go the other way, and subtract from each parameter its derivative times a small number, the **learning rate**.
#
# `numeric` below wiggles each number of an array up and down and divides by the whole way; `np.ndindex` runs through
# all places.


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
print("gradient of w1, w2, b:", by_wiggling.round(4))
assert np.allclose(by_wiggling, cnnlite.numeric_gradient(neuron_loss, now))
rate = 0.1
after = now - rate * by_wiggling
print(f"w1, w2, b: {now} → {after.round(4)}")
print(f"loss: {neuron_loss(now):.4f} → {neuron_loss(after):.4f}")

# %% [markdown]
# One step, and most of the loss is gone. The package has `numeric` as `cnnlite.numeric_gradient`. It takes two forward
# passes for each parameter; article 4's network (10) has 922,882, so one step would take 1,845,764 passes. There is a
# better way.
#
# **The chain rule.** Follow a tiny wiggle $h$ of $w_1$. The product $w_1 x_1$ moves by $2h$, as $x_1 = 2$; the sum moves
# as far; ReLU too, as $z = 1.5$ is above 0. Then a square: from $r$ to $r + h$ it moves by $(r + h)^2 - r^2 = 2rh +
# h^2$, and a tiny $h^2$ is nothing beside $2rh$: slope $2r$. Here $r = a - t = -1.5$. **Along the way, slopes are
# multiplied:**
#
# | | |
# |---|---|
# | formula | $dw_1 = 2(a - t) \cdot 1 \cdot 1 \cdot x_1$ |
# | arithmetic | `2·(1.5 − 3)·1·1·2 = −6` |
# | NumPy | `2 * (a - t) * (z > 0) * inputs[0]` |
# | PyTorch | `torch.func.grad(lambda v: (F.relu(v @ inputs + b) - t) ** 2)(w)[0]` |
#
# All weights share the slopes near the loss. So begin there, and walk backward: each step multiplies what comes from
# behind, the **upstream gradient**, by its own *local slope*, and hands the product on. This is **backpropagation**: one
# walk from the loss to every weight. It costs about two forward passes, however many weights there are.

# %% tags=["hidden"]
assert 2 * 922_882 == 1_845_764
assert with_w1(0.7) == with_w1(0.6) > with_w1(0.8)
Predict(
    "Walk back to the second weight: what is its derivative? Its input is −1.",
    answer=2 * (a - t) * inputs[1],
    why="2(a − t) = −3 arrives at the product. Its local slope for the weight is the "
    "input, −1. So with a larger second weight the loss rises.",
    reasons={
        -3: "That arrives at the product. It is still to be multiplied by the input.",
        -6: "That is the first weight's, whose input is 2.",
        -1: "That is the local slope. What arrives from behind?",
    },
    then=GraphStepper("neuron", show=("step", "number")),
    name="11.second",
)

# %% [markdown]
# **For your hands:** step down to the loss and back. What does a sum do with the gradient that arrives, what a product?
# Then move $w_1$ down: from where on are all weights' gradients 0?
#
# <details><summary>Answers</summary>
#
# A sum hands it on to all its parts; a product multiplies it by the *other* factor. From 0.7 down $z$ is below 0: ReLU is
# flat there, and no blame gets through.
#
# </details><br>
#
# **One value, used twice.** Now one weight stands at two places, as a kernel's weights do. Both products go into the
# loss.

# %% tags=["hidden"]
Predict(
    "One product hands the weight a gradient of 8, the other −3. What is its gradient?",
    answer=5,
    why="A tiny wiggle h moves the loss by 8h one way and by −3h the other: by 5h in all. "
    "Where a value is used twice, its gradients add.",
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
# Now layers, each on the way back. A `d` before a name is the gradient of the loss by it. A small network: 2 inputs `x`,
# dense to 3 units, ReLU, dense to 2 logits. As in 10, `h` are the hidden units (no wiggle any more). The true class is 1.

# %%
x, y = np.array([[2.0, -1]]), np.array([1])
w1, b1 = np.array([[0.5, -1], [1, 1], [-1, 1]]), np.array([0, -0.5, 1])
w2, b2 = np.array([[1.0, -1, 0.5], [0.5, 1, -2]]), np.array([0.5, 0])
z1 = cnnlite.linear(x, w1, b1)
h = cnnlite.relu(z1)
z2 = cnnlite.linear(h, w2, b2)
p = cnnlite.softmax(z2)
print(f"loss −ln {p[0, 1]:.4f} = {cnnlite.cross_entropy(z2, y):.4f}")
show_grids(
    [Grid("x", x), "→", Grid("z1", z1), "→", Grid("h", h)],
    ["→", Grid("z2, the logits", z2), "→", Grid("p", p)],
)

# %% [markdown]
# **Softmax with cross-entropy.** In 09 a single logit behind a sigmoid had the slope $p - y$. Softmax gives the same for
# each class, with the one-hot label $y$:
#
# | | |
# |---|---|
# | formula | $dz_c = p_c - y_c$ |
# | arithmetic | `e^2/(e^2 + e^1.5) − 0 = 0.6225` |
# | NumPy | `(p - np.eye(2)[y])[0, 0]` |
# | PyTorch | `torch.func.grad(lambda z: F.cross_entropy(z, y))(z2)[0, 0]` |
#
# `np.eye(2)` has the rows 1, 0 and 0, 1, and `[y]` takes those that the class numbers in `y` name. With N images the loss
# is their mean: each row is also divided by N.
#
# <details><summary>Why p − y, and where the slopes of 06 come from</summary>
#
# Mathematics gives two slopes: $e^x$ is its own, and $\ln u$ has $1/u$. With $k$ the true class, the loss is
# $-\ln p_k = -z_k + \ln \sum_c e^{z_c}$. The first part has slope −1 for $z_k$, else 0: that is $-y_c$. The second is a
# chain, $1/\sum e^z$ times 1 times $e^{z_c}$, and that is $p_c$.
#
# And $1/u$: it moves by $1/(u + h) - 1/u = -h/(u(u + h))$, so its slope is $-1/u^2$. Then the sigmoid is a chain, too: $-x$,
# $e^{-x}$, $u = 1 + e^{-x}$, $1/u$. At $x = 1$:
#
# | | |
# |---|---|
# | formula | $(-1) \cdot e^{-x} \cdot 1 \cdot (-1/u^2) = \sigma(x)(1 - \sigma(x))$ |
# | arithmetic | `(−1)·e^(−1)·1·(−1)/(1 + e^(−1))² = 0.1966` |
# | NumPy | `cnnlite.sigmoid_backward(np.ones(1), np.ones(1))[0]` |
# | PyTorch | `torch.func.grad(torch.sigmoid)(torch.ones((), dtype=torch.float64))` |
#
# It equals $\sigma(1 - \sigma)$, as $\sigma = 1/u$ and $1 - \sigma = e^{-x}/u$.
#
# </details>
#
# <!-- A3.21 (C) -->

# %%
dz2 = cnnlite.cross_entropy_backward(1.0, z2, y)
assert np.allclose(dz2, numeric(lambda v: cnnlite.cross_entropy(v, y), z2))
print("p − y:", dz2.round(4), "agrees with wiggling")

# %% [markdown]
# **A dense layer.** $z_j = \sum_i w_{ji} h_i + b_j$. Wiggle $w_{ji}$, and only $z_j$ moves, $h_i$ times as far. So a weight
# gets *the gradient behind it times the number in front of it*:
#
# | | |
# |---|---|
# | formula | $dw_{ji} = dz_j \cdot h_i$ |
# | arithmetic | `0.62246·2 = 1.2449` |
# | NumPy | `dz2[0, 0] * h[0, 0]` |
# | PyTorch | `torch.func.grad(lambda w: F.cross_entropy(F.linear(h, w, b2), y))(w2)[0, 0]` |
#
# A bias has slope 1: $db_j = dz_j$. An input goes into every $z_j$, so there its gradients add:
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
# Article 3 leaves the backward pass to the paper it follows; these are the usual forms.
#
# The next cell walks back in three lines. Its functions, which you can skip, wiggle every number and compare.
#
# <!-- A3.22 (C) -->

# %%
dh, dw2, db2 = cnnlite.linear_backward(dz2, h, w2, b2)
dz1 = cnnlite.relu_backward(dh, z1)
dx, dw1, db1 = cnnlite.linear_backward(dz1, x, w1, b1)

small = {"x": x, "w1": w1, "b1": b1, "w2": w2, "b2": b2}


def forward(given, y, **new):
    """Return all tensors of the network and its loss, some replaced by new ones."""
    v = {**given, **new}
    v.setdefault("z1", v["x"] @ v["w1"].T + v["b1"])  # where z1 is not given
    v.setdefault("h", cnnlite.relu(v["z1"]))
    v.setdefault("z2", v["h"] @ v["w2"].T + v["b2"])
    return {**v, "loss": cnnlite.cross_entropy(v["z2"], y)}


def wiggle(given, y, name):
    """Return the gradient of the loss by the tensor of that name."""
    values = forward(given, y)[name]
    return numeric(lambda v: forward(given, y, **{name: v})["loss"], values)


def beside(given, y, gradients):
    """Print each gradient's shape, its largest difference from wiggling, a verdict."""
    steps = ("z2", "w2", "b2", "h", "z1", "w1", "b1")
    for name, got in zip(steps, gradients, strict=True):
        wiggled = wiggle(given, y, name)
        if np.shape(got) != wiggled.shape:
            said = "still to do" if got is None else f"{np.shape(got)}, not {wiggled.shape}"
        else:
            off = np.abs(got - wiggled).max()
            verdict = "agrees" if off < 1e-6 else "differs"
            said = f"{wiggled.shape}: largest difference {off:.4f}, {verdict}"
        print(f"d{name} {said}")


beside(small, y, (dz2, dw2, db2, dh, dz1, dw1, db1))
assert np.allclose(dx, wiggle(small, y, "x"))
show_grids(
    [Grid("w2", w2), Grid("dw2", dw2), Grid("dz2", dz2)],
    [Grid("w1", w1), Grid("dw1", dw1), Grid("dh", dh), Grid("dz1", dz1)],
)

# %% [markdown]
# Purple is above 0, orange below. **For your eyes:** the last unit was off, $z$ = −2. Which gradients are 0 for that? And why
# are the rows of `dw2` opposite?
#
# <details><summary>Answers</summary>
#
# Its $h$ is 0: so is the last column of `dw2`. Its ReLU is flat: so are the last number of `dz1` and the last row of `dw1`.
# And $p$ sums to 1 as $y$ does, so `dz2` sums to 0: of two classes, one has minus the other's.
#
# </details><br>
#
# **The zebra.** In notebook 10 article 0 *assumed* the changes of its weights. Here is what follows from the loss, for the zebra
# in pass 1: one feature, `0.7`, and two classes. (The weights are ours, as there.)
#
# <!-- A0.25 -->

# %%
feature, truth = np.array([[0.7]]), np.array([0])  # 0 is zebra, 1 is cat
weights, biases = articles.ZEBRA_CAT_START_WEIGHTS, articles.ZEBRA_CAT_START_BIASES
logits = cnnlite.linear(feature, weights, biases)
dlogits = cnnlite.cross_entropy_backward(1.0, logits, truth)
dweights, dbiases = cnnlite.linear_backward(dlogits, feature, weights, biases)[1:]


def zebra_loss(v, bias):
    return cnnlite.cross_entropy(cnnlite.linear(feature, v, bias), truth)


assert np.allclose(dweights, numeric(lambda v: zebra_loss(v, biases), weights))
assert np.allclose(dbiases, numeric(lambda v: zebra_loss(weights, v), biases))
assert np.allclose(dlogits, dbiases)
names = "w zebra", "b zebra", "w cat", "b cat"
true = np.column_stack([dweights[:, 0], dbiases]).ravel()
assumed = np.column_stack(
    [articles.ZEBRA_CAT_ASSUMED_WEIGHTS[:, 0], articles.ZEBRA_CAT_ASSUMED_BIASES]
).ravel()
pictures = [
    small_bars(
        names, numbers, label, (-0.6, 0.6), [f"{n:.4f}".replace("-", "−") for n in numbers]
    )
    for label, numbers in (("from the loss", true), ("assumed", assumed))
]
Picture(pictures, "\n".join(picture.text for picture in pictures))

# %% [markdown]
# The gradients from the loss keep two rules that the assumed ones break. **For one image, a weight's gradient is its feature
# times the bias's gradient. And the two classes' gradients are equal and opposite.** Notebook 12 trains with both sets.
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
# **For your hands:** point at another number of `dout`. Which of the two 4s at the top right gets the gradient? What do
# *average* and *L2* do? And where *windows* overlap: what does a number get that two of them read?
#
# <details><summary>Answers</summary>
#
# Of equal winners the first in reading order gets all: a convention, PyTorch's too. The average gives each the same share,
# L2 in proportion to its number. What two windows pay adds up.
#
# </details><br>
#
# Below, windows of 2×2 move on by 1 over `maps`, and the gradients `dpool` arrive. The number in the middle wins three times:
#
# | | |
# |---|---|
# | formula | $dx = \sum \text{dout}$ over the windows that it wins |
# | arithmetic | `0.5 + (−2) + 1 = −0.5` |
# | NumPy | `cnnlite.max_pool2d_backward(dpool, maps, 2, 1)[0, 0, 1, 1]` |
# | PyTorch | `torch.func.grad(lambda m: (F.max_pool2d(m, 2, 1) * dpool).sum())(maps)[0, 0, 1, 1]` |
#
# <details><summary>Average pooling and ReLU in four ways</summary>
#
# | | |
# |---|---|
# | formula | $dx = \sum \text{dout} / 4$ over the windows that hold it |
# | arithmetic | `(0.5 + (−2) + 1 + 3)/4 = 0.625` |
# | NumPy | `cnnlite.avg_pool2d_backward(dpool, maps, 2, 1)[0, 0, 1, 1]` |
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
# </details><br>
#
# `cnnlite.gradcheck` does all of it in one line: it draws the gradients that arrive, and compares a backward function with
# wiggles of its forward function.
#
# <!-- A3.23 (C) -->

# %%
maps = np.array([[1.0, 3, 2], [0, 6, 5], [4, 2, 7]])[None, None]
dpool = np.array([[0.5, -2], [1, 3]])[None, None]
dmax = cnnlite.max_pool2d_backward(dpool, maps, 2, 1)
dmean = cnnlite.avg_pool2d_backward(dpool, maps, 2, 1)
for_max = numeric(lambda v: (cnnlite.max_pool2d(v, 2, 1) * dpool).sum(), maps)
for_mean = numeric(lambda v: (cnnlite.avg_pool2d(v, 2, 1) * dpool).sum(), maps)
assert np.allclose(dmax, for_max)
assert np.allclose(dmean, for_mean)
pair = cnnlite.max_pool2d, cnnlite.max_pool2d_backward
print(cnnlite.gradcheck(*pair, maps, rng=np.random.default_rng(0), kernel_size=2).message)
show_grids(
    [Grid("maps", maps[0, 0]), Grid("dpool", dpool[0, 0])],
    [Grid("gradient, max", dmax[0, 0]), Grid("gradient, average", dmean[0, 0])],
)

# %% [markdown]
# ## Your turn
#
# **The whole walk, in NumPy.** The small network again, now for N images at once; the cell below has its forward pass. Write
# the seven gradients, from the logits back to the first layer: `dz2, dw2, db2, dh, dz1, dw1, db1`. The loss is the mean
# over the images.
#
# Shapes: `x` (N, D), `y` N class numbers, `w1` (H, D), `b1` (H,), `w2` (K, H), `b2` (K,). Every gradient has the shape of what
# it belongs to. All images use the same weights, and what is used several times gets the sum.
#
# Tools: `truth` holds the one-hot labels; `len(x)` is N. `A @ B` takes each row of `A` times each column of `B` and adds the
# products; `A.T` swaps rows and columns. `d.sum(axis=0)` adds over the images. `d * (v > 0)` keeps `d` where `v` is above
# 0, and makes the rest 0. You can run the cell after each line: at the end `beside` compares, for four images, with wiggling.
# `hint("11.backward")` helps.


# %% tags=["exercise"]
def backward(x, y, w1, b1, w2, b2):
    """Return the gradients, from the logits back to the first bias."""
    z1 = x @ w1.T + b1
    h = np.maximum(z1, 0)
    z2 = h @ w2.T + b2
    p = cnnlite.softmax(z2)
    truth = np.eye(len(b2))[y]
    # stub: dz2 = dw2 = db2 = dh = dz1 = dw1 = db1 = None  # then your lines, one each
    dz2 = (p - truth) / len(x)
    dw2 = dz2.T @ h
    db2 = dz2.sum(axis=0)
    dh = dz2 @ w2
    dz1 = dh * (z1 > 0)
    dw1 = dz1.T @ x
    db1 = dz1.sum(axis=0)
    # end
    return dz2, dw2, db2, dh, dz1, dw1, db1


verdict = check("11.backward", backward)
images, classes = np.array([[2.0, -1], [1, 1], [-1, 2], [3, 0]]), np.array([1, 0, 1, 1])
if verdict.diagnosis not in ("not_tried", "exception"):
    yours = backward(images, classes, w1, b1, w2, b2)
    beside({**small, "x": images}, classes, yours)

# %% [markdown]
# *Stretch.* **Max pooling's way back**, for any window, stride and padding. In a cell of your own, write `f(dout, x, kernel_size,
# stride, padding)`, which returns `dx`, and call `check("max_pool2d_backward", f)`. All three are an int or a pair;
# `np.broadcast_to(stride, 2)` makes a pair of both. Pad with `np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)),
# constant_values=-np.inf)`, pay into zeros of that shape, cut off the padding. `window.argmax()` counts along the rows;
# `np.unravel_index(k, window.shape)` makes row and column of it. Hints and a solution: `"max_pool2d_backward"`.
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
        "One of them gets all of it; in our middle, three windows paid to one number.",
    ),
    Question(
        "A large weight has a large gradient.",
        ("true", "false"),
        "false",
        f"The small network's largest weight is {w2[1, 2]:.0f}, with gradient "
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
# - Upstream gradient times local slope, step by step, from the loss back: backpropagation.
# - A value that is used several times gets the sum of its gradients.
# - A dense weight gets gradient behind times input in front; ReLU and max pooling let one way pass.
# - Softmax with cross-entropy gives $p - y$. Wiggling checks everything.
#
# Sources: article 0 (INGOAMPT, day 54), article 3 and [the paper it sums up](https://arxiv.org/abs/1711.03278); the
# documentation of `torch.nn`.
#
# **Back to:** [10 The forward pass](10_forward_pass.ipynb). **Next:** [12 Zebra and cat](12_zebra_and_cat.ipynb).
