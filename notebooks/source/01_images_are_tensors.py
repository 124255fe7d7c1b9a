# %% [markdown]
# # Read a picture as numbers
#
# **What is a picture, before any network looks at it?**
#
# 40 minutes; the stretch near the end takes 15 more and can wait. You need
# [00 Start here](00_start_here.ipynb) and, for the code, Python lists.

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
inspector = PixelInspector("temple", 20, 160, show=("image", "row", "column", "channel"))
temple = inspector.arrays["x"][0]
red, green, blue = temple[:, 20, 160]
assert 0.7 < red < green < blue
assert np.ptp(temple[:, 60, 250]) < 0.06  # the cloud of the text below is white,
assert temple[0, 150, 88] > 2 * temple[1:, 150, 88].max()  # the pillar red,
assert temple[1, 165, 20] > temple[[0, 2], 165, 20].max()  # the tree green
Predict(
    "A pixel of the light blue sky: how much red light is in it?",
    ("hardly any, below 0.1", "less than half, about 0.3", "a lot, about 0.8"),
    answer="a lot, about 0.8",
    reasons={"hardly any, below 0.1": "Then it would be a deep blue or green."},
    why=f"It is {red:.4f}. White is all three lights at full; light colors are near "
    "white. Blue comes out ahead, by a little.",
    then=inspector,
    name="01.sky",
)

# %% [markdown]
# Four numbers say which number is meant: which picture, which channel, which row, which column. Together they are its
# **index**. In Python it stands in brackets, and counting starts at 0: `x[0, 2, 20, 160]` is picture 0, channel 2
# (blue), row 20 from the top, column 160 from the left. (The explorer calls its batch of one picture `x`; its grids
# round to two decimals.)
#
# **One question for your hands:** click in the photo, or type row and column: go to a dark red pillar (row 150, column
# 88), to a tree (165, 20), to the white cloud (60, 250). Which pixels have three almost equal numbers? Then
# choose *stripes*. With *channel* you see one of the three alone, as a gray picture.
#
# <details><summary>Answer</summary>The gray ones, from black to white. In a gray picture such as the stripes all three
# channels are the same.</details><br>
#
# **Your own picture:** choose a file at the end of the controls, or drop one there. It is shrunk to at most 320 pixels
# along each side, and nothing of it leaves your machine. A file that is not a picture, or is too large, is refused with
# a reason.

# %% [markdown]
# ## By hand, then in code
#
# **One channel first.** Here is the zebra of notebook 00; each cell has the gray of its number. Files mostly count the
# light in steps instead: 0 is black, 255 is white, and a whole number from 0 to 255 fits into one byte. On the way to
# steps, numbers are rounded.
#
# <!-- A2.2 -->

# %%
# NumPy rounds a half to the even neighbor: 25.5 to 26, 76.5 to 76.
levels = np.round(articles.ZEBRA * 255).astype(np.uint8)
print(f"0.7 → {levels[1, 1]} → {levels[1, 1]} / 255 = {levels[1, 1] / 255:.4f}")
show_grids(
    Grid("from 0 to 1", articles.ZEBRA),
    "→",
    Grid("from 0 to 255", levels.astype(float), scale=(False, 255)),  # 255 is white
)

# %% [markdown]
# **Three channels.** A tiny picture has 2 rows, 4 columns and 3 channels. Its numbers are 0 to 23 in the order in which
# a program gets them when it opens a file: each number is its own place, and 18 is the one at place 18.
#
# `tiny` has 3 **axes**, one for each number of its index: a single picture needs no number for the picture, and here the
# channel comes last, not second as above. Their lengths, (2, 4, 3), are its **shape**. Such a block of numbers, with any
# number of axes, is called a **tensor**.
#
# A colon takes all of an axis: `tiny[:, :, 0]` is the red channel, number 0; green is 1, blue 2. `np.stack` puts channels together again, along axis 2,
# the last.

# %%
tiny = np.arange(24).reshape(2, 4, 3)
print("shape", tiny.shape, " axes", tiny.ndim, " numbers", tiny.size)
print("the pixel in row 1, column 2:", tiny[1, 2])
print("its red:", tiny[1, 2, 0])
split = [tiny[:, :, channel] for channel in range(3)]  # each 2×4
assert np.array_equal(np.stack(split, axis=2), tiny)  # put together again
gray = (False, 23.0)  # in all three grids 0 is black and 23 white
show_grids(
    Grid("red", split[0].astype(float), scale=gray),
    Grid("green", split[1].astype(float), scale=gray),
    Grid("blue", split[2].astype(float), scale=gray),
)

# %% [markdown]
# This order, row, column, channel, is called **HWC**: height (how many rows), width (how many columns), channels. Our networks, and those of PyTorch, want
# each channel in one piece, because a kernel works on one channel's grid after another. And they want several pictures
# at once, a **batch** of N pictures. Their order is **NCHW**: picture, channel, row, column. (Other libraries, such as
# Keras, keep the channel last.)
#
# `np.transpose` changes the order of the axes; each entry of `(0, 3, 1, 2)` says which old axis comes there.

# %%
batch = tiny[None]  # a batch of one picture: None adds an axis of length 1
x = np.transpose(batch, (0, 3, 1, 2))
print(batch.shape, "→", x.shape)
assert x[0, 0, 1, 2] == batch[0, 1, 2, 0] == 18
place = np.flatnonzero(x.ravel() == 18)[0]  # ravel: all numbers in one row
print(f"18 was at place 18, and is now at place {place} = channel 0 · 8 + row 1 · 4 + 2")

# %% [markdown]
# The same in formula, arithmetic, NumPy and PyTorch. The arithmetic is the number 18 again: it stood behind
# 1·4 + 2 pixels with 3 numbers each. In the last row `batch` is a torch tensor; PyTorch need not be installed.
#
# | | |
# |---|---|
# | formula | $\text{out}[n, c, h, w] = \text{in}[n, h, w, c]$ |
# | arithmetic | `(1·4 + 2)·3 + 0 = 18` |
# | NumPy | `np.transpose(batch, (0, 3, 1, 2))` |
# | PyTorch | `batch.permute(0, 3, 1, 2)` |
#
# `reshape`, too, makes an array of the wanted shape, as long as the number of values is right. Does it do the same?

# %% tags=["hidden"]
half = photos.photo("temple", gray=False, width=160)
height, width, _ = half.shape
moved, poured = half.transpose(2, 0, 1)[0], half.reshape(3, height, width)[0]
Predict(
    f"The photo at half its size has shape {half.shape}. After reshape(3, {height}, "
    f"{width}), what does channel 0 show?",
    ("the left third of the photo", "the upper third of the photo", "the red light"),
    answer="the upper third of the photo",
    reasons={
        "the left third of the photo": "The numbers go row by row, not column by column.",
        "the red light": "That is what transpose gives.",
    },
    why="reshape keeps the order of the numbers and only cuts the row of them differently: "
    "the first third of them is the upper third of the photo. Each of its rows has "
    f"{width * 3} values and now fills three rows; neighbors are the red, green and blue "
    "of one pixel.",
    then=plots.feature_maps(
        {"transposed: channel 0": moved, "reshaped: channel 0": poured}
    ),
    name="01.reshape",
)

# %% [markdown]
# **Types.** What kind of number an array holds is its **dtype**. `uint8` is a whole number from 0 to 255, one byte
# each; `float64` has decimals and takes eight bytes. Files are `uint8`, networks compute in floats.
# `PixelInspector("temple", 20, 160, dtype="uint8")`, in an empty cell, shows the photo in bytes.

# %% tags=["hidden"]
some, more = np.array([200], dtype=np.uint8), np.array([100], dtype=np.uint8)
wrapped = int((some + more)[0])
Predict(
    "An array of uint8 holds 200. You add an array of uint8 with 100. What comes out?",
    answer=wrapped,
    reasons={300: "A byte cannot hold 300.", 255: "NumPy does not stop at 255."},
    why="After 255 comes 0 again, as after 12 on a clock comes 1: "
    f"{int(some[0]) + int(more[0])} − 256 = {wrapped}. In arrays NumPy does so without "
    "a word.",
    name="01.wrap",
)

# %% [markdown]
# So a photo that is made brighter in `uint8` turns dark where it was bright. Two more slips are as common: numbers up to
# 255 where 1 is white, and `//`, the division without remainder. None of them raises an error:

# %%
bytes_ = np.round(255 * photos.photo("temple", width=160)).astype(np.uint8)  # as in a file
brighter = bytes_ + np.uint8(100)
print(f"{(brighter < bytes_).mean():.4f} of the pixels became darker by adding 100")
shown = np.clip(bytes_, 0, 1).astype(float)  # a screen shows all above 1 as white
slips = {"right: / 255": bytes_ / 255, "+ 100": brighter / 255}
plots.feature_maps(slips | {"as it is: white": shown, "// 255: black": bytes_ // 255})

# %% [markdown]
# **Apart and together.** Now the channels of the photo, each as a gray picture: white where there is much of its light.

# %% tags=["hidden"]
mixer = ChannelMixer("temple", show=("image", "red", "green", "blue", "order"))
names, channels = ("red", "green", "blue"), mixer.arrays["channels"]
above, below = channels[:, :30].mean(axis=(1, 2)), channels[:, 100:].mean(axis=(1, 2))
contrast = dict(zip(names, above - below, strict=True))
cut = (2 * channels[2] > 1).mean()  # of the blue values, when they are doubled
assert round(cut / 3, 4) == 0.1694  # of all values
assert abs(cut - 0.5) < 0.01
Predict(
    "Rows 0 to 29 of the photo are nearly all sky; from row 100 on there are roofs, trees "
    "and lake. In which channel do the two differ most?",
    names,
    answer=max(contrast, key=contrast.get),
    why="Mean of the sky minus mean of what is below: "
    + ", ".join(f"{name} {value:.4f}" for name, value in contrast.items())
    + f". The sky is bright in red, too ({above[0]:.4f}); what differs is below, where "
    f"there is little blue ({below[2]:.4f}).",
    then=mixer,
    name="01.channel",
)

# %% [markdown]
# The **histogram** says how many values lie where, whatever their places: each bar counts the values of one range.
#
# **Questions for your hands:** set red and green to 0: what is left? Double the blue: what does the histogram do, and how
# much is cut off? Then, after *Reset*, put the order to BGR, in which some programs hand over their pictures: which parts
# of the photo look wrong, and which do not?
#
# <details><summary>Answers</summary>The blue light alone. Doubled, the bars of blue move to the right and spread; 16.94 % of
# all values are cut off, which is about half of the blue ones. In BGR the roofs and pillars turn blue, the sky peach, the
# trees teal. What has as much red as blue stays: here the gray and white (clouds, pale water). In a photo with little
# color the mistake is easily overlooked.</details>
#
# **How many numbers go in?** Height times width times channels. An article's pictures have 32×32 pixels in color, in the
# order HWC.
#
# <!-- A1.2, A1.3, A4.1 -->

# %%
photo = photos.photo("temple", gray=False)
print("the photo:", " · ".join(map(str, photo.shape)), "=", photo.size)
small = np.zeros(articles.INPUT_SHAPE)
articles.compare("A4.1", small.shape)
articles.compare("A1.3", small.shape[0] * small.shape[1] * small.shape[2])

# %% [markdown]
# ## Your turn
#
# Write `to_nchw`: pictures come as (N, H, W, C), and go as (N, C, H, W). The check tries sizes that all differ, so that
# swapped axes show, and names them. Use the function's own `images`, not `batch` from above. `hint("01.to_nchw")` helps.


# %% tags=["exercise"]
def to_nchw(images):
    """Return images (N, H, W, C) as (N, C, H, W)."""
    # stub: return None  # your code, in place of None
    return np.transpose(images, (0, 3, 1, 2))
    # end


check("01.to_nchw", to_nchw)

# %% [markdown]
# *Stretch, from here to the end of this part.* **Normalizing.** Many networks want each channel centered near 0, so that
# no channel counts for more because it is brighter: subtract the mean of the channel, then divide by its *std*, a typical
# distance from the mean. The two numbers of each channel are published with the network; they are meant for pixels
# already divided by 255.

# %%
pixels = x.astype(np.uint8) * 10 + np.uint8(4)  # a tiny picture in bytes, NCHW
mean, std = np.array([0.5, 0.4, 0.3]), np.array([0.25, 0.2, 0.25])
count = len(mean)  # of channels
ready = (pixels / 255 - mean.reshape(count, 1, 1)) / std.reshape(count, 1, 1)
print("pixels", pixels.shape, " mean", mean.shape, "→", mean.reshape(count, 1, 1).shape)
print(f"{pixels[0, 0, 1, 2]} becomes {ready[0, 0, 1, 2]:.4f} at [0, 0, 1, 2]")

# %% [markdown]
# | | |
# |---|---|
# | formula | $\text{out}[n, c, h, w] = (\text{in}[n, c, h, w] / 255 - \text{mean}[c]) / \text{std}[c]$ |
# | arithmetic | `(184/255 − 0.5)/0.25 = 0.8863` |
# | NumPy | `(pixels / 255 - mean.reshape(count, 1, 1)) / std.reshape(count, 1, 1)` |
# | PyTorch | `(pixels.double() / 255 - mean.view(count, 1, 1)) / std.view(count, 1, 1)` |
#
# Why `reshape`? NumPy lines up the *last* axes of two arrays. Axes that are missing in front, and axes of length 1, are
# repeated; other lengths must be equal:
#
# - (1, 3, 2, 4) and (3, 1, 1): one number for each channel.
# - (1, 3, 2, 4) and (3,): 3 numbers against 4 columns, an error.
# - (1, 3, 2, 3) and (3,): no error, and wrong: one number for each *column*.
#
# Write `normalize` for a batch in bytes. The number of channels is not always 3: a gray picture has one. `len(mean)`
# tells. `hint("01.normalize")` helps; when you have tried, `solution("01.normalize")` shows one way.


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
back = np.round(bytes_ / 255 * 255).astype(np.uint8)
Recall(
    Question(
        "“A color picture is an array of the shape (width, height, channels).”",
        ("true", "false"),
        "false",
        f"Article 1 says so. The photo is wider than high, and np.shape(photo) is "
        f"{np.shape(photo)}: rows come first, so it is (height, width, channels).",
    ),
    Question(
        "“Width · height · channels is the number of values in the whole network.”",
        ("true", "false"),
        "false",
        f"Article 1 again, which calls the values neurons. {small.size} values go in. Each "
        f"value computed from them counts, too: 32 kernels of 3×3 make {first_step.size} "
        "more, 32 maps of 30×30 (notebook 04 says why 30).",
    ),
    Question(
        "“Dividing a uint8 picture by 255 with / loses nothing.”",
        ("true", "false"),
        "true" if np.array_equal(back, bytes_) else "false",
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
# - Files hold HWC in `uint8`, 0 to 255; ours take NCHW in floats, often 0 to 1.
# - `transpose` moves axes; `reshape` only cuts the same row of numbers differently.
# - Height · width · channels counts the input, not the network.
#
# Sources: article 1, article 2 (Accedia, part I), article 4 (INGOAMPT, day 53). Photo: danielbuechele, Creative Commons
# attribution, from scikit-learn.
#
# **Back to:** [00 Start here](00_start_here.ipynb). **Next:** [02 Filters](02_filters.ipynb), what a kernel's signs do.
