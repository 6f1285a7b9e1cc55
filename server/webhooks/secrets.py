"""Endpoints' secrets, encrypted at rest as account numbers are, and re-encrypted when the key changes."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from server.encryption import Encryption, Undecryptable, key_id_of

from .models import WebhookEndpoint

ENCRYPTION = Encryption(b"webhook secret")
HINT = 4  # characters
Sealed = bytes | memoryview


class Unreadable(Exception):  # noqa: N818  describes the secret
    """No known key decrypts it. Names the endpoint, not its secret."""

    def __init__(self, endpoint_id: UUID) -> None:
        super().__init__(f"a secret of webhook endpoint {endpoint_id} cannot be read with PAYOUT_ENCRYPTION_KEYS")


def seal(endpoint_id: UUID, secret: str) -> bytes:
    return ENCRYPTION.encrypt(endpoint_id.bytes, secret.encode())


def unseal(endpoint_id: UUID, sealed: Sealed) -> str:
    """Raises Unreadable."""
    try:
        return ENCRYPTION.decrypt(endpoint_id.bytes, bytes(sealed)).decode()
    except Undecryptable:
        raise Unreadable(endpoint_id) from None


def signing_secrets(
    endpoint_id: UUID, sealed: Sealed, old_sealed: Sealed | None, old_until: datetime | None, at: datetime
) -> list[str]:
    """The endpoint's secret, and until its end the one before it. Raises Unreadable."""
    secrets = [unseal(endpoint_id, sealed)]
    if old_sealed is not None and old_until is not None and at < old_until:
        secrets.append(unseal(endpoint_id, old_sealed))
    return secrets


def reencrypt() -> int:
    """Encrypt every secret under the first key, unless it is already, and return the endpoints' count. Raises
    Unreadable. After an interruption the next call continues."""
    current, count = ENCRYPTION.current_key_id(), 0
    for endpoint in WebhookEndpoint.objects.filter(deleted_at=None).order_by("id").iterator():
        before = {
            column: bytes(sealed)
            for column in ("secret_sealed", "old_secret_sealed")
            if (sealed := getattr(endpoint, column)) is not None
        }
        stale = {column: sealed for column, sealed in before.items() if key_id_of(sealed) != current}
        if stale:
            fresh = {column: seal(endpoint.id, unseal(endpoint.id, sealed)) for column, sealed in stale.items()}
            # Not if it was rotated or deleted meanwhile: what is there then is encrypted under the first key.
            count += WebhookEndpoint.objects.filter(id=endpoint.id, **stale).update(**fresh)
    return count


def faults() -> Iterator[str]:
    """A line for each endpoint with a secret that cannot be read."""
    for endpoint in WebhookEndpoint.objects.filter(deleted_at=None).order_by("id").iterator():
        try:
            for sealed in (endpoint.secret_sealed, endpoint.old_secret_sealed):
                if sealed is not None:
                    unseal(endpoint.id, sealed)
        except Unreadable as error:
            yield str(error)
