"""`GET /api/v1/payouts/<id>/advice/`: a paid payout's advice, as PDF."""

from django.http import HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import rows_of
from server.payouts.advice import advice_of
from server.payouts.models import Payout

from .api_call import ApiCall
from .routing import needs
from .serializers import with_what_is_shown


@needs(Scope.READ)
def get_advice(call: ApiCall, payout_id: str) -> HttpResponse:
    found = call.existing(Payout, payout_id, "payout")
    payout = with_what_is_shown(rows_of(Payout, call.caller)).select_related("merchant").get(pk=found)
    headers = {"Content-Disposition": f'attachment; filename="advice-{payout.id}.pdf"'}
    return HttpResponse(advice_of(payout), content_type="application/pdf", headers=headers)
