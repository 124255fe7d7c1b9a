"""cross_entropy."""

import math

import numpy as np

from tests.exercises.answers.softmax import log_of_it, moved, one_maximum, plain


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


def probabilities(logits, target):
    return moved(logits, 1)[np.arange(len(target)), target]


def added(logits, target):
    return -np.log(probabilities(logits, target) + 1e-12).mean()


def clipped(logits, target):
    return -np.log(np.clip(probabilities(logits, target), 1e-12, 1 - 1e-12)).mean()


def clipped_less(logits, target):
    return np.mean([-math.log(max(p, 1e-7)) for p in probabilities(logits, target)])


def clipped_more(logits, target):
    return -np.log(np.clip(probabilities(logits, target), 1e-15, None)).mean()


def added_more(logits, target):
    return -np.mean(np.log(1e-7 + probabilities(logits, target)))


def one_maximum_logs(logits, target):
    moved_all = logits - np.max(logits)
    sums = np.log(np.exp(moved_all).sum(axis=-1))
    return np.mean([total - row[right] for total, row, right in zip(sums, moved_all, target, strict=True)])


def one_maximum_divided(logits, target):
    return -np.log(one_maximum(logits, 1)[np.arange(len(target)), target]).mean()


def powers_round(logits, target):
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return np.mean(np.log(powers.sum(1)) - np.log(powers[np.arange(len(target)), target]))


def distances(logits, target):
    return np.mean(1 - probabilities(logits, target))


def forgot_one(logits, target):
    powers = np.exp(logits - logits.max(axis=1)[:, None])
    return np.mean([np.log(row.sum()) - logits[n, target[n]] for n, row in enumerate(powers)])


def minus_the_logit(logits, target):
    return -np.mean([row[right] for row, right in zip(logits, target, strict=True)])


def one_sum_for_all(logits, target):
    z = logits - logits.max(1, keepdims=True)
    return (np.log(np.sum(np.exp(z))) - z[np.arange(len(z)), target]).mean()


RIGHT = {"cross_entropy": [loops, one_hot, logaddexp]}
WRONG = {
    "cross_entropy": [
        (one_each, "not_averaged"),
        (one_sum_for_all, "sum_over_all"),
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
        (added, "stops_at_28"),
        (clipped, "stops_at_28"),
        (clipped_less, "stops_at_16"),
        (clipped_more, "stops_at_35"),
        (added_more, "added_1e_7"),
        (one_maximum_logs, "largest_of_all_rows"),
        (one_maximum_divided, "largest_of_all"),
        (powers_round, "log_of_zero"),
        (distances, "one_minus"),
        (forgot_one, "shifted_once"),
        (minus_the_logit, "logit_itself"),
    ]
}
