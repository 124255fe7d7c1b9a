"""The stretch of notebook 04: a receptive field through several layers."""


def from_the_top(kernels, strides):
    reach = 1
    for kernel, stride in list(zip(kernels, strides, strict=True))[::-1]:
        reach = (reach - 1) * stride + kernel
    return reach


def walked(kernels, strides):
    cells = {0}
    for n in range(len(kernels) - 1, -1, -1):
        cells = {cell * strides[n] + k for cell in cells for k in range(kernels[n])}
    return max(cells) + 1


def by_products(kernels, strides):
    total = 1
    for n, kernel in enumerate(kernels):
        apart = 1
        for stride in strides[:n]:
            apart *= stride
        total += (kernel - 1) * apart
    return total


def no_strides(kernels, strides):
    return sum(kernels) - len(kernels) + 1


def from_zero(kernels, strides):
    reach, jump = 0, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach += (kernel - 1) * jump
        jump *= stride
    return reach


def jump_first(kernels, strides):
    reach, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        jump *= stride
        reach += (kernel - 1) * jump
    return reach


def previous_stride(kernels, strides):
    reach, before = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach += (kernel - 1) * before
        before = stride
    return reach


def no_products(kernels, strides):
    return 1 + sum((kernel - 1) * stride for kernel, stride in zip(kernels, strides, strict=True))


def summed(kernels, strides):
    return sum(kernels)


def multiplied(kernels, strides):
    reach = 1
    for kernel in kernels:
        reach *= kernel
    return reach


def first_is_last(kernels, strides):
    reach = 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach = (reach - 1) * stride + kernel
    return reach


def no_overlap(kernels, strides):
    reach, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach += kernel * jump
        jump *= stride
    return reach


def one_stride(kernels, strides):
    reach, jump = 1, 1
    for kernel in kernels:
        reach += (kernel - 1) * jump
        jump *= strides[0]
    return reach


def too_far_in(kernels, strides):
    reach, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach += (kernel - 1) * jump
        jump *= stride
        return reach
    return None


RIGHT = {"04.receptive_field": [from_the_top, walked, by_products]}
WRONG = {
    "04.receptive_field": [
        (no_strides, "strides_ignored"),
        (from_zero, "one_forgotten"),
        (jump_first, "own_stride"),
        (no_products, "own_stride_only"),
        (previous_stride, "last_stride_only"),
        (summed, "kernels_added"),
        (multiplied, "kernels_multiplied"),
        (first_is_last, "order_reversed"),
        (no_overlap, "whole_kernels"),
        (one_stride, "first_stride_only"),
        (too_far_in, "return_in_loop"),
    ]
}
