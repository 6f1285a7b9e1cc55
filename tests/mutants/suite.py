"""The tests that may miss a guard, the likeliest first: most guards are missed within seconds."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.mutants.database_guards import Drop
from tests.mutants.guards import Removal

# Rooms that compare the guards with their declarations, run whole engines, or test the tests: for guards of the same
# room alone.
LEFT_OUT = {"browser", "clients", "costs", "docs", "faults", "integrity", "mutants", "ops", "support", "torture"}
ALL_THE_SAME = {"ops/test_setting_names.py"}  # of settings, and quick
# They compare the database with what is declared, as the rooms above do; the last one misses only what is dropped.
COMPARING, COMPARING_DROPS = {"database/test_migrating.py", "database/test_sql_objects.py"}, {"database/test_roles.py"}
LAST = ("admin", "model", "api")  # the slow ones
QUOTED = re.compile(r"(?:constraint|trigger|policy) (\w+) on|refusal “(.+)”")

Guard = Drop | Removal


class Suite:
    """The test files of a checkout."""

    def __init__(self, tests: Path, last_time: dict[str, str]) -> None:
        """`last_time` has the test that failed without a guard, by the guard's name."""
        found = {str(path.relative_to(tests)): path for path in sorted(tests.rglob("test_*.py"))}
        self.texts = {name: path.read_text(encoding="utf-8") for name, path in found.items()}
        self.last_time = last_time

    def runs(self, guard: Guard) -> Iterator[list[str]]:
        """The test that failed last time, wherever it is by now; files that quote the guard; the room's; all others."""
        last_time = self.last_time.get(guard.guard, "")
        test = last_time.rpartition("::")[2]
        there = [f"{name}::{test}" for name, text in self.texts.items() if test and f"def {test}(" in text]
        yield [last_time] if last_time in there else there
        words, room = words_of(guard), room_of_guard(guard)
        left_out = COMPARING | (COMPARING_DROPS if isinstance(guard, Drop) else set())
        others = [name for name in self.texts if is_for_all(name) and name not in left_out]
        quoting = [name for name in others if words and words in self.texts[name]]
        yield quoting
        asked = self.texts.keys() - left_out if isinstance(guard, Removal) else others
        own = [name for name in asked if name.startswith(f"{room}/")]
        module = Path(guard.file).stem if isinstance(guard, Removal) else ""
        yield sorted({*own} - {*quoting}, key=lambda name: (module not in self.texts[name], name))
        rest = [name for name in others if name not in [*quoting, *own]]
        yield sorted(rest, key=lambda name: LAST.index(room_of_test(name)) if room_of_test(name) in LAST else -1)


def words_of(guard: Guard) -> str:
    """Its name, or the longest part of its refusal that no value interrupts: a test may quote them."""
    found = QUOTED.match(guard.guard)
    return max(found[found.lastindex or 0].split("%"), key=len).strip() if found else ""


def is_for_all(name: str) -> bool:
    return room_of_test(name) not in LEFT_OUT or name in ALL_THE_SAME


def room_of_test(name: str) -> str:
    return name.partition("/")[0]


def room_of_guard(guard: Guard) -> str:
    """The folder under `server`, or under its largest room; a label of Django's may differ from it."""
    if isinstance(guard, Removal):
        _, room, inner, *_ = (*Path(guard.file).parts, "")
        return f"{room}/{inner}" if room == "api" else room
    return next((Path(app.path).name for app in apps.get_app_configs() if app.label == guard.app), guard.app)
