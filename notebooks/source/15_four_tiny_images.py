# %% [markdown]
# # Train a whole network on four tiny pictures
#
# **What does one step do to every number?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [11 Backpropagation](11_backpropagation.ipynb),
# [13 Backprop through a convolution](13_backprop_convolution.ipynb) and, for one word, the kink,
# [14 Gradient checking](14_gradient_checking.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import FourPainter, NetworkTracer, show_grids
from cnnlite.explorers.network import Network
from cnnlite.plots import Grid, profile
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "The picture is a cat, and p(cat) = 0.8. What is the slope of the loss at cat's "
        "logit?",
        ("0.8", "0.2", "−0.2"),
        "−0.2",
        "p − y, with y = 1 for the true class: more of this logit, less loss.",
        {"0.2": "Does the loss grow or shrink when this logit grows?"},
    ),
    Question(
        "The slope at a weight is −0.2, the learning rate 0.1. Where does the step take "
        "the weight, now 1?",
        ("to 0.98", "to 1.02", "to 0.8"),
        "to 1.02",
        "1 − 0.1·(−0.2): against the slope.",
    ),
    Question(
        "One weight of a kernel is used at nine places. What is its slope?",
        ("the largest of nine", "the sum of nine", "the mean of nine"),
        "the sum of nine",
        "Each place pays it pixel times gradient, and what meets adds up.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# Article 0 has a second example: four pictures of 4×4 pixels, two called cats and two dogs. Two filters of 2×2 look
# at them, A for upright edges and B for flat ones. ReLU, flattening to 18 features, one dense layer, softmax. Then the article makes **one** step, on picture 1. It never computes the other three. We do.
#
# The dense layer's numbers are lost. Ours are reconstructed so that picture 1 gets the article's probabilities: each of
# cat's weights is 0.1, each of dog's −0.1, cat's bias 0.1, dog's 0; the learning rate is 0.1.
#
# <!-- A0.40, A0.41, A0.42, A0.51: no pooling; A0.48 (L), A0.52 (R) -->

# %%
x = articles.FOUR_IMAGES[:, None]  # four pictures, one channel
y = np.array([0, 0, 1, 1])  # 0 is cat, 1 is dog
kernels = np.stack([articles.FILTER_A, articles.FILTER_B])[:, None]
w, b, rate = articles.FOUR_WEIGHTS, articles.FOUR_BIASES, articles.FOUR_RATE
named = [f"{n} {label}" for n, label in enumerate(articles.FOUR_LABELS, 1)]
show_grids(
    [Grid(name, picture) for name, picture in zip(named, x[:, 0], strict=True)],
    [Grid("filter A", articles.FILTER_A), Grid("filter B", articles.FILTER_B)],
)

# %% tags=["hidden"]
painter = FourPainter(show=("pictures", "rate", "each", "filters", "steps"))
Predict(
    "A step on picture 1, a cat. For how many of the other three pictures does the "
    "probability of their own class fall?",
    ("for none", "for one", "for two", "for all three"),
    answer="for two",
    why="For both dogs: the step raises cat's bias and lowers dog's, for every picture. So "
    "it does with some weights; features are never negative, so that cannot help a dog. "
    "Picture 2, a cat, gains. Make the step below, and see.",
    reasons={
        "for none": "Cat's bias goes up, and every picture uses it.",
        "for all three": "One of the three is a cat, too.",
    },
    then=painter,
    name="15.others",
)

# %% [markdown]
# Each row is one picture on its way: maps, A left and B right, ReLU, logits $z$, probabilities $p$. Gray runs from 0
# (black) up; orange is negative, purple positive; grids of one kind share a scale. The features $f$ are numbered row by
# row through map A, then B, which begins at `f[9]`. The last row is the **next** step at every weight of the dense
# layer: cat's above, dog's below. Point at one of *weights next* to read how it comes about. δ (delta) is $p - y$;
# here $y$ counts 1 for the picture's own class, 0 for the other (one-hot; in code `np.eye(2)[y]`).
#
# **For your hands.** A click turns a pixel over; a click on its name changes the class; *Reset* brings all back. Press it
# before each (*rate*, *all four* and the filters: later).
#
# 1. Press *+1 step* once. Whose loss fell, whose rose? What did the mean loss do?
# 2. Press it until all four are right. How many steps?
# 3. Paint: turn over one pixel in the middle of picture 3. Which of its features wake up?
#
# <details><summary>Answers</summary>
#
# 1: it fell for both cats, rose for both dogs; the mean rose, too. 2: eight. 3: four windows hold the pixel, and now
# they answer 1 or −1. ReLU keeps the ones: two for A, one below the other, and two for B, side by side.
#
# </details>
#
# ## By hand, then in code
#
# **All four, forward.** Here `w` and `b` are the dense layer's; the article's filters have no biases. In the tracer you
# can ask each number where it comes from. (Its step 3 hands everything on: the article has no pooling.)

# %%
C = cnnlite.conv2d(x, kernels)
f = cnnlite.flatten(cnnlite.relu(C))
z = cnnlite.linear(f, w, b)
p = cnnlite.softmax(z)
losses = cnnlite.cross_entropy(z, y, "none")  # one for each picture, not their mean
for n, name in enumerate(articles.FOUR_LABELS):
    print(
        f"picture {n + 1}, {name}: sum of f {f[n].sum():2g}, z {z[n].round(1)}, "
        f"p {p[n].round(3)}, loss {losses[n]:.3f}"
    )
print(f"mean loss {losses.mean():.4f}")
networks = {
    name: Network(picture, kernels[:, 0], np.zeros(2), [(w, b)], ("cat", "dog"))
    for name, picture in zip(named, x[:, 0], strict=True)
}
NetworkTracer("4 dog", networks=networks, show=("network", "step", "position"))

# %% [markdown]
# Picture 3, the checkerboard, gives 0 at all 18 features: in each window one bright pixel lies on a 1, the other on a
# −1. Neither filter sees it. Its logits are the biases.
#
# **One step on picture 1.** For class $c$ and feature $i$; $y_c$: 1 for the true class, else 0; $\eta$ (eta) is the
# learning rate, the arrow means *becomes*:
#
# | | |
# |---|---|
# | formula | $\delta_c = p_c - y_c$ |
# | arithmetic | `e^0.7/(e^0.7 + e^(−0.6)) − 1 = −0.2142` |
# | NumPy | `(p[0] - np.eye(2)[y[0]])[0]` |
# | PyTorch | `torch.func.grad(lambda z: F.cross_entropy(z, y[:1]))(z[:1])[0, 0]` |
#
# | | |
# |---|---|
# | formula | $w_{ci} \leftarrow w_{ci} - \eta \cdot \delta_c \cdot f_i$ |
# | arithmetic | `0.1 − 0.1·(−0.2142)·2 = 0.1428` |
# | NumPy | `w[0, 1] - rate * (p[0, 0] - 1) * f[0, 1]` |
# | PyTorch | `(w - rate * torch.func.grad(lambda w: F.cross_entropy(F.linear(f[:1], w, b), y[:1]))(w))[0, 1]` |
#
# The article calls δ the error signal; its numbers here are lost, ours reconstructed.
#
# <details><summary>The biases, the same way</summary>
#
# | | |
# |---|---|
# | formula | $b_c \leftarrow b_c - \eta \cdot \delta_c$ |
# | arithmetic | `0.1 − 0.1·(−0.2142) = 0.1214` |
# | NumPy | `b[0] - rate * (p[0, 0] - 1)` |
# | PyTorch | `(b - rate * torch.func.grad(lambda b: F.cross_entropy(F.linear(f[:1], w, b), y[:1]))(b))[0]` |
#
# </details>
#
# <!-- A0.57–A0.63 (R) but A0.62 (D) -->

# %%
dz = cnnlite.cross_entropy_backward(1.0, z[:1], y[:1])  # δ, a row for picture 1
df, dw, db = cnnlite.linear_backward(dz, f[:1], w, b)


def loss_1(w, b):
    return cnnlite.cross_entropy(cnnlite.linear(f[:1], w, b), y[:1])


assert np.abs(dw - cnnlite.numeric_gradient(lambda v: loss_1(v, b), w)).max() < 1e-8
assert np.abs(db - cnnlite.numeric_gradient(lambda v: loss_1(w, v), b)).max() < 1e-8
print("dw and db agree with the wiggle")
w_after, b_after = w - rate * dw, b - rate * db
z_after = cnnlite.linear(f, w_after, b_after)
p_after = cnnlite.softmax(z_after)
losses_after = cnnlite.cross_entropy(z_after, y, "none")
print(
    f"cat's weight for f[1]: {w[0, 1]:g} → {w_after[0, 1]:.4f}, dog's {w_after[1, 1]:.4f}"
)
print(f"biases: {b} → {b_after.round(4)}")
for n, name in enumerate(named):
    print(f"picture {name}: p of its class {p[n, y[n]]:.3f} → {p_after[n, y[n]]:.3f}")
print(f"mean loss: {losses.mean():.4f} → {losses_after.mean():.4f}")

# %% tags=["hidden"]
dz_3 = cnnlite.cross_entropy_backward(1.0, z[2:3], y[2:3])
dw_3, db_3 = cnnlite.linear_backward(dz_3, f[2:3], w, b)[1:]
numeric_3 = cnnlite.numeric_gradient(
    lambda v: cnnlite.cross_entropy(cnnlite.linear(f[2:3], v, b), y[2:3]), w
)
assert np.abs(dw_3 - numeric_3).max() < 1e-8
assert np.abs(db_3 - dz_3[0]).max() < 1e-8
moved = int((dw_3 != 0).sum() + (db_3 != 0).sum())
Predict(
    "The dense layer has 38 numbers: 36 weights and two biases. Suppose the first step "
    "were on picture 3, the checkerboard, instead. How many of them would it change?",
    answer=moved,
    why="The two biases. Each weight's slope is δ times a feature, and all features are 0.",
    reasons={
        38: "A weight's slope is δ times its feature. What are the features?",
        0: "No weight; but a bias's slope is δ alone.",
    },
    name="15.checkerboard",
)

# %% [markdown]
# **The filters' slopes.** The article leaves the filters as they are. Let us train them, too: the gradient goes on
# through the dense layer, ReLU and the convolution, as $dw$ in notebook 13 with $g = dC$. Filter A's top left number on
# picture 1 ($c$, a class above, is a column here):
#
# | | |
# |---|---|
# | formula | $dk_{ij} = \sum_r \sum_c dC_{rc} \cdot x_{r+i,\,c+j}$ |
# | arithmetic | `3·(−0.2142·0.1 + 0.2142·(−0.1))·1 = −0.1285` |
# | NumPy | `(dmaps[0, 0] * x[0, 0, 0:3, 0:3]).sum()` |
# | PyTorch | `torch.nn.grad.conv2d_weight(x[:1], kernels.shape, dmaps)[0, 0, 0, 0]` |
#
# $dC$, here `dmaps`, is what comes back to map A: δ times weight, from both classes, where ReLU lets it pass. That is
# at three places, and each has a bright pixel under this number of the filter. Where a sum is exactly 0, at ReLU's
# kink, the slope counts as 0.


# %%
def logits(k, w, b, turn):
    """Return the logits of the pictures whose numbers turn lists."""
    kept = cnnlite.relu(cnnlite.conv2d(x[turn], k))
    return cnnlite.linear(cnnlite.flatten(kept), w, b)


def slopes(k, w, b, turn):
    """Return the gradients of filters, weights and biases for the pictures in turn."""
    maps = cnnlite.conv2d(x[turn], k)
    features = cnnlite.flatten(cnnlite.relu(maps))
    dz = cnnlite.cross_entropy_backward(1.0, cnnlite.linear(features, w, b), y[turn])
    df, dw, db = cnnlite.linear_backward(dz, features, w, b)
    dmaps = cnnlite.relu_backward(df.reshape(maps.shape), maps)
    return cnnlite.conv2d_backward(dmaps, x[turn], k)[1], dw, db


dk_each = np.stack([slopes(kernels, w, b, [n])[0] for n in range(4)])
for n, one in enumerate(dk_each, 1):
    a_row, b_row = (part.ravel().round(4) + 0.0 for part in one)
    print(f"picture {n}, row by row: A {a_row}, B {b_row}")


# %%
def loss_a(a):
    """Return the loss of picture 1 with other numbers in map A."""
    kept = np.hstack([cnnlite.relu(a).ravel(), f[0, 9:]])
    return cnnlite.cross_entropy(cnnlite.linear(kept[None], w, b), y[:1])


dmaps = cnnlite.relu_backward(df.reshape(C[:1].shape), C[:1])  # picture 1, as above
wiggled = cnnlite.numeric_gradient(loss_a, C[0, 0])
assert np.abs(dmaps[0, 0] - wiggled).max() < 1e-8
# The filters are checked beside the kink: on it, h up moves ReLU, h down does not.
# With these slightly changed ones only windows without a bright pixel still give 0.
off_kink = kernels + np.array([[[[0.03, 0.01], [-0.02, 0.04]]]])
dk = slopes(off_kink, w, b, range(4))[0]
wiggled = cnnlite.numeric_gradient(
    lambda k: cnnlite.cross_entropy(logits(k, w, b, range(4)), y), off_kink
)
assert np.abs(dk - wiggled).max() < 1e-8
print("dmaps for A, and dk, agree with the wiggle")

# %% tags=["hidden"]
first = kernels - rate * dk_each[0]
seen = cnnlite.conv2d(x[2:3], first)
assert np.allclose(seen[0, 0], 0.01285, atol=5e-6)
assert not seen[0, 1].any()
Predict(
    "The checkerboard pays the filters nothing: its sums are all at the kink. Now each "
    "step trains the filters, too: on picture 1, then 2, 3, 4, and again. When does "
    "filter A first answer the checkerboard with something other than 0?",
    (
        "never: its own slopes are 0",
        "after the step on picture 1",
        "after its own step, on picture 3",
    ),
    answer="after the step on picture 1",
    why="Picture 1 raises A's left column. In every window of the checkerboard one bright "
    "pixel lies there, and what it adds is no longer quite taken away: "
    f"{first[0, 0, 0, 0]:.4f} − 1 = {seen.max():.4f} everywhere.",
    reasons={
        "never: its own slopes are 0": "Its own, yes. Who else moves the filters?",
        "after its own step, on picture 3": "That step comes third. What did the first do?",
    },
    name="15.eyes",
)

# %% [markdown]
# **To the end.** Once through all pictures is an **epoch**. *One picture* at a time, as the
# article: four steps, each with the slopes where it stands. Or the **full batch**: one step along the mean of all four
# gradients. You need only read `train`; the rest picks out epochs and prints. A blank picture has no feature, so only
# the biases answer.
#
# <!-- A0.67: each image updates the weights on its own; A0.64 -->


# %%
def train(turns, rate, filters=False):
    """Return losses, filters and biases at the start and after each of 1000 steps."""
    k, v, c = kernels, w, b  # v, c: the dense layer's weights and biases
    history = []
    for n in range(1001):
        loss = cnnlite.cross_entropy(logits(k, v, c, range(4)), y, "none")
        history.append((loss, k, c))
        dk, dv, dc = slopes(k, v, c, turns[n % len(turns)])
        k, v, c = k - filters * rate * dk, v - rate * dv, c - rate * dc
    return [np.array(part) for part in zip(*history, strict=True)]


one, batch = [[0], [1], [2], [3]], [[0, 1, 2, 3]]
runs = {
    "one": (train(one, rate), 4),  # four steps are an epoch
    "one, filters too": (train(one, rate, filters=True), 4),
    "batch": (train(batch, rate), 1),
    "batch, 4 times the rate": (train(batch, 4 * rate), 1),
}
means = {}
for name, ((found, _, biases), steps) in runs.items():
    found, biases = found[::steps][:251], biases[::steps][:251]  # after each epoch
    means[name] = found[:61].mean(axis=1)
    worst = np.exp(-found).min(axis=1)  # the smallest probability of a true class
    right, sure = (int((worst > level).argmax()) for level in (0.5, 0.9))
    blank = cnnlite.softmax(biases[-1])[1]
    print(f"{name}: all four right from epoch {right} on, above 0.9 from {sure}; "
          f"in the end p(dog) = {blank:.3f} for a blank picture")  # fmt: skip
    if name == "one":
        reached = [right, sure]
profile(means, label="mean loss", value="mean loss", along="epoch")

# %% [markdown]
# One picture at a time only goes further: the mean divides by 4, so a full-batch step is about a quarter of four single
# ones; with 4 times the rate it is level. (The gray curve lies under the green one; later epochs are not drawn.)
#
# A filter's eye is *open* when it answers the checkerboard anywhere with more than 0, else *shut*. What became of A's
# and B's?

# %%
path = runs["one, filters too"][0][1]
answers = np.array(
    [cnnlite.relu(cnnlite.conv2d(x[2:3], k))[0].max(axis=(1, 2)) for k in path]
)
for n in (0, 1, 2, 3, 25, 26, 27, 35, 36, 40, 240, 1000):
    print(
        f"after step {n} on picture {(n - 1) % 4 + 1}: " if n else "at the start: ", end=""
    )
    print(f"largest answer of A {answers[n, 0]:.4f}, of B {answers[n, 1]:.4f}")
assert (answers[36:, 1] > 0).all()
before, after = answers[2:-1:4], answers[3::4]  # of picture 3's own steps
print(f"A is open before {(before[:, 0] > 0).sum()} of picture 3's {len(after)} own steps, "
      f"after them {(after[:, 0] > 0).sum()} times")  # fmt: skip
print("filter A in the end:", *path[-1, 0].round(2).ravel())
moves = np.diff(path[:, 1, 0, 0, 1])  # of B[0, 1], in each step
for n, name in enumerate(named):
    print(f"picture {name}: its steps move B[0, 1] by {moves[n::4].sum():+.2f} in all")
profile(
    {f"B[{r}, {c}]": path[:241, 1, 0, r, c] for r, c in np.ndindex(2, 2)},
    label="filter B", value="number", along="step",
)  # fmt: skip

# %% [markdown]
# **Filter A:** other pictures open its eye, and the checkerboard's own step shuts it whenever it is open. At first every
# weight behind A says *cat*, so this dog's slope pushes A down until ReLU is off. In the end A's diagonals cancel,
# 1.32 − 1.32.
#
# **Filter B** shuts in step 3, too. Picture 4 opens it again in step 36, and it stays open. `B[0, 1]` and `B[1, 0]` rise,
# the first most in the checkerboard's own steps: B answers this diagonal, which the checkerboard has in every other
# window.
#
# With fixed filters the biases alone call picture 3 a dog; the blank one is a dog, too, in all four runs.
#
# **For your hands,** in the painter at the top: press *Reset*, then *+100 steps* twice. Tick *train the
# filters, too*: all steps are made anew. What do picture 3's features say now?
#
# <details><summary>Answer</summary>
#
# B's answer every other window; all of A's are 0.
#
# </details>
#
# ## Your turn
#
# **Write the step** for one picture, the dense layer alone: `one_step(f, y, w, b, rate)` returns the new weights and
# the new biases, in this order.
#
# - `f`, shape (I,): the features. `y`: the number of the true class.
# - `w`, shape (K, I), `b`, shape (K,): a row for each class. There may be more than two (so
#   not `np.eye(2)`). `rate`: a number.
#
# The logits are `w @ f + b` (`cnnlite.linear` wants tables, `f` is one row); `cnnlite.softmax` takes them as they are.
# `np.outer(d, f)` is the table of all products `d[c] * f[i]`. Leave `w` and `b` themselves as they were: write
# `w = w - …`. `hint("15.step")` helps; when you have tried, `solution("15.step")` shows one way.


# %% tags=["exercise"]
def one_step(f, y, w, b, rate):
    """Return w and b after one step down the loss of one picture."""
    # stub: return None  # your code
    delta = cnnlite.softmax(w @ f + b)
    delta[y] -= 1
    return w - rate * np.outer(delta, f), b - rate * delta
    # end


check("15.step", one_step)

# %% [markdown]
# *Stretch.* Fixed filters limit what a dense layer can learn. Make four **different**
# pictures, an array of shape (4, 4, 4) with 0 and 1, and a list of their classes, 0 for cat and 1 for dog, so that
# **no** weights and biases get all four right, with A, B and ReLU as they are. `pictures = articles.FOUR_IMAGES.copy()`
# is a beginning; `pictures[1, 0, 2] = 1` paints a pixel, `pictures[1] = np.eye(4)` a whole picture. `hint("15.labels")`
# helps.

# %% tags=["exercise"]
# stub: pictures, labels = None, None  # your lines, in place of this one
pictures = articles.FOUR_IMAGES.copy()
pictures[0] = 1 - pictures[2]
labels = [0, 0, 1, 1]
# end
check("15.labels", (pictures, labels))

# %% [markdown]
# ## True or false, and on
#
# <!-- E8, A0.59–A0.61; E9, A0.64; E10, A0.64; A0.65; A0.67 -->

# %% tags=["hidden"]
kept = (C[0, 0] > 0).sum()
negative = cnnlite.relu(cnnlite.conv2d(x[:1], -kernels[:1]))
assert (negative > 0).sum() == C[0, 0].size - kept
Recall(
    Question(
        "In article 0's worked example of four pictures training adapts the filters.",
        ("true", "false"),
        "false",
        "Article 0 says that they adapt; what it updates here are the dense layer's "
        "weights and biases.",
    ),
    Question(
        "Filters A and B, as they are at first, see something in each picture.",
        ("true", "false"),
        "false",
        "Article 0 says that they detect what matters. Of picture 3's 18 features "
        f"{(f[2] != 0).sum()} are other than 0.",
    ),
    Question(
        "ReLU throws away most of filter A's answers to picture 1, and a filter −A would "
        "keep just those.",
        ("true", "false"),
        "true",
        f"{C[0, 0].size - kept} of {C[0, 0].size}, all from dark to bright. Both filters "
        "would be needed.",
    ),
    Question(
        "After the article's one step, with our weights, the network is better at its four "
        "pictures on average.",
        ("true", "false"),
        "false",
        "Article 0 takes it for learning. The loss of picture 1 falls from "
        f"{losses[0]:.4f} to {losses_after[0]:.4f}; the mean rises from "
        f"{losses.mean():.4f} to {losses_after.mean():.4f}.",
    ),
    Question(
        "A full-batch gradient is the mean of the pictures' own gradients, all of them at "
        "the same weights.",
        ("true", "false"),
        "true",
        "Four single steps are something else: each begins where the last one ended.",
    ),
)

# %%
# You can skip this list: the article's numbers; where they are lost, ours (reconstructed).
# The article's force only the difference of picture 1's logits: other weights would fit.
# A0.43–A0.47 were in 03.
powers = np.exp(z[0])
gap = z[0, 0] - z[0, 1]
articles.compare("A0.49", p[0], brief=True)
gaps = [np.log(q / (1 - q)) for q in (0.786, 0.7855, 0.7865)]
articles.compare("A0.49.difference", gaps, brief=True)
articles.compare("A0.50", np.eye(2)[y[0]], brief=True)
articles.compare("A0.52", [w[0, 0], w[1, 0], *b], brief=True)
articles.compare("A0.52.gap", [gap, gap / f[0].sum()], brief=True)
articles.compare("A0.53", z[0], brief=True)
articles.compare("A0.54", [*powers, powers.sum()], brief=True)
articles.compare("A0.55", p[0], brief=True)
articles.compare("A0.56", [-np.log(0.786), losses[0]], brief=True)
articles.compare("A0.57", dz[0], brief=True)
articles.compare("A0.58", rate, brief=True)
articles.compare("A0.59", w_after[0, 1], brief=True)
articles.compare("A0.60", b_after[0], brief=True)
articles.compare("A0.61", [w_after[1, 1], b_after[1]], brief=True)
articles.compare("A0.62", (w_after == w).sum(axis=1), brief=True)
articles.compare("A0.63", [*p_after[0], losses_after[0]], brief=True)
articles.compare("A0.64", C, brief=True)
articles.compare("A0.64.sums", f.sum(axis=1), brief=True)
articles.compare("A0.64.before", p, brief=True)
articles.compare("A0.64.right", (p.argmax(axis=1) == y).astype(float), brief=True)
articles.compare("A0.64.loss", losses.mean(), brief=True)
articles.compare("A0.64.after", p_after[2:, 1], brief=True)
articles.compare("A0.64.epochs", reached, brief=True)
articles.compare("A0.65", [C[0, 0].size, C[0, 0].size - kept], brief=True)

# %% [markdown]
# **Five questions, once more.** Notebook 00 asked about networks that look; these ask about networks that learn. If you
# answered there, the last line tells what you knew then. Nothing leaves your machine.

# %% tags=["hidden"]
Recall(
    Question(
        "What is the gradient of the loss at one weight?",
        ("a number", "a corrected weight", "yes or no"),
        "a number",
        "How much the loss changes for a small change of this weight.",
    ),
    Question(
        "During training: who chooses the numbers inside the network?",
        (
            "its programmer",
            "chance, anew each time",
            "the slopes of the loss, a little each",
        ),
        "the slopes of the loss, a little each",
        "Chance, or a programmer, chooses where they begin, and how long a step is.",
    ),
    Question(
        "How does the error find its way back to a filter?",
        ("by multiplying and adding", "by comparing pictures", "by trying out new filters"),
        "by multiplying and adding",
        "Slopes times slopes, layer by layer; what meets in one number adds up.",
    ),
    Question(
        "A step on one picture lowers its loss. Must the loss of the others fall, too?",
        ("yes", "no"),
        "no",
        "They share the weights. What helps one may harm another.",
    ),
    Question(
        "After training, each of the four pictures gets 99 % for its class. Will new ones "
        "be answered as well?",
        ("yes", "not necessarily"),
        "not necessarily",
        "The loss knows only the pictures trained on. A blank one is called a dog.",
    ),
    name="15.after",
    before="00.before",
)

# %% [markdown]
# **In PyTorch:** `loss.backward()` fills each parameter's `.grad`; `torch.optim.SGD(parameters, lr=0.1)` then makes the
# step. What it is not given, such as the article's filters, stays.
#
# **In short**
#
# - A dense weight's slope is δ times its feature: where the feature is 0, nothing moves.
# - A bias is shared by all pictures; a step on one picture may harm others.
# - A picture that the filters do not see is answered by the biases alone.
# - When filters learn, other pictures can open their eyes for it; its own step may shut them again.
# - The full batch takes the mean gradient; single pictures take turns, and go further in an epoch.
#
# Sources: article 0 (INGOAMPT, day 54), second example; its weights and its learning rate are reconstructed.
#
# **Back to:** [14 Gradient checking](14_gradient_checking.ipynb). **Next:** [16 Training a CNN](16_training_a_cnn.ipynb), on real digits.
