"""Every URL on one screen."""

from django.contrib import admin
from django.urls import path, re_path
from django.views.generic import RedirectView

from server.api import batches, graphql, health, openapi, pages, rest, sessions

urlpatterns = [
    path("", pages.dashboard),
    path("healthz", health.healthz),
    path("graphql/", graphql.endpoint),
    path("api/v1/payouts/", rest.endpoint(GET=rest.list_payouts, POST=rest.create_payout)),
    path("api/v1/payouts/batch/", rest.endpoint(POST=batches.create_payouts)),
    path("api/v1/payouts/<payout_id>/", rest.endpoint(GET=rest.get_payout)),
    path("api/v1/balance/", rest.endpoint(GET=rest.get_balance)),
    path("api/v1/ledger/", rest.endpoint(GET=rest.list_ledger)),
    path("api/v1/merchants/", rest.endpoint(GET=rest.list_merchants)),
    path("api/v1/openapi.json", openapi.document),
    path("session/", rest.endpoint(GET=sessions.show_session, POST=sessions.sign_in, DELETE=sessions.sign_out)),
    re_path(r"^(?P<address>(api|graphql|session)(/.*)?)$", rest.no_such_address),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg")),  # where no page names one, as in the admin
    path("admin/", admin.site.urls),
]
