"""Every URL on one screen."""

from django.contrib import admin
from django.urls import path, re_path
from django.views.generic import RedirectView

from server.api.graphql import view
from server.api.http import pages
from server.api.rest import batches, health, ledger, merchants, openapi, payouts, sessions
from server.api.rest.routing import endpoint, no_such_address

urlpatterns = [
    path("", pages.dashboard),
    path("healthz", health.healthz),
    path("graphql/", view.endpoint),
    path("api/v1/payouts/", endpoint(GET=payouts.list_payouts, POST=payouts.create_payout)),
    path("api/v1/payouts/batch/", endpoint(POST=batches.create_payouts)),
    path("api/v1/payouts/<payout_id>/", endpoint(GET=payouts.get_payout)),
    path("api/v1/balance/", endpoint(GET=ledger.get_balance)),
    path("api/v1/ledger/", endpoint(GET=ledger.list_ledger)),
    path("api/v1/merchants/", endpoint(GET=merchants.list_merchants)),
    path("api/v1/openapi.json", openapi.document),
    path("session/", endpoint(GET=sessions.show_session, POST=sessions.sign_in, DELETE=sessions.sign_out)),
    re_path(r"^(?P<address>(api|graphql|session)(/.*)?)$", no_such_address),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg")),  # where no page names one, as in the admin
    path("admin/", admin.site.urls),
]
