"""Reports: scikit-learn's numbers, and counts by hand."""

import numpy as np
import pytest
from sklearn import metrics

from cnnlite.train import classification_report, confusion_matrix

LABELS, PREDICTIONS = np.array([0, 0, 0, 1, 1, 3]), np.array([0, 1, 0, 1, 0, 1])


def test_counts_by_hand():
    assert confusion_matrix(LABELS, PREDICTIONS).tolist() == [[2, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]]
    assert confusion_matrix(LABELS, PREDICTIONS, 5).shape == (5, 5)


def test_equals_counting_and_scikit_learn(rng):
    for _ in range(20):
        labels, predictions = rng.integers(0, 4, (2, 50))
        found = confusion_matrix(labels, predictions, 4)
        counted = np.zeros((4, 4), int)
        for label, prediction in zip(labels, predictions, strict=True):
            counted[label, prediction] += 1
        np.testing.assert_array_equal(found, counted)
        np.testing.assert_array_equal(found, metrics.confusion_matrix(labels, predictions, labels=range(4)))
        shown = metrics.classification_report(labels, predictions, labels=range(4), zero_division=0)
        assert classification_report(labels, predictions) == shown


def test_table_by_hand():
    rows = {line.split()[0]: line.split()[1:] for line in classification_report(LABELS, PREDICTIONS).split("\n")[2:6]}
    assert rows["0"] == ["0.67", "0.67", "0.67", "3"]  # three were called 0, two of them are; three are 0
    assert rows["1"] == ["0.33", "0.50", "0.40", "2"]
    assert rows["2"] == ["0.00", "0.00", "0.00", "0"]
    assert rows["3"] == ["0.00", "0.00", "0.00", "1"]


def test_names_and_classes_that_do_not_occur():
    text = classification_report(np.array([0, 0]), np.array([0, 0]), ["zebra", "fur"])
    assert text.split("\n")[2].split() == ["zebra", "1.00", "1.00", "1.00", "2"]
    assert text.split("\n")[3].split() == ["fur", "0.00", "0.00", "0.00", "0"]


@pytest.mark.parametrize("function", [confusion_matrix, classification_report])
@pytest.mark.parametrize(
    ("labels", "predictions", "error", "message"),
    [
        ([0], np.array([0]), TypeError, "labels must be an array of whole class numbers, got list"),
        (np.array([0]), np.array([0.0]), TypeError, "predictions must be an array of whole class numbers, got float64"),
        (np.array([0]), np.array([0, 1]), ValueError, r"equally many and at least one, got \(1,\) and \(2,\)"),
        (np.zeros((2, 2), int), np.zeros((2, 2), int), ValueError, r"must be \(N,\)"),
        (np.zeros(0, int), np.zeros(0, int), ValueError, "at least one"),
        (np.array([0, -1]), np.array([0, 0]), ValueError, "classes must lie between 0 and 0, counted from 0, got -1"),
    ],
)
def test_errors(function, labels, predictions, error, message):
    with pytest.raises(error, match=f"{function.__name__}: .*{message}"):
        function(labels, predictions)


def test_errors_of_classes_and_names():
    with pytest.raises(ValueError, match="confusion_matrix: classes must lie between 0 and 1, counted from 0, got 3"):
        confusion_matrix(LABELS, PREDICTIONS, 2)
    with pytest.raises(TypeError, match="confusion_matrix: classes must be a whole number, got"):
        confusion_matrix(LABELS, PREDICTIONS, 2.5)
    with pytest.raises(
        ValueError, match="confusion_matrix: classes must lie between 0 and 999, counted from 0, got 12345"
    ):
        confusion_matrix(np.array([12345]), np.array([0]))
    with pytest.raises(ValueError, match="confusion_matrix: classes must lie between 1 and 1000, got 1000000000000"):
        confusion_matrix(LABELS, PREDICTIONS, 10**12)
    for names in ("abcd", ["a", 1], 3):
        with pytest.raises(TypeError, match="classification_report: names must be a list of words"):
            classification_report(LABELS, PREDICTIONS, names)
    with pytest.raises(ValueError, match="names must be different words"):
        classification_report(LABELS, PREDICTIONS, ["a", "b", "b", "c"])
    with pytest.raises(ValueError, match="classes must lie between 0 and 2, counted from 0, got 3"):
        classification_report(LABELS, PREDICTIONS, ["a", "b", "c"])
