# %% [markdown]
# # Train a CNN on real digits
#
# **What decides whether training works?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need
# [10 The forward pass](10_forward_pass.ipynb), [12 Zebra and cat](12_zebra_and_cat.ipynb) and
# [15 Four tiny images](15_four_tiny_images.ipynb).

# %%
import numpy as np

from cnnlite import nn, optim, train
from cnnlite.data import digits
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import LiveTrainer
from cnnlite.inspect import feature_maps
from cnnlite.plots import Picture, confusion, histogram, loss_gallery, profile, tiles
from cnnlite.questions import Predict, Question, Recall
from cnnlite.zoo import BROKEN, PATIENTS, training
from cnnlite.zoo.trainings import CHECK, TRAIN

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "There are 100 pictures, and each step takes the full batch. How many steps are an "
        "epoch?",
        ("1", "100", "it depends on the rate"),
        "1",
        "An epoch is once through all pictures; the full batch is all of them in one step.",
    ),
    Question(
        "Ten classes, and softmax gives each 0.1. What is the cross-entropy?",
        ("ln 10, about 2.3", "0.1", "0"),
        "ln 10, about 2.3",
        "−ln 0.1 = ln 10, whichever class is true. It is the loss of guessing.",
    ),
    Question(
        "ReLU's sum is below 0 for every picture there is. What does its kernel learn?",
        ("what it needs to wake up", "nothing", "it grows"),
        "nothing",
        "The slope of ReLU is 0 there, and the kernel's gradient with it.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# Digits that people wrote, 8×8 pixels each, from 0 (black, no ink) to 1. We keep 360 of the 1797
# **held out**: the network never learns from these, so they tell whether it learned digits, or only its own pictures.
# The split is *stratified*: each digit has the same share on both sides.

# %%
parts = digits.split()
data, held_out = parts[:2], parts[2:]
print(len(digits.digits()[1]), "digits; how many zeros, ones, …")
print(f"{len(data[1])} to train with:", np.bincount(data[1]))
print(f" {len(held_out[1])} held out:     ", np.bincount(held_out[1]))
some = [np.flatnonzero(data[1] == digit)[k] for k in range(2) for digit in range(10)]
tiles(data[0][some, 0], [str(n) for n in data[1][some]], "two of each", columns=10)

# %% tags=["hidden"]
trainer = LiveTrainer(data, held_out, show=("optimizer", "rate", "batch"))
twin = LiveTrainer(data, held_out, panels=("loss",))  # goes ahead, to know the answer
twin.run(12 * 23)
epochs = twin.training.run.history.epochs
nine_tenths = [epoch.number for epoch in epochs if epoch.held_out_accuracy > 0.9]
assert nine_tenths == [12]
moved = LiveTrainer(data, held_out, panels=("loss",), optimizer="momentum")
small = LiveTrainer(data, held_out, panels=("loss",), batch=4)
full = LiveTrainer(data, held_out, panels=("loss",), batch=1437)
for other, steps in ((moved, 2 * 23), (small, 360), (full, 1)):
    other.run(steps)
first, second = moved.training.run.history.epochs
assert second.held_out_accuracy > 0.8 > 0.4 > epochs[1].held_out_accuracy
assert small.training.run.history.epochs[0].held_out_accuracy > 0.8
assert full.training.run.history.epochs[0].held_out_accuracy < 0.2
for one in (twin, moved, small, full):
    one.close()
Predict(
    "A new network: two convolutions with ReLU and pooling, and a dense layer. A step sees "
    "64 digits; the rate is 0.1. After how many epochs are 9 of 10 held-out digits right?",
    ("within 3", "in 4 to 20", "after more than 20"),
    answer="in 4 to 20",
    why="It takes 12. For some epochs little seems to happen: as long as the kernels find "
    "next to nothing, the dense layer has nothing to go by, and hardly tells the kernels "
    "what to look for. Then each helps the other. Press One epoch below, again and again.",
    reasons={
        "within 3": "It begins with random kernels, and one epoch is only 23 steps.",
        "after more than 20": "An epoch has 23 steps here, not one.",
    },
    then=trainer,
    name="16.epochs",
)

# %% [markdown]
# A dotted line marks guessing, ln 10. In the **confusion matrix** a row is a true digit, a column an answer; what is right
# stands on the diagonal, purple. The *update-to-weight ratio* is how far the last step moved each layer's weights, as a
# share of their size: far left a layer stands still, far right it leaps (each mark is 100 times the one before). The band
# fits large nets; this small one trains well to the right of it. The bars are what comes out of each ReLU.
#
# **For your hands.** A new setting starts anew from the same weights; the run before stays in gray. (While we play we
# look at the held-out images; later we do not.)
#
# 1. Train two epochs, then choose *momentum* and train as many. What changes?
# 2. SGD, rate 0.1, batches of 4: one epoch. Then the largest batch. Which gets further, and why?
#
# <details><summary>Answers</summary>
#
# 1: the loss falls much earlier; most held-out digits are right by now. 2: batches of 4: an epoch has 360 steps then, the
# full batch 1.
#
# </details>
#
# ## By hand, then in code
#
# **Mini-batches.** Between one picture and the full batch lies the **mini-batch**: each epoch shuffles the images and cuts
# them into batches; a step follows the mean gradient of one. How well does it know the way? The *cosine* of its direction
# with that of all 1437 is 1 for the same direction, 0 for a right angle.
#
# This net has twice the trainer's kernels. `backward` **adds** each gradient to `.grad`, so `zero_grad()` clears that
# first. You need only read the loop at the end.


# %%
def net(rng, scale=1.0):
    """Return a new network for the digits; scale widens or narrows its first weights."""
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10, rng=rng),  # 32 maps of 2×2
    )  # fmt: skip
    for parameter in model.parameters():
        parameter.data = scale * parameter.data
    return model


def gradient(model, batch):
    """Return the gradient of the mean loss of some images, all parameters in one row."""
    criterion = nn.CrossEntropyLoss()
    criterion(model(data[0][batch]), data[1][batch])
    model.zero_grad()
    model.backward(criterion.backward(), input_grad=False)
    return np.hstack([parameter.grad.ravel() for parameter in model.parameters()])


def cosine(a, b):
    return a @ b / np.linalg.norm(a) / np.linalg.norm(b)


rng = np.random.default_rng(0)
model = net(rng)
whole = gradient(model, np.arange(1437))
for size in (1, 8, 64, 512):
    order = train.batches(1437, size, rng)  # a shuffled epoch: index arrays
    near = np.mean([cosine(gradient(model, batch), whole) for batch in order[:20]])
    print(f"batches of {size:3}: {len(order):4} steps in an epoch, mean cosine {near:.2f}")

# %% [markdown]
# A batch of 64 knows the way only roughly; but an epoch has 23 of its steps, each from where the last one led. That is
# *stochastic* (random) gradient descent, **SGD**.
#
# **Three optimizers.** An optimizer turns gradients into steps. Article 3's rule is the plain one: find the gradients, the
# last layer's first (11), then move all weights and biases. Article 4 names SGD or Adam.
#
# <!-- A3.25, A4.10 -->
#
# We follow one weight. It starts at 1; the rate $\alpha$ is 0.1; the slope $g$ is 2 in the first step, −1 in the second.
# Each table shows the second step.
#
# **SGD**'s first step has led from 1 to 0.8:
#
# | | |
# |---|---|
# | formula | $w \leftarrow w - \alpha g$ |
# | arithmetic | `0.8 − 0.1·(−1) = 0.9` |
# | NumPy | `w1 - rate * g[1]` |
# | PyTorch | `w1.sub(g[1], alpha=rate)` |
#
# **Momentum** follows a running sum $v$: 0.9 times the sum before, plus the new slope. Step one is SGD's, and $v$ is 2.
# Which way does step two go, up with its slope −1, or down as before?
#
# | | |
# |---|---|
# | formula | $v \leftarrow 0.9\, v + g$, then $w \leftarrow w - \alpha v$ |
# | arithmetic | `0.8 − 0.1·(0.9·2 + (−1)) = 0.72` |
# | NumPy | `w1 - rate * (0.9 * v1 + g[1])` |
# | PyTorch | `w1.sub(0.9 * v1 + g[1], alpha=rate)` |
#
# Down. Where slopes agree, steps grow, up to 10 times. **Adam** divides a running mean of the slopes by their usual size:
# a weight with small slopes steps as far as one with large ones, at first by about the rate, here from 1 to 0.9.
#
# <details><summary><em>Stretch</em>: Adam's second step</summary>
#
# Two running means: $m \leftarrow 0.9\,m + 0.1\,g$ of the slopes, $s \leftarrow 0.999\,s + 0.001\,g^2$ of their squares;
# $m$ is divided by the root of $s$. Both begin at 0, so they are too small at first: in step $t$ they are divided by
# $1 - 0.9^t$ and $1 - 0.999^t$. Step one: $m = 0.2$, $s = 0.004$; then $0.2/0.1 = 2$, $0.004/0.001 = 4$, and $2/\sqrt{4} = 1$.
# Step two has $m = 0.08$, $s = 0.004996$ (`1e-8` keeps it from dividing by 0):
#
# | | |
# |---|---|
# | formula | $w \leftarrow w - \alpha\, \dfrac{m}{1 - 0.9^2} \Big/ \sqrt{\dfrac{s}{1 - 0.999^2}}$ |
# | arithmetic | `0.9 − 0.1·(0.08/0.19)/√(0.004996/0.001999) = 0.8734` |
# | NumPy | `a1 - rate * (m2 / 0.19) / (np.sqrt(s2 / 0.001999) + 1e-8)` |
# | PyTorch | `a1.addcdiv(m2 / 0.19, (s2 / 0.001999).sqrt() + 1e-8, value=-rate)` |
#
# </details>


# %%
g = np.array([2.0, -1.0])  # the slopes
rate = 0.1
w1, v1 = np.array(1 - rate * g[0]), g[0]
v2 = 0.9 * v1 + g[1]


def steps(make):
    """Return a weight after each of the two slopes, as an optimizer moves it."""
    weight, places = nn.Parameter(np.array([1.0])), []
    optimizer = make([weight])
    for slope in g:
        optimizer.zero_grad()
        weight.add_grad(np.array([slope]))
        optimizer.step()
        places.append(weight.data[0])
    return np.array(places)


# skip the m, s and a lines unless you opened the stretch
m1, s1 = 0.1 * g[0], 0.001 * g[0] ** 2
m2, s2 = np.array(0.9 * m1 + 0.1 * g[1]), np.array(0.999 * s1 + 0.001 * g[1] ** 2)
a1 = np.array(1 - rate * (m1 / 0.1) / (np.sqrt(s1 / 0.001) + 1e-8))
a2 = a1 - rate * (m2 / 0.19) / (np.sqrt(s2 / 0.001999) + 1e-8)
print(f"m {m1:g}, then {m2:.2f}; s {s1:g}, then {s2:.6f}")
for name, make, hand in (
    ("SGD", lambda w: optim.SGD(w, rate), [w1, w1 - rate * g[1]]),
    ("momentum", lambda w: optim.SGD(w, rate, momentum=0.9), [w1, w1 - rate * v2]),
    ("Adam", lambda w: optim.Adam(w, rate), [a1, a2]),
):
    assert np.allclose(steps(make), hand, rtol=0, atol=1e-15)
    print(f"{name:8} 1 → {hand[0]:.4f} → {hand[1]:.4f}, as by hand")

# %% [markdown]
# All three on a smaller net: one convolution of 8 kernels, ReLU, pooling, dense; with the same start and batches of 16.
# `training` takes some of the training images, and checks with others of them. The held-out ones stay untouched: whoever
# chooses a rate by them has used them.

# %%
three = {
    "SGD, 0.1": training("SGD", 0.1),
    "momentum, 0.05": training("momentum", 0.05),
    "Adam, 0.01": training("Adam", 0.01),
}
others = {"SGD, 0.3": training("SGD", 0.3), "momentum, 0.3": training("momentum", 0.3)}
print(f"{TRAIN} images to train with, {CHECK} others to check, 4 epochs")
for name, one in (three | others).items():
    print(f"{name:14} {round(CHECK * one.right[-1]):3} of {CHECK} right")
profile({name: run.checked for name, run in three.items()},
        label="loss on the others", value="loss", along="epoch")  # fmt: skip

# %% [markdown]
# Each optimizer has its own good rate: 0.3 helps SGD, and with momentum it ends all learning.
#
# **Now for good:** 40 epochs, some seconds. New are a rate that falls to 0 for a calm end, along half a wave of the
# cosine (`CosineAnnealingLR`), and `weight_decay`, which pulls weights a little towards 0 (17 shows why). All was chosen
# inside the training images; the held-out ones are looked at once, after the last epoch.
#
# The six digits with the largest loss are shown; above each stands what it is, its answer, and that answer's probability.


# %%
def begin(epochs, images, labels, **how):
    """Return a run of the recipe, not yet begun."""
    rng = np.random.default_rng(0)
    model = net(rng)
    optimizer = optim.SGD(model.parameters(), 0.1, momentum=0.9, weight_decay=1e-3)
    falling = optim.CosineAnnealingLR(optimizer, epochs)
    return train.fit(
        model, (images, labels), epochs, optimizer=optimizer, rng=rng, batch_size=32,
        schedule=falling, **how,
    )  # fmt: skip


run = begin(40, *data, progress=True)
epochs = run.run().epochs
for epoch in (*epochs[:3], epochs[9]):
    print(f"epoch {epoch.number:2}: training loss {epoch.loss:.2f}")
found = train.evaluate(run.model, *held_out)
assert found.accuracy >= 0.97
print(f"held out: {round(360 * found.accuracy)} of 360 right")
worst = found.losses.argsort()[:-7:-1]
p = nn.Softmax()(found.outputs).max(axis=1)
told = [f"{held_out[1][n]} as {found.predictions[n]}, {100 * p[n]:.0f} %" for n in worst]
pictures = [
    confusion(train.confusion_matrix(held_out[1], found.predictions)),
    tiles(held_out[0][worst, 0], told, "the largest losses", columns=3, side=80),
]
Picture(pictures, "\n".join(picture.text for picture in pictures))

# %% [markdown]
# Two of 360 are wrong, one *surely*: its loss is the largest. The last four are right, with little probability.
# `train.save_checkpoint("digits.safetensors", run)` keeps this net in a file of yours.
#
# **When it does not work.** The smaller net with SGD: a healthy run, then seven with one thing wrong. The line is the
# batches' loss, the dots are the loss on other images, over epochs. Dots above 4 stand at the edge.
#
# - *rate too large*: 3 in place of 0.1; *rate too small*: 0.001.
# - *sorted images*: all zeros first, then all ones, …
# - *equal weights*: all begin at 0.1; *dead start*: the kernels' biases begin at −5.
# - *wrong labels*: dealt out anew, so that they no longer fit the images.
# - *never cleared*: nobody calls `zero_grad()`, so each gradient is added to all before.
#
# Three facts are printed, too: how far the **first step** moved the kernels, as a share of their size; how many of ReLU's
# outputs are **silent** at the end, 0 for all other images; and how many kernels differ then. Before you read on: which
# curves look alike, and which facts tell them apart?

# %%
runs = {"healthy": training()} | {name: training(**how) for name, how in BROKEN.items()}
for name, one in runs.items():
    print(f"{name:15} first step {100 * one.moved:5.2f} %", end=", ")
    print(f"silent {100 * one.silent:3.0f} %, different kernels: {one.filters}")
loss_gallery({name: (one.losses, one.checked) for name, one in runs.items()})

# %% [markdown]
# *Sorted*: each step teaches one digit, and the others are forgotten: the line swings, the dots rise. *Never cleared*:
# well at first, then the sum has grown and the steps leap.
#
# Four are flat, one after a leap; the facts tell them apart. Here a first step of 0.1 % to 10 % is healthy. A *rate too
# large* leaps, and silences all; one *too small* hardly moves; a *dead start* is silent and never moves. All healthy, as
# with *wrong labels*? Look at the data.
#
# The *curve* of *equal weights* looks nearly healthy. The facts tell: the kernels' first step is 0 %, nothing is silent, and
# in the end there is one kernel, eight times. Why: all dense weights are 0.1, so a kernel gets 0.1 times the sum of the ten
# classes' slopes, and that sum is 0.
#
# One mistake shows in no curve: if held-out images slip into the training images, both losses look fine.
#
# *Stretch.* **How wide a start?** PyTorch, and `nn`, draw weights evenly between $-1/\sqrt{n}$ and $1/\sqrt{n}$; a sum
# adds $n$ numbers, 9 in conv 1, 144 in conv 2. Their *spread* (standard deviation, `std`) is only $1/\sqrt{3n}$, and $n$
# random terms add up to about $\sqrt{n}$ times as much as one: a sum keeps $1/\sqrt{3}$ of the size of what comes in.
# ReLU zeroes about half, which costs another $1/\sqrt{2}$. Kaiming He's start, $\sqrt{3}\cdot\sqrt{2} = \sqrt{6}$ times
# as wide, makes up for both. Which of four starts learn, in 4 epochs on a few hundred images?


# %%
def sums(model):
    """Return the sums of the layers with weights for 200 digits."""
    maps = feature_maps(model, data[0][:200])
    return {
        "conv 1": maps["0 Conv2d"],
        "conv 2": maps["3 Conv2d"],
        "dense": maps["7 Linear"],
    }


starts = []
few, checks = [part[:400] for part in data], [part[1000:1200] for part in data]
for name, scale in {"×0.1": 0.1, "PyTorch's": 1, "He's": 6**0.5, "×10": 10}.items():
    rng = np.random.default_rng(0)
    model = net(rng, scale)
    layers, loss = sums(model), train.evaluate(model, *checks).loss
    told = ", ".join(f"{out.std():6.2g}" for out in layers.values())
    assert abs(loss - 153) < 0.5 if name == "×10" else loss < 3.05
    sgd = optim.SGD(model.parameters(), 0.05, momentum=0.9)
    train.fit(model, few, 4, optimizer=sgd, rng=rng, batch_size=32).run()
    right = round(200 * train.evaluate(model, *checks).accuracy)
    print(f"{name:9} spread {told}; first loss {loss:5.1f}; then {right:3} of 200 right")
    starts.append(histogram(layers, name, span=(-2, 2), screen=False, full=0.6))
    starts[-1].drawing.set_figwidth(4.4)
    starts[-1].drawing.text(0.17, 0.975, f"start {name}", va="top", fontsize=11)
Picture(starts, "\n".join(start.text for start in starts))

# %% [markdown]
# A first loss far above ln 10, 2.3, means too wide: 3.0 is not far, 153 is (what ×10 gets right is luck). Too narrow shows
# only in the spread, which must not die out from layer to layer. PyTorch's shrinks, He's keeps it: both train.
#
# ## Your turn
#
# **Reach a target within a budget.** Give the smaller net a recipe of four things: the optimizer (`"SGD"`, `"momentum"`
# or `"Adam"`), the rate, the batch size, the epochs. It must get 188 of the 200 other images right, from two different
# starts. The budget: 6 epochs, no batch below 32 images (so not 16 as above). The check tells which change
# would help most. `hint("16.budget")` and `solution("16.budget")` help.

# %% tags=["exercise"]
# stub: recipe = None  # for example ("SGD", 0.01, 64, 6)
recipe = ("momentum", 0.15, 32, 6)
# end
check("16.budget", recipe)

# %% [markdown]
# *Stretch.* **Six patients.** Each has one of the seven troubles, no two the same; other seeds, some with another rate. Give
# six names in a row, A first, as they stand in the gallery. `hint("16.sick")` and `solution("16.sick")` help.

# %%
sick = {name: training(**how) for name, (_, how) in PATIENTS.items()}
for name, one in sick.items():
    print(f"{name}: first step {100 * one.moved:5.2f} %, silent {100 * one.silent:3.0f} %")
loss_gallery({name: (one.losses, one.checked) for name, one in sick.items()})

# %% tags=["exercise"]
# stub: diagnoses = None  # for example ["sorted images", "dead start", …], six names
diagnoses = ["wrong labels", "dead start", "sorted images"]
diagnoses += ["rate too large", "rate too small", "never cleared"]
# end
check("16.sick", diagnoses)

# %% [markdown]
# *Stretch.* **A checkpoint.** It keeps weights, optimizer, the order of the images and history. Here a run breaks off
# after 15 steps and goes on from a file.

# %%
few = [part[:200] for part in data]
with np.testing.tempdir() as folder:  # is gone at the end
    half = begin(4, *few)
    half.run(15)  # steps, then it breaks off
    train.save_checkpoint(f"{folder}/half.safetensors", half)
    again = begin(4, *few)  # a new one, with the same recipe
    train.load_checkpoint(f"{folder}/half.safetensors", again)
unbroken = begin(4, *few)
assert again.run().steps == unbroken.run().steps  # every loss, to the last bit
print(f"{len(again.history.steps)} losses: the same; the weights:", end=" ")
pairs = zip(again.model.parameters(), unbroken.model.parameters(), strict=True)
print("the same" if all(np.array_equal(a.data, b.data) for a, b in pairs) else "others")

# %% [markdown]
# ## True or false, and on
#
# <!-- E39: A3.25; A4.10 -->

# %% tags=["hidden"]
rates = (0.001, 0.1, 3.0)
ends = {alpha: training("SGD", alpha).checked[-1] for alpha in rates}
assert ends[0.1] < ends[0.001] < ends[3.0]
assert ends[3.0] > np.log(10)
kernel_moves = []
for size in (1e-3, 1.0, 1e3):
    weight = nn.Parameter(np.array([1.0]))
    weight.add_grad(np.array([size]))
    optim.Adam([weight], 0.1).step()
    kernel_moves.append(1 - weight.data[0])
assert np.allclose(kernel_moves, 0.1, rtol=1e-4)
Recall(
    Question(
        "To make training converge faster, increase the learning rate.",
        ("true", "false"),
        "false",
        "Article 3 asks for it when it closes. Up to a point it helps: after 4 epochs the "
        f"smaller net's loss on other images is {ends[0.001]:.1f} with rate 0.001, "
        f"{ends[0.1]:.1f} with 0.1; but {ends[3.0]:.1f}, as bad as guessing, with 3. A "
        "larger α may diverge.",
    ),
    Question(
        "Adam's first step moves a weight about as far whether its slope is 0.001 or 1000.",
        ("true", "false"),
        "true",
        "The slope is divided by its own size: the step is about the rate.",
    ),
    Question(
        "The last layer's gradients are found first. So the last layer must move first, "
        "before the other gradients are found.",
        ("true", "false"),
        "false",
        "The other way round: all gradients belong to one place, the weights of the "
        "forward pass. Then all move, in any order.",
    ),
    Question(
        "A network that gets all its training images right will get held-out ones right.",
        ("true", "false"),
        "false",
        "It may have learned these pictures by heart. Notebook 17 makes it happen.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)` or `torch.optim.Adam(…)`; a `DataLoader` with
# `batch_size=64, shuffle=True` gives the batches; and in the loop `zero_grad()`, `loss.backward()`, `step()`.
#
# **In short**
#
# - Shuffle, cut into batches, step: a small batch knows the way roughly, but an epoch has many.
# - Momentum goes on where slopes agree; Adam measures each weight's steps by its own slopes.
# - The rate decides most: too small crawls, too large kills. Begin in between, and change it by factors.
# - Weights begin at random: not so wide that the first loss lies far above ln of the number of classes, not so narrow that
#   the spread dies out.
# - Choose by images that are not held out; flat curves ask for facts: the first step, the silent units.
#
# Sources: articles 3 and 4; the digits are by E. Alpaydin and C. Kaynak (UCI), bundled with scikit-learn; He and others
# (the start); Kingma and Ba (Adam).
#
# **Back to:** [15 Four tiny images](15_four_tiny_images.ipynb). **Next:**
# [17 Does it generalise?](17_does_it_generalise.ipynb)
