"""A walk through a `Graph`, so many steps forwards and backwards: its picture, and its present step in words."""

from collections.abc import Mapping, Sequence

from cnnlite.explorers.graph import Payment, in_numbers, named, written
from cnnlite.explorers.graphs import Graph
from cnnlite.plots import Picture, color
from cnnlite.plots import graph as draw
from cnnlite.plots.graph import Node, subscript


def drawn(
    graph: Graph, values: Mapping[str, float], payments: Sequence[Payment], step: int, still: bool = False
) -> Picture:
    """Return the picture of a graph after so many steps."""
    down = graph.forward_steps
    paid = payments[: max(0, step - down - 1)]
    slopes = {(pay.to, pay.line.name): pay.slope for pay in paid}
    gradients = {pay.to: pay.total for pay in paid} | ({"loss": 1.0} if step > down else {})
    reached = {*graph.given, *(line.name for line in graph.lines[:step])}
    lines = {line.name: line for line in graph.lines}
    nodes = [
        Node(
            name, graph.places[name], values[name] if name in reached else None, gradients.get(name),
            named(lines[name].formula) if name in lines else "",
            {key: slopes.get((key, name)) for key in lines[name].slopes} if name in lines else {},
        )
        for name in (*graph.given, *lines)
    ]  # fmt: skip
    if still or step == 0:
        return draw(nodes)
    if paid:
        return draw(nodes, now=[paid[-1].to], edges=[(paid[-1].to, paid[-1].line.name)])
    present = graph.lines[min(step, down) - 1]
    return draw(nodes, [present.name], [(name, present.name) for name in present.slopes if step <= down])


def sentence(graph: Graph, values: Mapping[str, float], payments: Sequence[Payment], step: int) -> str:
    """Return the last of so many steps in words."""
    begun, down = f"Step {step} of {graph.steps}", graph.forward_steps
    if step == 0:
        given = ", ".join(f"{subscript(name)} = {written(values[name])}" for name in graph.given)
        return f"{begun}: given are {given}."
    if step <= down:
        line = graph.lines[step - 1]
        worked = f"{named(line.formula)} = {in_numbers(line.formula, values)}"
        return f"{begun}, forwards: {subscript(line.name)} = {worked} = {written(values[line.name])}."
    if step == down + 1:
        return f"{begun}, backwards begins at the end: dloss = 1, since the loss moves exactly as much as itself."
    return f"{begun}, backwards {_paid(payments[step - down - 2], graph, values)}"


def _paid(pay: Payment, graph: Graph, values: Mapping[str, float]) -> str:
    """Write a payment: the upstream gradient times the local slope, and what it adds to."""
    source, target = subscript(pay.line.name), subscript(pay.to)
    upstream, slope, amount = (written(n) for n in (pay.upstream, pay.slope, pay.upstream * pay.slope))
    product = f"upstream d{source} × local slope = {upstream} × {color.bracketed(slope)} = {amount}"
    uses = sum(pay.to in line.slopes for line in graph.lines)
    begun = f"from {source} to {target}: "
    if uses == 1:
        begun += f"d{target} = {product}."
    elif pay.before is None:
        begun += f"d{target} so far = {product}."
    else:
        total = f"{written(pay.before)} + {color.bracketed(amount)} = {written(pay.total)}"
        begun += f"{product}. {target} is used twice, and its gradients add: d{target} = {total}."
    return f"{begun} {_local(pay, values)}"


def _local(pay: Payment, values: Mapping[str, float]) -> str:
    """Write how a local slope comes about."""
    formula, slope = pay.line.slopes[pay.to][0], written(pay.slope)
    if "{" not in formula:
        return f"The local slope is {slope}." if formula == slope else f"The local slope is {formula}: here {slope}."
    steps = [named(formula), in_numbers(formula, values), slope]
    return f"The local slope is {' = '.join(dict.fromkeys(steps))}."
