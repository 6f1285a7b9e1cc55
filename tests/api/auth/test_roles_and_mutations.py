"""Which role may do which mutation: a table with a line for each mutation of the schema, held by calls."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.callers import Role
from server.access.users import add_user
from server.api.graphql.schema import schema
from server.merchants.models import Merchant
from tests.api.auth.test_permissions import ask
from tests.api.conftest import no_row_changes
from tests.support.users import PASSWORD, people, sign_in

__all__ = ["people"]

PAYING, TEAM, OPERATORS = {Role.OWNER, Role.MAKER}, {Role.OWNER}, set[Role]()
WEBHOOKS = KEYS = {Role.OWNER, Role.DEVELOPER}
READERS = set(Role)
# A new mutation is placed here on purpose.
MAY: dict[str, set[Role]] = {
    **dict.fromkeys(
        [
            "create_payout",
            "create_payouts",
            "cancel_payout",
            "cancel_payouts",
            "cancel_payout_batch",
            "order_payout",
            "cancel_payout_order",
            "add_inward_document",
            "add_invoice",
            "match_invoice",
            "unmatch_invoice",
            "check_bank_account_name",
            "set_payout_order_policy",
            "create_payout_batch",
            "retry_payout_batch",
            "pay_payout_batch",
            "create_alert",
            "delete_alert",
            "expect_receipt",
            "cancel_expected_receipt",
            "create_balance_monitor",
            "delete_balance_monitor",
            "add_bank_account",
            "add_bank_accounts",
            "label_bank_account",
            "retire_bank_account",
        ],
        PAYING,
    ),
    **dict.fromkeys(
        [
            "set_second_factor_limit",
            "set_approval_policy",
            "invite_member",
            "renew_invitation",
            "revoke_invitation",
            "change_member_role",
            "remove_member",
        ],
        TEAM,
    ),
    **dict.fromkeys(
        [
            "create_webhook_endpoint",
            "rotate_webhook_secret",
            "set_webhook_endpoint_state",
            "delete_webhook_endpoint",
            "send_test_event",
            "resend_webhook",
            "replay_webhooks",
        ],
        WEBHOOKS,
    ),
    # Whoever reads is told by the verb itself why not: it asks for the scope `approvals` (approvals/deciding.py).
    **dict.fromkeys(["approve_payout", "reject_payout", "approve_payout_batch", "reject_payout_batch"], READERS),
    **dict.fromkeys(["create_api_key", "rotate_api_key", "revoke_api_key"], KEYS),
    **dict.fromkeys(
        [
            "record_payout_return",
            "set_fee_plan",
            "set_cooling_off",
            "set_default_fee_plan",
            "follow_default_fee_plan",
            "set_tax_profile",
            "create_merchant",
            "record_payment",
            "record_inward_payment",
            "reverse_inward_payment",
            "ask_bank_again",
            "suspend_merchant",
            "reopen_merchant",
            "update_merchant",
            "rename_bank_account",
            "verify_bank_account",
            "make_bank_account_primary",
            "restore_bank_account",
            "check_integrity",
            "propose_adjustment",
            "approve_adjustment",
            "reject_adjustment",
            "link_line",
            "unlink_line",
            "accept_exception",
        ],
        OPERATORS,
    ),
}


def mutations() -> set[str]:
    kind = schema.get_type_by_name("Mutation")
    return {field.python_name for field in kind.fields}  # type: ignore[union-attr]


def is_forbidden(answer: Any) -> bool:
    return any(
        error["extensions"]["code"] == "FORBIDDEN" and "Your role" in error["message"]
        for error in answer.get("errors", [])
    )


def test_each_mutation_of_the_schema_is_placed() -> None:
    assert set(MAY) == mutations()


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(
    people: None, settings: Settings, merchant: Merchant, role: Role
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    add_user("owner@kaveri.example", PASSWORD, merchant.id)
    user = add_user("person@kaveri.example", PASSWORD, merchant.id, role)
    client = Client(raise_request_exception=False)
    assert sign_in(client, user.email).status_code == 200
    refused = [name for name, roles in MAY.items() if role not in roles]
    with no_row_changes():
        answers = {name: ask(client, merchant, name) for name in refused}
    assert [name for name, answer in answers.items() if not is_forbidden(answer)] == []
    allowed = [name for name, roles in MAY.items() if role in roles]
    assert [name for name in allowed if is_forbidden(ask(client, merchant, name))] == []
