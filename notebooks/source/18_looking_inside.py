# %% [markdown]
# # Look inside a trained network
#
# **What does each unit answer to?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need
# [13 Backprop through a convolution](13_backprop_convolution.ipynb) and
# [16 Training a CNN](16_training_a_cnn.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import inspect, nn, optim, train
from cnnlite.data import digits
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import DrawDigit, EpochScrubber, LayerWall, WhereItLooks
from cnnlite.plots import activation_wall, profile, tiles
from cnnlite.plots import feature_maps as draw_maps
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "A kernel has 1 in its top row, 0 in the middle one, −1 in the bottom row. What "
        "does it answer where all nine pixels are equal?",
        ("0", "the pixels' value", "3 times the pixels' value"),
        "0",
        "Three times the value, less three times the value.",
    ),
    Question(
        "A ReLU's input is below 0 everywhere, in every training image. What becomes of "
        "the kernel before it in training?",
        ("it stays as it is", "it grows", "it turns over"),
        "it stays as it is",
        "The slope is 0 there: nothing comes back. The unit is dead (06).",
    ),
    Question(
        "Backpropagation has given the slope of a score at every weight. Could it give the "
        "slopes at the pixels, too?",
        ("yes", "no, pixels are not learned"),
        "yes",
        "A slope is how much the score changes with a number. In 13 it was called dX.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# Here is a small network, trained for ten epochs on real digits. The rate 0.01 did best of three on a part of the
# training images; the seed was chosen for a kernel that is easy to read. We keep copies of all numbers on the way.

# %%
data = digits.split()
images, labels = data.test_images, data.test_labels  # 360, held out: never trained on
rng = np.random.default_rng(5)
model = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1, rng=rng), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(64, 10, rng=rng),
)  # fmt: skip
run = train.fit(
    model, (data.train_images, data.train_labels), 10,
    optimizer=optim.Adam(model.parameters(), 0.01), rng=rng, batch_size=64,
)  # fmt: skip
snapshots = {"start": model.state_dict()}  # a copy of all weights and biases
for step in run:
    if step.last or step.number in (3, 10):  # last: the last step of an epoch
        name = f"epoch {step.epoch}" if step.last else f"step {step.number}"
        snapshots[name] = model.state_dict()
assert train.evaluate(model, images, labels).accuracy > 0.95
print("over 95 % of the held-out digits are right; kept:", ", ".join(snapshots))

# %% [markdown]
# This is everything that it computes for one picture, a 5. Each square below the picture is a **unit**: a map (in a
# convolution with the kernel that made it), or in a dense layer one number. Units are counted from 0, row by row.
# Black is 0 and white the layer's largest; where there are negative numbers, orange is
# below 0, purple above, and white 0.
#
# The order is the usual one: input, convolution, activation, pooling (here these three twice), flatten, dense, output.
#
# <!-- A1.1; P2 -->

# %%
picture, label = images[98], int(labels[98])
maps = inspect.feature_maps(model, picture[None])
wall = {"picture": picture} | {name: out[0] for name, out in maps.items()}
wall["softmax"] = cnnlite.softmax(maps["7 Linear"])[0]
activation_wall(wall, split=7)  # after seven rows the classification begins

# %% [markdown]
# In the first layer a unit's kernel tells what it answers to. Here is that of unit 0, as training left it, and four
# pictures, each of one stroke of six white pixels.

# %%
upright, flat, rising, falling = strokes = np.zeros((4, 8, 8))
six = np.arange(1, 7)
upright[six, 3] = flat[3, six] = rising[six, 7 - six] = falling[six, six] = 1
names = ["upright", "flat", "rising", "falling"]
print(f"kernel of unit 0:\n{model[0].weight.data[0, 0].round(2)}")
tiles(strokes, names, "strokes", columns=4, side=72)

# %% tags=["hidden"]
answers = inspect.feature_maps(model, strokes[:, None])["0 Conv2d"][:, 0].max(axis=(1, 2))
assert answers[1] > 2 * answers[[0, 2, 3]].max()
Predict(
    "Which stroke gets the largest number anywhere in the map of unit 0?",
    ("upright", "flat", "rising", "falling"),
    answer="flat",
    why="Just below the stroke all three numbers of its top row lie on ink, the negative "
    "ones on black. Of any other stroke, a row of a window holds one pixel at most.",
    reasons={
        "upright": "Lay the kernel on it: how many pixels meet a large positive number?",
        "rising": "One pixel of each row of a window is ink: a positive number comes with "
        "a negative one.",
        "falling": "One pixel of each row of a window is ink: a positive number comes with "
        "a negative one.",
    },
    then=LayerWall(
        model, np.concatenate([strokes[:, None], images]), [*names, *labels],
        picture=1, show=("picture", "layer", "unit"),
    ),
    name="18.stroke",
)  # fmt: skip

# %% [markdown]
# Pictures 0 to 3 are the strokes, then come held-out digits. The explorer reads its layers from the network.
#
# **For your hands:**
#
# 1. Layer `3 Conv2d`, unit `12`: which of the strokes does it answer most here?
# 2. Layer `4 ReLU`: find a unit that is black for every picture you try.
#
# <details><summary>Answers</summary>
#
# 1: the flat one. 2: units 1, 7, 10 and 13; 4 too for all digits: only our flat stroke wakes it, a little. No training
# picture wakes these five: they are dead.
#
# </details>

# %%
large = (picture[0] > 0.4).repeat(4, axis=0).repeat(4, axis=1)  # the 5 on 32×32 pixels
DrawDigit(model, drawing=large)

# %% [markdown]
# Clear the pad. Draw a large 7, a small one in a corner (then tick *fit it to the frame*), a letter. How sure is the
# network of each?
#
# <details><summary>What you may see</summary>
#
# Training digits fill the frame: what is small and elsewhere meets weights that learned from other ink. A letter gets a
# digit, often a likely one: the ten probabilities add up to 1, and none of them is "no digit". *Fit* mends place and size
# only: another style stays unlike the training's.
#
# </details>
#
# ## By hand, then in code
#
# **The slope of a score.** Which pixels does the answer "5" hang on? Move one pixel a little and see how much the score
# (logit) $z_5$ moves: its slope there. Backpropagation gives the slopes at all pixels in one go: begin with 1 at this
# score, and walk back past the first kernels to the picture. The result is called **saliency**.

# %% tags=["hidden"]
slopes = inspect.saliency(model, picture, label)  # (1, 8, 8)
place = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)
assert place == (0, 5, 2)
assert picture[place] == 0
assert slopes[place] < 0
assert 0.5 < np.abs(slopes[picture > 0]).max() / -slopes[place] < 0.6
six_slopes = inspect.saliency(model, picture, 6)
assert six_slopes.argmax() == np.abs(six_slopes).argmax() == np.abs(slopes).argmax()
seen = inspect.feature_maps(model, strokes[:, None])["3 Conv2d"][:, 12].max(axis=(1, 2))
assert seen[1] > 1.5 * seen[[0, 2, 3]].max()
awake = inspect.feature_maps(model, data.train_images)["4 ReLU"].max(axis=(0, 2, 3)) > 0
assert np.flatnonzero(~awake).tolist() == [1, 4, 7, 10, 13]
for some, waking in ((strokes[:, None], {4: [1]}), (images, {})):  # 1: flat
    most = inspect.feature_maps(model, some)["4 ReLU"].max(axis=(2, 3))
    found = {n: np.flatnonzero(most[:, n]).tolist() for n in (1, 4, 7, 10, 13)}
    assert {n: which for n, which in found.items() if which} == waking
    assert most[:, 4].max() < 0.3
Predict(
    "Where in this picture of a 5 is the slope of its score steepest, up or down?",
    ("in the middle of the stroke", "at the rim of the stroke, on ink", "on black"),
    answer="on black",
    why="The steepest is at row 5, column 2, on black, and goes down: ink there lowers the "
    "5's score. A network sees where ink is missing, too.",
    reasons={
        "in the middle of the stroke": "The steepest slope on ink, in the middle or at its "
        "rim, is little more than half as steep.",
        "at the rim of the stroke, on ink": "The steepest slope on ink is little more than "
        "half as steep.",
    },
    then=WhereItLooks(model, images, labels, picture=98),
    name="18.steepest",
)

# %% [markdown]
# **For your hands:** choose class 6. Which pixel is the steepest now, and why? (Pictures 1 and 3 are explained below; ε is
# how far 3 moves a pixel.)
#
# <details><summary>Answer</summary>The same one, upward: ink there closes the lower bow, as in a 6.</details><br>
#
# Saliency, by hand: wiggle this pixel by 0.01 either way.
#
# **Occlusion** asks more bluntly: cover a patch with black. By how much does the score drop? Below, $f$ are the 64
# features before the last layer, $f'$ those of the covered picture.
#
# | | |
# |---|---|
# | formula | $z_c - z'_c = (w_c \cdot f + b_c) - (w_c \cdot f' + b_c)$ |
# | arithmetic | `5.34322 − (−3.27733) = 8.62055` |
# | NumPy | `(z - z_covered)[0, label]` |
# | PyTorch | `(F.linear(f, w, b) - F.linear(f_covered, w, b))[0, label]` |

# %%
# one pixel, up and down
more, less = picture.copy(), picture.copy()
more[0, 5, 2] += 0.01
less[0, 5, 2] -= 0.01
z_more, z_less = model(more[None])[0, label], model(less[None])[0, label]
print(f"score {z_more:.4f} with more ink, {z_less:.4f} with less")
print(f"slope {(z_more - z_less) / 0.02:.3f}; saliency {slopes[0, 5, 2]:.3f}")
# one patch, covered
covered = picture.copy()
covered[0, 0:3, 2:5] = 0
f, f_covered = (
    inspect.feature_maps(model, x[None])["6 Flatten"] for x in (picture, covered)
)
w, b = model[7].weight.data, model[7].bias.data
z, z_covered = cnnlite.linear(f, w, b), cnnlite.linear(f_covered, w, b)
drops = inspect.occlusion(model, picture, label, size=3)  # a drop for each of 6×6 patches
print(f"score {z[0, label]:.5f}, covered {z_covered[0, label]:.5f}")
print(f"occlusion {drops[0, 2]:.5f}; now the net says {z_covered.argmax()}")
mean_drops = inspect.spread(drops, (8, 8), 3)  # at each pixel the mean of its patches
draw_maps({"picture": picture[0], "saliency": slopes[0], "occlusion": mean_drops})

# %% [markdown]
# Purple: more ink helps the 5 (saliency), or covering harms it (occlusion). Orange: the other way. The
# occlusion map shows at each pixel the mean drop of the patches over it; 8.62055 is one of these.
#
# **Fool it.** Now take the slopes of the *loss*: at each pixel the sum of the ten scores' slopes, each times its $p - y$
# (chain rule). Move every pixel by the same small ε, each the way that raises the loss: an **adversarial** step. The
# function sign gives 1, 0 or −1. Try it in the explorer above (class 5): from which ε on does the network say 6? Here is
# the pixel at row 2, column 3:
#
# | | |
# |---|---|
# | formula | $x'_{ij} = \min(\max(x_{ij} + \varepsilon \cdot \mathrm{sign}(\partial L / \partial x_{ij}), 0), 1)$ |
# | arithmetic | `min(max(0.625 + 0.1·1, 0), 1) = 0.725` |
# | NumPy | `inspect.adversarial(model, picture, label, 0.1)` |
# | PyTorch | `(picture + 0.1 * torch.sign(dx)).clamp(0, 1)` |
#
# White in the picture of the step: the pixel is already 0 or 1, min/max holds it there.

# %%
error = cnnlite.softmax(z) - np.eye(10)[label]  # p − y
dx = sum(error[0, c] * inspect.saliency(model, picture, c) for c in range(10))
step = np.clip(picture + 0.1 * np.sign(dx), 0, 1)
assert np.allclose(step, inspect.adversarial(model, picture, label, 0.1))
by_score = f"{error[0, label]:.4f}·({slopes[0, 2, 3]:.2f})"
print(f"row 2, column 3: slope of the loss {dx[0, 2, 3]:.4f}; score 5 gives {by_score}")
print(f"above 0, so up: from {picture[0, 2, 3]} to {step[0, 2, 3]:.3f}")
for hundredth in range(1, 100):
    fooled = inspect.adversarial(model, picture, label, hundredth / 100)
    called = model(fooled[None]).argmax()
    if called != label:
        break
print(f"from ε = {hundredth / 100} on the net says {called}")
signs = np.random.default_rng(0).choice((-1, 1), (1000, 1, 8, 8))
noisy = np.clip(picture + hundredth / 100 * signs, 0, 1)
others = (model(noisy).argmax(axis=1) != label).sum()
print(f"random signs, 1000 times: fooled {others} times")
draw_maps({
    "picture": picture[0], "the step": (fooled - picture)[0],
    f"now the net says {called}": fooled[0],
})  # fmt: skip

# %% tags=["hidden"]
each = cnnlite.softmax(model(images)) - np.eye(10)[labels]
along = np.sign(model.backward(each))
random = np.random.default_rng(0).choice((-1, 1), images.shape)
model.zero_grad()
still = fooled == picture
assert still.any()
assert np.isin(picture[still], (0, 1)).all()
right = {
    name: np.array([
        (model(np.clip(images + n / 100 * way, 0, 1)).argmax(axis=1) == labels).mean()
        for n in range(31)
    ])
    for name, way in (("random signs", random), ("signs of the loss's slopes", along))
}  # fmt: skip
assert right["random signs"][10] > 0.95
assert 0.55 < right["signs of the loss's slopes"][10] < 0.65
Predict(
    "All 360 held-out digits, ε = 0.1. With random signs over 95 % are still right. With "
    "the signs of the loss's slopes?",
    ("over 90 %", "about four fifths", "about three fifths"),
    answer="about three fifths",
    why="Random moves mostly cancel in each sum; these 64 all pull the same way. Look how "
    "the curves go on. (One step is not the best attack: smaller changes may do.)",
    then=profile(right, label="share right", value="share right", along="ε in hundredths"),
    name="18.fooled",
)

# %% [markdown]
# **Filters over time.** How did unit 0 get its kernel? At each number of it (a *tap*) every training image has its own
# slope, that of its own loss. Minus this slope is the image's **push**: above 0 it drives the number up. A step follows
# the mean push of its batch (Adam mixes in earlier ones and scales it).

# %% tags=["hidden"]
model.load_state_dict(snapshots["epoch 1"])
pushes = -inspect.pushes(
    model, data.train_images, data.train_labels, "0.weight", (0, 0, 0, 1)
)
model.load_state_dict(snapshots["epoch 10"])
assert pushes.mean() > 0.02
assert 0.35 < (pushes < 0).mean() < 0.45
assert 0.3 < (pushes[:100] < 0).mean() < 0.45
order = np.argsort(-pushes[:100])
assert (data.train_labels[order[:4]] == 9).all()
assert (data.train_labels[order[-4:]] == 8).all()
kernels_0 = np.array([state["0.weight"][0, 0] for state in snapshots.values()])
assert kernels_0[0, 0].min() > 0 > kernels_0[0, 1:].max()
assert list(snapshots)[5] == "epoch 3"
assert run.steps_per_epoch == 23
for n in (4, 5):  # at the end of epochs 2 and 3
    model.load_state_dict(list(snapshots.values())[n])
    for many in (100, None):  # those of the explorer, and all
        some = data.train_images[:many], data.train_labels[:many]
        assert inspect.pushes(model, *some, "0.weight", (0, 0, 0, 1)).mean() > 0.03
    assert kernels_0[n + 1, 0, 1] > kernels_0[n, 0, 1] + 0.02
model.load_state_dict(snapshots["epoch 10"])
Predict(
    "After epoch 1, at the middle of unit 0's top row: the mean push of all training "
    "images is up. How many of them push down?",
    ("none", "one in ten", "four in ten"),
    answer="four in ten",
    why="Most pushes cancel; a step follows what is left. (The explorer asks the "
    "first 100.)",
    then=EpochScrubber(
        model, list(snapshots.values()), data.train_images, data.train_labels,
        labels_of=list(snapshots), time=3, column=1,
    ),
    name="18.pushes",
)  # fmt: skip

# %% [markdown]
# **For your hands** (time 0 is the start, 3 the end of epoch 1):
#
# 1. Which digits push this number up most, which down?
# 2. How does the kernel begin?
# 3. After epochs 2 and 3 (times 4 and 5) the mean push is down, and yet the number goes up. How can that be?
#
# <details><summary>Answers</summary>
#
# 1: nines up, eights down. 2: by chance its top row is above 0 and the rest below already: training makes more of that.
# 3: that push is of one moment. The next epoch has 23 steps; the other weights move, too, and change the push; and Adam
# keeps momentum from earlier ones.
#
# </details>
#
# ## Your turn
#
# *Stretch.* **Your own network.** Change the three numbers, and run the cell: the wall builds itself from the layers.
# Half right or less: take another depth, or more epochs. With size 1, why can no unit of layer 0 be a stroke unit?
#
# <details><summary>Answer</summary>It sees one pixel at a time, and one pixel has no direction.</details>

# %%
depth, size, channels = 3, 5, 6  # depth 1 to 3; size 1, 3, 5 or 7
own_rng = np.random.default_rng(1)
layers, before = [], 1
for _ in range(depth):
    conv = nn.Conv2d(before, channels, size, padding=size // 2, rng=own_rng)
    layers += [conv, nn.ReLU(), nn.MaxPool2d(2)]
    before = channels
layers += [nn.Flatten(), nn.Linear(channels * (8 // 2**depth) ** 2, 10, rng=own_rng)]
own = nn.Sequential(*layers)
train.fit(
    own, (data.train_images, data.train_labels), 3,  # epochs
    optimizer=optim.Adam(own.parameters(), 0.01), rng=own_rng,
).run()  # fmt: skip
accuracy = train.evaluate(own, images, labels).accuracy
print(f"right: about {5 * round(20 * accuracy)} % of the held-out digits")
LayerWall(own, np.concatenate([strokes[:, None], images]), [*names, *labels])

# %% [markdown]
# **Find a stroke unit and defend it.** Give `(model, layer, channel, fires, silent)`:
#
# - `model`, or your own network. `layer`: one with maps, such as `"0 Conv2d"`. `channel`: a unit of it, but not the one
#   shown above (of `model`, unit 0 in layers 0 to 2).
# - `fires`: a stroke that the unit answers; `silent`: one in another direction that it hardly does. Each is an array
#   (8, 8) in [0, 1]: a straight stroke of 4 to 8 pixels without gaps, all others 0. Both have the same ink (sum of
#   pixels), give or take a tenth.
#
# The check moves each stroke by a pixel, wherever all its ink stays inside, and takes the largest number of each map. The
# least of *fires* against the largest of *silent*: at least twice as much, plus 0.1.
#
# A beginning: `inspect.feature_maps(model, strokes[:, None])["0 Conv2d"].max(axis=(2, 3))` has a row for each stroke, a
# column for each unit. `hint("18.unit")` helps; when you have tried, `solution("18.unit")` shows one way.
#
# *Stretch.* Make a picture (8, 8) in [0, 1] that is no digit, but gets over 99 % for one class. "No digit": from each
# of all digits, the training ones too, its pixels differ by at least a fifth on average. `hint("18.nonsense")` helps.

# %% tags=["exercise"]
# stub: answer = None  # (model, layer, channel, fires, silent)
answer = (model, "0 Conv2d", 7, upright, flat)
# end
check("18.unit", answer)

# %% tags=["exercise"]
# stub: image = None  # (8, 8)
gray = np.full((1, 8, 8), 0.5)
image = (inspect.saliency(model, gray, 3)[0] > 0).astype(float)
# end
check("18.nonsense", None if image is None else (model, image))

# %% [markdown]
# ## True or false, and on

# %% tags=["hidden"]
chosen = model(images).argmax(axis=1)
found = model.backward(np.eye(10)[chosen])  # the saliency of each picture's own answer
model.zero_grad()
steep = np.abs(found).reshape(360, 64).argmax(axis=1)
without = images.reshape(360, 64).copy()
on_black = (without[np.arange(360), steep] == 0).sum()
without[np.arange(360), steep] = 0
changed = (model(without.reshape(images.shape)).argmax(axis=1) != chosen).sum()
assert on_black > 90
assert changed < 36
kernels = model[0].weight.data[:, 0]
share = np.abs(kernels.sum(axis=(1, 2))) / np.abs(kernels).sum(axis=(1, 2))
top = [
    labels[inspect.most_exciting(model, images, "4 ReLU", unit, 9).indices]
    for unit in (3, 9)
]
Recall(
    Question(
        "The pixel with the steepest slope is the one whose covering changes the answer.",
        ("true", "false"),
        "false",
        f"In {on_black} of 360 pictures it is black already. Covering it with black "
        f"changes the answer of {changed}. A slope is about a little change, not about "
        "all or nothing.",
    ),
    Question(
        "All kernels of this network's first layer are edge filters: equal pixels give "
        "about 0 before the bias.",
        ("true", "false"),
        "false",
        f"In only {(share < 0.1).sum()} of {len(share)} kernels the nine numbers add up to "
        "about 0 (less than a tenth of their sum without signs).",
    ),
    Question(
        "Covering black pixels with black changes no score; a slope there may be steep.",
        ("true", "false"),
        "true",
        "Occlusion with black asks about ink only. Saliency asks about missing ink, too.",
    ),
    Question(
        "Each unit of the second convolution answers to one kind of digit.",
        ("true", "false"),
        "false",
        f"The nine pictures that excite unit 3 most hold {(top[0] == 6).sum()} sixes, but "
        f"those of unit 9 hold {len(set(top[1].tolist()))} different digits.",
    ),
    Question(
        "Ten saliency maps, ten probabilities, the label and ε are enough to compute the "
        "adversarial step.",
        ("true", "false"),
        "true",
        "The loss's slopes are the sum of the ten maps, each times its p − y.",
    ),
)

# %% [markdown]
# **In PyTorch:** `layer.register_forward_hook(…)` hands you a layer's maps; after `x.requires_grad_()` and
# `model(x)[0, c].backward()` the saliency is in `x.grad`.
#
# **In short**
#
# - A unit of the first layer shows in its kernel what it answers to; later ones, in the pictures that excite them.
# - Saliency: the slopes of a score at the pixels, on ink and on black, for small changes.
# - Occlusion: the drop of a score when a patch is covered; black on black tells nothing.
# - An adversarial step moves each pixel a little, all against the answer; noise of that size rarely matters.
# - A kernel is what many images left of it, pushing both ways.
#
# Sources: article 1 (the order of layers). Saliency: K. Simonyan and others,
# [Deep Inside Convolutional Networks](https://arxiv.org/abs/1312.6034); occlusion: M. Zeiler and R. Fergus,
# [Visualizing and Understanding Convolutional Networks](https://arxiv.org/abs/1311.2901); the adversarial step: I. Goodfellow
# and others, [Explaining and Harnessing Adversarial Examples](https://arxiv.org/abs/1412.6572). Digits: E. Alpaydin and C.
# Kaynak, from scikit-learn.
#
# **Back to:** [16 Training a CNN](16_training_a_cnn.ipynb). **Next:** [21 Fast convolution](21_fast_convolution.ipynb);
# the two between, residual networks and PyTorch, are still being written.
