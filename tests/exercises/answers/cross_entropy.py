"""cross_entropy."""

import math

import numpy as np

from tests.exercises.answers.softmax import log_of_it, moved, plain


def loops(logits, target):
    losses = []
    for scores, right in zip(logits, target, strict=True):
        top = max(scores)
        losses.append(top + math.log(sum(math.exp(score - top) for score in scores)) - scores[right])
    return sum(losses) / len(losses)


def one_hot(logits, target):
    chosen = np.eye(logits.shape[1])[target]
    return -np.sum(chosen * log_of_it(logits, 1)) / logits.shape[0]


def logaddexp(logits, target):
    return np.mean(np.logaddexp.reduce(logits, axis=1) - np.take_along_axis(logits, target[:, None], 1)[:, 0])


def one_hot_summed(logits, target):
    return -np.sum(np.eye(logits.shape[1])[target] * log_of_it(logits, 1))


def one_hot_mean(logits, target):
    return -np.mean(np.eye(logits.shape[1])[target] * log_of_it(logits, 1))


def divides_again(logits, target):
    return loops(logits, target) / logits.shape[0]


def positive(logits, target):
    return np.mean(np.logaddexp.reduce(logits, axis=1) - logits[range(len(logits)), target]) * -1


def bits(logits, target):
    return np.mean([-log_of_it(row, 0)[right] / math.log(2) for row, right in zip(logits, target, strict=True)])


def tens(logits, target):
    return -np.mean([log_of_it(row, 0)[right] * math.log10(math.e) for row, right in zip(logits, target, strict=True)])


def log_of_scores(logits, target):
    return -np.log(logits[range(len(target)), target]).mean()


def columns(logits, target):
    return np.mean(-log_of_it(logits, 1)[:, target])


def overflows(logits, target):
    return np.mean(-np.log(plain(logits, 1)[np.arange(len(logits)), target]))


def underflows(logits, target):
    p = moved(logits, 1)
    return sum(-np.log(p[n, right]) for n, right in enumerate(target)) / len(p)


def chances(logits, target):
    return np.mean([-moved(row)[right] for row, right in zip(logits, target, strict=True)])


def one_each(logits, target):
    return np.array([-log_of_it(row, 0)[right] for row, right in zip(logits, target, strict=True)])


RIGHT = {"cross_entropy": [loops, one_hot, logaddexp]}
WRONG = {
    "cross_entropy": [
        (one_each, "not_averaged"),
        (one_hot_summed, "summed"),
        (one_hot_mean, "classes_averaged"),
        (divides_again, "averaged_twice"),
        (positive, "sign_forgotten"),
        (bits, "log2"),
        (tens, "log10"),
        (log_of_scores, "no_softmax"),
        (columns, "every_target"),
        (overflows, "not_shifted"),
        (underflows, "log_of_zero"),
        (chances, "no_log"),
    ]
}
