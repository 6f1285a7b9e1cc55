"""Banks and branches by their IFSCs in GraphQL, for the form that adds a bank account."""

# mypy: disable-error-code="untyped-decorator"

import strawberry

from server.access.callers import Scope
from server.ifsc import data_files, lookup
from server.merchants import banks

from .permissions import needing


@strawberry.type(description="The bank and branch that an IFSC names, by the Reserve Bank of India's list.")
class IfscDetails:
    code: str
    bank_name: str | None = strawberry.field(
        description="The bank that keeps the accounts under this code, which need not be the one that its first four "
        "letters name; null if the list does not say."
    )
    branch_name: str | None = strawberry.field(description="Null if the list does not say.")
    city: str | None
    state: str | None
    is_known_branch: bool = strawberry.field(description="True if the list has this code. It may lack a new branch.")
    is_accepted: bool = strawberry.field(
        description="False if addBankAccount refuses this code, since the bank takes no more money under it."
    )
    warnings: list[str] = strawberry.field(description="What to look at before money is sent to this code.")


@strawberry.type(description="The list of banks and branches that this engine has.")
class IfscData:
    version: str = strawberry.field(description="The version of the npm package `ifsc` that it is from.")
    published_on: str = strawberry.field(description="The date of that version, as in 2025-11-14.")
    codes: int = strawberry.field(description="How many codes it has.")


@strawberry.type
class IfscQuery:
    @strawberry.field(
        extensions=needing(Scope.READ),
        description="The bank and branch of an IFSC; null if the code cannot be one. No other code is ever suggested.",
    )
    def ifsc(self, code: str) -> IfscDetails | None:
        if not lookup.FORM.fullmatch(code):
            return None
        branch = lookup.branch_of(code)
        return IfscDetails(
            code=code,
            bank_name=lookup.bank_name(code),
            branch_name=branch and branch.name,
            city=branch and branch.city,
            state=branch and branch.state,
            is_known_branch=branch is not None,
            is_accepted=banks.refusal_of(code) is None,
            warnings=banks.warnings_about(code),
        )


def present_data() -> IfscData:
    listed = data_files.banks()
    return IfscData(version=listed.version, published_on=listed.published_on, codes=listed.codes)
