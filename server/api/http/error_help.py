"""Each error code in a sentence, and the next step: one table for the request log and for the documents."""

from typing import NamedTuple


class Help(NamedTuple):
    meaning: str
    advice: str


HELP = {
    "validation_error": Help(
        "Something in the request is missing, malformed or not allowed; the message names it.",
        "Correct it and send the request again. A refused idempotency key can be used again.",
    ),
    "cost_above_limit": Help(
        "The call alone counts as more than the whole rate limit.", "Ask for less at once: smaller pages, fewer fields."
    ),
    "unauthenticated": Help(
        "The Authorization header names no live API key: it is missing, mistyped, expired or revoked.",
        "Send `Authorization: Bearer payout_…` with a key that is live under Developers.",
    ),
    "insufficient_funds": Help(
        "The available balance is smaller than the amount. No money was held.",
        "Wait for money to come in, or pay less. The same idempotency key can be used again.",
    ),
    "sign_in_refused": Help("The e-mail or the password is wrong.", "Check both, or ask your administrator."),
    "code_refused": Help("The code of the second factor is wrong or was used.", "Wait for the app's next code."),
    "no_access": Help("This user belongs to no merchant and is no operator.", "Ask an operator for access."),
    "proof_due": Help(
        "A user has to give the code again, or the password where there is no second factor: `by` says which.",
        "POST it to /session/proof/, and send the same call once more. API keys are never asked.",
    ),
    "second_factor_needed": Help(
        "A user without a second factor asked for what takes one.", "Set up two-step sign-in in your account."
    ),
    "csrf_failed": Help(
        "A call with a session cookie lacked its CSRF token.",
        "Programs send an API key and no cookie. Reload the page.",
    ),
    "forbidden": Help(
        "The caller is known but lacks the scope, or named another merchant.",
        "Use a key with the scope that the message names, of the merchant that the call names.",
    ),
    "not_found": Help(
        "Nothing with this id or address exists for this caller.",
        "Check the id, and whose key it is: another merchant's rows look as if they did not exist.",
    ),
    "method_not_allowed": Help(
        "The address exists, but not for this method.", "Use a method that the header Allow lists."
    ),
    "request_timeout": Help("The body did not arrive in time.", "Send the request again, with the same key."),
    "idempotency_conflict": Help(
        "The idempotency key was used before, with another amount or bank account. Nothing was paid again.",
        "Use a new key for a new payout. To repeat the old one, send exactly what was sent then.",
    ),
    "not_possible_now": Help(
        "The row's state forbids it: `status` says which. Nothing was changed.",
        "Read the row. Sending the same again helps only once its state is another.",
    ),
    "idempotency_key_forgotten": Help(
        "A retry's key made a payout so long ago that its answer is gone. Nothing was paid again.",
        "Look at the payouts that the answer names before you pay under a new key.",
    ),
    "body_too_large": Help(
        "The body is larger than this address takes.", "Send less: a batch has at most 1,000 items."
    ),
    "unsupported_media_type": Help(
        "The body is not declared as JSON in UTF-8.", "Send `Content-Type: application/json`."
    ),
    "rate_limited": Help(
        "The caller has used up its calls for now. Nothing was done.",
        "Wait for as many seconds as Retry-After says, then send the same request again.",
    ),
    "too_many_attempts": Help("Too many sign-ins failed.", "Wait for as many seconds as Retry-After says."),
    "too_many_streams": Help(
        "The caller has too many streams of events and waiting calls open.",
        "Close some, or have one stream and share what it tells.",
    ),
    "internal_error": Help(
        "A fault of ours. A payout may or may not have been accepted.",
        "Send the same request with the same idempotency key: it is paid once at most. Tell us the request's id.",
    ),
    "timeout": Help("The query took too long.", "Ask for less at once: smaller pages, fewer fields."),
    "unavailable": Help(
        "The engine could not answer in time. A payout may or may not have been accepted.",
        "Send the same request with the same idempotency key: it is paid once at most.",
    ),
    "codes_unavailable": Help(
        "This server cannot check an app's codes at the moment.", "Use a recovery code, or try again later."
    ),
}
