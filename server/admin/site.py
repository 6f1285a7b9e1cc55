"""`/admin/`, for operators: its sign-in says how long to wait, and who operates may see everything."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from server.database import row_security
from server.errors import TooManyAttempts


class ThrottledForm(AdminAuthenticationForm):
    throttled: TooManyAttempts | None = None

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except TooManyAttempts as refusal:
            self.throttled = refusal
            raise ValidationError(refusal.message) from None


class OperatorsSite(AdminSite):
    site_header = site_title = "Payout engine"
    index_title = "Everything can be seen here; money moves by the verbs alone"
    login_form = ThrottledForm

    def has_permission(self, request: HttpRequest) -> bool:
        permitted = super().has_permission(request)
        if permitted:
            row_security.bind(None)
        return permitted

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer = super().login(request, extra_context)
        form = answer.context_data and answer.context_data["form"] if isinstance(answer, TemplateResponse) else None
        if isinstance(form, ThrottledForm) and form.throttled:
            answer.status_code = 429
            answer["Retry-After"] = str(form.throttled.retry_after_seconds)
        return answer
