# %% [markdown]
# # Give a kernel depth
#
# **A color picture has three channels: what does a kernel make of them?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [01 Images](01_images_are_tensors.ipynb),
# [03 Convolution](03_convolution.ipynb) and [04 Shapes](04_stride_padding_shapes.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import nn
from cnnlite.data import articles, photos
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import BiasExplorer, ChannelView, MatrixView
from cnnlite.plots import Grid, Picture, bars, feature_maps, image, number_grids, wiring
from cnnlite.questions import Predict, Question, Recall, channel_example

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "An RGB photo has shape (213, 320, 3). What shape has it in the order NCHW?",
        ("(1, 3, 213, 320)", "(3, 1, 213, 320)", "(1, 213, 320, 3)"),
        "(1, 3, 213, 320)",
        "Image, channel, row, column: one image of three channels.",
        {"(1, 213, 320, 3)": "That is NHWC: the channels must come before the rows."},
    ),
    Question(
        "A 2×2 kernel lies on a window of a gray picture. How many products does it add?",
        ("1", "2", "4"),
        "4",
        "One for each cell of the kernel; their sum is one number of the map.",
    ),
    Question(
        "A 3×3 kernel, stride 1, no padding, on 32×32 pixels: how large is the map?",
        ("32×32", "30×30", "29×29"),
        "30×30",
        "32 − 3 + 1 places along each side.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A small flag of three channels. Its left side is blue, then black; its right side is red, then gray at the bottom.
# The kernel has **a slice for each channel**: 2×2 numbers for red, for green and for blue.

# %%
flag = np.zeros((3, 6, 4))  # channel, row, column
flag[0, :4, 2:] = 1  # red at the right
flag[2, :2, :2] = 1  # blue at the top left
flag[:, 4:, 2:] = 0.5  # gray is all three channels alike
kernel = np.array([[[-1.0, 1], [-1, 1]], [[0, 0], [0, 0]], [[1, -1], [1, -1]]])
names = ("red", "green", "blue")
slices = [
    Grid(f"kernel, {name}", kernel[d], scale=(True, 1)) for d, name in enumerate(names)
]
row = image(flag.transpose(1, 2, 0), "the flag", width=84), number_grids(*slices)
Picture(row, f"{row[0].text}\n{row[1].text}")

# %% tags=["hidden"]
view = ChannelView(
    *(flag, kernel),
    biases=(0, -3, 1),
    names=names,
    position=1,
    show=("position", "play", "bias", "ReLU"),
)
Predict(
    "The flag has 3 channels, the kernel is 3×2×2. How many feature maps come out?",
    answer=1,
    why="At each place the kernel covers all channels, and its products become one sum.",
    reasons={
        3: "Each channel has sums of its own, but these are added, too.",
        12: "So many numbers has the kernel; at each place they give a single sum.",
    },
    then=view,
    name="05.maps",
)

# %% [markdown]
# Look at *sums*: each channel's own products, added. *Each channel's map* holds these sums for every place; *output* is
# the three of them added. *Channel in front* brings red, green or blue forward.
#
# **Two questions for your hands:** walk down the middle column of the output. Where do red and blue agree, and where do
# they cancel? Then choose the **bias** −3 and tick ReLU. As the constants were added to the scores in notebook 00, it is
# added to every sum. What is left?
#
# <details><summary>Answers</summary>
#
# From blue to red both say 2: together 4. One row lower red still says 2, blue only 1: 3. From black to gray red says 1
# and blue −1: they cancel. With the bias −3 only what is more than 3 survives: the one place where both agree fully.
#
# </details>
#
# ## By hand, then in code
#
# **The sum over channels.** To the two sums of notebook 03 comes a third, over the channels $d$, and the bias $b$:
#
# $$\text{out}[r, c] = b + \sum_{d} \sum_{i} \sum_{j} \text{image}[d,\ r + i,\ c + j] \cdot \text{kernel}[d, i, j]$$
#
# Article 3 gives this formula, a second one without $d$ for gray pictures, and applies ReLU after the bias.
#
# <!-- A3.14, A3.15, A3.16 (L: whether it has r + i or r − i is lost; plus is what all the other articles do); A2.5 -->

# %%
channel_example(flag, kernel, bias=-3, place=(3, 1), level=1, names=names)

# %% [markdown]
# **Every place at once.** The kernel's numbers are called its **weights**. `w` has the axes kernel, channel, row,
# column: (1, 3, 2, 2) is one kernel, three channels, 2×2. `b` has a bias for each kernel. Here is output (0, 1), blue
# beside red, in four ways; products that are 0 are left out. F is short for `torch.nn.functional`; you need not install
# it.
#
# | | |
# |---|---|
# | formula | $b + \sum_{d} \sum_{i} \sum_{j} \text{image}[d, r + i, c + j] \cdot \text{kernel}[d, i, j]$ |
# | arithmetic | `(1·1 + 1·1) + 0 + (1·1 + 1·1) + (−3) = 1` |
# | NumPy | `cnnlite.conv2d(x, w, b)[0, 0, 0, 1]` |
# | PyTorch | `F.conv2d(x, w, b)[0, 0, 0, 1]` |
#
# The code makes each channel's map by itself. Added up, with the bias, they are what `conv2d` gives.

# %%
x, w, b = flag[None], kernel[None], np.array([-3.0])  # one image, one kernel, one bias
alone = [cnnlite.conv2d(x[:, [d]], w[:, [d]]) for d in range(3)]  # [d] keeps the axis
added = sum(alone) + b
assert np.allclose(added, cnnlite.conv2d(x, w, b))
print("three maps and b added, middle column:", added[0, 0, :, 1])
print("conv2d(x, w, b), middle column:       ", cnnlite.conv2d(x, w, b)[0, 0, :, 1])

rng = np.random.default_rng(5)  # the weights are random at first
four = nn.Conv2d(3, 4, kernel_size=2, rng=rng)  # it holds weights and biases
larger = np.zeros((1, 3, 7, 9))
print("x", larger.shape, "w", four.weight.data.shape, "b", four.bias.data.shape, end=" ")
print("→ four maps", four(larger).shape)

# %% [markdown]
# **Several kernels.** The last line has four. Each gives one map, and the maps are the channels of what comes out. With
# $X$ for the channels in, $Y$ for the maps out, $B$ for the biases, $K_{od}$ for slice $d$ of kernel $o$, and ⋆ for a
# slice that slides over a channel, article 1 writes $Y_o = B_o + \sum_d X_d \star K_{od}$. What a network learns, each weight and each bias, is a **parameter**.
#
# <!-- A1.21 (C), E20 is notebook 13's -->
#
# **What does a bias do?** On the temple photo, the sums of Sobel x could run from −4 to 4. Most lie close to 0, and ReLU
# keeps what is above: about half of them, mostly sky and noise, no edges. Now a bias of −1 is added to every sum.
#
# <!-- A1.30 -->

# %% tags=["hidden"]
lab = BiasExplorer(bias=-1, show=("image", "bias", "relu"))
share = {b: (BiasExplorer(bias=b).arrays["output"] > 0).mean() for b in (-1, -0.5, -0.2, 0)}
left, before = share[-1], share[0]
assert abs(share[-0.2] - 1 / 8) < 0.01
assert abs(share[-0.5] - 1 / 20) < 0.01
Predict(
    "With the bias −1, how many of the numbers stay above 0?",
    ("about half", "about a tenth", "about one in a hundred"),
    answer="about one in a hundred",
    why="A sum must now exceed 1, and only the strongest edges do: "
    f"{100 * left:.1f} % instead of {100 * before:.0f} %.",
    reasons={
        "about half": "Only sums above 1 stay above 0; most of the sums are small.",
        "about a tenth": "Even fewer: most of a photo is no edge at all.",
    },
    then=lab,
    name="05.bias",
)

# %% [markdown]
# **For your hands:** find a bias at which the sky is black and the temple still has its outline. What share is left? And
# what does the bias 1 do to the sky?
#
# <details><summary>Answers</summary>
#
# Anywhere from −0.2 (an eighth is left) to −0.5 (a twentieth: the outline). With 1 nearly all is above 0, and the even
# sky is dark gray, 1 where white is 3: the bias decides how strong an edge must be to count.
#
# </details>
#
# **Only mixing.** A kernel of one row and one column sees a single pixel. It cannot find an edge, yet it can mix the
# channels: a **1×1 convolution**. Here is one that takes half of red and half of green, at a pixel with red `0.2`, green
# `0.6` and blue `0.9`; the last two lines do it at every pixel, with `rgb` and `mix` of the cell below:
#
# | | |
# |---|---|
# | formula | $\text{out}[o, r, c] = \sum_{d} \text{mix}[o, d] \cdot \text{image}[d, r, c]$ |
# | arithmetic | `0.5·0.2 + 0.5·0.6 + 0·0.9 = 0.4` |
# | NumPy | `sum(mix[0, d, 0, 0] * rgb[0, d] for d in range(3))` |
# | PyTorch | `F.conv2d(rgb, mix)[0, 0]` |

# %%
photo = photos.photo("flower", gray=False, width=160)
rgb = photo.transpose(2, 0, 1)[None]  # NCHW
mix = np.array([[0.5, 0.5, 0], [0, 0, 1]]).reshape(2, 3, 1, 1)  # two kernels of 1×1
mixed = cnnlite.conv2d(rgb, mix)
print("x", rgb.shape, "w", mix.shape, "→", mixed.shape)
feature_maps({"the photo": photo, "(red + green)/2": mixed[0, 0], "blue": mixed[0, 1]})

# %% [markdown]
# The flower is yellow and orange: bright in the first map, much darker in the second. The bluish leaves gain: dark in
# the first, about as bright as the flower in the second.
#
# **Only sliding.** The opposite adds nothing over the channels: each kernel reads one channel and gives one map, as in
# *each channel's map* of the flag. So a kernel has one slice only. That is a **depthwise** convolution, in `conv2d` with
# `groups=3` for three channels. In between lie **grouped convolutions**: with `groups=2`, the first half of the kernels
# reads the first half of the channels, the others the rest.
#
# <details><summary>Depthwise in four ways: red, output (3, 1)</summary>
#
# | | |
# |---|---|
# | formula | $\text{out}[d, r, c] = \sum_{i} \sum_{j} \text{image}[d, r + i, c + j] \cdot \text{kernel}[d, i, j]$ |
# | arithmetic | `0·(−1) + 1·1 + 0·(−1) + 0.5·1 = 1.5` |
# | NumPy | `np.concatenate(alone, axis=1)[0, 0, 3, 1]` |
# | PyTorch | `F.conv2d(x, kernel[:, None], groups=3)[0, 0, 3, 1]` |
#
# </details>

# %% tags=["hidden"]
shapes = [
    nn.Conv2d(32, 32, 3, groups=groups, rng=rng).weight.data.shape for groups in (1, 4)
]
Predict(
    "32 channels become 32 maps with 3×3 kernels. groups=4 leaves how many of the weights?",
    ("all of them", "a quarter", "a sixteenth"),
    answer="a quarter",
    why=f"There are as many kernels, but each reads a quarter of the channels: {shapes[1]} "
    f"instead of {shapes[0]}. "
    "Below, 4 channels become 4 maps; each line is a slice of a kernel.",
    reasons={
        "all of them": "A kernel that reads fewer channels has fewer slices.",
        "a sixteenth": "That needs fewer kernels as well; there are 32 still.",
    },
    then=wiring(4, 4, (1, 2, 4)),
    name="05.groups",
)

# %% [markdown]
# **One matrix.** Write the pixels in one line, row after row. Then each output is a line of weights times the line of
# pixels, cell by cell, all added: their *dot product*. The weights stand where the window lies, 0 elsewhere. All these
# lines, one below the other, are a matrix $M$; `M @ pixels` takes all dot products at once. Here is the 3×3 picture of
# article 1, which derives with letters; the numbers, the kernel [[1, 2], [3, 4]] and the bias 1 are ours.
#
# **Two questions for your hands:** point at one output after the other. Which cells of its row are in use, and what
# happens to them from row to row? Then choose *4×4 stripes* with filter A of notebook 03, and tick *number the kernel's
# cells*: 1 and −1 occur twice in it; the numbering tells them apart.
#
# <!-- A1.22, A1.27 (R), A0.40, A0.41, A3.30, Experiments 1 -->

# %%
picture, weights = articles.NINE, articles.BACKPROP_KERNEL
M = cnnlite.conv_matrix(weights[None, None], (1, 3, 3)).toarray()  # with all its zeros
pixels = picture.ravel()  # in one line
print("pixels:    ", pixels)
print("M @ pixels:", M @ pixels, "and plus 1:", M @ pixels + 1)
articles.compare("A1.27.y", (M @ pixels + 1).reshape(2, 2))
MatrixView(show=("position", "play", "example", "number the kernel's cells"))

# %% [markdown]
# <details><summary>Answers</summary>
#
# Only the pixels of the window are in use. The next row has the same weights, moved on.
#
# </details>
#
# A number of the map depends on a few pixels only: the connections are **local**. All numbers of the map use the same
# few weights: they are **shared**.
#
# | | |
# |---|---|
# | formula | $\text{out} = M \cdot \text{image}$, the image as one line |
# | arithmetic | `1·2 + 2·4 + 0·3 + 3·1 + 4·5 + 0·6 + 0·8 + 0·2 + 0·9 = 33` |
# | NumPy | `M @ pixels` |
# | PyTorch | `F.conv2d(picture[None, None], weights[None, None]).ravel()` |
#
# The stripes' $M$ has `9·16 = 144` cells; 36 are in use, and hold the kernel's 4 weights, 9 times each. In a **dense layer** every
# cell is a weight of its own. That $M$ was for one channel and one kernel. For 32×32 pixels of 3 channels and 32 kernels
# of 3×3, it has `32·30·30` rows and `3·32·32` columns.

# %% tags=["hidden"]
stripes = cnnlite.conv_matrix(articles.FILTER_A[None, None], (1, 4, 4))
assert (stripes.nnz, articles.FILTER_A.size) == (36, 4)
first = nn.Conv2d(3, 32, kernel_size=3, rng=rng)
made = first(np.zeros((1, 3, 32, 32)))[0]
learned = sum(parameter.data.size for parameter in first.parameters())
assert learned == 32 * (3 * 3 * 3) + 32
inputs = 32 * 32 * 3
dense = inputs * made.size + made.size  # not built: it would fill your memory
costs = {
    "32 kernels of 1×1": 32 * 3 + 32,
    "32 kernels of 3×3": learned,
    "dense layer": dense,
}
Predict(
    "How many times the parameters of 32 kernels of 3×3×3 has the dense layer?",
    ("about 30 times", "about 1 000 times", "about 100 000 times"),
    answer="about 100 000 times",
    why=f"{learned} against {dense:,}".replace(",", " ")
    + ". A step of the axis is a factor "
    "of 100. The kernels do not care how large the picture is; the dense layer does.",
    then=bars(costs, "parameters, 3 channels of 32×32 to 32 maps"),
    name="05.dense",
)

# %% [markdown]
# ## Your turn
#
# **Gray.** Write a function that turns a picture of shape (3, H, W) into its brightness (H, W), as the eye sees it:
# red counts `0.299`, green `0.587`, blue `0.114`. `hint("05.gray")` helps.
#
# <!-- ITU-R BT.601 -->


# %% tags=["exercise"]
def gray(image):
    """Return the brightness (H, W) of a picture (3, H, W)."""
    # stub: return None  # your code, in place of None
    luma = np.array([0.299, 0.587, 0.114])
    return cnnlite.conv2d(image[None], luma.reshape(1, 3, 1, 1))[0, 0]
    # end


check("05.gray", gray)

# %% [markdown]
# **Red against green.** Design a kernel of shape (1, 3, rows, columns), up to 7×7, that gives a positive number on red, a
# negative one on green, and 0 on blue and on every gray, black and white included. Cells in your eye do much the same.
# The check lays it on hidden pictures. Begin with `np.array([...]).reshape(1, 3, 1, 1)`.
#
# *Stretch*, in the cell after it: count the parameters of a convolution. `kernel_size` is one number, kernels are square.
# With groups, each kernel reads `in_channels // groups` channels. When you have tried, `solution("05.parameters")` shows
# one way.

# %% tags=["exercise"]
# stub: opponent = None  # your kernel, in place of None
opponent = np.array([0.5, -0.5, 0]).reshape(1, 3, 1, 1)
# end
check("05.opponent", opponent)


# %% tags=["exercise"]
def count(in_channels, out_channels, kernel_size, groups=1, bias=True):
    """Return the number of weights and biases: a whole number."""
    # stub: return None  # your code, in place of None
    one_kernel = in_channels // groups * kernel_size**2
    return out_channels * (one_kernel + (1 if bias else 0))
    # end


check("05.parameters", count)

# %% [markdown]
# ## True or false, and on
#
# Judge what the articles say. The cell after the questions works out their numbers (what it calls `same`, `made` and
# so on comes from the folded cells): article 1's rule for counting parameters, which it gives without numbers, for 3
# channels of 3×3 pixels and two 2×2 kernels, with a bias for each place of a map (*untied*, as it has it) or for each kernel
# (*tied*, as today); the 1024 of article 2 with padding, then without; and the first layer of article 4.
#
# <!-- A2.5, E26; A2.10, E27; A2.12, E28; E19 -->

# %% tags=["hidden"]
stacked = np.concatenate(alone, axis=1)[0]
plain = cnnlite.conv2d(np.zeros((1, 1, 32, 32)), np.ones((1, 1, 3, 3)))
same = cnnlite.conv2d(np.zeros((1, 1, 32, 32)), np.ones((1, 1, 3, 3)), padding=1)
links = cnnlite.conv_matrix(np.ones((1, 1, 3, 3)), (1, 32, 32), padding=1)
possible = links.shape[0] * links.shape[1]
Recall(
    Question(
        "“In a color image the filter handles each channel separately”: one map for each.",
        ("true", "false"),
        "false",
        "Article 2 says so. One filter spans all channels and adds them up: the flag's "
        f"{len(flag)} channels became {len(w)} map. Separate is a special case: depthwise.",
    ),
    Question(
        "“The feature maps are stacked into a one-dimensional array.”",
        ("true", "false"),
        "false",
        f"Article 2 again. Stacked, the flag's three maps have {stacked.ndim} axes, "
        f"{stacked.shape}: a volume. Flattening makes one axis: {stacked.size} numbers.",
    ),
    Question(
        "“Convolving 32×32 pixels gives 1024 neurons (the numbers of a map), each joined "
        "to all of the next layer.”",
        ("true", "false"),
        "false",
        f"Article 2. With padding a filter gives {same.size}, without it {plain.size}. If "
        f"the next layer is a 3×3 convolution, too, {links.nnz} of {possible} possible "
        "links exist; only a dense layer has all.",
    ),
    Question(
        "“In Y = B + X ∗ K the star is the dot product, and Y the predicted value.”",
        ("true", "false"),
        "false",
        "Article 1. The star slides K over X: there is a dot product at each place, and Y "
        f"is a feature map, of {len(M)} numbers in our example, not a prediction.",
    ),
)

# %%
two = nn.Conv2d(3, 2, kernel_size=2, rng=rng)
free, tied = two.weight.data.size, two.bias.data.size
untied = two(np.zeros((1, 3, 3, 3))).size  # 2 maps of 2×2 places
articles.compare("A1.21", [free, untied, tied, free + untied, free + tied])
articles.compare("A2.12", same.size)
articles.compare("A2.12.valid", plain.size)
articles.compare("A4.1.counts", [inputs, 0])  # an input has nothing to learn
articles.compare("A4.2", np.moveaxis(made, 0, -1).shape)
articles.compare("A4.2.counts", [made.size, learned])

# %% [markdown]
# **In PyTorch:** `torch.nn.Conv2d(3, 32, 3)` is such a layer with its 896 parameters; `groups` and `bias` are arguments.
#
# **In short**
#
# - A kernel has a slice for each channel; all products become one sum, and one map.
# - A bias is one number for each kernel, added everywhere: it sets what passes ReLU.
# - The maps of several kernels are the channels of the next image.
# - 1×1 mixes channels, depthwise keeps them apart, groups lie in between.
# - A convolution is one matrix, mostly 0: its connections are local, its weights shared.
#
# Sources: article 0 (INGOAMPT, day 54), article 1, article 2 (Accedia, part I), article 3, article 4. Photos:
# danielbuechele and vultilion, Creative Commons attribution, from scikit-learn.
#
# **Back to:** [04 Shapes](04_stride_padding_shapes.ipynb). **Next:** [06 Activations](06_activations.ipynb).
