# %% [markdown]
# # Watch a network look at a picture
#
# **How does a grid of numbers become the word "zebra"?**
#
# 25 minutes. You need a browser and curiosity; no mathematics beyond adding and multiplying.
#
# This page is a *notebook*: text, and gray boxes of code. Click a box and press **Shift+Enter** to run it and move
# on. Nothing here can break: the menu *Kernel → Restart Kernel…* stops everything (Jupyter calls its engine a kernel,
# too); then run the boxes again from the top.

# %%
import numpy as np

import cnnlite
from cnnlite import filters, plots
from cnnlite.data import articles, photos
from cnnlite.explorers import ConvExplorer

# %% [markdown]
# **Five questions before you start.** Guess, open, go on; a wrong guess is as useful as a right one. You may skip them.
#
# 1. What does a computer store for one pixel of a gray photo?
#    <details><summary>Answer</summary>One number for its brightness. Here 0 is black and 1 is white.</details>
# 2. A network that has never seen a picture: who chooses the numbers inside it?
#    <details><summary>Answer</summary>Chance, at first. Training then changes them a little at a time.</details>
# 3. Does a network compare your picture with stored pictures?
#    <details><summary>Answer</summary>No. It multiplies and adds; the pictures it was trained on are gone.</details>
# 4. Turn every pixel's brightness into its opposite. Must the answer of a network stay the same?
#    <details><summary>Answer</summary>No. Nothing makes it so, unless training did.</details>
# 5. A network answers "zebra, 78 %". Is it right in 78 % of such cases?
#    <details><summary>Answer</summary>Not necessarily. The number comes from its scores, not from counting.</details>

# %% [markdown]
# ## Predict and see
#
# A **kernel** is a small grid of numbers that slides over a picture. At each place it multiplies the pixels under it
# by its own numbers and adds up the products. The sums form a new picture, the **feature map**.
#
# The kernel *Sobel x* has −1, −2, −1 on its left and 1, 2, 1 on its right. In
# the feature map white means 0, purple more, orange less. **Decide before you run the cell:** what will get the strong
# colors on a photo of a temple, the smooth sky, the upright edges of the pillars, or the flat edges of the roofs?

# %%
photo_filter = ConvExplorer("temple", "Sobel x", show=("kernel", "stride"))
photo_filter

# %% [markdown]
# <details><summary>What has the strong colors, and why?</summary>
#
# Upright edges: the pillars, and the leaves of the trees. Left of an upright edge the pixels differ from those on its
# right, and the kernel subtracts one side from the other. On the smooth sky both sides cancel.
#
# </details><br>
#
# **One question for your hands:** which kernel of the menu finds the flat edges of the roofs instead?
#
# <details><summary>Answer</summary>Sobel y, the same kernel turned on its side.</details><br>
#
# Then move **stride**, the number of pixels that the kernel jumps at a time. Watch the sizes above the pictures.

# %% [markdown]
# ## By hand, then in code
#
# Here is a whole network, small enough for one screen. Two pictures of 3×3 pixels go through it, one called zebra and
# one called cat. Its kernel has 1 in the left column, 0 in the middle and −1 on the right: it takes the left column
# minus the right one, and makes one number of each picture. Four more kinds of step follow:
#
# - **ReLU** keeps a positive number and turns a negative one into 0;
# - **max pooling** keeps the largest number of each small square (here it has only one to choose from);
# - two **scores**, one for each class: the number times a weight, plus a constant;
# - **softmax** turns the scores into probabilities that sum to 1.
#
# <!-- A0.1–A0.3 images and filter; A1.1 the order of layers; A0.24 weights, status R -->


# %%
def forward(image):
    """Follow one image through the network; return every stage by name."""
    stages = {"image": image}
    x = cnnlite.conv2d(image[None, None], articles.ZEBRA_CAT_FILTER[None, None])
    stages["feature map"] = x[0, 0]
    x = cnnlite.relu(x)
    stages["ReLU"] = x[0, 0]
    x = cnnlite.max_pool2d(x, 1)
    stages["max pooling"] = x[0, 0]
    x = x.reshape(1, 1)  # one image, one number
    x = cnnlite.linear(x, articles.ZEBRA_CAT_WEIGHTS, articles.ZEBRA_CAT_BIASES)
    stages["scores"] = x[0]
    stages["softmax"] = cnnlite.softmax(x)[0]
    return stages


plots.pipeline(forward(articles.ZEBRA), split=4, classes=("zebra", "cat"))

# %% [markdown]
# Seven numbers: one from the kernel, one from ReLU, one from pooling, two scores, two probabilities. The last two say
# zebra. **Before you run the next cell:** all in all, the cat's left column is darker than its right one. What sign will
# the kernel's number have, and what will ReLU make of it?

# %%
plots.pipeline(forward(articles.CAT), split=4, classes=("zebra", "cat"))

# %% [markdown]
# <details><summary>What happened?</summary>
#
# The kernel subtracts the right column from the left one, so the cat gets a negative number and ReLU makes it 0. From
# there on the network knows nothing about the cat: the scores are what it says to an empty picture. It answers
# "zebra", and it is wrong.
#
# </details><br>
#
# The pictures, the kernel and the percentages come from a published article. Its weights behind the scores are lost;
# those used here are **our reconstruction**, chosen so that the percentages come out as published. Below, each value of
# the article stands beside ours. (A code such as A0.5 is its number in our list of the article's facts.)

# %%
zebra, cat = forward(articles.ZEBRA), forward(articles.CAT)
articles.compare("A0.5", zebra["feature map"][0, 0])
articles.compare("A0.7", cat["feature map"][0, 0])
articles.compare("A0.8", [zebra["ReLU"][0, 0], cat["ReLU"][0, 0]])
articles.compare("A0.9", [zebra["max pooling"][0, 0], cat["max pooling"][0, 0]])
articles.compare("A0.10", [zebra["max pooling"].ravel(), cat["max pooling"].ravel()])
articles.compare("A0.20", [zebra["softmax"], cat["softmax"]])

# %% [markdown]
# | stage | what it does | taught in |
# |---|---|---|
# | image | a grid of numbers | 01 |
# | feature map | a kernel slides over it | [03 Convolution](03_convolution.ipynb) |
# | ReLU | drops the negative | 06 |
# | max pooling | keeps the largest | 07 |
# | scores | weighted sums | 08 |
# | softmax | scores to probabilities | 08 |
# | how the numbers are learned | small steps against the error | 11 to 16 |
#
# From the image to max pooling the network finds features; scores and softmax classify. Every network of this series
# has these two halves.

# %% [markdown]
# ## Your turn
#
# Change **one pixel** of the zebra so that *cat* becomes more probable. Predict first: which column must the pixel be
# in, and must it become brighter or darker? Rows and columns are counted from 0 to 2, and brightness runs from 0 to 1.
# Set the three numbers and run the cell as often as you like.

# %%
row, column, brightness = 0, 0, 0.9  # change these three

places = (0, 1, 2)
legal = row in places and column in places and isinstance(brightness, (int, float))
if not legal or not 0 <= brightness <= 1:
    print("Choose a row and a column from 0, 1, 2 and a brightness from 0 to 1.")
else:
    mine = articles.ZEBRA.copy()
    mine[row, column] = brightness
    stages = forward(mine)
    before, after = zebra["softmax"][1], stages["softmax"][1]
    print(f"cat before {before:.4f}, after {after:.4f}")
    if np.array_equal(mine, articles.ZEBRA):
        print("The picture is unchanged: choose another brightness, or another pixel.")
    elif column == 1:
        print("No change: the kernel multiplies this column by 0. Try another column.")
    elif stages["ReLU"].item() == 0:
        print("Right, and as far as it goes: ReLU gives 0 now, as for the cat itself.")
    elif after > before:
        print("Right: cat is more probable now. Which other column would do it, and how?")
    else:
        print("Cat is less probable now. What does the kernel do with this column?")

# %% [markdown]
# ## True or false, and on
#
# Judge first, then run.
#
# 1. *"The usual order is convolution, then pooling, then ReLU."*
# 2. *"ReLU after max pooling gives other numbers than ReLU before it."*
#
# <!-- A2.1, E24 -->

# %%
flower = photos.photo("flower")
x = cnnlite.conv2d(flower[None, None], filters.sobel_x()[None, None])
one_way = cnnlite.max_pool2d(cnnlite.relu(x), 2)
other_way = cnnlite.relu(cnnlite.max_pool2d(x, 2))
print(f"largest difference of the two orders: {abs(one_way - other_way).max():.4f}")

# %% [markdown]
# <details><summary>Verdicts</summary>
#
# 1. False. The overview of article 2 (Accedia, part I) puts pooling before the activation; usually ReLU comes first.
# 2. False. ReLU never changes which of two numbers is the larger one, so the largest stays the largest.
#
# </details><br>
#
# **What such networks are used for:** one label for a picture (classification), several objects and where they are
# (detection), a label for each pixel (segmentation). Cars and medical scanners use all three, and similar networks
# listen to speech.
#
# <!-- A2.34 -->
#
# **In PyTorch** the kernel step is `torch.nn.functional.conv2d(x, w)`: the same name, the same arguments.
#
# **In short**
#
# - A picture is a grid of numbers.
# - A kernel slides over it, multiplies and adds: that makes a feature map.
# - ReLU drops what is negative; max pooling keeps the largest.
# - Scores become probabilities by softmax.
# - A network does little more than multiply, add and compare, many times.
#
# Sources: article 0 (INGOAMPT, day 54), article 1, article 2 (Accedia, part I). Photos: danielbuechele and vultilion,
# Creative Commons attribution, from scikit-learn.
#
# **Next:** [03 Convolution](03_convolution.ipynb), every product of a sliding kernel.
