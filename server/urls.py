"""Every URL on one screen."""

from django.contrib import admin
from django.urls import path, re_path
from django.views.generic import RedirectView

from server.api.docs import pages as docs
from server.api.graphql.view import GraphQLEndpoint
from server.api.http import pages
from server.api.rest import (
    account,
    adjustments,
    attention,
    audit_events,
    batch_export,
    batches,
    events,
    export_jobs,
    exports,
    health,
    ledger,
    ledger_proofs,
    merchant_changes,
    merchants,
    openapi,
    operations,
    payout_batches,
    payout_sheets,
    payouts,
    request_log,
    sessions,
)
from server.api.rest.routing import Endpoint, no_such_address

handler404 = pages.no_such_page

urlpatterns = [
    path("healthz", Endpoint(GET=health.show_health)),
    path(".well-known/payout-ledger-keys.json", Endpoint(GET=ledger_proofs.show_keys)),
    path("graphql/", GraphQLEndpoint()),
    path("docs", RedirectView.as_view(url="/docs/")),
    path("docs/", docs.show_reference),
    path("docs/graphql", RedirectView.as_view(url="/docs/graphql/")),
    path("docs/graphql/", docs.show_schema),
    path("docs/style.css", docs.show_style),
    path("api/v1/payouts/", Endpoint(GET=payouts.list_payouts, POST=payouts.create_payout)),
    path("api/v1/payouts/batch/", Endpoint(POST=batches.create_payouts)),
    path("api/v1/payouts/totals/", Endpoint(GET=payouts.get_payout_totals)),
    path("api/v1/payouts/export/", Endpoint(GET=exports.export_payouts)),
    path("api/v1/payouts/preview/", Endpoint(POST=payout_batches.preview_payouts)),
    path("api/v1/payouts/draft/", Endpoint(GET=payout_batches.draft_payouts)),
    path("api/v1/payouts/exports/", Endpoint(GET=export_jobs.list_exports, POST=export_jobs.ask_for_export)),
    path("api/v1/payouts/exports/<export_id>/", Endpoint(GET=export_jobs.get_export)),
    path("api/v1/payouts/exports/<export_id>/parts/", Endpoint(GET=export_jobs.get_export_part)),
    path("api/v1/payouts/by_utr/<utr>/", Endpoint(GET=payouts.get_payout_by_utr)),
    path("api/v1/payouts/<payout_id>/", Endpoint(GET=payouts.get_payout)),
    path("api/v1/payout_sheets/", Endpoint(POST=payout_sheets.read_payout_sheet)),
    path("api/v1/payout_batches/", Endpoint(GET=payout_batches.list_batches, POST=payout_batches.create_batch)),
    path("api/v1/payout_batches/<batch_id>/", Endpoint(GET=payout_batches.get_batch)),
    path("api/v1/payout_batches/<batch_id>/rows/", Endpoint(GET=payout_batches.list_batch_rows)),
    path("api/v1/payout_batches/<batch_id>/export/", Endpoint(GET=batch_export.export_batch)),
    path("api/v1/payout_batches/<batch_id>/pay/", Endpoint(POST=payout_batches.pay_batch)),
    path("api/v1/payout_batches/<batch_id>/retry/", Endpoint(POST=payout_batches.retry_failed)),
    path("api/v1/balance/", Endpoint(GET=ledger.get_balance)),
    path("api/v1/balance/history/", Endpoint(GET=ledger.get_balance_history)),
    path("api/v1/ledger/", Endpoint(GET=ledger.list_ledger)),
    path("api/v1/ledger/export/", Endpoint(GET=ledger_proofs.export_ledger)),
    path("api/v1/ledger_head/", Endpoint(GET=ledger_proofs.get_ledger_head)),
    path("api/v1/merchants/", Endpoint(GET=merchants.list_merchants)),
    path("api/v1/merchants/<merchant_id>/", Endpoint(PATCH=merchant_changes.update_merchant)),
    path("api/v1/merchants/<merchant_id>/suspend/", Endpoint(POST=merchant_changes.suspend_merchant)),
    path("api/v1/merchants/<merchant_id>/reopen/", Endpoint(POST=merchant_changes.reopen_merchant)),
    path("api/v1/bank_accounts/<account_id>/", Endpoint(PATCH=merchant_changes.rename_bank_account)),
    path("api/v1/bank_accounts/<account_id>/label/", Endpoint(POST=merchant_changes.label_bank_account)),
    path("api/v1/bank_accounts/<account_id>/verify/", Endpoint(POST=merchant_changes.verify_bank_account)),
    path("api/v1/bank_accounts/<account_id>/make_primary/", Endpoint(POST=merchant_changes.make_bank_account_primary)),
    path("api/v1/bank_accounts/<account_id>/retire/", Endpoint(POST=merchant_changes.retire_bank_account)),
    path("api/v1/bank_accounts/<account_id>/restore/", Endpoint(POST=merchant_changes.restore_bank_account)),
    path("api/v1/adjustments/", Endpoint(GET=adjustments.list_adjustments, POST=adjustments.propose_adjustment)),
    path("api/v1/adjustments/<adjustment_id>/", Endpoint(GET=adjustments.get_adjustment)),
    path("api/v1/adjustments/<adjustment_id>/approve/", Endpoint(POST=adjustments.approve_adjustment)),
    path("api/v1/adjustments/<adjustment_id>/reject/", Endpoint(POST=adjustments.reject_adjustment)),
    path("api/v1/events/", Endpoint(GET=events.list_events)),
    path("api/v1/attention/", Endpoint(GET=attention.list_attention)),
    path("api/v1/audit_events/", Endpoint(GET=audit_events.list_audit_events)),
    path("api/v1/health/", Endpoint(GET=operations.show_health)),
    path("api/v1/integrity/", Endpoint(GET=operations.show_integrity)),
    path("api/v1/integrity/check/", Endpoint(POST=operations.check_integrity)),
    path("api/v1/request_log/", Endpoint(GET=request_log.list_requests)),
    path("api/v1/openapi.json", Endpoint(GET=openapi.show_document)),
    path("session/", Endpoint(GET=sessions.show_session, POST=sessions.sign_in, DELETE=sessions.sign_out)),
    path("session/code/", Endpoint(POST=sessions.send_code)),
    path("session/password/", Endpoint(POST=account.change_password)),
    path("session/all/", Endpoint(GET=account.list_sessions)),
    path("session/all/end_others/", Endpoint(POST=account.end_other_sessions)),
    path("session/all/<session_id>/", Endpoint(DELETE=account.end_session)),
    path("session/second_factor/", Endpoint(GET=account.show_second_factor, POST=account.begin_enrolment)),
    path("session/second_factor/turn_on/", Endpoint(POST=account.finish_enrolment)),
    path("session/second_factor/turn_off/", Endpoint(POST=account.turn_off)),
    path("session/second_factor/recovery_codes/", Endpoint(POST=account.renew_recovery_codes)),
    re_path(r"^(?P<address>(api|graphql|session)(/.*)?)$", no_such_address),
    path(
        "favicon.ico", RedirectView.as_view(url="/static/favicon.svg")
    ),  # for pages that name none, such as the admin's
    path("admin/", admin.site.urls),
    *(path(address, pages.dashboard) for address in pages.dashboard_addresses()),
    re_path("^", pages.no_such_page),  # with DEBUG too, where Django would list its addresses
]
