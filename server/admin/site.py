"""The site at `/admin/`, for operators. Operators see every merchant's rows; throttled sign-ins get 429."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from server.access import password_check, users
from server.access.session_ends import going_on
from server.access.sign_in_events import record_refused_sign_in
from server.audit_log.context import Actor, ActorKind, name_actor
from server.database import row_security
from server.errors import TooManyAttempts, Unavailable

from .india import in_indian_time
from .lookups import Choices, answering_bad_values
from .signing_in import CodeForm, is_admitted, sign_in

RETRY_SOON = {"Retry-After": "1"}  # seconds


class ChecksPassword:
    """A form that keeps the refusal of a password that was not even looked at, for the response's status."""

    refusal: TooManyAttempts | Unavailable | None = None

    @contextmanager
    def _checking(self) -> Iterator[None]:
        try:
            yield
        except (TooManyAttempts, Unavailable) as refusal:
            self.refusal = refusal
            raise ValidationError(refusal.message) from None


class SignInForm(ChecksPassword, AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        with self._checking():
            return super().clean()

    def confirm_login_allowed(self, user: Any) -> None:
        """The password was right, but the user is no operator."""
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            record_refused_sign_in(self.request, user.get_username())
            raise


class OwnPasswordForm(ChecksPassword, AdminPasswordChangeForm):
    """An operator's own password. The old one is checked like at a sign-in."""

    request: HttpRequest

    @sensitive_variables("old")
    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        with self._checking():
            if not password_check.is_right(self.user, old, self.request):
                raise ValidationError(password_check.WRONG, code="password_incorrect")
        return str(old)

    def save(self, commit: bool = True) -> User:  # noqa: ARG002  Django's signature
        with going_on(self.request.session.session_key):
            users.change_password(self.user, self.cleaned_data["new_password1"])
        return self.user


class OwnPasswordView(PasswordChangeView):
    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        form.request = self.request
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        name_person(self.request)
        return super().form_valid(form)


class OperatorsSite(AdminSite):
    site_header = site_title = "Payout engine"
    index_title = "Read-only records"
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        permitted = super().has_permission(request) and is_admitted(request)
        if permitted:
            row_security.bind(None)
        return permitted

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(answering_bad_values(in_indian_time(_or_unavailable(view))), cacheable)

    def get_urls(self) -> list[Any]:
        """Without the shortcuts to records' own pages: none has one, and malformed keys make that view fail."""
        return [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Choices.as_view(admin_site=self)(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return _with_status(sign_in(self, request, extra_context))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        view = OwnPasswordView.as_view(
            form_class=OwnPasswordForm,
            template_name="registration/password_change_form.html",
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        return _with_status(view(request))


def _or_unavailable(view: Any) -> Any:
    """503 where a new password found no slot to be hashed in time."""

    @wraps(view)
    def answer(*call: Any, **parameters: Any) -> Any:
        try:
            return view(*call, **parameters)
        except Unavailable as refusal:
            return HttpResponse(refusal.message, status=503, headers=RETRY_SOON, content_type="text/plain")

    return answer


def name_person(request: HttpRequest) -> None:
    """Names the actor of the audit events that this request causes."""
    name_actor(Actor(ActorKind.PERSON, str(request.user.pk), request.user.get_username()))


def _with_status(response: Any) -> HttpResponse:
    """429 or 503 for a form whose password or code was not looked at."""
    context = response.context_data if isinstance(response, TemplateResponse) else None
    form = context and context.get("form")
    match form.refusal if isinstance(form, ChecksPassword | CodeForm) else None:
        case TooManyAttempts(retry_after_seconds=seconds):
            response.status_code, response["Retry-After"] = 429, str(seconds)
        case Unavailable():
            response.status_code, response["Retry-After"] = 503, RETRY_SOON["Retry-After"]
    done: HttpResponse = response
    return done
