"""Small changes to the source of a function, one at a time: ``mutants(source)``."""

import ast

BINARY = {
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add,), ast.Mult: (ast.Add, ast.Div), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult, ast.Div, ast.Mod), ast.MatMult: (ast.Mult,), ast.Pow: (ast.Mult,),
}  # fmt: skip
COMPARE = {
    ast.Gt: (ast.GtE, ast.Lt, ast.NotEq), ast.GtE: (ast.Gt, ast.LtE), ast.Lt: (ast.LtE, ast.Gt, ast.NotEq),
    ast.LtE: (ast.Lt, ast.GtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
CALLED = [("max", "min", "sum", "mean"), ("argmax", "argmin"), ("exp", "log"), ("zeros", "ones")]
TWINS = [("kh", "kw"), ("sh", "sw"), ("ph", "pw"), ("rows", "cols"), ("r", "c"), ("i", "j"), ("n", "o"), ("n", "ch")]


def mutants(source):
    """Return the sources of all functions that differ from this one in one small place."""
    tree = ast.parse(source)
    defaults = {id(node) for node in ast.walk(tree.body[0].args)}  # a check names every argument
    found = {ast.unparse(tree): False}
    for node in ast.walk(tree):
        for field, value in () if id(node) in defaults else changes(node):
            kept = getattr(node, field)
            setattr(node, field, value)
            found.setdefault(ast.unparse(ast.fix_missing_locations(tree)), True)
            setattr(node, field, kept)
    return [text for text, changed in found.items() if changed]


def changes(node):
    """Yield (field, new value) for everything that may be changed in a node."""
    match node:
        case ast.BinOp() | ast.AugAssign():
            yield from (("op", new()) for new in BINARY.get(type(node.op), ()))
        case ast.Compare(ops=[op]):
            yield from (("ops", [new()]) for new in COMPARE.get(type(op), ()))
        case ast.UnaryOp(op=ast.USub()):
            yield "op", ast.UAdd()
        case ast.UnaryOp(op=ast.Not()):
            yield "operand", ast.Constant(value=True)
        case ast.Constant(value=bool()):
            yield "value", not node.value
        case ast.Constant(value=int()):
            yield from (("value", node.value + step) for step in (1, -1))
        case ast.Slice():
            yield from ((side, None) for side in ("lower", "upper", "step") if getattr(node, side))
        case ast.Tuple():
            yield from (("elts", elts) for elts in neighbors_swapped(node.elts))
        case ast.Call():
            yield from (("args", args) for args in neighbors_swapped(node.args))
            yield from (("keywords", keywords) for keywords in one_left_out(node.keywords))
        case ast.Attribute():
            yield from (("attr", name) for name in others(CALLED, node.attr))
        case ast.Name(ctx=ast.Load()):
            yield from (("id", name) for name in others(TWINS, node.id))
        case ast.IfExp():
            yield "test", ast.UnaryOp(op=ast.Not(), operand=node.test)
        case ast.FunctionDef() | ast.For() | ast.If():
            yield from bodies(node.body)


def bodies(body):
    """Yield the body without one of its statements, or with ``+=`` made ``=``."""
    for place, statement in enumerate(body):
        if not isinstance(statement, (ast.Return, ast.Expr)) and len(body) > 1:
            yield "body", body[:place] + body[place + 1 :]
        if isinstance(statement, ast.AugAssign):
            plain = ast.Assign(targets=[statement.target], value=statement.value)
            yield "body", [*body[:place], plain, *body[place + 1 :]]


def neighbors_swapped(items):
    """Return the list with each two neighbors swapped."""
    return [[*items[:i], items[i + 1], items[i], *items[i + 2 :]] for i in range(len(items) - 1)]


def one_left_out(items):
    """Return the list without each of its items."""
    return [items[:i] + items[i + 1 :] for i in range(len(items))]


def others(groups, name):
    """Return the names that stand in a group with this one."""
    return [other for group in groups if name in group for other in group if other != name]
