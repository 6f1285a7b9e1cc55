"""Signing in to `/admin/`: the name and the password, then the code of the second factor, or setting it up, at
the same address."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from server.access import own_second_factor, signing_in
from server.access.one_time_codes import as_text
from server.access.qr_code import QUIET_ZONE, qr_path, qr_rows
from server.access.signing_in import Step
from server.access.users import user_of
from server.errors import CodeRefused, InvalidInput, TooManyAttempts, Unavailable


class CodeForm(forms.Form):
    """`refusal` is set if the code was not looked at."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="The six digits in your authenticator app, or a recovery code.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )
    refusal: TooManyAttempts | Unavailable | None = None

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_code(self) -> str:
        """A right code signs in at once, as it counts once."""
        code: str = self.cleaned_data["code"]
        try:
            self._use(code)
        except (CodeRefused, InvalidInput) as refusal:
            raise ValidationError(refusal.message) from None
        except (TooManyAttempts, Unavailable) as refusal:
            self.refusal = refusal
            raise ValidationError(refusal.message) from None
        return code

    def _use(self, code: str) -> None:
        signing_in.finish_with_code(self.request, self.user, code)


class EnrolmentForm(CodeForm):
    """`recovery_codes` are there once the form is valid: they are shown this once."""

    recovery_codes: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "The six digits that the app shows."

    def _use(self, code: str) -> None:
        """Without the password, which this browser has just shown: there is no enrolment in a full session here."""
        self.recovery_codes = own_second_factor.finish_enrolment(self.request, self.user, code)


class SignIn(LoginView):
    """The form of the step that is due: Django's own for the password, the code's, or the enrolment's."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pending = signing_in.pending(request)
        if request.method == "POST" and "password" in request.POST:
            self.pending = None  # somebody begins anew
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]  # no stream
        except InvalidInput:  # another window has set up the factor, a moment ago: its code is due
            return HttpResponseRedirect(request.get_full_path())
        return response

    def get_form_class(self) -> Any:
        return FORMS[self.pending[1]] if self.pending else super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | ({"user": self.pending[0]} if self.pending else {})

    def get_template_names(self) -> list[str]:
        return ["admin/second_step.html"] if self.pending else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.pending and self.pending[1] is Step.ENROLMENT and "recovery_codes" not in context:
            enrolment = own_second_factor.begin_enrolment(self.request, self.pending[0])
            rows = qr_rows(enrolment.uri)
            context |= {
                "secret": as_text(enrolment.secret),
                "qr_path": qr_path(rows),
                "qr_size": len(rows) + 2 * QUIET_ZONE,
            }
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        if isinstance(form, EnrolmentForm):
            return self.render_to_response(
                self.get_context_data(recovery_codes=form.recovery_codes, onward=self.get_success_url())
            )
        if not self.pending and signing_in.begin(self.request, form.get_user()):
            return HttpResponseRedirect(self.request.get_full_path())
        return HttpResponseRedirect(self.get_success_url())


FORMS = {Step.CODE: CodeForm, Step.ENROLMENT: EnrolmentForm}


def is_admitted(request: HttpRequest) -> bool:
    """Whether the session counts by the rules of the dashboard as well, which ask for the second factor."""
    known: bool | None = getattr(request, "_is_admitted", None)
    if known is None:  # asked several times for one page
        known = user_of(request) is not None
        request._is_admitted = known  # type: ignore[attr-defined]
    return known


def sign_in(site: admin.AdminSite, request: HttpRequest, extra_context: dict[str, Any] | None) -> HttpResponse:
    """`AdminSite.login`, which cannot be told of another view."""
    index = reverse("admin:index", current_app=site.name)
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(index)
    context = {
        **site.each_context(request),
        "title": "Log in",
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
        **({} if {*request.GET, *request.POST} & {REDIRECT_FIELD_NAME} else {REDIRECT_FIELD_NAME: index}),
        **(extra_context or {}),
    }
    view = SignIn.as_view(
        extra_context=context, authentication_form=site.login_form, template_name="admin/login.html", next_page=index
    )
    response: HttpResponse = view(request)  # type: ignore[assignment]  # no stream
    return response
