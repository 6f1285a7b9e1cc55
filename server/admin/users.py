"""People in `/admin/`, for superusers alone: who may sign in, whose they are, and who is out."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from server.access import users
from server.access.models import Membership
from server.audit_log.context import Actor, ActorKind, name_actor
from server.audit_log.recording import record


class ForSuperusers:
    def has_view_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.has_view_permission(request)


class MembershipInline(ForSuperusers, admin.StackedInline):  # type: ignore[type-arg]  # not generic at run time
    model = Membership
    autocomplete_fields = ("merchant",)
    extra = 0

    def has_delete_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return self.has_view_permission(request)


class OperatorsUserAdmin(ForSuperusers, UserAdmin):  # type: ignore[type-arg]
    """Rights come from being an operator or a merchant's person, so Django's groups and permissions are left out."""

    actions = None
    inlines = (MembershipInline,)
    list_display = ("username", "merchant", "is_staff", "is_superuser", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    list_select_related = ("membership__merchant",)
    search_fields = ("username", "email", "first_name", "last_name", "membership__merchant__name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name", "password")}),
        ("What they may do", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("When", {"fields": ("last_login", "date_joined")}),
    )

    def has_delete_permission(self, *_: Any) -> bool:
        return False  # the trail names them; who is not active is out

    @admin.display(description="merchant", ordering="membership__merchant__name")
    def merchant(self, user: User) -> str | None:
        membership = getattr(user, "membership", None)
        return membership.merchant.name if membership else None

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            _says(request)
            users.disable_user(obj)

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> Any:
        _says(request)
        record("person.added", merchant_id=_merchant_id(obj), subject_id=obj.pk)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        _says(request)
        record("person.changed", merchant_id=_merchant_id(obj), subject_id=obj.pk)
        return super().log_change(request, obj, message)


def _says(request: HttpRequest) -> None:
    name_actor(Actor(ActorKind.PERSON, str(request.user.pk), request.user.get_username()))


def _merchant_id(user: User) -> Any:
    return Membership.objects.filter(user=user).values_list("merchant_id", flat=True).first()
