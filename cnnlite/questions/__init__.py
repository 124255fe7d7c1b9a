"""Questions: a prediction to commit to, questions to warm up with, and a computation whose steps fade.

Each is judged on the page itself, so it works in a notebook and on a page without a kernel; nothing waits for an
answer. Python reads what was answered.
"""

from cnnlite.questions.by_channel import channel_example
from cnnlite.questions.by_hand import conv_example
from cnnlite.questions.by_payment import backward_example
from cnnlite.questions.by_share import softmax_example
from cnnlite.questions.by_update import update_example
from cnnlite.questions.predict import Predict
from cnnlite.questions.recall import Question, Recall
from cnnlite.questions.size_puzzle import size_example, size_puzzle
from cnnlite.questions.worked import Step, WorkedExample

__all__ = [
    "Predict",
    "Question",
    "Recall",
    "Step",
    "WorkedExample",
    "backward_example",
    "channel_example",
    "conv_example",
    "size_example",
    "size_puzzle",
    "softmax_example",
    "update_example",
]
