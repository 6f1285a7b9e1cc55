from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from server.ifsc import data_files, refreshing
from server.ifsc.data_files import Banks
from server.operator_error import OperatorError


class Command(BaseCommand):
    help = "Replaces the list of banks and branches with a newer one from the npm package ifsc. Without a package, \
shows which list is in use."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package", nargs="?", type=Path, help="the tarball of `npm pack ifsc`, or its folder")
        parser.add_argument(
            "--published", type=date.fromisoformat, help="when that version was published, such as 2025-11-14"
        )
        parser.add_argument(
            "--branches", type=Path, help="IFSC.csv of a release, for the branches' names (default: keep the names)"
        )
        parser.add_argument("--branches-version", default="", help="that release's version, such as 2.0.54")
        parser.add_argument(
            "--may-shrink", action="store_true", help="accept a list without more than a tenth of the codes in use"
        )
        parser.add_argument(
            "--into",
            type=Path,
            default=data_files.FOLDER,
            help="write the two files to another folder (default: %(default)s)",
        )

    def handle(
        self,
        *_args: Any,
        package: Path | None,
        published: date | None,
        branches: Path | None,
        branches_version: str,
        may_shrink: bool,
        into: Path,
        **_options: Any,
    ) -> None:
        before = data_files.read_banks(into) if (into / data_files.BANKS).exists() else None
        if package is None:
            self.stdout.write(_described(before) if before else f"There is no list in {into}.")
            return
        if published is None or bool(branches) != bool(branches_version):
            raise OperatorError("Say --published with a package, and --branches and --branches-version together.")
        names_from = f"IFSC.csv of release {branches_version}" if branches_version else ""
        banks, listed = refreshing.build(
            refreshing.read_package(package),
            published_on=published.isoformat(),
            branch_names=_names(branches, into if before else None),
            branch_names_from=names_from or (before.branch_names_from if before else "nowhere yet"),
        )
        try:
            refreshing.replace(into, banks, listed, may_shrink=may_shrink)
        except OSError as error:
            raise OperatorError(f"The data in {into} cannot be replaced: {error.strerror or error}") from error
        if before:
            self._compare(before, banks)
        unnamed = sum(not name for name, _, _ in listed.values())
        self.stdout.write(f"{_described(banks)} {unnamed:,} branches have no name. Restart web servers and workers.")

    def _compare(self, before: Banks, after: Banks) -> None:
        for what, old, new in (("Bank", before.prefixes, after.prefixes), ("Keeper", before.keepers, after.keepers)):
            for sign, found in (("gone", old.keys() - new.keys()), ("new", new.keys() - old.keys())):
                if found:
                    self.stdout.write(f"{what}s {sign}: {', '.join(sorted(found))}")
        renamed = [bank for bank in before.names.keys() & after.names.keys() if before.names[bank] != after.names[bank]]
        for bank in sorted(renamed):
            self.stdout.write(f"{bank}: {before.names[bank]} → {after.names[bank]}")


def _names(branches: Path | None, present: Path | None) -> data_files.Branches:
    if branches:
        return refreshing.read_branch_names(branches)
    return refreshing.all_branches(present) if present else {}


def _described(banks: Banks) -> str:
    return (
        f"IFSC data {banks.version} of {banks.published_on}: {banks.codes:,} codes of {len(banks.prefixes)} banks; "
        f"branch names from {banks.branch_names_from}."
    )
