"""Finds the regular expressions of server/, and strings that make a bad one slow.

A pattern is bad if its time grows faster than the text: `re` holds Python's lock meanwhile, and a text of 64 KB then
stops a whole web process. The strings are made of the pattern's own parts, repeated.
"""

import ast
import importlib
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

# What makes a pattern out of its first argument.
MAKERS = {
    *(f"re.{name}" for name in ("compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub")),
    "re.subn",
    "validate.Regexp",
    "RegexValidator",
    "re_path",
    "fnmatch.translate",
}
ANCHORED = {"match", "fullmatch"}
METHODS = {*ANCHORED, "search", "sub", "subn", "split", "findall", "finditer"}
IN_SQL = re.compile(r"regexp_\w+\s*\(|!?~\*?\s+'|~ \(|\bsimilar to\b", re.IGNORECASE)

FEW = [16, 20, 24]  # characters, of which an exponential pattern takes millions of steps
LENGTHS = [64, 256, 1024, 4096]  # each four times the one before
QUICK_SECONDS = 0.0005  # at 4,096 characters a quadratic pattern takes several times that
MOST_RATIO = 9.0  # linear: 4; quadratic: 16
OF_CATEGORY = {
    constants.CATEGORY_SPACE: " \n",
    constants.CATEGORY_NOT_SPACE: "a",
    constants.CATEGORY_DIGIT: "0",
    constants.CATEGORY_NOT_DIGIT: "a",
    constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_WORD: "-",
}


class Expression(NamedTuple):
    file: str
    name: str  # of its constant, or of the function that it stands in; numbered from the second on
    pattern: re.Pattern[Any]


def expressions() -> list[Expression]:
    """Those of server/, without migrations."""
    return [found for path in _sources() for found in _expressions_of(path)]


def expressions_in_sql() -> dict[str, list[str]]:
    """By file: each line of the shelf, and each keyword of the models, that has PostgreSQL match a pattern."""
    found: dict[str, list[str]] = {}
    for path in sorted((Path(settings.BASE_DIR) / "server").rglob("*.sql")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found[_name(path)] = [line for line in lines if IN_SQL.search(line.partition("--")[0])]
    for path in _sources():
        nodes = (node for node in _nodes_of(path) if isinstance(node, ast.keyword))
        source = path.read_text(encoding="utf-8")
        found[_name(path)] = [
            str(ast.get_source_segment(source, node))
            for node in nodes
            if str(node.arg).endswith(("__regex", "__iregex"))
        ]
    return {name: lines for name, lines in found.items() if lines}


def runs(expression: Expression) -> list[Callable[[Any], object]]:
    """How the engine applies it."""
    used = _methods_on(expression.name.split()[0])
    pattern = expression.pattern
    if used and used <= ANCHORED:
        return [getattr(pattern, method) for method in sorted(used)]
    return [lambda text: sum(1 for _ in pattern.finditer(text))]


def slow_string(pattern: re.Pattern[Any], run: Callable[[Any], object]) -> str | None:
    """What a string is made of that takes the pattern more than linear time, or None."""
    for prefix, piece, suffix in _recipes(pattern):

        def text(length: int, prefix: str = prefix, piece: str = piece, suffix: str = suffix) -> Any:
            made = prefix + piece * (length // len(piece)) + suffix
            return made.encode() if isinstance(pattern.pattern, bytes) else made

        if any(
            _seconds(run, text(length)) > 10 * QUICK_SECONDS and _best(run, text(length)) > 10 * QUICK_SECONDS
            for length in FEW
        ):
            return f"{prefix!r} + {piece!r} × n + {suffix!r}: milliseconds for {FEW[-1]} characters"
        for shorter, longer in pairwise(LENGTHS):
            if _seconds(run, text(longer)) < QUICK_SECONDS:
                continue
            # The least of three: a machine that is taken away for a while makes one look slow.
            ratio = min(_best(run, text(longer)) / max(_best(run, text(shorter)), 1e-9) for _ in range(3))
            if ratio > MOST_RATIO and _best(run, text(longer)) > QUICK_SECONDS:
                return f"{prefix!r} + {piece!r} × n + {suffix!r}: {ratio:.0f} times as long for four times the text"
    return None


def _best(run: Callable[[Any], object], text: Any) -> float:
    return min(_seconds(run, text) for _ in range(7))


def _seconds(run: Callable[[Any], object], text: Any) -> float:
    """Of this thread's processor time."""
    begun = time.thread_time()
    run(text)
    return time.thread_time() - begun


def _recipes(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """Beginning, repeated piece, end."""
    source = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    parts = list(dict.fromkeys(_parts(parser.parse(source, pattern.flags & ~re.UNICODE))))
    pieces = list(dict.fromkeys([*parts[:12], " ", "\n", "a", "0"]))
    beginnings = ["", *(part for part in parts if len(part) > 1)][:5]
    yield from product(beginnings, pieces, ("", "\0", "a!"))
    yield from product([""], (first + second for first, second in product(pieces, pieces)), ("\0",))


def _parts(parsed: Any) -> Iterator[str]:
    """The pattern's literal words, and a character of each of its classes."""
    word = ""
    for kind, value in parsed:
        if kind is constants.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
        word = ""
        yield from _of_node(kind, value)
    if word:
        yield word


def _of_node(kind: Any, value: Any) -> Iterator[str]:
    match kind, value:
        case constants.ANY, _:
            yield "a"
        case constants.NOT_LITERAL, _:
            yield "a"
        case constants.IN, members:
            yield from _of_class(members)
        case ((constants.MAX_REPEAT | constants.MIN_REPEAT | constants.POSSESSIVE_REPEAT), (_, _, inner)):
            yield from _parts(inner)
        case constants.SUBPATTERN, (*_, inner):
            yield from _parts(inner)
        case constants.BRANCH, (_, branches):
            for branch in branches:
                yield from _parts(branch)
        case ((constants.ASSERT | constants.ASSERT_NOT), (_, inner)):
            yield from _parts(inner)


def _of_class(members: Any) -> Iterator[str]:
    is_negated = members[0][0] is constants.NEGATE
    if is_negated:
        yield "a"
    for kind, value in members[:4]:
        match kind, value:
            case constants.LITERAL, _:
                yield chr(value)
            case constants.RANGE, (low, _):
                yield chr(low)
            case constants.CATEGORY, _:
                yield from OF_CATEGORY.get(value, "a")


@cache
def _sources() -> list[Path]:
    found = sorted((Path(settings.BASE_DIR) / "server").rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


@cache
def _nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()


def _expressions_of(path: Path) -> Iterator[Expression]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers: dict[str, int] = {}
    for name, call in _calls(tree, "module"):
        maker = ast.unparse(call.func)
        if maker not in MAKERS:
            continue
        module = importlib.import_module(_name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        made = call if maker == "re.compile" else call.args[0]
        pattern = eval(ast.unparse(made), vars(module))  # noqa: S307 - our own source
        numbers[name] = numbers.get(name, 0) + 1
        number = f" {numbers[name]}" if numbers[name] > 1 else ""
        yield Expression(_name(path), name + number, re.compile(pattern))


def _calls(node: ast.AST, name: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(name=function):
                yield from _calls(child, function)
            case ast.Assign(targets=[ast.Name(id=constant)]) | ast.AnnAssign(target=ast.Name(id=constant)):
                yield from _calls(child, constant if name == "module" else name)
            case _:
                if isinstance(child, ast.Call):
                    yield name, child
                yield from _calls(child, name)


def _methods_on(name: str) -> set[str]:
    """The methods that server/ calls on a constant of this name."""
    found = set()
    for path in _sources():
        for node in _nodes_of(path):
            match node:
                case ast.Attribute(attr=method, value=ast.Name(id=owner) | ast.Attribute(attr=owner)):
                    if owner == name and method in METHODS:
                        found.add(method)
    return found


def other_ways() -> list[str]:
    """Imports that would bring in patterns which `expressions` does not see."""
    found = []
    for path in _sources():
        for node in _nodes_of(path):
            match node:
                case ast.Import(names=names):
                    bad = [each.name for each in names if each.name == "regex" or (each.name == "re" and each.asname)]
                case ast.ImportFrom(module="re" | "regex" | "fnmatch", names=names):
                    bad = [each.name for each in names]
                case _:
                    continue
            found += [f"{_name(path)}: {each}" for each in bad]
    return found
