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
from cnnlite.plots import Grid, ledger
from cnnlite.questions import Predict, Question, Recall, update_example

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
# In notebook 10 article 0's zebra and cat went forward three times. In between, four numbers changed by a rate times
# gradients that the article *assumes*. Now you can find the **real** ones: those of the loss.
#
# The network: a filter's sum, ReLU, one feature $f$, two logits, softmax, cross-entropy. Each class has a weight and a bias,
# $z_c = w_c f + b_c$: four numbers. The loss to make small is the mean of both images. At the start it calls both of them
# zebra: for the zebra image p of zebra is 0.7465, for the cat image 0.525.

# %% tags=["hidden"]
trainer = PassTrainer(show=("gradients", "rate", "number"))
start = trainer.arrays["gradients"][0]
Predict(
    "One step down the real gradients. Which way does the bias of the class zebra go?",
    ("up", "down", "it stays"),
    answer="down",
    why=f"The bias's gradient is {start[1]:.4f}, above 0. The zebra image pulls the bias "
    "up with p − y = 0.7465 − 1. The cat image pulls it down with 0.525 − 0, and so "
    "harder: the network is more wrong about the cat.",
    reasons={
        "up": "The zebra image asks for that. What does the cat image ask for?",
        "it stays": "Both images pull, in opposite directions. Equally hard?",
    },
    then=trainer,
    name="12.way",
)

# %% [markdown]
# A **pass** takes both images forward, then updates the weights and biases. The table holds one pass, before and after
# its update; the curves, the losses of all 500 (1 to 10 is as wide as 10 to 100). An image is right where its own
# class has p above 0.5: where its loss is *below* the upper thin line. The lower one is p = 0.9.
#
# **For your hands:**
#
# 1. Choose *assumed* and go to pass 3. What does the update do to the zebra's bias? What happens to the cat's loss?
# 2. Choose *real*. In which pass is the cat right for the first time? Does the zebra's loss only fall?
# 3. From which pass on are both above 0.9? (Between 450 and 500: type the pass into its box.) How does that
#    change with the learning rate?
#
# <details><summary>Answers</summary>
#
# 1. The bias goes up, and so does the cat's loss: 0.7444, 0.7710, 0.7981, without end.
# 2. In pass 5. The zebra's loss rises up to pass 23, as the cat pulls harder; the cat's loss and the mean fall all the time.
# 3. Pass 480. At rate 1 it is pass 49, at rate 2 pass 25: here, faster is better.
#
# </details>
#
# ## By hand, then in code
#
# **The article's three passes.** Pass 1 is the start, pass 3 comes after two updates. Of the article's numbers only the
# percentages of pass 3 are left. Weights, rate and gradients are our stand-ins, chosen to lead to them. Each loss is
# −ln of the p of the image's own class.
#
# <!-- A0.23; A0.16 (L), A0.17 (L), A0.18 (L), A0.24 (R) -->

# %%
images = np.stack([articles.ZEBRA, articles.CAT])
kernel = articles.ZEBRA_CAT_FILTER
y = articles.ZEBRA_CAT_TARGETS  # a one-hot row for each image
labels = np.array([0, 1])  # the same as class numbers
sums = (images * kernel).sum(axis=(1, 2))
feature = cnnlite.relu(sums)[:, None]  # a row for each image
w, b = articles.ZEBRA_CAT_START_WEIGHTS, articles.ZEBRA_CAT_START_BIASES  # zebra, cat
rate = articles.ZEBRA_CAT_RATE
guessed_w, guessed_b = articles.ZEBRA_CAT_ASSUMED_WEIGHTS, articles.ZEBRA_CAT_ASSUMED_BIASES
told = {}
for update in range(3):
    now_w, now_b = w - update * rate * guessed_w, b - update * rate * guessed_b
    p = cnnlite.softmax(cnnlite.linear(feature, now_w, now_b))
    for i, name in enumerate(("zebra", "cat")):
        told[f"pass {update + 1}, {name} image"] = [*p[i], -np.log(p[i, labels[i]])]
ledger(("p zebra", "p cat", "loss"), told)

# %% tags=["hidden"]
Predict(
    "Article 0 calls its gradients “based on the chain rule”; they are lost. Take our "
    "stand-ins: zebra's weight and bias −0.3 and −0.3, cat's 0.2 and 0.2. Could the chain "
    "rule give these four?",
    ("yes, for other weights", "yes, for other images", "no, never"),
    answer="no, never",
    why="Over the two classes p sums to 1, and y, too. So p − y is as far above 0 for one "
    "class as below for the other: to −0.3 belongs +0.3, for each image and for "
    "any mean of images. (This judges our stand-ins; of the article's own gradients we "
    "know that it assumes them.)",
    reasons={
        "yes, for other weights": "Whatever the weights: what do the two p add up to?",
        "yes, for other images": "Each image gives two numbers p − y. What is their sum?",
    },
    name="12.chain",
)

# %% [markdown]
# **Real gradients.** Notebook 11: the slope of an image's loss in the logit $z_c$ is $p_c - y_c$. As $z_c = w_c f + b_c$, a wiggle
# of $b_c$ moves $z_c$ as far, one of $w_c$ $f$ times as far. So over the classes the gradients add up to 0; and for one
# image the weight's is $f$ times the bias's: 0.7 times for the zebra, 0 times for the cat. (−0.3 and −0.3 fail this second
# test, too, for either image. A mean over both images need not pass it: see the next output.) Over both images $i$
# we take the mean (2 is the number of images); the arithmetic is that of the zebra's weight:
#
# | | |
# |---|---|
# | formula | $\partial L/\partial w_c = \frac{1}{2} \sum_i (p_{ic} - y_{ic})\, f_i$ |
# | arithmetic | `((0.7465 − 1)·0.7 + (0.525 − 0)·0)/2 = −0.0887` |
# | NumPy | `(p - y).T @ feature / 2` |
# | PyTorch | `torch.func.grad(lambda w: F.cross_entropy(F.linear(feature, w, b), labels))(w)` |
#
# $L$ is the loss; the articles write $E$, for error. Then the update; the arithmetic: the zebra's bias.
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
print("dw and db agree with the wiggle")
print("gradients of the class zebra, from:")
print("               weight    bias")
for name, error, f in zip(("zebra", "cat"), p - y, feature, strict=True):
    print(f"{name + ' image':11} {error[0] * f[0]:9.4f} {error[0]:7.4f}")
print(f"their mean  {dw[0, 0]:9.4f} {db[0]:7.4f}")
print(f"assumed     {guessed_w[0, 0]:9.4f} {guessed_b[0]:7.4f}")
assert np.allclose([dw.sum(), db.sum()], 0)
print("over both classes: real ones add up to 0, assumed ones to", guessed_w.sum().round(2))
better = loss(w - rate * dw, b - rate * db)
print(f"mean loss {loss(w, b):.4f}, after a real step {better:.4f}", end=", ")
print(f"after the assumed one {loss(w - rate * guessed_w, b - rate * guessed_b):.4f}")

# %% [markdown]
# The assumed step *raises* the mean loss: it harms the cat more than it helps the zebra.
#
# **What pass 3 forces.** Do its percentages, 78 % and 55 % for zebra, tell the lost weights? Only their *difference*, and
# that of the biases: add one number to both weights, another to both biases, and no percentage changes.
#
# <details><summary>The differences, step by step</summary>
#
# With two classes $p/(1 - p)$ is one power of $e$ over the other, and its ln the difference of the logits, $z_0 - z_1$.
#
# - Cat image, $f = 0$: $\ln(0.55/0.45) = 0.2007 = d_b$, the difference of the biases.
# - Zebra image: $\ln(0.78/0.22) = 1.2657 = 0.7\, d_w + d_b$. So that of the weights is $d_w = (1.2657 - 0.2007)/0.7 = 1.5214$.
#
# </details>
#
# <!-- A0.20, A0.22 -->

# %%
d_b, d_z = np.log(0.55 / 0.45), np.log(0.78 / 0.22)
d_w = (d_z - d_b) / 0.7
print(f"difference of biases {d_b:.4f}, of weights {d_w:.4f}; zebra's logits {d_z:.4f}")
odds = np.array([[0.55, 0.545, 0.555], [0.78, 0.775, 0.785]])  # number, least, largest
of_b, of_z = np.log(odds / (1 - odds))
of_w = (of_z - of_b[[0, 2, 1]]) / 0.7  # the least with the largest of the biases
print(f"Our weights of pass 3 differ by {now_w[0, 0] - now_w[1, 0]:.2f}", end=": ")
print(f"the percentages are rounded, so anything from {of_w[1]:.2f} to {of_w[2]:.2f} fits.")
for m in (0, 5, -2):  # three of many
    some_w, some_b = np.array([[d_w + m], [m]]), np.array([d_b - m, -m])
    shares = cnnlite.softmax(cnnlite.linear(feature, some_w, some_b))[:, 0]
    print(f"w {some_w.ravel().round(2)}, b {some_b.round(2)}: p of zebra {shares.round(2)}")

# %% [markdown]
# The percentages are enough for the real gradients of pass 3. Fill in the blanks, at a rate of 1.
#
# <!-- A0.26 -->

# %%
third_w, third_b = np.array([[d_w], [0]]), np.array([d_b, 0])  # the first of the three
errors = np.array([0.78, 0.55]) - y[:, 0]
for_weight, for_bias = (errors * feature[:, 0]).mean(), errors.mean()
wiggled_w = cnnlite.numeric_gradient(lambda w: loss(w, third_b), third_w)
wiggled_b = cnnlite.numeric_gradient(lambda b: loss(third_w, b), third_b)
assert np.allclose([for_weight, for_bias], [wiggled_w[0, 0], wiggled_b[0]])
update_example({"zebra": (0.78, 1, 0.7), "cat": (0.55, 0, 0)}, "zebra", rate=1, level=1)

# %% [markdown]
# **To the end.** This is a **training loop**: forward, backward, update, again and again.


# %%
def train(w, b, rate):
    """Return each image's p of its own class, in one row for each of 600 passes."""
    seen = []
    for _ in range(600):
        p = cnnlite.softmax(cnnlite.linear(feature, w, b))
        seen.append((p * y).sum(axis=1))  # y is 1 at the own class, else 0
        dw, db = (p - y).T @ feature / 2, (p - y).mean(axis=0)
        w, b = w - rate * dw, b - rate * db
    return np.array(seen)


def both(seen, level):
    """Return how many updates it takes until both images are above the level."""
    return (seen > level).all(axis=1).argmax()  # the place of the first True


from_start = {speed: train(w, b, speed) for speed in (0.1, 1, 2)}
for speed, seen in from_start.items():
    print(f"from pass 1, rate {speed}: both right in pass {1 + both(seen, 0.5)}", end=", ")
    print(f"above 0.9 in pass {1 + both(seen, 0.9)}")
assert 450 < 1 + both(from_start[0.1], 0.9) < 500
worst = from_start[0.1][:, 0].argmin()
print(f"at rate 0.1 the zebra's loss is largest in pass {worst + 1}")
go_on = train(third_w, third_b, 0.1)
print("from the article's pass 3, rate 0.1: both right after", both(go_on, 0.5), end=" ")
print("updates, above 0.9 after", both(go_on, 0.9))

# %% [markdown]
# Real gradients bring both images above 90 %, even from where two assumed updates led; the assumed ones never do (see
# *assumed* in the trainer).
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
# New is the filter's gradient, in two parts, one from each image (half of its own, as the loss is the mean);
# purple is positive, orange negative. The new slider adds a bias to the filter's sum, before ReLU. The checkbox trains the filter's nine weights.
#
# **For your hands:**
#
# 1. In pass 1, move the filter bias. From where on does the cat add to the filter's gradient?
# 2. Leave it at `0.4` and train the filter. What happens to the cat's feature, from pass to pass?
# 3. Do not train the filter, set the bias to `−0.7`, and go to pass 500. What are both p, and why?
#
# <details><summary>Answers</summary>
#
# 1. From `0.4` on: its sum must be *above* 0, and at `0.3` it is 0.
# 2. The cat's part makes it smaller, until ReLU is off in pass 4. Then the zebra's part lifts it a little, and the cat
#    pushes it back: it stays near 0.
# 3. 0.5: both features are 0, so the logits are only the biases, the same for both images. One label pulls up, the other
#    down; at 0.5 they pull equally hard.
#
# </details><br>
#
# **Where the two parts come from.** Go back through the layers for one image. A wiggle of the filter's weight $K_{uv}$
# moves the sum $s$ by its pixel $I_{uv}$ times the wiggle (06). ReLU has the slope $[s > 0]$: 1 where that is true, else 0. The feature goes into
# both logits, and hears from both: $\sum_c (p_c - y_c)\, w_c$ is its gradient, `dfeature`.
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
def image_loss(i, kernel):
    """Return the loss of image i alone."""
    f = cnnlite.relu((images[i : i + 1] * kernel).sum(axis=(1, 2)))[:, None]
    return cnnlite.cross_entropy(cnnlite.linear(f, w, b), labels[i : i + 1])


dfeature = (p - y) @ w[:, 0]  # one number for each image
dzebra, dcat = (dfeature * (sums > 0))[:, None, None] * images
for i, found in enumerate((dzebra, dcat)):
    assert np.allclose(
        found, cnnlite.numeric_gradient(lambda k, i=i: image_loss(i, k), kernel)
    )
print("agree with the wiggle; gradients of the features, zebra and cat:", dfeature.round(4))
print("The cat's feature gets more, but its ReLU is off and stops it.")
gray, signed = (False, 1), (True, 0.4)
print("the filter; each image, and its own gradient of the filter")
zebra_row = [Grid("zebra", images[0], scale=gray), Grid("gradient", dzebra, scale=signed)]
cat_row = [Grid("cat", images[1], scale=gray), Grid("gradient", dcat, scale=signed)]
show_grids([Grid("filter", kernel)], zebra_row, cat_row)

# %% [markdown]
# ## Your turn
#
# **Wake the cat.** Write the filter's gradient for the loss of one image, and return it, (H, W):
#
# - `image`, `kernel`: arrays of one shape, (H, W); `bias`: a number, added to the filter's sum;
# - `w`, `b`: shape (C,), a weight and a bias for each of C classes;
# - `y`: shape (C,), the one-hot label.
#
# The sum `s` and the feature `f` are single numbers: `max(s, 0)` does for ReLU, `w * f + b` for the logits, which
# `cnnlite.softmax` takes. Where the sum is exactly 0, ReLU passes nothing back. `hint("12.kernel")` helps.
#
# Then, in the second cell, use it for the cat's own loss; its image is `images[1]`. Give the filter
# the smallest bias, a multiple of 0.1, with which the cat's image changes it, and take *one* step of the kernel alone,
# rate 0.1. Name the new one `stepped`, so that `kernel` stays. What is the cat's sum then, bias included, to four
# decimals? (Guess first: will ReLU still be on?)
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
# the gradient: kernel_gradient(images[1], kernel, …, w[:, 0], b, y[1])
# stub: wake = None  # the cat's sum after one step
stepped = kernel - 0.1 * kernel_gradient(images[1], kernel, 0.4, w[:, 0], b, y[1])
wake = (images[1] * stepped).sum() + 0.4
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
woken = PassTrainer(learn=True).arrays["feature"][:, 1] > 0
no_more = PassTrainer("assumed").arrays["p"][:, 1]
assert (np.diff(no_more) < 0).all()
Recall(
    Question(
        "“The true label is zebra (1) for the first image and cat (1) for the second.” "
        "Used as class numbers, they tell the network which image is which.",
        ("true", "false"),
        "false",
        "Article 0, at pass 1. Both labels are 1: one class, and each asks the same of the "
        "logits. At pass 2 it has them right: [1, 0] and [0, 1].",
    ),
    Question(
        "In the article, it takes two updates to bring the zebra image to 78 %.",
        ("true", "false"),
        "true",
        "Article 0 says “after several iterations”. They are two.",
    ),
    Question(
        "“The doubt about the cat is left because there were too few iterations.” So with "
        "more of the assumed updates it would go away.",
        ("true", "false"),
        "false",
        "The first sentence is article 0's. With more of the assumed updates the cat's p "
        f"falls on, to {no_more[9]:.2f} in pass 10. The real gradient of the zebra's bias "
        f"at pass 3 is {for_bias:.3f}, so a real step lowers it; {both(go_on, 0.5)} of "
        "them make the cat right.",
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
        "With real gradients: “Eventually both images are right, with high confidence.”",
        ("true", "false"),
        "true",
        f"Article 0, without a number. Above 90 % takes {both(go_on, 0.9)} more updates "
        "at rate 0.1. (It also calls 78 % confident. A p is a "
        "share, no measure of trust: notebook 08.)",
    ),
)

# %%
print("Bookkeeping, which you can skip: our numbers beside what is known of article 0.")
articles.compare("A0.19", np.eye(2)[labels], brief=True)
start, change = np.column_stack([w, b]), rate * np.column_stack([guessed_w, guessed_b])
used = [start - n * change for n in range(3)]  # each pass: a row (w, b) for each class
z = np.array([cnnlite.linear(feature, now[:, :1], now[:, 1]) for now in used])
rows = np.array(list(told.values())).reshape(3, 2, 3)  # pass, image, column of the table
rows = np.dstack([z, np.exp(z), np.exp(z).sum(axis=2), rows])
articles.compare("A0.24", [now.ravel() for now in used], brief=True)
articles.compare("A0.24.zebra", rows[:, 0], brief=True)
articles.compare("A0.24.cat", rows[:, 1], brief=True)
articles.compare("A0.20", rows[2, :, 5:7])
articles.compare("A0.21", rows[2, :, 5:7].argmax(axis=1), brief=True)  # both zebra
articles.compare("A0.22", [of_b, of_z, of_w])
each = np.array([[0.78 - 1], [0.55]]) * [[0.7, 1, -0.7, -1], [0, 1, 0, -1]]
each = np.hstack([each, -np.log([[0.78], [0.45]])])
articles.compare("A0.26", [*each, each.sum(axis=0), each.mean(axis=0)], brief=True)
ways = go_on, train(third_w, third_b, 0.2)  # the sum of losses is as twice the rate
counts = [[both(seen, level) for level in (0.5, 0.9)] for seen in ways]
articles.compare("A0.26.passes", counts, brief=True)
each = (p - y)[:, :1] * np.column_stack([feature, [1, 1], -feature, [-1, -1]])
articles.compare("A0.27", [*each, each.mean(axis=0)], brief=True)
articles.compare("A0.27.feature", dfeature[0], brief=True)
articles.compare("A0.27.filter", dzebra, brief=True)
counts = [[1 + both(from_start[v], level) for level in (0.5, 0.9)] for v in (0.1, 1)]
articles.compare("A0.27.passes", counts, brief=True)
articles.compare("A0.28", [*(p - y)[1] * feature[1], *dcat.ravel()], brief=True)

# %% [markdown]
# **In PyTorch:** `loss.backward()` fills `w.grad` and `b.grad`; `torch.optim.SGD([w, b], lr=0.1).step()` makes the update
# (SGD: the plain step of this notebook).
#
# **In short**
#
# - A training loop is forward, backward, update; each update is minus rate times gradient.
# - Made-up gradients show: over the classes, those of the biases must add up to 0; for one image, the weight's is the feature times the bias's.
# - Images pull at shared parameters: at a bias, the one the network is more wrong about pulls harder; at a weight its feature counts, too, and with 0 it does not pull.
# - Probabilities know differences of logits only: weights cannot be read off them.
# - Where ReLU is off, an image teaches the filter nothing; a bias can turn it on, and training off.
#
# Sources: article 0 (INGOAMPT, day 54); the documentation of `torch.optim`.
#
# **Next:** [13 Backprop through a convolution](13_backprop_convolution.ipynb).
