"""The tortured engine's settings: short times, so that leases end many times within a minute."""

LEASE_SECONDS = 2.0

SETTINGS = {
    "DEBUG": "True",
    "PAYOUT_OPEN_ACCESS": "True",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    # Empty, not absent: a database that an `.env` names must not be tortured.
    "PAYOUT_ENV_FILE": "",
    "DB_HOST": "",
    "REDIS_URL": "",
    "DB_NAME": "payout_engine",
    "PAYOUT_BANK_LATENCY_SECONDS": "0.005,0.05",
    "PAYOUT_BANK_DEADLINE_SECONDS": "0.4",
    "PAYOUT_PROCESSING_TIMEOUT_SECONDS": str(LEASE_SECONDS),
    "PAYOUT_RETRY_DELAYS_SECONDS": "0.3,0.6",
    "PAYOUT_REVIEW_AFTER_SECONDS": "2",  # many payouts are flagged for review, and must end all the same
    "PAYOUT_REVIEW_RETRY_SECONDS": "1",
    "PAYOUT_MAX_RETRIES": "3",
    "PAYOUT_BANK_RETURNS_AFTER_SECONDS": "1",
    "PAYOUT_RETURNS_EVERY_SECONDS": "0.5",
    "PAYOUT_IDEMPOTENCY_WINDOW_HOURS": "24",
    "PAYOUT_WEBHOOKS_MAY_REACH": "loopback",
}
