# %% [markdown]
# # Read a picture as numbers
#
# **What is a picture, before any network looks at it?**
#
# 30 minutes. You need [00 Start here](00_start_here.ipynb) and, for the code, Python lists.

# %%
import numpy as np

import cnnlite
from cnnlite import plots
from cnnlite.data import articles, photos
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ChannelMixer, PixelInspector, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Predict and see
#
# A screen has three lights behind each pixel: red, green and blue. So a photo in color holds three numbers for each
# pixel, one for each light. The numbers of one light, over the whole photo, are a **channel**. 0 means no light, 1 all
# of it. Commit to an answer, and you can look into every pixel of the photo.

# %% tags=["hidden"]
inspector = PixelInspector(show=("image", "row", "column", "channel", "dtype"))
sky_red = float(inspector.arrays["x"][0, 0, 40, 120])
Predict(
    "A pixel of the light blue sky: how much red light is in it?",
    ("hardly any, below 0.1", "less than half, about 0.3", "a lot, about 0.8"),
    answer="a lot, about 0.8",
    reasons={"hardly any, below 0.1": "Then it would be a deep blue or green."},
    why=f"It is {sky_red:.4f}. White is all three lights at full; light colors are near "
    "white. Blue comes out ahead, by a little.",
    then=inspector,
    name="01.sky",
)

# %% [markdown]
# Four numbers say which number is meant: which picture, which channel, which row, which column. Together they are its
# **index**. In Python it stands in brackets, and counting starts at 0: `x[0, 2, 40, 120]` is picture 0, channel 2
# (blue), row 40 from the top, column 120 from the left.
#
# **One question for your hands:** move to the dark red pillars, to the trees, to the sky. Which pixels have three almost
# equal numbers? Then choose *stripes*.
#
# <details><summary>Answer</summary>The gray ones, from black to white. In a gray picture such as the stripes all three
# channels are the same.</details><br>
#
# **Your own picture:** choose a file at the end of the controls, or drop one there. It is shrunk to at most 320 pixels
# along each side, and nothing of it leaves your machine. What is no picture, broken or too large is refused with a
# reason, and the picture on display stays.

# %% [markdown]
# ## By hand, then in code
#
# **One channel first.** Here is the zebra of notebook 00 with its numbers. Files mostly count the light in steps
# instead: 0 is black, 255 is white, and a whole number from 0 to 255 fits into one byte.
#
# <!-- A2.2 -->

# %%
levels = np.round(articles.ZEBRA * 255).astype(np.uint8)
picture = plots.image(articles.ZEBRA, "zebra")
bytes_ = Grid("in bytes, 0 to 255", levels.astype(float), scale=(False, 255))
grids = plots.number_grids(Grid("from 0 to 1", articles.ZEBRA), "→", bytes_)
print(levels.min(), "to", levels.max(), "of 0 to 255,", levels.dtype)
plots.Picture([picture, grids], f"{picture.text}\n{grids.text}")

# %% [markdown]
# **Three channels.** A tiny picture with 2 rows and 4 columns. Its numbers are 0 to 23 in the order in which a file
# holds them, so each number is its own place in the file. An array has **axes**, one for each number of the index. The
# lengths of the axes are its **shape**. Such a block of numbers, with any number of axes, is called a **tensor**. A colon
# takes all of an axis: `tiny[:, :, 0]` is the red channel, and `np.stack` puts channels together again.

# %%
tiny = np.arange(24).reshape(2, 4, 3)
print("shape", tiny.shape, " axes", tiny.ndim, " numbers", tiny.size)
print("the pixel in row 1, column 2:", tiny[1, 2])
print("its red:", tiny[1, 2, 0])
split = [tiny[:, :, channel] for channel in range(3)]  # each 2×4
assert np.array_equal(np.stack(split, axis=2), tiny)  # put together again
names = ("red", "green", "blue")
show_grids(
    *(Grid(name, part.astype(float)) for name, part in zip(names, split, strict=True))
)

# %% [markdown]
# Files go pixel by pixel: row, column, channel, or **HWC** (height, width, channels). Networks want each channel in
# one piece, and several pictures at once, a **batch** of N pictures. Their order is **NCHW**: picture, channel, row,
# column. `np.transpose` changes the order of the axes; each entry of `(0, 3, 1, 2)` says which old axis comes there.

# %%
batch = tiny[None]  # a batch of one picture: None adds an axis of length 1
x = np.transpose(batch, (0, 3, 1, 2))
print(batch.shape, "→", x.shape)
assert x[0, 0, 1, 2] == batch[0, 1, 2, 0] == 18
places = x.ravel()  # all numbers in one row, in the order of x
print("18 was at place 18, and now stands at place", np.flatnonzero(places == 18)[0])

# %% [markdown]
# In four ways. PyTorch need not be installed; there the arrays are tensors by name, too. From HWC to NCHW (the
# arithmetic says at which place of the file $\text{in}[0, 1, 2, 0]$ stands):
#
# | | |
# |---|---|
# | formula | $\text{out}[n, c, h, w] = \text{in}[n, h, w, c]$ |
# | arithmetic | `((0·2 + 1)·4 + 2)·3 + 0 = 18` |
# | NumPy | `np.transpose(batch, (0, 3, 1, 2))` |
# | PyTorch | `batch.permute(0, 3, 1, 2)` |
#
# From an index to the place in memory, here of `x[0, 2, 1, 3]`, the last number:
#
# | | |
# |---|---|
# | formula | $\text{place} = ((n \cdot C + c) \cdot H + h) \cdot W + w$ |
# | arithmetic | `((0·3 + 2)·2 + 1)·4 + 3 = 23` |
# | NumPy | `x.ravel()[((0 * 3 + 2) * 2 + 1) * 4 + 3]` |
# | PyTorch | `x.flatten()[((0 * 3 + 2) * 2 + 1) * 4 + 3]` |
#
# There is a tempting shortcut: `reshape` also makes an array of the wanted shape, and never complains.

# %% tags=["hidden"]
temple = photos.photo("temple", gray=False, width=160)
height, width, _ = temple.shape
moved, poured = temple.transpose(2, 0, 1)[0], temple.reshape(3, height, width)[0]
Predict(
    f"The photo has shape {temple.shape}. After reshape(3, {height}, {width}), what does "
    "channel 0 show?",
    ("the red light", "the upper third, torn apart", "the whole photo in gray"),
    answer="the upper third, torn apart",
    reasons={"the red light": "That is what transpose gives."},
    why="reshape keeps the order of the numbers and only cuts the row of them differently. "
    "The first third of the file is the upper third of the photo, its colors in turn.",
    then=plots.feature_maps(
        {"transposed: channel 0": moved, "reshaped: channel 0": poured}
    ),
    name="01.reshape",
)

# %% [markdown]
# **Types.** What kind of number an array holds is its **dtype**. `uint8` is a whole number from 0 to 255, one byte
# each; `float64` has decimals and takes eight bytes. Files are `uint8`, networks compute in floats.

# %% tags=["hidden"]
some, more = np.array([200], dtype=np.uint8), np.array([100], dtype=np.uint8)
wrapped = int((some + more)[0])
Predict(
    "Two uint8 numbers, 200 and 100. What does NumPy make of 200 + 100?",
    answer=wrapped,
    reasons={300: "A byte cannot hold 300.", 255: "NumPy does not stop at 255."},
    why="After 255 comes 0 again, as after 12 on a clock comes 1: "
    f"{int(some[0]) + int(more[0])} − 256 = {wrapped}.",
    name="01.wrap",
)

# %% [markdown]
# So a photo that is made brighter in `uint8` turns dark where it was bright. Two more slips are as common: numbers up to
# 255 where 1 is white, and `//`, the division without remainder. None of them raises an error. What will the screen show
# of each?

# %%
levels = np.round(255 * photos.photo("temple", width=160)).astype(np.uint8)  # as in a file
slips = {
    "x / 255": levels / 255,
    "x + 100 in uint8": (levels + np.uint8(100)) / 255,
    "x up to 255, shown as if up to 1": levels.astype(float),
    "x // 255": levels // 255,
}
for name, shown in slips.items():
    black, white = (shown <= 0).mean(), (shown >= 1).mean()
    print(f"{name}: {black:.4f} of the pixels are black, {white:.4f} white")
plots.feature_maps({name: slips[name] for name in ("x / 255", "x + 100 in uint8")})

# %% [markdown]
# **Normalizing.** Many networks also want each channel centered near 0: take off the mean of the channel and divide by
# its *std*, a typical distance from the mean. Both come with the network, for values from 0 to 1. With a mean of 0.5 and
# a std of 0.25, a pixel of 204 becomes:

# %%
pixels = x.astype(np.uint8) * 10 + np.uint8(4)  # a tiny picture in bytes, NCHW
mean, std = np.array([0.5, 0.4, 0.3]), np.array([0.25, 0.2, 0.25])
ready = (pixels / 255 - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)
print(f"shape {ready.shape}, from {ready.min():.4f} to {ready.max():.4f}")
print(f"(204 / 255 − {mean[0]}) / {std[0]} = {(204 / 255 - 0.5) / 0.25:.4f}")

# %% [markdown]
# | | |
# |---|---|
# | formula | $\text{out}[n, c, h, w] = (\text{in}[n, c, h, w] / 255 - \text{mean}[c]) / \text{std}[c]$ |
# | arithmetic | `(204/255 − 0.5)/0.25 = 1.2` |
# | NumPy | `(pixels / 255 - mean.reshape(3, 1, 1)) / std.reshape(3, 1, 1)` |
# | PyTorch | `(pixels.double() / 255 - mean.view(3, 1, 1)) / std.view(3, 1, 1)` |
#
# `reshape(3, 1, 1)` is needed because NumPy lines up the *last* axes of two arrays: three numbers alone would be laid
# along the columns, and an axis of length 1 is repeated as often as needed.
#
# **Apart and together.** Now the channels of the photo, each as a gray picture: white where there is much of its light.

# %% tags=["hidden"]
mixer = ChannelMixer("temple", show=("image", "red", "green", "blue", "order"))
channels = mixer.arrays["channels"]
above, below = channels[:, :30].mean(axis=(1, 2)), channels[:, 100:].mean(axis=(1, 2))
contrast = dict(zip(names, above - below, strict=True))
Predict(
    "In which channel does the sky stand out most from the trees and walls below?",
    names,
    answer=max(contrast, key=contrast.get),
    why="Sky minus what is below: "
    + ", ".join(f"{name} {value:.4f}" for name, value in contrast.items())
    + ". The sky is bright in all three, but leaves and bricks have little blue.",
    then=mixer,
    name="01.channel",
)

# %% [markdown]
# The **histogram** says how many values lie where, whatever their places: each bar counts the values of one range.
#
# **Questions for your hands:** set two channels to 0, and one is left. Double the blue: what does the histogram do, and how
# much is cut off? Then put the order to BGR, in which some programs hand over their pictures: which parts of the photo
# look wrong, and which do not?
#
# <details><summary>Answers</summary>The bars of blue move to the right and spread; the sentence below says which share lies
# above 1. With red and blue swapped the roofs turn blue. Gray and green parts hardly change: a mistake that is easily
# overlooked.</details>
#
# **How many numbers go in?** Height times width times channels. An article's pictures have 32×32 pixels in color:
#
# <!-- A1.2, A1.3, A4.1 -->

# %%
small = np.zeros(articles.INPUT_SHAPE)
articles.compare("A4.1", small.shape)
articles.compare("A4.1.counts", [small.size, 0])  # an input has nothing to learn
articles.compare("A1.3", small.shape[0] * small.shape[1] * small.shape[2])
photo = photos.photo("temple", gray=False)
print("the photo:", " · ".join(map(str, photo.shape)), "=", photo.size)

# %% [markdown]
# ## Your turn
#
# Write `to_nchw`: pictures come as (N, H, W, C), and go as (N, C, H, W). The check tries sizes that all differ, so that
# swapped axes show, and names them. `hint("01.to_nchw")` helps.


# %% tags=["exercise"]
def to_nchw(images):
    """Return images (N, H, W, C) as (N, C, H, W)."""
    # stub: return None  # your code, in place of None
    return np.transpose(images, (0, 3, 1, 2))
    # end


check("01.to_nchw", to_nchw)

# %% [markdown]
# *Stretch.* Write `normalize` for a batch in bytes, with one mean and one std for each channel. When you have tried,
# `solution("01.normalize")` shows one way.


# %% tags=["exercise"]
def normalize(images, mean, std):
    """Bring uint8 images (N, C, H, W) to 0–1, subtract mean (C,), divide by std (C,)."""
    # stub: return None  # your code, in place of None
    scaled = images / 255
    return (scaled - mean.reshape(-1, 1, 1)) / std.reshape(-1, 1, 1)
    # end


check("01.normalize", normalize)

# %% [markdown]
# ## True or false, and on
#
# <!-- A1.2, E12; A1.3, E13 -->

# %% tags=["hidden"]
kernels = np.zeros((32, 3, 3, 3))
first_step = cnnlite.conv2d(np.zeros((1, 3, 32, 32)), kernels)
back = np.round(levels / 255 * 255).astype(np.uint8)
Recall(
    Question(
        "“A color picture is an array of the shape (width, height, channels).”",
        ("true", "false"),
        "false",
        f"Article 1 says so. The photo is wider than high, and np.shape(photo) is "
        f"{np.shape(photo)}: rows come first, so it is (height, width, channels).",
    ),
    Question(
        "“Width · height · channels is the number of neurons in the whole network.”",
        ("true", "false"),
        "false",
        f"Article 1 again. {small.size} values go in. Each value computed from them is a "
        f"neuron, too: 32 kernels of 3×3 already make {first_step.size} more.",
    ),
    Question(
        "“Dividing a uint8 picture by 255 loses nothing.”",
        ("true", "false"),
        "true" if np.array_equal(back, levels) else "false",
        "Times 255 and rounded, every pixel is what it was.",
    ),
)

# %% [markdown]
# **In PyTorch** a batch is a `torch.Tensor` of shape (N, C, H, W), and `images.permute(0, 3, 1, 2)` gets it there.
#
# **In short**
#
# - A picture is a tensor: three channels, each a grid of numbers.
# - `x[n, c, h, w]` is picture, channel, row, column, all counted from 0.
# - Files hold HWC in `uint8`, 0 to 255; networks take NCHW in floats, often 0 to 1.
# - `transpose` moves axes; `reshape` only cuts the same row of numbers differently.
# - Height · width · channels counts the input, not the network.
#
# Sources: article 1, article 2 (Accedia, part I), article 4 (INGOAMPT, day 53). Photo: danielbuechele, Creative Commons
# attribution, from scikit-learn.
#
# **Back to:** [00 Start here](00_start_here.ipynb). **Next:** [02 Filters](02_filters.ipynb), what a kernel's signs do.
