# %% [markdown]
# # Add up the channels
#
# **A kernel slides over a color picture: why does one map come out, and not three?**
#
# 40 minutes. You need [01 Images](01_images_are_tensors.ipynb), [03 Convolution](03_convolution.ipynb) and
# [04 Shapes](04_stride_padding_shapes.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters, nn
from cnnlite.data import articles, photos
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import BiasExplorer, ChannelView, MatrixView, show
from cnnlite.plots import bars, feature_maps
from cnnlite.questions import Predict, Question, Recall, Step, WorkedExample

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
# The kernel has **a layer for each channel**, too. In red it takes right minus left, in blue left minus right, and to
# green it is deaf.

# %%
flag = np.zeros((3, 6, 4))  # channel, row, column
flag[0, :4, 2:] = 1  # red at the right
flag[2, :2, :2] = 1  # blue at the top left
flag[:, 4:, 2:] = 0.5  # gray is all three channels alike
kernel = np.array([[[-1.0, 1], [-1, 1]], [[0, 0], [0, 0]], [[1, -1], [1, -1]]])
feature_maps({"the flag": flag.transpose(1, 2, 0)})

# %% tags=["hidden"]
view = ChannelView(
    *(flag, kernel),
    biases=(0, -3, 1),
    names=("red", "green", "blue"),
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
# Look at *sums*: each channel's own products, added. The maps in depth hold these sums for every place; *output* is
# all of them added. *Channel in front* brings red (0), green (1) or blue (2) forward.
#
# **Two questions for your hands:** walk down the middle column of the output. Where do two channels agree, and where do
# they cancel? Then choose the **bias** −3, a number that is added to every sum, and tick ReLU. What is left?
#
# <details><summary>Answers</summary>
#
# From blue to red both channels say 2: together 4, the most. From black to gray red says 1 and blue −1: nothing is
# left. With the bias −3 only the place survives at which both channels agree: the bias sets how much is enough.
#
# </details>
#
# ## By hand, then in code
#
# **The sum over channels.** To the two sums of notebook 03 comes a third, over the channels $d$, and the bias $b$:
#
# $$\text{out}[r, c] = b + \sum_{d} \sum_{i} \sum_{j} \text{image}[d,\ r + i,\ c + j] \cdot \text{kernel}[d, i, j]$$
#
# Article 3 has this formula for color, the same without $d$ for gray pictures, and ReLU after the bias. Whether it
# writes $r + i$ or $r - i$ is lost; plus is what all the other articles do. One place by hand, with the bias −3:
#
# <!-- A3.14, A3.15, A3.16 (L: the sign); A2.5 -->

# %%
x, w, b = flag[None], kernel[None], np.array([-3.0])  # one image, one kernel, one bias
row, column = 3, 1
window = flag[:, row : row + 2, column : column + 2]
sums = (window * kernel).sum(axis=(1, 2))
total = sums.sum()
kinds = ("red", "green", "blue")
steps = [Step(f"{kinds[d]}: its four products, added", [sums[d]], fade=2) for d in range(3)]
one = ("add the channels", "One kernel gives one number at each place.")
steps += [
    Step("all channels", ["the three sums together =", total], *one, fade=1),
    Step("with the bias −3", [total, "+ (−3) =", total - 3], "add the bias", fade=1),
    Step("after ReLU", [max(total - 3, 0)], "drop the negative", fade=3),
]
arrays = {"window, red": window[0], "kernel, red": kernel[0]}
arrays |= {"window, blue": window[2], "kernel, blue": kernel[2]}
WorkedExample(f"Output ({row}, {column}) by hand", steps, level=1, arrays=arrays)

# %% [markdown]
# Every place at once: `conv2d` takes `x` of shape (1, 3, 6, 4), the kernels `w` (1, 3, 2, 2), and as its third argument
# the biases `b`, one for each kernel. Here is the place with the largest output, in four ways. F is short for
# `torch.nn.functional`; you need not install it.
#
# | | |
# |---|---|
# | formula | $b + \sum_{d} \sum_{i} \sum_{j} \text{image}[d, r + i, c + j] \cdot \text{kernel}[d, i, j]$ |
# | arithmetic | `(1 + 1) + (0 + 0) + (1 + 1) + (−3) = 1` |
# | NumPy | `cnnlite.conv2d(x, w, b)` |
# | PyTorch | `F.conv2d(x, w, b)` |
#
# **Several kernels.** Each gives one map, and the maps lie on top of each other as the channels of what comes out. The
# derivation of article 1 has three channels in and two out: $Y_i = B_i + \sum_j X_j \star K_{ij}$, where ⋆ slides a
# kernel over a map. A number that a network learns is a **parameter**: all weights, and all biases. The article gives
# each place of a map its own bias; today's networks give each kernel one. The 2×2 kernels are our choice, as the article
# names no sizes.
#
# <!-- A1.21 (C), E20 is notebook 13's -->

# %%
alone = [cnnlite.conv2d(x[:, [d]], w[:, [d]]) for d in range(3)]  # each channel by itself
assert np.allclose(sum(alone) + b, cnnlite.conv2d(x, w, b))
print("one kernel:", x.shape, w.shape, b.shape, "→", cnnlite.conv2d(x, w, b).shape)

rng = np.random.default_rng(5)
layer = nn.Conv2d(3, 2, kernel_size=2, rng=rng)  # its weights are random at first
maps = layer(rng.random((1, 3, 3, 3)))
print("two kernels:", layer.weight.data.shape, layer.bias.data.shape, "→", maps.shape)
weights, tied = layer.weight.data.size, layer.bias.data.size
untied = maps[0].size  # a bias for each number of the maps
articles.compare("A1.21", [weights, untied, tied, weights + untied, weights + tied])
show(maps[0], "map row column", label="two maps")

# %% [markdown]
# **What a bias does.** On the photo the sums of a Sobel kernel lie around 0, and ReLU drops about half of them. Most of
# the others are hardly above 0: sky and noise, no edges. The slider adds a bias to every sum.
#
# <!-- A1.30 -->

# %% tags=["hidden"]
Predict(
    "You want to keep the strong edges only. Must the bias be positive or negative?",
    ("positive", "negative"),
    answer="negative",
    why="It is added before ReLU: with −1 a sum must exceed 1 to stay above 0.",
    reasons={
        "positive": "That lifts all sums, and more of them pass ReLU, even of a plain sky."
    },
    then=BiasExplorer(show=("image", "bias", "relu")),
    name="05.bias",
)

# %% [markdown]
# **Only mixing, only sliding.** A kernel of one row and one column sees a single pixel: it cannot find an edge, yet it
# can mix the channels. That is a **1×1 convolution**. The opposite keeps the channels apart: with `groups=3` in
# `conv2d` each kernel reads one channel, and nothing is added over channels. Such a **depthwise** convolution
# made the maps in depth above. In between lie **grouped convolutions**: with `groups=2`, a kernel reads half of the
# channels.

# %% tags=["hidden"]
shapes = [
    nn.Conv2d(32, 32, 3, groups=groups, rng=rng).weight.data.shape for groups in (1, 4)
]
Predict(
    "32 channels become 32 maps with 3×3 kernels. groups=4 leaves how many of the weights?",
    ("all of them", "a quarter", "a sixteenth"),
    answer="a quarter",
    why=f"There are as many kernels, but each reads a quarter of the channels: {shapes[1]} "
    f"instead of {shapes[0]}.",
    reasons={"a sixteenth": "That needs fewer kernels as well; there are 32 still."},
    name="05.groups",
)

# %%
rgb = photos.photo("flower", gray=False, width=160).transpose(2, 0, 1)[None]
mix = np.array([[0.5, 0.5, 0], [0, 0, 1]]).reshape(2, 3, 1, 1)  # yellow, and blue
each = np.stack([filters.sobel_x()] * 3)[:, None]  # (3, 1, 3, 3): Sobel for each channel
mixed, apart = cnnlite.conv2d(rgb, mix), cnnlite.conv2d(rgb, each, groups=3)
print("1×1      ", rgb.shape, mix.shape, "→", mixed.shape)
print("depthwise", rgb.shape, each.shape, "→", apart.shape)
for name, groups in [("one group", 1), ("4 groups", 4), ("depthwise", 32)]:
    weight = nn.Conv2d(32, 32, kernel_size=3, groups=groups, rng=rng).weight.data
    print(f"32 → 32 channels, {name:9}: weights {weight.shape}, that is {weight.size}")
feature_maps(
    {
        "1×1: (red + green)/2": mixed[0, 0],
        "1×1: blue alone": mixed[0, 1],
        "depthwise: edges in red": apart[0, 0],
        "depthwise: edges in blue": apart[0, 2],
    }
)

# %% [markdown]
# A 1×1 convolution is a weighted sum of the channels, at each pixel for itself. Its first kernel, for red `0.2`, green
# `0.6`, blue `0.9`:
#
# | | |
# |---|---|
# | formula | $\text{out}[o, r, c] = \sum_{d} \text{mix}[o, d] \cdot \text{image}[d, r, c]$ |
# | arithmetic | `0.5·0.2 + 0.5·0.6 + 0·0.9 = 0.4` |
# | NumPy | `(mix[None] * rgb[:, None]).sum(axis=2)` |
# | PyTorch | `F.conv2d(rgb, mix)` |
#
# Depthwise, a step in red from `0.7` to `0.9` gives, in its own channel only:
#
# | | |
# |---|---|
# | formula | $\text{out}[d, r, c] = \sum_{i} \sum_{j} \text{image}[d, r + i, c + j] \cdot \text{kernel}[d, i, j]$ |
# | arithmetic | `(1 + 2 + 1)·0.9 − (1 + 2 + 1)·0.7 = 0.8` |
# | NumPy | `np.stack([cnnlite.conv2d(rgb[:, [d]], each[[d]])[0, 0] for d in range(3)])[None]` |
# | PyTorch | `F.conv2d(rgb, each, groups=3)` |
#
# **One matrix.** Write all pixels of the picture in one line, row after row. Then each output is a line of weights times
# the line of pixels, cell by cell, all added: the kernel's numbers where the window lies, 0 elsewhere. The lines of
# weights form a matrix, and Python's `@` multiplies and adds them all. Here is the 3×3 picture of article 1 with the kernel
# [[1, 2], [3, 4]] and a bias of 1; the article derives with letters, the numbers are ours.
#
# <!-- A1.22, A1.27 (R), A0.40, A0.41, A3.30, Experiments 1 -->

# %%
picture, four = articles.NINE, articles.BACKPROP_KERNEL
matrix = cnnlite.conv_matrix(four[None, None], (1, 3, 3)).toarray()
print(matrix.astype(int))
result = matrix @ picture.ravel() + articles.BACKPROP_BIASES.ravel()
articles.compare("A1.27.y", result.reshape(2, 2))
stripes = cnnlite.conv_matrix(articles.FILTER_A[None, None], (1, 4, 4))
fully = nn.Linear(16, 9, bias=False, rng=rng).weight.data.size
print(f"4×4 stripes: {stripes.shape[0]}×{stripes.shape[1]} cells, {stripes.nnz} in use;")
print(f"they hold {articles.FILTER_A.size} numbers, again and again; all free: {fully}")
MatrixView(show=("position", "play", "example", "number the kernel's cells"))

# %% [markdown]
# **Two questions for your hands:** which cells of a row are in use, and what happens to them from row to row? Choose
# the stripes as well, and number the kernel's cells: filter A has equal numbers.
#
# <details><summary>Answers</summary>
#
# Only the pixels of the window count: connections are *local*. The next row has the same numbers, moved: weights are
# *shared*. One kernel computes the whole map. In notebook 13 the same matrix, with rows and columns swapped, will lead
# the way back.
#
# </details>
#
# | | |
# |---|---|
# | formula | $\text{out} = M \cdot \text{image}$, the image as one line |
# | arithmetic | `1·2 + 2·4 + 0·3 + 3·1 + 4·5 + 0·6 + 0·8 + 0·2 + 0·9 = 33` |
# | NumPy | `matrix @ picture.ravel()` |
# | PyTorch | `F.conv2d(picture[None, None], four[None, None]).ravel()` |
#
# In a **dense layer** every cell of that matrix is a weight of its own. How much would that cost for 32×32 pixels of 3
# channels and 32 maps of 30×30?

# %% tags=["hidden"]
first = nn.Conv2d(3, 32, kernel_size=3, rng=rng)
made = first(np.zeros((1, 3, 32, 32)))[0]
learned = sum(parameter.data.size for parameter in first.parameters())
assert learned == 32 * (3 * 3 * 3) + 32
inputs = 32 * 32 * 3
dense = inputs * made.size + made.size  # not built: it would fill your memory
costs = {
    "3×3 kernels, 3 → 32 channels": learned,
    "1×1 kernels, 3 → 32 channels": 32 * 3 + 32,
    "depthwise 3×3, 3 → 3 channels": 3 * (3 * 3) + 3,
    "dense layer, 32×32×3 → 30×30×32": dense,
}
Predict(
    "How many times as many parameters as the 32 kernels of 3×3×3 has the dense layer?",
    ("about 30 times", "about 1 000 times", "about 100 000 times"),
    answer="about 100 000 times",
    why=f"{learned} against {dense:,}".replace(",", " ")
    + ". A step of the axis is a factor "
    "of 100. The kernels do not care how large the picture is; the dense layer does.",
    then=bars(costs),
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
# **Red against green.** Design a kernel of shape (1, 3, rows, columns), of any size you like, that gives a positive
# number on red, a negative one on green, and 0 on blue and on every gray, black and white included. Cells in your eye
# do much the same. The check lays it on hidden pictures. Begin with `np.array([...]).reshape(1, 3, 1, 1)`.

# %% tags=["exercise"]
# stub: opponent = None  # your kernel, in place of None
opponent = np.array([0.5, -0.5, 0]).reshape(1, 3, 1, 1)
# end
check("05.opponent", opponent)

# %% [markdown]
# *Stretch.* Write a function that counts the parameters of a convolution; `kernel_size` is one number, kernels are
# square. With groups, each kernel reads `in_channels // groups` channels. When you have tried,
# `solution("05.parameters")` shows one way.


# %% tags=["exercise"]
def count(in_channels, out_channels, kernel_size, groups=1, bias=True):
    """Return the number of weights and biases."""
    # stub: return None  # your code, in place of None
    one_kernel = in_channels // groups * kernel_size**2
    return out_channels * (one_kernel + (1 if bias else 0))
    # end


check("05.parameters", count)

# %% [markdown]
# ## True or false, and on
#
# <!-- A2.5, E26; A2.10, E27; A2.12, E28; E19 -->

# %% tags=["hidden"]
stacked = np.stack(list(apart[0]))
plain = cnnlite.conv2d(np.zeros((1, 1, 32, 32)), np.ones((1, 1, 3, 3)))
same = cnnlite.conv2d(np.zeros((1, 1, 32, 32)), np.ones((1, 1, 3, 3)), padding=1)
links = cnnlite.conv_matrix(np.ones((1, 1, 3, 3)), (1, 32, 32), padding=1)
Recall(
    Question(
        "“In a color image the filter handles each channel separately.”",
        ("true", "false"),
        "false",
        "Article 2 says so. One filter spans all channels and adds them up: the flag's "
        f"{len(flag)} channels became {len(w)} map. Separate is a special case: depthwise.",
    ),
    Question(
        "“The feature maps are stacked into a one-dimensional array.”",
        ("true", "false"),
        "false",
        f"Article 2 again. Stacked, the photo's maps have {stacked.ndim} axes, "
        f"{stacked.shape}: a volume. Flattening makes one axis: {stacked.size} numbers.",
    ),
    Question(
        "“Convolving 32×32 pixels gives 1024 neurons, each joined to all of the next.”",
        ("true", "false"),
        "false",
        f"Article 2. With padding a filter gives {same.size}, without it {plain.size}. And "
        f"of {links.shape[0] * links.shape[1]} possible links {links.nnz} exist.",
    ),
    Question(
        "“In Y = B + X ∗ K the star is the dot product, and Y the predicted value.”",
        ("true", "false"),
        "false",
        "Article 1. The star slides K over X: there is a dot product at each place, and Y "
        f"is a feature map, of {result.size} numbers in our example, not a prediction.",
    ),
)

# %%
articles.compare("A2.12", same.size)
articles.compare("A2.12.valid", plain.size)
print("stacked", stacked.shape, "flattened", stacked.ravel().shape)
articles.compare("A4.2", np.moveaxis(made, 0, -1).shape)
articles.compare("A4.2.counts", [made.size, learned])

# %% [markdown]
# **In PyTorch:** `torch.nn.Conv2d(3, 32, 3)` is such a layer with its 896 parameters; `groups` and `bias` are arguments.
#
# **In short**
#
# - A kernel has a layer for each channel; all products become one sum.
# - A bias is one number for each kernel, added everywhere: it sets what passes ReLU.
# - Each kernel makes one map; the maps are the channels of the next image.
# - 1×1 mixes channels, depthwise keeps them apart, groups lie in between.
# - A convolution is one matrix, mostly 0, with the same few numbers in every row.
#
# Sources: article 0 (INGOAMPT, day 54), article 1, article 2 (Accedia, part I), article 3, article 4. Photos:
# danielbuechele and vultilion, Creative Commons attribution, from scikit-learn.
#
# **Back to:** [04 Shapes](04_stride_padding_shapes.ipynb). **Next:** 06 Activations.
