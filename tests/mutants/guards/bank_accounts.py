"""One bank account of a merchant, at a bank that there is."""

from .removal import Removal

BANK_ACCOUNTS = [
    Removal(
        "one bank account of a merchant, however it is written",
        "server/merchants/onboarding.py",
        "if is_known(merchant_id, account_number, ifsc_code):",
        "if False:",
    ),
    Removal(
        "zeros before an account number say nothing of which account it is",
        "server/account_numbers.py",
        'return number.lstrip("0")',
        "return number",
    ),
    Removal(
        "an older account without a digest is compared too",
        "server/merchants/duplicates.py",
        "\n        | Q(account_number_digest=None)",
    ),
    Removal(
        "the same number at another bank is another account",
        "server/merchants/duplicates.py",
        " and is_kept_by(account, bank_key(code))",
    ),
    Removal(
        "zeros alone are no account number",
        "server/merchants/account_details.py",
        "if not account_numbers.plain(number):",
        "if False:",
    ),
    Removal(
        "no account at a lapsed bank",
        "server/merchants/banks.py",
        "return _about_lapsed(LAPSED[code[:4]]) if code[:4] in LAPSED else None",
        "return None",
    ),
    Removal(
        "a list that lost a tenth of its codes does not replace the one that is there",
        "server/ifsc/refreshing.py",
        "if banks.codes < LEAST_SHARE * present:",
        "if False:",
    ),
]
