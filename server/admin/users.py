"""Users in `/admin/`, for superusers only: their sign-in, their merchant, and their rights.

Every act goes through a command of `server/access/users.py`, which also writes its one audit event.
"""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, BooleanField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from server.access import users
from server.access.callers import Role
from server.access.key_makers import describe, live_keys_made_by
from server.access.last_owner import MESSAGE as LAST_OWNER
from server.access.last_owner import is_last_owner
from server.access.models import ApiKey, Membership
from server.access.session_ends import going_on
from server.access.user_events import merchant_id_of
from server.errors import InvalidInput
from server.text import clean_text

from .lookups import ChoiceSelect, NamedLookups
from .site import name_person


class SuperusersOnly:
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.has_view_permission(request)


class MembershipForms(BaseInlineFormSet):  # type: ignore[type-arg]  # not generic at run time
    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            before = Membership.objects.filter(pk=form.instance.pk).first()
            stays = form not in self.deleted_forms and not {"merchant", "role"} & set(form.changed_data)
            if before and before.role == Role.OWNER and not stays and is_last_owner(before):
                raise ValidationError(LAST_OWNER)


class MembershipInline(SuperusersOnly, admin.StackedInline):  # type: ignore[type-arg]  # not generic at run time
    model = Membership
    formset = MembershipForms
    autocomplete_fields = ("merchant",)
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        widget = ChoiceSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, widget=widget, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.has_view_permission(request)


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    user: User

    def save(self, commit: bool = True) -> User:  # noqa: ARG002  Django's signature
        is_usable = self.cleaned_data["set_usable_password"]
        users.change_password(self.user, self.cleaned_data["password1"] if is_usable else None)
        return self.user


class NamesMixin:
    """What the engine asks of names everywhere."""

    cleaned_data: dict[str, Any]
    changed_data: list[str]
    instance: User

    def clean_username(self) -> str:
        name = self._clean_text("username", 150)
        if "username" in self.changed_data and users.is_name_taken(name, but_by=self.instance):
            raise ValidationError("Another user has this user name or e-mail address, or one that reads the same.")
        return name

    def clean_first_name(self) -> str:
        return self._clean_text("first_name", 150)

    def clean_last_name(self) -> str:
        return self._clean_text("last_name", 150)

    def _clean_text(self, field: str, max_length: int) -> str:
        try:
            return clean_text(self.cleaned_data[field], field, max_length, may_be_empty=field != "username")
        except InvalidInput as refusal:
            raise ValidationError(refusal.message) from None


class NewUserForm(NamesMixin, AdminUserCreationForm):  # type: ignore[type-arg]
    pass


class UserForm(NamesMixin, UserChangeForm):  # type: ignore[type-arg]
    keep_keys = BooleanField(
        required=False,
        label="Keep these keys",
        help_text="A user who is disabled, operates no longer or leaves a merchant loses the API keys that they made. "
        "Tick this to keep them.",
    )


class OperatorsUserAdmin(SuperusersOnly, NamedLookups, UserAdmin):  # type: ignore[type-arg]
    """Users are operators or belong to a merchant, which decides their rights: no groups, no permissions."""

    actions = None
    inlines = (MembershipInline,)
    add_form, form = NewUserForm, UserForm
    change_password_form = PasswordForm
    list_display = ("username", "merchant", "is_staff", "is_superuser", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    list_select_related = ("membership__merchant",)
    search_fields = ("username", "email", "first_name", "last_name", "membership__merchant__name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "live_keys")
    fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name", "password")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser", "live_keys", "keep_keys")}),
        ("Times", {"fields": ("last_login", "date_joined")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False  # the audit log refers to them; disable them instead

    @admin.display(description="merchant", ordering="membership__merchant__name")
    def merchant(self, user: User) -> str | None:
        membership = getattr(user, "membership", None)
        return membership.merchant.name if membership else None

    @admin.display(description="Live API keys made by them")
    def live_keys(self, user: User) -> str:
        return "\n".join(map(describe, live_keys_made_by(user))) or "none"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Leaves the write to `save_related`, where one command stores the user together with its membership."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Stores the user and its membership. Disabling or enabling, and any other change, are two acts."""
        name_person(request)
        user: User = form.instance
        before = merchant_id_of(user) if change else None
        merchant_id, role = _chosen_membership(formsets, before)
        if not change:
            users.store_new_user(user, merchant_id, role or Role.OWNER)
            return
        keep_keys: bool = form.cleaned_data["keep_keys"]
        keys: list[ApiKey] = []
        if "is_active" in form.changed_data:
            if user.is_active:
                users.enable_user(user, None)
            else:
                keys += users.disable_user(user, keep_keys=keep_keys)
        if merchant_id != before or role or set(form.changed_data) - {"is_active", "keep_keys"}:
            with going_on(request.session.session_key):
                keys += users.change_user(user, merchant_id, role, keep_keys=keep_keys)
        if keys:
            done = "stay live" if keep_keys else "are revoked"
            self.message_user(request, f"API keys that they made {done}: {'; '.join(map(describe, keys))}")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Of somebody else. The own one asks for the old one: a stolen session could lock its owner out here."""
        name_person(request)
        if self.get_object(request, unquote(id)) == request.user:  # however the id is written
            return HttpResponseRedirect(reverse("admin:password_change"))
        with going_on(request.session.session_key):  # Django gives it another key
            return super().user_change_password(request, id, form_url)


def _chosen_membership(formsets: Any, before: UUID | None) -> tuple[UUID | None, Role | None]:
    """The merchant in the submitted form, and the role if either was changed. (Django's history needs the formsets
    saved, but we store their objects.)"""
    chosen, role = before, None
    for formset in formsets:
        changed = formset.save(commit=False)
        if formset.deleted_objects:
            chosen = None
        for membership in changed:
            chosen, role = membership.merchant_id, Role(membership.role)
    return chosen, role
