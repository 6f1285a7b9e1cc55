"""`manage.py COMMAND --help` explains each command, subcommand and option of ours to somebody who sees it first."""

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.core.management.base import BaseCommand

from server.ops.management import commands

DJANGOS = {action.dest for action in BaseCommand().create_parser("manage.py", "any")._actions}
THEIRS = {"__init__", "migrate", "export_schema"}  # Django's and Strawberry's, which wait for the database
NAMES = sorted({path.stem for path in Path(commands.__path__[0]).glob("*.py")} - THEIRS)
# Only those who built the engine speak like this.
STIFF = re.compile(r"\b(mend|accept no|under way|whoever|it was so|says it)\b", re.IGNORECASE)


def explained(parser: ArgumentParser) -> Iterator[tuple[str, str | None]]:
    """Each subcommand, argument and option that is ours, with its help."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            yield from ((choice.dest, choice.help) for choice in action._choices_actions)
            for name, subcommand in action.choices.items():
                yield from ((f"{name} {argument}", text) for argument, text in explained(subcommand))
        elif action.dest not in DJANGOS:
            yield action.dest, action.help


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str) -> None:
    parser = load_command_class("server.ops", name).create_parser("manage.py", name)
    assert parser.description
    assert re.fullmatch(r"[A-Z].*[.]", parser.description, re.DOTALL)
    texts = dict(explained(parser))
    assert [unexplained for unexplained, text in texts.items() if not text] == []
    told = [parser.description, *filter(None, texts.values()), parser.format_help()]
    assert [text for text in told if STIFF.search(text)] == []
