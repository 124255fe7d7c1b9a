# %% [markdown]
# # Measure how wrong an answer is
#
# **Which number should training make small?**
#
# 40 minutes; what is folded comes on top. You need [06 Activations](06_activations.ipynb) for the slope, and
# [08 Dense and softmax](08_dense_and_softmax.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.data.rivals import RIVALS
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import LossLab, show_grids
from cnnlite.plots import Grid, Picture, triangle
from cnnlite.questions import Predict, Question, Recall, Step, WorkedExample

# %% [markdown]
# ## Warm up
#
# Three questions; skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "5 is added to every logit. What does softmax make of it?",
        ("larger probabilities", "the same probabilities", "a surer answer"),
        "the same probabilities",
        "Only the differences between the logits count.",
    ),
    Question(
        "A wiggle moves the input of a sigmoid at −4. How far does its value move?",
        ("hardly at all", "a quarter as far", "just as far"),
        "hardly at all",
        "It is saturated there: the curve is nearly flat.",
        {"a quarter as far": "That is its largest slope, at 0."},
    ),
    Question(
        "Why does max pooling pad with −∞ and not with 0?",
        ("it is faster", "a 0 would win over negative numbers", "0 is no pixel"),
        "a 0 would win over negative numbers",
        "The largest of a window must be one of its own numbers.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A network gives “zebra” the probability $p$. The **label** $y$ is the truth: 1 for a zebra, 0 for none. A **loss**
# makes one number of both, never below 0: the smaller, the better. From notebook 11 on, training makes it fall. Three
# candidates, for a zebra:
#
# - $1 - p$, the absolute error; its mean over several pictures is the **MAE**;
# - $(1 - p)^2$, the squared error; its mean is the **MSE**;
# - $-\ln p$, the **cross-entropy**.
#
# The *natural logarithm* ln undoes $e$ to a power: $\ln e^x = x$. So ln 1 = 0, and ln 0.5 = −0.69; towards 0 it falls without
# end, and 0 and below have none. It turns quotients into differences, $\ln(a/b) = \ln a - \ln b$: divide a number by 10,
# and its logarithm falls by 2.30. In NumPy it is `np.log`.
#
# <!-- A3.6, A0.15 -->

# %% tags=["hidden"]
assert round(np.log(10), 2) == 2.30
assert round(np.log(0.5), 2) == -0.69
zebra_lab = LossLab(
    {"a zebra": [1], "no zebra": [0], "10 look alike, 7 are zebras": [1] * 7 + [0] * 3},
    ("cross-entropy", "MSE", "MAE"),
    show=("data", "prediction"),
)
half, sure = (-np.log(p) for p in (0.5, 0.01))
Predict(
    "A zebra: p falls from 0.5 to 0.01. How many times as large is the cross-entropy?",
    ("about 2 times", "about 7 times", "about 50 times"),
    answer="about 7 times",
    why=f"The cross-entropy grows from {half:.2f} to {sure:.2f}, the squared error only "
    "from 0.25 to 0.98.",
    reasons={
        "about 2 times": "The absolute error grows like that, from 0.5 to 0.99.",
        "about 50 times": "So much smaller is p; but ln makes differences of quotients.",
    },
    then=zebra_lab,
    name="09.factor",
)

# %% [markdown]
# First the losses, with their numbers at your $p$; black lines show how steep they are there. Then these slopes, found
# by wiggling $p$: below 0, the loss falls as $p$ grows. A hollow mark lies beyond the edge.
#
# **For your hands:** at $p$ = 0.01, sure and wrong, which loss shouts, with a steep slope? Whose slope is the same
# everywhere? What does *no zebra* change? And with one $p$ for all of *10 look alike, 7 are zebras*: where is each
# loss smallest?
#
# <details><summary>Answers</summary>
#
# The cross-entropy has slope −100, the MSE about −2. The MAE has −1 everywhere: its *slope* never says how wrong $p$
# is. With *no zebra* all is mirrored, and the slopes change sign. For the ten, cross-entropy and
# MSE are smallest at 0.7, the true share; the MAE at the right end: it rewards certainty where there is none.
#
# </details><br>
#
# **Through the sigmoid.** Weights do not set $p$ but a logit $z$, of which a sigmoid makes $p$. Training will move
# weights in proportion to a slope, so a flat loss teaches nothing. The slope that counts is the one against $z$. We take
# half of the MSE (slope −0.99 at $p$ = 0.01, not −1.98). A zebra, $z$ = −4: $p$ is 0.018.

# %% tags=["hidden"]
nudge = ((1 - 0.010001) ** 2 - (1 - 0.01) ** 2) / 1e-6  # of the MSE at p = 0.01
assert round(nudge, 2) == -1.98
assert round(nudge / 2, 2) == -0.99
slow_lab = LossLab(
    {"a zebra": [1], "no zebra": [0]},
    ("cross-entropy", "half MSE"),
    kind="logit",
    prediction=-4,
    show=("data", "prediction"),
)
fast, slow = slow_lab.arrays["slope"].values()
at = cnnlite.sigmoid(np.array(-4.0))
passed_on = at * (1 - at)  # the slope of the sigmoid
Predict(
    "Wiggle z at −4. How much steeper is the cross-entropy than half of the MSE?",
    ("about as steep", "about 5 times", "more than 50 times"),
    answer="more than 50 times",
    why="Slopes multiply (06): that of the loss against p, and that of the saturated "
    f"sigmoid, {passed_on:.5f}. −{1 / at:.1f} · {passed_on:.5f} = −{-fast:.3f}, and "
    f"−{1 - at:.3f} · {passed_on:.5f} = −{-slow:.4f}. "
    "Only the cross-entropy is steep enough to make up for the sigmoid.",
    reasons={
        "about as steep": "They share the sigmoid. But how steep is each against p?",
        "about 5 times": "At p = 0.018 they differ by more against p already.",
    },
    then=slow_lab,
    name="09.slow",
)

# %% [markdown]
# **For your hands:** at $z$ = −5 and at 5 the slope of half the MSE is close to 0. At which end is that bad?
#
# <details><summary>Answer</summary>At −5: it could hardly be more wrong, and no wiggle shows a way out. At 5 flat is fine;
# the cross-entropy is flat there only.</details><br>
#
# Article 3 says that MSE with sigmoids learns slowly. It gives no numbers; these are ours, the slopes for a zebra.
# That of the cross-entropy against $z$ is $p - 1$, so at worst −1; with any label, $p - y$.
#
# <details><summary>And behind softmax?</summary>MSE is as slow there. Logits −4, 4 and 0, the first class is true:
# against its logit, half the squared error has slope −0.0006, the cross-entropy −0.9997.</details>
#
# <!-- A3.26 (S claim, R numbers) -->


# %%
def slope(f, x, h=1e-6):
    """Wiggle x and divide, as in 06."""
    return (f(x + h) - f(x)) / h


def half_mse(z, y=1):
    return (y - cnnlite.sigmoid(z)) ** 2 / 2


def cross(z, y=1):
    return -y * np.log(cnnlite.sigmoid(z)) - (1 - y) * np.log(1 - cnnlite.sigmoid(z))


z = articles.SLOW_INPUTS
p = cnnlite.sigmoid(z)
slopes = np.stack([p, slope(half_mse, z), slope(cross, z)], axis=1)
ratios = slopes[:, 2] / slopes[:, 1]
print("  z      p  half MSE      CE  times")
for row in zip(z, *slopes.T, ratios, strict=True):
    print("{:3.0f}  {:.3f}  {:8.4f}  {:6.3f}  {:5.1f}".format(*row))
assert np.allclose(slope(cross, z), p - 1, atol=1e-5)
assert np.allclose(slope(lambda z: cross(z, y=0), z), p, atol=1e-5)  # p − 0

# %% [markdown]
# ## By hand, then in code
#
# **More classes.** The label is a row with 1 at the true class and 0 elsewhere: **one-hot**. Here is article 2's cat
# again (08): in the next cell `logits` and `guess`, their softmax, and `cat`, the label. $c$ runs over the classes:
#
# | | |
# |---|---|
# | formula | $\text{CE} = -\sum_c y_c \ln p_c = -\ln p_{\text{true}}$ |
# | arithmetic | `−(1·ln(0.62624) + 0·ln(0.31098) + 0·ln(0.06279)) = 0.4680` |
# | NumPy | `-(cat * np.log(guess)).sum()` |
# | PyTorch | `F.cross_entropy(logits, cat)` |
#
# Only the true class's term is left. PyTorch and `cnnlite.cross_entropy` take the logits themselves: no probability is
# rounded to 0 before its logarithm. Now let the photo show a dog, and fill in the blanks.

# %%
logits, cat, dog = articles.SCORES, np.array([1.0, 0, 0]), np.array([0.0, 1, 0])
guess = cnnlite.softmax(logits)
classes, logs = ("cat", "dog", "elephant"), np.log(guess)
terms = dog * logs + 0.0  # −0 becomes 0
steps = [
    Step(f"{name}: y · ln p", ["=", term], fade=3 if name == "cat" else 1)
    for name, term in zip(classes, terms, strict=True)
]
steps.append(Step("the loss", ["minus their sum =", -terms.sum()]))
rows = {"y": dog[None], "p": guess[None], "ln p": logs[None]}
WorkedExample("The label is a dog", steps, level=1, arrays=rows)

# %% [markdown]
# **Two distributions.** Numbers from 0 up that sum to 1 are a *distribution*. Softmax makes one, and a one-hot label is
# one: that is why they can be compared. A label may be shared out: of four people who see a blurred photo, three say
# cat, one dog.
#
# <!-- A0.66 -->


# %% tags=["hidden"]
def three(z):
    """Softmax of z, 4 and 0, for the fold on softmax above."""
    return cnnlite.softmax(np.array([z, 4.0, 0]))


assert round(slope(lambda z: ((three(z) - [1, 0, 0]) ** 2).sum() / 2, -4), 4) == -0.0006
assert round(slope(lambda z: -np.log(three(z)[0]), -4), 4) == -0.9997
people = np.array([0.75, 0.25, 0])
points = {"article 2": guess, "1/3 each": (1 / 3,) * 3}
left = triangle(points, classes, cat, "label: cat")
right = triangle(points, classes, people, "label: 0.75, 0.25, 0")
Predict(
    "The label is 0.75, 0.25, 0. At which prediction p is −Σ y ln p smallest?",
    ("1, 0, 0", "0.75, 0.25, 0", "one third each"),
    answer="0.75, 0.25, 0",
    why="It is smallest at the label itself; not 0 there, but less than anywhere else.",
    reasons={
        "1, 0, 0": "A quarter of the label lies on the dog, and −ln 0 is infinite.",
        "one third each": "That leaves a third for the elephant, which nobody saw.",
    },
    then=Picture((left, right), f"{left.text}\n{right.text}"),
    name="09.soft",
)

# %% [markdown]
# Each point of a triangle is a prediction: a corner gives all to its class, the middle a third to each. The lines say
# how large the cross-entropy is. In the second it is infinite along two sides, where cat or dog gets 0. Near the
# cat's corner the lines crowd: there the last crumb for the dog decides.
#
# **CE = H + KL.** What even the best prediction costs is the label's **entropy** $H$: how much the label leaves open, 0 if
# it is one-hot. The **KL divergence** is what yours adds: 0 only where $p$ is the label. Terms with $y_c = 0$ count as 0.
#
# | | |
# |---|---|
# | formula | $-\sum_c y_c \ln p_c = -\sum_c y_c \ln y_c + \sum_c y_c \ln (y_c / p_c)$ |
# | arithmetic | `−(0.75·ln(0.75) + 0.25·ln(0.25)) + 0.75·ln(0.75/0.62624) + 0.25·ln(0.25/0.31098) = 0.6430` |
# | NumPy | `entropy(people) + divergence(people, guess)` |
# | PyTorch | `F.cross_entropy(logits, people)` |
#
# Why: ln(y/p) is ln y − ln p, and its ln y cancels that of the entropy.
#
# <details><summary>Two classes: binary cross-entropy in four ways</summary>
#
# The second class has $1 - y$ and $1 - p$. Here are $t$ = 3 pictures, numbered $i$; `y` and `q`, the predictions,
# stand in the next cell.
#
# | | |
# |---|---|
# | formula | $-\frac{1}{t} \sum_i \left[ y_i \ln p_i + (1 - y_i) \ln (1 - p_i) \right]$ |
# | arithmetic | `−(ln(0.9) + ln(1 − 0.2) + ln(0.6))/3 = 0.2798` |
# | NumPy | `cnnlite.binary_cross_entropy(q, y)` |
# | PyTorch | `F.binary_cross_entropy(q, y)` |
#
# Article 3 takes −ln of $p^y (1 - p)^{1 - y}$, the probability of what was seen.
#
# </details>
#
# <!-- A3.12, A3.13 -->


# %%
def entropy(y):
    """What the label leaves open; its zeros cost nothing."""
    return sum(-a * np.log(a) for a in y if a > 0)


def divergence(y, p):
    """What the prediction p adds to it."""
    return sum(a * np.log(a / b) for a, b in zip(y, p, strict=True) if a > 0)


for name, label in {"cat": cat, "four people": people}.items():
    loss = cnnlite.cross_entropy(logits[None], label[None])  # a row for each image
    h, kl = entropy(label), divergence(label, guess)
    print(f"{name}: CE {loss:.4f} = H {h:.4f} + KL {kl:.4f}")
    assert np.isclose(loss, h + kl)

y, q = articles.LOSS_TARGET, articles.LOSS_PREDICTION
binary = cnnlite.binary_cross_entropy(q, y)
print(f"labels {y}, predictions {q}: binary CE {binary:.4f}")

# %% [markdown]
# **When the answer is a number,** a loss measures how far off it is. Here the targets $y_i$ are $t$ = 3 prices, 1, 2 and 4,
# and the predictions $p_i$, now numbers of any size, are 0.9, 2.2 and 3.
#
# | | |
# |---|---|
# | formula | $\text{MSE} = \frac{1}{t} \sum_i (y_i - p_i)^2$ |
# | arithmetic | `((1 − 0.9)² + (2 − 2.2)² + (4 − 3)²)/3 = 0.35` |
# | NumPy | `((prices - predicted) ** 2).mean()` |
# | PyTorch | `F.mse_loss(predicted, prices)` |
#
# The MAE has the plain distances. The **MAPE** takes each in per cent of its target. The **MSLE** squares the difference
# of the logarithms of $1 + y$ and $1 + p$: it asks by which factor these differ.
#
# <details><summary>MAE, MAPE and MSLE in four ways</summary>
#
# | | |
# |---|---|
# | formula | $\text{MAE} = \frac{1}{t} \sum_i \lvert y_i - p_i \rvert$ |
# | arithmetic | `(0.1 + 0.2 + 1)/3 = 0.4333` |
# | NumPy | `cnnlite.l1_loss(predicted, prices)` |
# | PyTorch | `F.l1_loss(predicted, prices)` |
#
# | | |
# |---|---|
# | formula | $\text{MAPE} = \frac{100}{t} \sum_i \lvert (y_i - p_i) / y_i \rvert$ |
# | arithmetic | `100·(0.1/1 + 0.2/2 + 1/4)/3 = 15` |
# | NumPy | `cnnlite.mape_loss(predicted, prices)` |
# | PyTorch | `100 * ((prices - predicted) / prices).abs().mean()` |
#
# | | |
# |---|---|
# | formula | $\text{MSLE} = \frac{1}{t} \sum_i (\ln(1 + y_i) - \ln(1 + p_i))^2$ |
# | arithmetic | `((ln(2) − ln(1.9))² + (ln(3) − ln(3.2))² + (ln(5) − ln(4))²)/3 = 0.0189` |
# | NumPy | `cnnlite.msle_loss(predicted, prices)` |
# | PyTorch | `((torch.log1p(prices) - torch.log1p(predicted)) ** 2).mean()` |
#
# </details>
#
# <!-- A3.7, A3.8, A3.9, A3.10, A3.11 -->

# %%
prices, predicted = articles.MAPE_TARGET, articles.MAPE_PREDICTION
print(f"prices {prices}, predictions {predicted}:")
print(f"MSE {cnnlite.mse_loss(predicted, prices):.4f}", end=", ")
print(f"MAE {cnnlite.l1_loss(predicted, prices):.4f}", end=", ")
print(f"MAPE {cnnlite.mape_loss(predicted, prices):.0f} %", end=", ")
print(f"MSLE {cnnlite.msle_loss(predicted, prices):.4f}")
for loss, targets in ((cnnlite.mape_loss, [0.0, 2]), (cnnlite.msle_loss, [-1.0, 2])):
    try:
        loss(np.array([1.0, 2]), np.array(targets))
    except ValueError as error:
        print(error)

# %% [markdown]
# Two refusals: no error can be given in per cent of 0, and for the target −1 the logarithm would be that of $1 + y = 0$.
#
# **Far off.** Five targets, 1, 2, 3, 4 and 20, get one prediction. The last is an **outlier**, far from the others.
# The MSE is smallest at their mean, 6.

# %% tags=["hidden"]
five = np.array([1.0, 2, 3, 4, 20])
assert five.mean() == 6
number_losses = ("MSE", "MAE", "MSLE", "MAPE")
number_lab = LossLab(
    {"1, 2, 3, 4, 20": five}, number_losses, "number", 6, show=("prediction", "loss")
)
Predict(
    "Where is the MAE smallest?",
    answer=float(np.median(five)),
    why="At the middle one, the median. Every target pulls alike, however far away it is: "
    "two from below, two from above.",
    reasons={
        6: "In the MSE a target twice as far pulls twice as hard. In the MAE it does not.",
        2.5: "That is the middle without the outlier; but it does count, as one of five.",
    },
    then=number_lab,
    name="09.median",
)

# %% [markdown]
# As their units differ, *all of them* draws each curve as a share of its largest value. **For your hands:** choose MAPE
# and MSLE alone. Where is each smallest, so where does its slope cross 0?
#
# <details><summary>Answer</summary>
#
# The MAPE at 2: small targets pull hardest, as errors are divided by them. The MSLE near 4: to it, 21 is only about 4
# times 5.
#
# </details>
#
# ## Your turn
#
# **Which loss fails, and why?** Below, A is each time the better prediction, yet one of MSE, MAE, MSLE, MAPE and
# cross-entropy prefers B. Name it, and the reason (one is left over):
#
# - `"endless"`: an answer that is sure and counts as wrong costs almost without end;
# - `"extreme"`: even in doubt, going to 0 or 1 is cheapest;
# - `"squared"`: a very large distance counts squared;
# - `"divided"`: an error is divided by a small target.
#
# To work one out: `cnnlite.mse_loss(RIVALS["rain"].a, RIVALS["rain"].target)`; the others are `l1_loss`, `msle_loss`,
# `mape_loss` and, for zebras, `binary_cross_entropy`. Hints: `"09.which"`.

# %%
for name, rivals in RIVALS.items():
    print(f"{name}: {rivals.story}")
white = (True, 1e6)  # no colors
tables = [
    Grid(name, rivals.table, names=("target", "A", "B"), scale=white)
    for name, rivals in RIVALS.items()
]
show_grids(*tables)

# %% tags=["exercise"]
# One pair for each, in this order: prices, rain, zebras.
# A pair is a loss and a reason, such as ("MAE", "divided").
failing = [
    # stub: None, None, None,
    ("MSE", "squared"),
    ("MAPE", "divided"),
    ("cross-entropy", "endless"),
    # end
]
check("09.which", failing)

# %% [markdown]
# **Cross-entropy that survives.** `logits` has a row for each image, (N, K); `target` holds N whole numbers, the true
# classes: of three, 2 stands for 0, 0, 1. Return one number, the mean over the
# images; a loop over the rows is fine.
#
# Logits of `±1000` must give no `inf` and no `nan`. With logits `1000` and 0 and the second class true, the loss is
# `1000`, yet $e^{-1000}$ is too small for a float and becomes 0. So do not form $p$. Subtract each row's largest logit, as in
# 08; then of a power over a sum take $\ln(a/b) = \ln a - \ln b$, and remember $\ln e^z = z$. Hints and a solution: `"cross_entropy"`.


# %% tags=["exercise"]
def cross_entropy(logits, target):
    """Return the mean of −ln softmax(logits) at the true classes."""
    # stub: return None  # your code, in place of None
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(target)), target].mean()
    # end


check("cross_entropy", cross_entropy)

# %% [markdown]
# ## True or false, and on
#
# Judge first; the cell after the questions takes `y` and `q` through every loss but the MAPE. Here *L1 loss* and *L2 loss* are
# plain sums, of the distances and of their squares (beware: PyTorch's `l1_loss` takes the mean). The *L2 norm* is the
# root of the latter.
#
# <!-- E40; A3.9, A3.27 (R) -->

# %% tags=["hidden"]
norm = np.sqrt(((y - q) ** 2).sum())
low, high = (cnnlite.mape_loss(np.array([far]), np.array([10.0])) for far in (5.0, 20.0))
Recall(
    Question(
        "“The L2 loss is the square root of the L2 norm.”",
        ("true", "false"),
        "false",
        "So say some notes on article 3's paper. It is the square: the norm is "
        f"{norm:.4f}, its root {np.sqrt(norm):.4f}, its square {norm**2:.2f}, the L2 loss.",
    ),
    Question(
        "“Where the answer is sure and wrong, MSE behind a sigmoid learns slowly.”",
        ("true", "false"),
        "true",
        "Article 3 says so without the condition. At z = 0 the cross-entropy is only "
        f"{ratios[2]:.0f} times as steep, at z = −4 {ratios[0]:.0f} times.",
    ),
    Question(
        "“Enough training brings every cross-entropy to 0.”",
        ("true", "false"),
        "false",
        "Not below the entropy: on four pictures that look alike, three of them zebras, "
        f"nothing does better than {entropy([0.75, 0.25]):.2f} on average.",
    ),
    Question(
        "“For the target 10, half of it, 5, and double, 20, have the same MAPE.”",
        ("true", "false"),
        "false",
        f"{low:.0f} % and {high:.0f} %. Equal distances cost the same, equal factors do "
        "not: too little, down to 0, never costs over 100 %, too much has no limit.",
    ),
)

# %%
squares, distances = (y - q) ** 2, np.abs(y - q)
ours = {
    "MSE": squares.mean(),
    "MSLE": cnnlite.msle_loss(q, y),
    "L2 loss": squares.sum(),
    "L2 norm": norm,
    "its root": np.sqrt(norm),
    "L1 loss": distances.sum(),
    "MAE": distances.mean(),
    "cross-entropy, mean": cnnlite.binary_cross_entropy(q, y),
    "its sum": cnnlite.binary_cross_entropy(q, y, "sum"),
    "MAPE of the prices": cnnlite.mape_loss(predicted, prices),
}
for name, value in ours.items():
    print(f"{name:20} {value:7.4f}")
articles.compare("A3.27", list(ours.values()))
articles.compare("A3.26", slopes)  # of the table of slopes above
articles.compare("A3.26.ratio", ratios)

# %% [markdown]
# **In PyTorch:** `torch.nn.CrossEntropyLoss()` takes logits, `torch.nn.BCEWithLogitsLoss()` those of yes-or-no questions;
# `torch.nn.MSELoss()` and `torch.nn.L1Loss()` compare numbers.
#
# **In short**
#
# - A loss says in one number how wrong a prediction is; training makes it small.
# - Cross-entropy is −ln of the true class's probability: it shouts at what is sure and wrong.
# - Behind a saturated sigmoid the MSE sleeps; the cross-entropy's slope against the logit is $p - y$.
# - Label and prediction are two distributions: CE = H + KL, and H is 0 for a one-hot label.
# - Each loss fails somewhere: MSE at an outlier, MAE in doubt, MAPE near 0, cross-entropy at a wrong label.
#
# Sources: article 0 (INGOAMPT, day 54), article 2 (Accedia, part I), article 3 and the paper it sums up,
# [P. Murugan's](https://arxiv.org/abs/1711.03278); the documentation of `torch.nn`.
#
# **Next:** [10 The forward pass](10_forward_pass.ipynb).
