"""The records of the engine itself in `/admin/`: who may call it, who did what, and what its workers do."""

from uuid import UUID

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from server.access.key_makers import describe, live_keys_made_by_key
from server.access.models import ApiKey, FailedSignIn, Invitation, SecondFactor
from server.audit_log.models import AuditEvent
from server.exports.models import ExportJob
from server.integrity.models import IntegrityRun, IntegrityViolation, ProvenLedger
from server.observability.models import WorkerHeartbeat
from server.request_log.models import LoggedRequest
from server.webhooks.models import WebhookEndpoint, WebhookMessage, WebhookReplay

from .read_only import ReadOnlyAdmin


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    noun = ("API key", "API keys")
    list_display = ("name", "prefix", "merchant", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at")
    list_filter = (("expires_at", admin.EmptyFieldListFilter),)  # to find those that never end
    list_select_related = ("merchant",)
    search_fields = ("=id", "=prefix", "name", "merchant__name")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "live_keys")

    @admin.display(description="Live API keys made by it")
    def live_keys(self, key: ApiKey) -> str:
        """Whoever has the key may have their secrets: `api_key revoke KEY --with-made` ends them too."""
        return "\n".join(map(describe, live_keys_made_by_key(key.pk))) or "none"


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "actor_kind", "actor_name", "merchant_id", "subject_id", "request_id")
    list_filter = ("action", "actor_kind")
    search_fields = ("=subject_id", "=actor_id", "actor_name", "action")
    search_help_text = "The id of a request, merchant, subject or actor; an actor's name; an action."
    ordering = ("-id",)
    readonly_fields = ("id", "at")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Searches ids by their indexes, which Django's own search does not use."""
        try:
            found = UUID(search_term.strip())
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        text = str(found)
        return queryset.filter(
            Q(request_id=found) | Q(subject_id=text) | Q(actor_id=text) | Q(merchant_id=found)
        ), False


@admin.register(IntegrityRun)
class IntegrityRunAdmin(ReadOnlyAdmin):
    list_display = ("asked_at", "asked_by", "started_at", "ended_at", "rules")
    search_fields = ("=id", "asked_by")
    ordering = ("-id",)
    readonly_fields = ("id", "asked_at")


@admin.register(IntegrityViolation)
class IntegrityViolationAdmin(ReadOnlyAdmin):
    list_display = ("run", "rule", "merchant", "violations")
    list_select_related = ("run", "merchant")
    search_fields = ("=run__id", "=rule", "=merchant__id")
    ordering = ("-id",)


@admin.register(ProvenLedger)
class ProvenLedgerAdmin(ReadOnlyAdmin):
    list_display = ("merchant", "seq")
    list_select_related = ("merchant",)
    search_fields = ("=merchant__id",)
    ordering = ("merchant",)


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "started_at", "beat_at", "threads", "busy", "last_claim_at")
    search_fields = ("name",)
    ordering = ("-beat_at",)
    readonly_fields = ("started_at", "beat_at")


@admin.register(LoggedRequest)
class LoggedRequestAdmin(ReadOnlyAdmin):
    noun = ("logged request", "request log")
    list_display = ("at", "actor_name", "method", "path", "operation", "http_status", "error_code", "merchant_id")
    list_filter = ("outcome", "error_code")
    search_fields = ("=id", "=actor_id", "=merchant_id")
    ordering = ("-id",)
    readonly_fields = ("id",)


@admin.register(ExportJob)
class ExportJobAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "name", "merchant", "asked_by", "state", "rows_done", "rows", "size")
    list_filter = ("state",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "asked_by")
    ordering = ("-created_at",)
    readonly_fields = ("id", "created_at", "touched_at")


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnlyAdmin):
    """Without its secrets."""

    list_display = ("created_at", "merchant", "url", "state", "disabled_because", "failing_since", "deleted_at")
    list_filter = ("state",)
    list_select_related = ("merchant",)
    search_fields = ("=id", "=merchant__id", "url")
    ordering = ("-created_at",)
    exclude = ("secret_sealed", "old_secret_sealed")
    readonly_fields = ("id", "origin_seq", "origin_n", "created_at")


@admin.register(WebhookMessage)
class WebhookMessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "endpoint", "event_type", "seq", "n", "state", "attempts", "next_attempt_at")
    list_filter = ("state",)
    list_select_related = ("endpoint",)
    search_fields = ("=id", "=endpoint__id")
    ordering = ("-id",)
    readonly_fields = ("id", "created_at", "attempts_made")

    @admin.display
    def attempts_made(self, message: WebhookMessage) -> str:
        made = message.attempt_rows.order_by("number")
        return "\n".join(
            f"{each.started_at:%d %b %Y %H:%M:%S} {each.outcome} {each.http_status or ''}" for each in made
        )


@admin.register(WebhookReplay)
class WebhookReplayAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "endpoint", "message", "after_seq", "after_n", "up_to_seq", "up_to_n", "ended_at")
    list_select_related = ("endpoint", "message")
    search_fields = ("=id", "=endpoint__id", "asked_by")
    ordering = ("-id",)
    readonly_fields = ("id", "created_at")


@admin.register(FailedSignIn)
class FailedSignInAdmin(ReadOnlyAdmin):
    noun = ("failed sign-in", "failed sign-ins")
    list_display = ("at", "address")
    search_fields = ("=address",)
    ordering = ("-at",)
    exclude = ("account", "user")
    readonly_fields = ("at",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Without the hash of its token."""

    list_display = ("email", "role", "merchant", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("merchant",)
    search_fields = ("=id", "email", "merchant__name")
    ordering = ("-created_at",)
    exclude = ("token_hash", "inviter", "accepted_by")
    readonly_fields = ("id", "created_at")


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Without the secret and the hashes of the recovery codes."""

    list_display = ("user", "created_at", "recovery_codes_left")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    ordering = ("-created_at",)
    exclude = ("secret_encrypted", "last_used_step", "recovery_hashes")
    readonly_fields = ("id", "created_at", "recovery_codes_left")

    @admin.display
    def recovery_codes_left(self, factor: SecondFactor) -> int:
        return len(factor.recovery_hashes)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Superusers' changes here, which are to users only."""

    noun = ("change by a superuser", "changes by superusers")

    list_display = ("action_time", "user", "action_flag", "content_type", "object_repr", "change_message")
    list_select_related = ("user", "content_type")
    search_fields = ("=object_id", "object_repr", "user__username")
    ordering = ("-action_time",)
