"""Admin pages that show records to operators. Nobody can change them there, superusers included."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .india import amount_text
from .lookups import NamedLookups


class ReadOnly:
    """Every operator may view. Without the other permissions, Django refuses every form, action and deletion."""

    admin_site: admin.AdminSite

    # Django also passes these parameters by their names.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class ReadOnlyAdmin(ReadOnly, NamedLookups, admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    actions = None
    show_full_result_count = False  # it would count the whole ledger, for a number that nobody needs
    list_per_page = 50
    noun: tuple[str, str] | None = None  # singular and plural, where Django would derive wrong ones

    def __init__(self, model: Any, admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        # Not in the model's Meta, where a word would need a migration.
        if self.noun:
            self.opts.verbose_name, self.opts.verbose_name_plural = self.noun

    @admin.display(description="amount")
    def amount(self, row: Any) -> str:
        return amount_text(row.amount_paise)


class ReadOnlyInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False
    show_change_link = False
