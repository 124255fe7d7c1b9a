# %% [markdown]
# # Watch a network look at a picture
#
# **How does a grid of numbers become the word "zebra"?**
#
# 25 minutes. You need a browser and curiosity; no mathematics beyond adding and multiplying.
#
# This page is a *notebook*: text, and gray boxes of code. Click a box and press **Shift+Enter** to run it and move
# on. What you see before that is a picture of an earlier run: buttons, menus and sliders come when you run the box.
# Nothing here can break: the menu *Kernel → Restart Kernel…* stops everything (Jupyter calls its engine a kernel, too);
# then run the boxes again from the top.

# %%
import numpy as np

import cnnlite
from cnnlite import filters, plots
from cnnlite.data import articles, digits, photos
from cnnlite.exercises import check, hint, progress, solution
from cnnlite.explorers import ClosedBox, ConvExplorer, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# **Five questions before you start.** A wrong guess is as useful as a right one, and you may skip them all.

# %% tags=["hidden"]
Recall(
    Question(
        "What does a computer store for one pixel of a gray photo?",
        ("a number", "a shape", "the name of a color"),
        "a number",
        "One number for its brightness. Here 0 is black and 1 is white.",
    ),
    Question(
        "A network that has never seen a picture: who chooses the numbers inside it?",
        ("its programmer", "chance", "the first picture"),
        "chance",
        "Chance, at first. Training then changes them a little at a time.",
    ),
    Question(
        "What does a network do with your picture?",
        ("compares it with stored ones", "looks for edges by rule", "multiplies and adds"),
        "multiplies and adds",
        "Nothing else, many times over; the pictures it was trained on are gone.",
    ),
    Question(
        "Dark becomes bright and bright dark. Must the network's answer stay the same?",
        ("yes", "no"),
        "no",
        "Nothing makes it so, unless training did.",
    ),
    Question(
        "A network answers “zebra, 78 %”. Is it right in 78 % of such cases?",
        ("yes", "not necessarily"),
        "not necessarily",
        "The number comes from its scores, not from counting how often it was right.",
    ),
    name="00.before",
)

# %% [markdown]
# ## Predict and see
#
# A **kernel** is a small grid of numbers that slides over a picture. At each place it multiplies the pixels under it
# by its own numbers and adds up the products. The sums form a new picture, the **feature map**.
#
# The kernel *Sobel x* has −1, −2, −1 on its left and 1, 2, 1 on its right. Where numbers can be negative, white means
# 0, purple more, orange less; where they cannot, black is 0 and white the most. Commit to an answer, and you will see.

# %% tags=["hidden"]
photo_filter = ConvExplorer("temple", "Sobel x", show=("kernel", "stride"))
Predict(
    "A photo of a temple: what will get the strong colors in the feature map?",
    ("the smooth sky", "the upright edges of the pillars", "the flat edges of the roofs"),
    answer="the upright edges of the pillars",
    reasons={
        "the smooth sky": "There the pixels on both sides are alike, and cancel.",
        "the flat edges of the roofs": "Along a flat edge, left and right are alike.",
    },
    why="Left of an upright edge the pixels differ from those on its right, and the kernel "
    "subtracts one side from the other.",
    then=photo_filter,
    name="00.edges",
)

# %% [markdown]
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
# <!-- A0.1–A0.3 images and filter; A1.1 the order of layers; A0.24 weights, status R; P2 -->


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
# zebra. Here is where the first number and the two scores come from, product by product:
#
# <!-- A0.4; A0.6 in 03 -->

# %%
products = articles.ZEBRA * articles.ZEBRA_CAT_FILTER
names, weights = ("zebra", "cat"), articles.ZEBRA_CAT_WEIGHTS
total = np.array([[products.sum()]])
kernel, constants = articles.ZEBRA_CAT_FILTER, articles.ZEBRA_CAT_BIASES[:, None]
show_grids(
    *(
        Grid("zebra", articles.ZEBRA),
        "×",
        Grid("kernel", kernel),
        "=",
        Grid("products", products),
    ),
    *("→", Grid("all added", total), "×", Grid("weights", weights), "+"),
    *(
        Grid("constants", constants),
        "=",
        Grid("scores", total * weights + constants, names=names),
    ),
)

# %% [markdown]
# Now the other picture. All in all, the cat's left column is darker than its right one.

# %% tags=["hidden"]
Predict(
    "What will the kernel's number be for the cat, and what does ReLU make of it?",
    (
        "positive, and it stays",
        "positive, and ReLU makes it 0",
        "negative, and ReLU makes it 0",
    ),
    answer="negative, and ReLU makes it 0",
    reasons={"positive, and ReLU makes it 0": "ReLU changes negative numbers only."},
    why="The kernel subtracts the brighter right column from the darker left one. After "
    "ReLU the network knows nothing of the cat: its scores are what it says to an empty "
    "picture. It answers “zebra”, and it is wrong.",
    then=plots.pipeline(forward(articles.CAT), split=4, classes=("zebra", "cat")),
    name="00.cat",
)

# %% [markdown]
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
# | image | a grid of numbers | [01 Images](01_images_are_tensors.ipynb) |
# | kernel | what its numbers look for | [02 Filters](02_filters.ipynb) |
# | feature map | the kernel slides, multiplies and adds | [03 Convolution](03_convolution.ipynb) |
# | its size | how far the kernel jumps, and where it stops | [04 Shapes](04_stride_padding_shapes.ipynb) |
# | colors | several grids in, several maps out | [05 Channels](05_channels.ipynb) |
# | ReLU | drops the negative | [06 Activations](06_activations.ipynb) |
# | max pooling | keeps the largest | [07 Pooling](07_pooling.ipynb) |
# | scores | weighted sums | [08 Softmax](08_dense_and_softmax.ipynb) |
# | softmax | scores to probabilities | [08 Softmax](08_dense_and_softmax.ipynb) |
# | how the numbers are learned | small steps against the error | [11 Backpropagation](11_backpropagation.ipynb) to [16 Training](16_training_a_cnn.ipynb) |
#
# From the image to max pooling the network finds features; scores and softmax classify. Every network of this series
# has these two halves.
#
# <!-- P22 -->

# %% [markdown]
# **Who chooses the numbers?** In the example above people did. A larger network finds its own: it begins with numbers
# drawn by chance, looks at pictures whose answers are known, and after every few of them changes each number a little.
#
# Below is such a network, a closed box for now. One *pass* takes it once through 1437 handwritten digits. Then it is
# asked to read 360 others, which it has never seen.

# %% tags=["hidden"]
box, data = ClosedBox(), digits.split()
assert f"{len(data.train_labels)}, {len(data.test_labels)}" == "1437, 360"
right = ClosedBox(passes=3).arrays["right"]  # in per cent, after 0, 1, 2, 3 passes
assert right[2] < 90 < right[3]
Predict(
    "Before its first pass: how many of the 360 does it read?",
    ("none", "about a tenth", "about half"),
    answer="about a tenth",
    reasons={"none": "Even blind guessing is right now and then."},
    why="There are ten digits, and chance hits one in ten. Press Train: the passes take "
    "about two seconds.",
    then=box,
    name="00.box",
)

# %% [markdown]
# **One question for your hands:** after which pass does it read nine of ten unseen digits?
#
# <details><summary>Answer</summary>After the third; the curve crosses 90 % there.</details><br>
#
# The notebooks up to [15](15_four_tiny_images.ipynb) explain how it does that; in [16](16_training_a_cnn.ipynb) you
# train it yourself.

# %% [markdown]
# ## Your turn
#
# Change **one pixel** of the zebra so that *cat* becomes more probable. Predict first: which column must the pixel be
# in, and must it become brighter or darker? Rows and columns are counted from 0 to 2, and brightness runs from 0 to 1.
# Put in the three numbers and run the cell as often as you like. `hint("00.pixel")` helps, and `progress()` lists what
# you have tried: type them into an empty cell. Nothing of it leaves your machine.

# %% tags=["exercise"]
# stub: row, column, brightness = None, None, None  # your three numbers, in place of None
row, column, brightness = 0, 0, 0.3
# end
check("00.pixel", (row, column, brightness))

# %% [markdown]
# ## True or false, and on
#
# <!-- A2.1, E24 -->

# %% tags=["hidden"]
flower = photos.photo("flower")
x = cnnlite.conv2d(flower[None, None], filters.sobel_x()[None, None])
one_way = cnnlite.max_pool2d(cnnlite.relu(x), 2)
other_way = cnnlite.relu(cnnlite.max_pool2d(x, 2))
Recall(
    Question(
        "“The usual order is convolution, then pooling, then ReLU.”",
        ("true", "false"),
        "false",
        "The overview of article 2 (Accedia, part I) has it so; usually ReLU comes first.",
    ),
    Question(
        "“It makes no difference whether ReLU comes before max pooling or after it.”",
        ("true", "false"),
        "true",
        "ReLU never changes which of two numbers is the larger one. Largest difference of "
        f"the two orders on a photo of a flower: {abs(one_way - other_way).max():.4f}.",
    ),
)

# %% [markdown]
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
# **Next:** [01 Images are tensors](01_images_are_tensors.ipynb), what the numbers of a picture are.
