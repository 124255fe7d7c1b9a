"""Judging a function: each thing that can be wrong has its id and its sentence."""

import math
import re
import time

import numpy as np
import pytest
from IPython.core.error import StdinNotImplementedError

from cnnlite import functional
from cnnlite.exercises import check, checks

RIGHT = [
    lambda x, factor: x * factor,
    lambda x, factor: (x * factor).tolist(),
    lambda x, factor=1: factor * np.array(x),
]


def judge(answer, name="fake.scale"):
    return checks.judge(checks.find("check", name), answer)


@pytest.mark.parametrize("answer", RIGHT)
def test_right(answer):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis) == (True, None)
    assert verdict.message == "Right. Your function agrees in all 3 cases, the edges included."


def stub(x, factor):
    """Scale x."""


def ellipsis(x, factor): ...


def returns_ellipsis(x, factor):
    out = ...
    return out


def not_implemented(x, factor):
    raise NotImplementedError("your turn")


@pytest.mark.parametrize("answer", [None, ..., stub, ellipsis, returns_ellipsis, not_implemented])
def test_a_stub_is_not_tried(answer):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis) == (False, "not_tried")
    assert verdict.message.startswith("Not tried yet: write ")
    assert verdict.message.endswith(", then run this cell again.")


def test_an_untried_lambda_has_no_name():
    assert judge(lambda x, factor: None).message == "Not tried yet: write it, then run this cell again."


def test_a_long_line_is_cut():
    def long(x, factor):
        return x["here"] + x[0] + x[1] + x[2] + x[0] + x[1] + x[2] + x[0] + x[1] + x[2] + x[0] + x[1] + x[2] + x[9]

    assert "in line 2 (return x[" in judge(long).message
    assert "x[9]" not in judge(long).message


def test_a_stub_of_several_results_is_not_tried():
    def stub(x, y):
        dx, dw = None, None
        return dx, dw

    assert judge(stub, "fake.both").diagnosis == "not_tried"


def forgot_return(x, factor):
    x * factor


def wrong_index(x, factor):
    out = np.zeros(x.shape)
    for index in range(99):
        out[index] = x[index]
    return out


def deep(x, factor):
    return deep(x, factor)


def leaves(x, factor):
    raise SystemExit


def helped(x, factor):
    return [float("no") for _ in x]


def in_place(x, factor):
    x *= factor
    return x


def in_place_and_wrong(x, factor):
    x *= factor
    return x + 0.5 * x**2


def as_integers(x, factor):
    out = np.zeros(x.shape, dtype=int)
    out[...] = x * factor
    return out


def cut_on_the_way(x, factor):
    return (2.5 * x).astype(int) * int(factor)


def as_float32(x, factor):
    return (x * factor).astype(np.float32)


def asks(x, factor):
    raise StdinNotImplementedError


def as_float16(x, factor):
    return (x * factor).astype(np.float16)


def with_nan(x, factor):
    out = x * factor
    out[0, 0, 0, 0] = np.log(-1.0)
    return out


def divides(x, factor):
    return x * factor / np.zeros(1)


def array_in_a_cell(x, factor):
    out = np.zeros(x.shape)
    out[0, 0, 0, 0] = x[0, 0]
    return out


def late_error(x, factor):
    if factor == 1:
        raise KeyError("one")
    return x * factor


@pytest.mark.parametrize(
    ("answer", "diagnosis", "words"),
    [
        (3, "not_callable", 'check("fake.scale", f), without calling it; got int.'),
        (lambda: 1, "wrong_call", "must take the call f(x, factor=…), but: "),
        (lambda x, factor, more: 1, "wrong_call", "missing a required argument: 'more'"),
        (forgot_return, "returned_none", "Not yet. Your function returned None; did you forget return?"),
        (wrong_index, "exception", "raised IndexError in line 4 (out[index] = x[index]): index 2 is out of bounds"),
        (wrong_index, "exception", "That is: an index goes past the end of an axis: how long is that axis, and which "),
        (lambda x, factor: x + x[:, :, :2], "exception", ". That is: two arrays of these shapes do not fit together: "),
        (lambda x, factor: x[:, :, 99:] + x[:, :, :2], "exception", "? A 0 in a shape is a slice that lies outside of "),
        (lambda x, factor: 2 - (1, 3), "exception", "and 'tuple'. That is: one of the two is several numbers, such as "),
        (
            array_in_a_cell,
            "exception",
            "with a sequence. That is: one number belongs there, not an array: do you add up all products?",
        ),
        (lambda x, factor: x.__setitem__(0, x), "exception", ". That is: the result has another shape than its place: "),
        (lambda x, factor: x[:, :, :0].max(), "exception", ". That is: a window came out empty: does it begin at r "),
        (lambda x, factor: x if x > 0 else factor, "exception", ". That is: if, and, or and max want one True or False"),
        (lambda x, factor: math.exp(x), "exception", ". That is: a function such as math.exp takes one number; does "),
        (deep, "exception", "raised RecursionError in line 2 (return deep(x, factor))"),
        (leaves, "exception", "raised SystemExit in line 2"),
        (asks, "exception", "raised StdinNotImplementedError in line 2"),
        (helped, "exception", "raised ValueError in line 2"),
        (late_error, "exception", "With a factor of 1, your function raised KeyError in line 3"),
        (lambda x, factor: (x * factor, 1), "wrong_count", "returned 2 results, wanted 1, an array or a number"),
        (lambda x, factor: "text", "wrong_kind", "Not yet. Your result must be an array of numbers, got a str"),
        (lambda x, factor: {1: 2}, "wrong_kind", "got a dict"),
        (lambda x, factor: [[1, 2], [3]], "wrong_kind", "a list that does not make an array"),
        (lambda x, factor: (value for value in x), "wrong_kind", "got a generator"),
        (lambda x, factor: x.astype(object), "wrong_kind", "got an array of object"),
        (lambda x, factor: x * factor * 1j, "wrong_kind", "got an array of complex128"),
        (in_place, "changed_input", "the numbers are right, but your function changes x in place"),
        (in_place_and_wrong, "changed_input", "changes x in place, and the numbers come out wrong"),
        (as_integers, "wrong_dtype", "are cut to integers (int64): make the output with np.zeros(shape)"),
        (cut_on_the_way, "wrong_dtype", "are cut to integers"),
        (as_float32, "wrong_dtype", "are rounded to float32: compute in float64"),
        (as_float16, "wrong_dtype", "are rounded to float16"),
        (with_nan, "nan", "1 of 120 entries (1 %) of your result is NaN (not a number)"),
        (with_nan, "nan", "NumPy warned: invalid value encountered in log."),
        (divides, "infinite", "all 120 entries of your result are infinite"),
        (lambda x, factor: x[0] * factor, "wrong_shape", "got (3, 5, 4), wanted (2, 3, 5, 4)"),
        (lambda x, factor: x.swapaxes(2, 3) * factor, "transposed", "rows and columns of your result are swapped"),
        (lambda x, factor: x * factor * 7, "constant_factor", "your result is 7 times as large, and right otherwise"),
        (lambda x, factor: x + factor, "added", "With all sizes different, your result is what you get if the factor"),
        (lambda x, factor: x[:, :, 1:] * factor, "one_row", "what you get if a row is lost."),
        (lambda x, factor: x, "ignored", "what you get if the factor is ignored."),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)[:20]),
)  # fmt: skip
def test_wrong(answer, diagnosis, words):
    verdict = judge(answer)
    assert (verdict.right, verdict.diagnosis) == (False, diagnosis)
    assert verdict.message.startswith("Not yet. ")
    assert words in verdict.message
    assert not verdict.message.endswith(("..", "?."))


def test_an_exercise_may_say_where_a_factor_comes_from():
    right = checks.find("check", "12.kernel").reference
    message = judge(lambda *args: 9.93 * right(*args), "12.kernel").message
    assert "your result is 9.93 times as large, and right otherwise: a number times the right result, so" in message
    assert message.endswith("what reaches the sum (p, y, w).")


def test_the_mistake_that_explains_all_cases_goes_first():
    # In the case "a factor of 1" alone, this could also be the mistake before it in the list.
    def halves(x, factor):
        return x * (0.5 if factor == 1 else factor)

    verdict = judge(halves)
    assert verdict.diagnosis == "halved_at_1"
    assert "With a factor of 1," in verdict.message


def test_a_mistake_that_explains_only_the_first_failure_is_named():
    verdict = judge(lambda x, factor: x + factor if factor > 0 else x * 17)
    assert verdict.diagnosis == "added"


def test_a_mistake_explains_nan_too():
    verdict = judge(lambda x, factor: np.sqrt(x))
    assert verdict.diagnosis == "root"


def test_cases_in_which_it_raises_are_left_out_of_the_explanation():
    def halves_until(x, factor):
        if factor < 0:
            raise ValueError
        return x * (0.5 if factor == 1 else factor)

    assert judge(halves_until).diagnosis == "halved_at_1"


def test_several_results():
    right = judge(lambda x, y: [x + y, x - y], "fake.both")
    assert right.right
    swapped = judge(lambda x, y: (x + y, x + y), "fake.both")
    assert (swapped.diagnosis, "your results are what you get if both are the sum" in swapped.message) == ("same", True)
    half = judge(lambda x, y: (x + y, y - x), "fake.both")
    assert (half.diagnosis, "dx is right, but dw has the wrong sign" in half.message) == ("sign", True)
    few = judge(lambda x, y: x + y, "fake.both")
    assert (few.diagnosis, "returned one result (ndarray), wanted 2: dx, dw" in few.message) == ("wrong_count", True)
    last = judge(lambda x, y: (None, x - y), "fake.both")
    assert (last.diagnosis, "Your dx must be an array of numbers" in last.message) == ("wrong_kind", True)


def test_results_that_are_still_to_do_are_not_judged():
    part = judge(lambda x, y: (x + y, None), "fake.both")
    assert (part.right, part.diagnosis, part.message) == (False, "not_filled", "Right so far: dx. Next: dw.")

    def begun(x, y, w1, b1, w2, b2):
        z2 = np.maximum(x @ w1.T + b1, 0) @ w2.T + b2
        return [functional.softmax(z2) - np.eye(len(b2))[y], None, None, None, None, None, None]

    named = judge(begun, "11.backward")
    assert named.diagnosis == "not_averaged"
    assert "dz2 is what you get if p − y is not divided by the number of images" in named.message

    def two(x, y, w1, b1, w2, b2):
        dz2 = begun(x, y, w1, b1, w2, b2)[0] / len(x)
        return dz2, np.maximum(x @ w1.T + b1, 0).T @ dz2, None, dz2, None, None, None

    assert judge(two, "11.backward").diagnosis == "dw_transposed"
    three = judge(lambda *args: (*two(*args)[:1], two(*args)[1].T, None, 1, 1, 1, 1), "11.backward")
    assert three.message == "Right so far: dz2 and dw2. Next: db2."


def test_a_wrong_order_of_factors_is_said_plainly():
    message = judge(lambda x, factor: x[0, 0] @ x[0, 0]).message
    assert "the first factor must have as many columns as the second has rows" in message
    assert "(size " in message
    assert "gufunc" not in message


def test_results_in_the_wrong_order():
    verdict = judge(lambda x, y: (x - y, x + y), "fake.both")
    assert verdict.diagnosis == "order_swapped"
    assert "the results stand in the wrong order, wanted dx, dw" in verdict.message

    def turned(dout, x, w, b, stride, padding):
        dx, dw, db = functional.conv2d_backward(dout, x, w, b, stride=stride, padding=padding)
        return dw, db, dx

    assert judge(turned, "conv2d_backward").diagnosis == "order_swapped"


def test_a_mistake_in_one_result_is_named_although_another_is_wrong_as_well():
    def averages(dout, x, w, b, stride, padding):
        dx, dw, _ = functional.conv2d_backward(dout, x, w, b, stride=stride, padding=padding)
        return dx, dw / len(x), dout.mean(axis=(0, 2, 3))

    verdict = judge(averages, "conv2d_backward")
    assert verdict.diagnosis == "dw_averaged"
    assert "dw is what you get if dw is averaged over the images instead of summed." in verdict.message


def test_nan_alone_is_no_sign_of_a_certain_mistake():
    verdict = judge(lambda logits, target: np.log(-1.0), "cross_entropy")
    assert verdict.diagnosis == "nan"
    assert "loss is NaN (not a number); look for a step" in verdict.message


def test_a_check_within_the_checked_function_is_refused(hurry):
    def vain(x, factor):
        check("fake.scale", vain)
        return x * factor

    verdict = judge(vain)
    assert verdict.diagnosis == "exception"
    assert "raised RuntimeError in line 2" in verdict.message


@pytest.mark.parametrize("name", ["softmax", "cross_entropy"])
def test_scores_that_are_cut_off_are_wrong(name):
    exercise = checks.find("check", name)

    def cut(x, *rest, **options):
        return exercise.reference(np.clip(x, -700, 700), *rest, **options)

    assert {checks.judge(exercise, cut, seed=seed).right for seed in range(20)} == {False}


def test_one_number():
    assert judge(lambda n: n // 2, "fake.count").right
    assert (
        judge(lambda n: n / 2, "fake.count").message
        == "Not yet. With an odd number, your result is not the right number: f(7) gave 3.5."
    )
    assert judge(lambda n: [n // 2], "fake.count").diagnosis == "wrong_shape"


def test_the_call_and_what_it_gave():
    def out_size(input_size, kernel_size, stride, padding):
        return 5.5

    def reach(kernels, strides):
        return sum(kernels)

    assert re.search(
        r"number: out_size\(\d+, \d+, stride=2, padding=1\) gave 5\.5\.$", judge(out_size, "conv_output_size").message
    )
    assert re.search(
        r"overlap: reach\(\([567], [567], [567]\), \([234], [234], [234]\)\) gave 18\.$",
        judge(reach, "04.receptive_field").message,
    )
    assert "gave" not in judge(lambda logits, target: 0.5, "cross_entropy").message, "arrays are too long to be told"


def test_an_endless_loop(hurry):
    def loop(x, factor):
        while True:
            pass

    verdict = judge(loop)
    assert verdict.diagnosis == "too_slow"
    assert verdict.message == (
        "Not yet. Your function did not come to an end within 0.5 seconds; is there a loop that never stops?"
    )


def test_an_endless_loop_in_a_later_case(hurry):
    def loop(x, factor):
        while factor == 1:
            pass
        return x * factor

    verdict = judge(loop)
    assert verdict.diagnosis == "too_slow"
    assert "It had done 1 case and was at a factor of 1" in verdict.message


def test_a_call_that_cannot_be_stopped(hurry, monkeypatch):
    monkeypatch.setattr("cnnlite.exercises.stop.PATIENCE", 0.1)
    verdict = judge(lambda x, factor: time.sleep(1.5))
    assert verdict.diagnosis == "too_slow"
    assert "restart the kernel" in verdict.message


def test_prints_are_mentioned(capsys):
    def talk(x, factor):
        print("hello")
        return x * factor

    verdict = judge(talk)
    assert verdict.right
    assert verdict.message.endswith("(What your function printed is hidden during the check.)")
    assert capsys.readouterr().out == ""


def test_a_callable_object_and_a_method():
    class Scaler:
        def __call__(self, x, factor):
            return x * factor

        def wrong(self, x, factor):
            return x["no"]

    assert judge(Scaler()).right
    assert "in line 2 (return x[" in judge(Scaler().wrong).message


@pytest.mark.parametrize("seed", range(5))
def test_no_verdict_depends_on_the_seed(seed):
    exercise = checks.find("check", "fake.scale")
    assert checks.judge(exercise, RIGHT[0], seed=seed).right
    assert checks.judge(exercise, lambda x, factor: x, seed=seed).diagnosis == "ignored"
