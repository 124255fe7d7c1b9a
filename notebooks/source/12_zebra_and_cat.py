# %% [markdown]
# # Train the zebra and the cat
#
# **What happens when the gradients are made up?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [06 Activations](06_activations.ipynb),
# [10 The forward pass](10_forward_pass.ipynb) and [11 Backpropagation](11_backpropagation.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import PassTrainer, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall, Step, WorkedExample

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "The label is zebra, and softmax gives the zebra p = 0.75. What is the slope of "
        "the cross-entropy in the zebra's logit?",
        ("0.75", "0.25", "−0.25"),
        "−0.25",
        "p − y = 0.75 − 1: more logit, less loss.",
        {"0.75": "That is p. The label counts, too.", "0.25": "p − y, in that order."},
    ),
    Question(
        "A sum of −0.3 goes through ReLU. A gradient of 2 comes back. How much of it "
        "reaches the sum?",
        ("2", "0", "−0.6"),
        "0",
        "Below 0 ReLU is flat: slope 0, whatever comes back.",
    ),
    Question(
        "A weight is 0.5, its gradient −2, the learning rate 0.1. What is it after a step?",
        ("0.3", "0.7", "−1.5"),
        "0.7",
        "0.5 − 0.1·(−2). The step goes against the gradient.",
        {"0.3": "Minus the gradient, and the gradient is negative."},
    ),
)

# %% [markdown]
# ## Predict and see
#
# In notebook 10 article 0's zebra and cat went forward three times. In between, four numbers changed by amounts that
# the article calls gradients and *assumes*. Now you can find the **real** ones: those of the loss.
#
# The network: a filter's sum, ReLU, one feature, two logits, softmax, cross-entropy. The loss to make small is the mean
# of both images. At the start it calls both of them zebra: the zebra with p = 0.7465, the cat with p = 0.525.

# %% tags=["hidden"]
trainer = PassTrainer(show=("gradients", "rate", "number"))
start = trainer.arrays["gradients"][0]
Predict(
    "One step down the real gradients. Which way does the zebra's bias go?",
    ("up", "down", "it stays"),
    answer="down",
    why=f"Its gradient is {start[1]:.4f}, above 0. The zebra image pulls the bias up with "
    "p − y = 0.7465 − 1. The cat image pulls it down with 0.525 − 0, and so harder: the "
    "network is more wrong about the cat.",
    reasons={
        "up": "The zebra image asks for that. What does the cat image ask for?",
        "it stays": "Both images pull, in opposite directions. Equally hard?",
    },
    then=trainer,
    name="12.way",
)

# %% [markdown]
# A **pass** takes both images forward, then updates the weights and biases. The table holds one pass, before and after
# its update; the curves, the losses of all 500. On their axis 1 to 10 is as wide as 10 to 100. Thin lines mark the
# losses of p = 0.9, and of p = 0.5, above which an image counts as right.
#
# **For your hands:**
#
# 1. Choose *assumed* and go to pass 3. What does the update do to the zebra's bias? What happens to the cat's loss?
# 2. Choose *real*. In which pass is the cat right for the first time? Does the zebra's loss only fall?
# 3. From which pass on are both above 0.9? How does that change with the learning rate?
#
# <details><summary>Answers</summary>
#
# 1. The bias goes up, and so does the cat's loss: 0.7444, 0.7710, 0.7981, without end.
# 2. In pass 5. The zebra's loss rises up to pass 23, as the cat pulls harder; only their mean falls all the time.
# 3. Pass 480. At rate 1 it is pass 49, at rate 2 pass 25: here, faster is better.
#
# </details>
#
# ## By hand, then in code
#
# **The article's three passes.** Pass 1 is the start, pass 3 comes after two updates. Of the article's numbers only the
# percentages of pass 3 are left. Weights, rate and gradients are ours, chosen to lead to them.
#
# <!-- A0.23; A0.16 (L), A0.17 (L), A0.18 (L), A0.24 (R) -->


# %%
images = np.stack([articles.ZEBRA, articles.CAT])
kernel, y = articles.ZEBRA_CAT_FILTER, articles.ZEBRA_CAT_TARGETS  # y: a row for each image
labels = np.array([0, 1])  # the same as class numbers
sums = (images * kernel).sum(axis=(1, 2))
feature = cnnlite.relu(sums)[:, None]  # a row for each image
w, b = articles.ZEBRA_CAT_START_WEIGHTS, articles.ZEBRA_CAT_START_BIASES  # zebra, cat
rate = articles.ZEBRA_CAT_RATE
guessed_w, guessed_b = articles.ZEBRA_CAT_ASSUMED_WEIGHTS, articles.ZEBRA_CAT_ASSUMED_BIASES
used, told = [], {"zebra": [], "cat": []}
print("            logits          powers of e, and sum         p             loss")
print("         zebra     cat   zebra     cat     sum   zebra     cat")
for update in range(3):
    now_w, now_b = w - update * rate * guessed_w, b - update * rate * guessed_b
    used.append([now_w[0, 0], now_b[0], now_w[1, 0], now_b[1]])
    print(
        "pass {}: w zebra {:.2f}, b {:.2f}; w cat {:.2f}, b {:.2f}".format(
            update + 1, *used[-1]
        )
    )
    z = cnnlite.linear(feature, now_w, now_b)
    for name, row, label in zip(told, z, labels, strict=True):
        power = np.exp(row)
        share = power / power.sum()
        numbers = [*row, *power, power.sum(), *share, -np.log(share[label])]
        told[name].append(numbers)
        print(f"  {name:6}", *(f"{number:7.4f}" for number in numbers))

# %% tags=["hidden"]
Predict(
    "“Based on the chain rule”, says article 0 of its gradients: zebra's weight and bias "
    "−0.3 and −0.3, cat's weight and bias 0.2 and 0.2 (as reconstructed). Could the chain "
    "rule give these four?",
    ("yes, for other weights", "yes, for other images", "no, never"),
    answer="no, never",
    why="Over the two classes p sums to 1, and y, too. So p − y is as far above 0 for one "
    "class as below for the other: to −0.3 belongs +0.3, for each image and for "
    "any mean of images.",
    reasons={
        "yes, for other weights": "Whatever the weights: what do the two p add up to?",
        "yes, for other images": "Each image gives two numbers p − y. What is their sum?",
    },
    name="12.chain",
)

# %% [markdown]
# **Real gradients.** Notebook 11: the slope of an image's loss in the logit $z_c$ is $p_c - y_c$. As $z_c = w_c f + b_c$, a wiggle
# of $b_c$ moves $z_c$ as far, one of $w_c$ $f$ times as far. So for one image the weight's gradient is $f$ times the bias's: 0.7
# times for the zebra, 0 times for the cat. (−0.3 and −0.3 fail this test, too, for either image.) Over both images
# $i$ we take the mean:
#
# | | |
# |---|---|
# | formula | $\partial L/\partial w_c = \frac{1}{2} \sum_i (p_{ic} - y_{ic})\, f_i$ |
# | arithmetic | `((0.7465 − 1)·0.7 + (0.525 − 0)·0)/2 = −0.0887` |
# | NumPy | `(p - y).T @ feature / 2` |
# | PyTorch | `torch.func.grad(lambda w: F.cross_entropy(F.linear(feature, w, b), labels))(w)` |
#
# $L$ is the loss; the articles write $E$, for error. Then the update, in the arithmetic that of the zebra's bias:
#
# | | |
# |---|---|
# | formula | $b_c \leftarrow b_c - \text{rate} \cdot \partial L/\partial b_c$ |
# | arithmetic | `0.2 − 0.1·0.1357 = 0.1864` |
# | NumPy | `b - rate * db` |
# | PyTorch | `b - rate * torch.func.grad(lambda b: F.cross_entropy(F.linear(feature, w, b), labels))(b)` |
#
# <details><summary>The bias's gradient in four ways</summary>
#
# | | |
# |---|---|
# | formula | $\partial L/\partial b_c = \frac{1}{2} \sum_i (p_{ic} - y_{ic})$ |
# | arithmetic | `((0.7465 − 1) + (0.525 − 0))/2 = 0.1357` |
# | NumPy | `(p - y).mean(axis=0)` |
# | PyTorch | `torch.func.grad(lambda b: F.cross_entropy(F.linear(feature, w, b), labels))(b)` |
#
# </details>
#
# <!-- E3; A0.27 -->

# %%
p = cnnlite.softmax(cnnlite.linear(feature, w, b))
dw, db = (p - y).T @ feature / 2, (p - y).mean(axis=0)


def loss(w, b):
    return cnnlite.cross_entropy(cnnlite.linear(feature, w, b), labels)


assert np.allclose(dw, cnnlite.numeric_gradient(lambda w: loss(w, b), w))
assert np.allclose(db, cnnlite.numeric_gradient(lambda b: loss(w, b), b))
print("both agree with the wiggle")
print("          weight    bias  (of the zebra)")
for name, error, f in zip(("zebra", "cat"), p - y, feature, strict=True):
    print(f"{name:6} {error[0] * f[0]:9.4f} {error[0]:7.4f}")
print(f"mean   {dw[0, 0]:9.4f} {db[0]:7.4f}, assumed {guessed_w[0, 0]} {guessed_b[0]}")
assert np.allclose([dw.sum(), db.sum()], 0)
print("both classes add up to 0; the assumed ones to", guessed_w.sum().round(2))
better = loss(w - rate * dw, b - rate * db)
print(f"mean loss {loss(w, b):.4f}, after a real step {better:.4f}", end=", ")
print(f"after the assumed one {loss(w - rate * guessed_w, b - rate * guessed_b):.4f}")

# %% [markdown]
# The assumed step *raises* the mean loss: it harms the cat more than it helps the zebra.
#
# **From the article's own percentages.** At pass 3 the zebra image has 78 % for zebra, the cat image 55 %. That is
# enough for the gradients of the zebra's bias and weight. Fill in the blanks.
#
# <!-- A0.20, A0.26 -->

# %%
errors = np.array([0.78, 0.55]) - y[:, 0]
for_bias, for_weight = errors.mean(), (errors * feature[:, 0]).mean()
third = np.log([[0.78, 0.22], [0.55, 0.45]])  # logits with these percentages
for found, f in ((for_bias, np.ones((2, 1))), (for_weight, feature)):
    wiggled = cnnlite.numeric_gradient(
        lambda v, f=f: cnnlite.cross_entropy(third + f * v, labels), np.zeros(2)
    )
    assert np.isclose(found, wiggled[0])
steps = [
    Step("zebra image: p − y", ["0.78 − 1 =", errors[0]], fade=3),
    Step(
        "cat image: p − y, still for the class zebra",
        ["0.55 − y =", errors[1]],
        mistakes={errors[1] - 1: "In the cat's label the class zebra has 0."},
    ),
    Step(
        "gradient of the zebra's bias: their mean",
        [for_bias],
        mistakes={
            2 * for_bias: "That is their sum; the mean is half of it.",
            np.abs(errors).mean(): "The first one is negative.",
            -for_bias: "Which of the two is larger?",
        },
    ),
    Step(
        "gradient of the zebra's weight: the mean of p − y times feature",
        [for_weight],
        fade=2,
        mistakes={2 * for_weight: "That is the sum. The cat image counts, with 0."},
    ),
    Step(
        "a step with rate 1 moves the bias by",
        [-for_bias],
        mistakes={for_bias: "Against the gradient: this way the loss would grow."},
    ),
]
WorkedExample("Pass 3: the zebra's bias and weight", steps, level=1)

# %% [markdown]
# **What pass 3 forces.** Do the percentages tell the lost weights? With two classes $p/(1 - p)$ is one power of $e$ over
# the other, and its ln the *difference* of the logits. For the cat image ($f = 0$) that is the difference $d_b$ of the
# biases; for the zebra image $0.7\, d_w + d_b$, where $d_w$ is that of the weights. As the percentages are rounded, each has a range.
#
# <!-- A0.22 -->


# %%
def difference(share):
    """Return the difference of two logits behind a share as printed, and its range."""
    odds = np.array([share, share - 0.005, share + 0.005])
    return np.log(odds / (1 - odds))


d_b, d_z = difference(0.55), difference(0.78)
d_w = (d_z - d_b[[0, 2, 1]]) / 0.7  # least where d_z is least and d_b largest
for name, row in {"d_b": d_b, "0.7·d_w + d_b": d_z, "d_w": d_w}.items():
    print("{}: {:.4f}, between {:.4f} and {:.4f}".format(name, *row))
for more in (0, 5, -2):
    some_w, some_b = np.array([[d_w[0] + more], [more]]), np.array([d_b[0] - more, -more])
    shares = cnnlite.softmax(cnnlite.linear(feature, some_w, some_b))[:, 0]
    print(f"w {some_w.ravel().round(2)}, b {some_b.round(2)}: {shares.round(2)} zebra")

# %% [markdown]
# Only differences can be found: add one number to both weights, another to both biases, and no percentage changes.
#
# **To the end.** This is a **training loop**: forward, backward, update, again and again. (`argmax` of True and False gives
# the place of the first True.)


# %%
def train(w, b, rate, reduction="mean"):
    """Return each image's p of its own class, in one row for each of 600 passes."""
    seen = []
    for _ in range(600):
        z = cnnlite.linear(feature, w, b)
        seen.append(cnnlite.softmax(z)[[0, 1], labels])
        dz = cnnlite.cross_entropy_backward(1.0, z, labels, reduction)
        w, b = w - rate * (dz.T @ feature), b - rate * dz.sum(axis=0)
    return np.array(seen)


def both(seen, level):
    """Return how many updates it takes until both images are above the level."""
    return (seen > level).all(axis=1).argmax()


third_w, third_b = np.array([[d_w[0]], [0]]), np.array([d_b[0], 0])
go_on = [train(third_w, third_b, 0.1, way) for way in ("mean", "sum")]
for name, seen in zip(("mean", "sum"), go_on, strict=True):
    print(f"from pass 3, {name} of losses: right after {both(seen, 0.5)} updates", end=", ")
    print(f"above 0.9 after {both(seen, 0.9)}")
from_start = {speed: train(w, b, speed) for speed in (0.1, 1, 2)}
for speed, seen in from_start.items():
    print(f"from pass 1, rate {speed}: right in pass {1 + both(seen, 0.5)}", end=", ")
    print(f"above 0.9 in pass {1 + both(seen, 0.9)}")
worst = from_start[0.1][:, 0].argmin()
print(f"at rate 0.1 the zebra's loss is largest in pass {worst + 1}")

# %% [markdown]
# The sum in place of the mean doubles all gradients, as twice the rate would. Real gradients bring both images above
# 90 %, the assumed ones never.
#
# **What the cat can move.** So far nobody trained the filter, nor does the article. But the loss has a gradient for it, too.

# %% tags=["hidden"]
Predict(
    "Nine weights of the filter, two weights and two biases: 13 numbers. For how many of "
    "them has the loss of the cat image alone a gradient other than 0?",
    answer=2,
    why="The two biases. Its feature is 0, which multiplies the weights' gradients. "
    "Its sum is −0.3, where ReLU is flat: nothing comes back to the filter.",
    reasons={
        4: "A weight's gradient is p − y times the feature. What is the cat's feature?",
        0: "The logits are the biases, and p − y is not 0.",
        13: "What does ReLU pass back where its sum is −0.3?",
        11: "What is the cat's feature, and what does ReLU pass back?",
    },
    then=PassTrainer(show=("bias", "learn", "rate", "number")),
    name="12.cat",
)

# %% [markdown]
# New is the filter's gradient, in two parts, one from each image; purple is positive, orange negative. The new slider
# adds a bias to the filter's sum, before ReLU. The checkbox trains the filter's nine weights.
#
# **For your hands:**
#
# 1. In pass 1, move the filter bias. From where on does the cat add something?
# 2. Leave it at `0.4` and train the filter. What happens to the cat's feature, from pass to pass?
# 3. Do not train the filter, set the bias to `−0.7`, and go to pass 500. What are both p, and why?
#
# <details><summary>Answers</summary>
#
# 1. From `0.4` on: its sum must be *above* 0, and at `0.3` it is 0.
# 2. The cat's part makes it smaller, until ReLU is off in pass 4. Then the zebra's part lifts it a little, as its pixels are
#    bright in similar places, and the cat pushes it back. So the cat stays near 0, and the zebra's feature grows.
# 3. 0.5: both features are 0, so both images look the same to the dense layer.
#
# </details><br>
#
# Why? Go back through the layers for one image. A wiggle of the filter's weight $K_{uv}$ moves the sum $s$ as many times
# as far as the pixel $I_{uv}$ says (06). ReLU has the slope $[s > 0]$: 1 where that is true, else 0. The feature goes into
# both logits, and hears from both:
#
# | | |
# |---|---|
# | formula | $\partial L/\partial K_{uv} = \sum_c (p_c - y_c)\, w_c \cdot [s > 0] \cdot I_{uv}$ |
# | arithmetic | `((0.7465 − 1)·0.8 + (0.2535 − 0)·(−0.6))·1·0.9 = −0.3194` |
# | NumPy | `(p - y)[0] @ w[:, 0] * (sums[0] > 0) * images[0]` |
# | PyTorch | `torch.func.grad(lambda k: F.cross_entropy(F.linear(F.relu((images[:1] * k).sum())[None, None], w, b), labels[:1]))(kernel)` |
#
# <!-- A0.25, A0.27, A0.28 -->


# %%
def image_loss(i, kernel, bias=0.0):
    """Return the loss of image i alone."""
    f = cnnlite.relu((images[i : i + 1] * kernel).sum(axis=(1, 2)) + bias)[:, None]
    return cnnlite.cross_entropy(cnnlite.linear(f, w, b), labels[i : i + 1])


dfeature = (p - y) @ w[:, 0]  # one number for each image
dzebra, dcat = (dfeature * (sums > 0))[:, None, None] * images
for i, found in enumerate((dzebra, dcat)):
    assert np.allclose(
        found, cnnlite.numeric_gradient(lambda k, i=i: image_loss(i, k), kernel)
    )
print("the gradients agree with the wiggle; at the features:", dfeature.round(4))
gray, signed = (False, 1), (True, 0.4)
zebra_row = [Grid("zebra", images[0], scale=gray), Grid("gradient", dzebra, scale=signed)]
cat_row = [Grid("cat", images[1], scale=gray), Grid("gradient", dcat, scale=signed)]
show_grids(zebra_row, cat_row)

# %% [markdown]
# ## Your turn
#
# **Wake the cat.** Write the filter's gradient for the loss of one image, and return it, (H, W):
#
# - `image`, `kernel`: arrays of one shape, (H, W); `bias`: a number, added to the filter's sum;
# - `w`, `b`: shape (C,), a weight and a bias for each of C classes; the logits are `w * f + b`;
# - `y`: shape (C,), the one-hot label.
#
# `cnnlite.softmax(z)` takes the logits. Where the sum is exactly 0, ReLU passes nothing back. `hint("12.kernel")` helps.
#
# Then, in the second cell, use it for the cat's own loss, with our `kernel`, `w[:, 0]`, `b` and `y[1]`:
#
# - What is the smallest filter bias, a multiple of 0.1, with which the cat's image changes the filter?
# - With it, take *one* step of the kernel alone, rate 0.1. What is the cat's sum then, bias included? (Guess first:
#   will ReLU still be on?)
#
# *Stretch*, third cell: make up gradients that nobody can expose, `[w zebra, b zebra, w cat, b cat]`. The zebra image
# alone (feature 0.7) must be able to give them, for some weights and biases. More hints: `"12.bias"`, `"12.honest"`.


# %% tags=["exercise"]
def kernel_gradient(image, kernel, bias, w, b, y):
    """Return the gradient of one image's loss for the kernel, (H, W)."""
    # stub: return None  # your code, in place of None
    s = (image * kernel).sum() + bias
    f = max(s, 0)
    p = cnnlite.softmax(w * f + b)
    df = ((p - y) * w).sum()
    return df * (s > 0) * image
    # end


check("12.kernel", kernel_gradient)

# %% tags=["exercise"]
# stub: wake = [None, None]  # the bias, the cat's sum after one step
step = kernel_gradient(articles.CAT, kernel, 0.4, w[:, 0], b, y[1])
wake = [0.4, (articles.CAT * (kernel - 0.1 * step)).sum() + 0.4]
# end
check("12.bias", wake)

# %% tags=["exercise"]
# stub: made_up = [None, None, None, None]
made_up = [-0.14, -0.2, 0.14, 0.2]
# end
check("12.honest", made_up)

# %% [markdown]
# ## True or false, and on
#
# Judge what article 0 says, and what could be said of it.
#
# <!-- E1, A0.19; E4; E5; E6; E11 -->

# %% tags=["hidden"]
codes = np.array([1, 1])
asked = cnnlite.softmax(np.array([[0.2, 0.1]] * 2)) - np.eye(2)[codes]  # p − y
assert np.array_equal(*asked)
bias_sum = errors.sum()
assert np.isclose(bias_sum, 0.33)
woken = PassTrainer(learn=True).arrays["feature"][:, 1] > 0
no_more = PassTrainer("assumed").arrays["p"][:, 1]
assert (np.diff(no_more) < 0).all()
Recall(
    Question(
        "“The true label is zebra (1) for the first image and cat (1) for the second.” "
        "Taken as class numbers, these labels teach what is meant.",
        ("true", "false"),
        "false",
        "Article 0, at pass 1. Both would be of one class, and each asks the same of the "
        "logits. At pass 2 it has them right: [1, 0] and [0, 1].",
    ),
    Question(
        "It takes two updates to bring the zebra image to 78 %.",
        ("true", "false"),
        "true",
        "Article 0 says “after several iterations”. They are two.",
    ),
    Question(
        "“The doubt about the cat is left because there were too few iterations.”",
        ("true", "false"),
        "false",
        "So article 0. It is left by the assumed gradients: with more of them the cat's p "
        f"falls on, to {no_more[9]:.2f} in pass 10. A real one at pass 3, for the bias and "
        f"summed, is {bias_sum:.2f}, and {both(go_on[0], 0.5)} real updates mend it.",
    ),
    Question(
        "“The network will learn features of a cat, such as smooth texture.”",
        ("true", "false"),
        "false",
        "Article 0. Its filter is never trained, and the cat's gradient for it has "
        f"{np.count_nonzero(dcat)} numbers other than 0. (In a trained filter the zebra "
        f"lifts the cat's sum above 0 in pass {1 + woken.argmax()}; the cat wants less.)",
    ),
    Question(
        "“Eventually both images are called right, with high confidence.”",
        ("true", "false"),
        "true",
        f"Article 0, without a number. Above 90 % takes {both(go_on[0], 0.9)} more updates "
        "at rate 0.1, all with real gradients. (It also calls 78 % confident. A p is a "
        "share, no measure of trust: notebook 08.)",
    ),
)

# %%
articles.compare("A0.19", np.eye(2)[labels])
articles.compare("A0.24", used)
articles.compare("A0.24.zebra", told["zebra"])
articles.compare("A0.24.cat", told["cat"])
articles.compare("A0.20", [told["zebra"][2][5:7], told["cat"][2][5:7]])
articles.compare("A0.21", [np.argmax(told[name][2][5:7]) for name in told])  # both zebra
articles.compare("A0.22", [d_b, d_z, d_w])
each = np.array([[0.78 - 1], [0.55]]) * [[0.7, 1, -0.7, -1], [0, 1, 0, -1]]
costs = -np.log([[0.78], [0.45]])
rows = np.hstack([each, costs])
articles.compare("A0.26", [*rows, rows.sum(axis=0), rows.mean(axis=0)])
articles.compare("A0.26.passes", [[both(s, level) for level in (0.5, 0.9)] for s in go_on])
each = (p - y)[:, :1] * np.column_stack([feature, [1, 1], -feature, [-1, -1]])
articles.compare("A0.27", [*each, each.mean(axis=0)])
articles.compare("A0.27.feature", dfeature[0])
articles.compare("A0.27.filter", dzebra)
starts = [from_start[speed] for speed in (0.1, 1)]
articles.compare(
    "A0.27.passes", [[1 + both(s, level) for level in (0.5, 0.9)] for s in starts]
)
articles.compare("A0.28", [*(p - y)[1] * feature[1], *dcat.ravel()])

# %% [markdown]
# **In PyTorch:** `loss.backward()` fills `w.grad` and `b.grad`; `torch.optim.SGD([w, b], lr=0.1).step()` makes the update.
#
# **In short**
#
# - A training loop is forward, backward, update; each update is minus rate times gradient.
# - Made-up gradients show: over the classes, those of the biases must add up to 0; for one image, the weight's is the feature times the bias's.
# - Images pull at shared parameters; the one the network is more wrong about pulls harder.
# - Probabilities know differences of logits only: weights cannot be read off them.
# - Where ReLU is off, an image teaches the filter nothing; a bias can turn it on, and training off.
#
# Sources: article 0 (INGOAMPT, day 54); the documentation of `torch.optim`.
#
# **Next:** [13 Backprop through a convolution](13_backprop_convolution.ipynb).
