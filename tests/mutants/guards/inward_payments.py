"""What is known of a payment from abroad agrees with itself and with the ledger."""

from .removal import Removal

FACTS = "server/inward_payments/facts.py"
CURRENCIES = "server/inward_payments/currencies.py"
DOCUMENTS = "server/inward_payments/documents.py"
MATCHING = "server/inward_payments/matching.py"
REVERSING = "server/inward_payments/reversing.py"
RECORDING = "server/inward_payments/recording.py"

INWARD_PAYMENTS = [
    Removal("an amount has its currency's decimals", CURRENCIES, "if decimals != exponent:", "if False:"),
    Removal("money comes in no test currency", CURRENCIES, "if exponent is None:", "if False:"),
    Removal("a rate explains the rupees to a paisa", FACTS, "- facts.gross_paise) > 1:", "- facts.gross_paise) > 2:"),
    Removal(
        "net and charges are the gross amount",
        FACTS,
        "if facts.net_paise + facts.charges_paise + facts.charges_tax_paise != facts.gross_paise:",
        "if False:",
    ),
    Removal("rupees come by a vostro account", FACTS, "if facts.channel is not Channel.VOSTRO:", "if False:"),
    Removal(
        "a purpose is a receipt's", "server/inward_payments/purposes.py", "if not RECEIPT.fullmatch(code):", "if False:"
    ),
    Removal(
        "a document of another payment's number is refused in words",
        DOCUMENTS,
        "if known and known != old:",
        "if False:",
    ),
    Removal(
        "an advice is of one payment",
        "server/inward_payments/sql/inward_documents.sql",
        "OR NEW.kind IN ('fira', 'firs', 'firc', 'efirc', 'irm')",
        "OR false",
    ),
    Removal(
        "a document replaces a live one of its payment and kind",
        DOCUMENTS,
        "if replaces is not None and old is None:",
        "if False:",
    ),
    Removal("a recall takes at most what was credited", REVERSING, "if amount_paise > payment.net_paise:", "if False:"),
    Removal("a recall takes at most what is available", REVERSING, "if amount_paise > available:", "if False:"),
    Removal("a payment is taken back by one amount", REVERSING, "if known.amount_paise != amount_paise:", "if False:"),
    Removal("no match is more than is left", MATCHING, "if taken + more > whole:", "if False:"),
    Removal(
        "a match of two currencies is explained by its rate",
        MATCHING,
        "if abs(explained - invoice_minor) > 1:",
        "if False:",
    ),
    Removal(
        "an invoice's number is a merchant's once",
        MATCHING,
        "if known and any(getattr(known, name) != value for name, value in columns.items()):",
        "if False:",
    ),
    Removal(
        "a deadline is by the rule of the invoice's day",
        "server/inward_payments/deadlines.py",
        "if rule.holds_on(invoice.issued_on) and invoice.nature in rule.natures",
        "if invoice.nature in rule.natures",
    ),
    Removal(
        "a reference with other facts is refused",
        RECORDING,
        "if any(getattr(known, name) != value for name, value in columns.items()):",
        "if False:",
    ),
]
