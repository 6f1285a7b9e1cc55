"""Texts that callers send: names are stored as they are registered, in any script; what could deceive is refused."""

import unicodedata
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from server.access.models import ApiKey
from server.errors import InvalidInput
from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import create_merchant
from server.payments.receiving import record_payment
from server.text import clean_text
from tests.api.conftest import ApiCaller, no_row_changes
from tests.api.graphql.test_operator_mutations import (
    ADD_BANK_ACCOUNT,
    CREATE_MERCHANT,
    RECORD_PAYMENT,
    account,
    payment,
    result,
)
from tests.conftest import connected_as

CREATE_KEY = """mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { __typename
  ... on CreateApiKeySuccess { apiKey { name } } ... on ValidationError { message field } } }"""

NAMES = {
    "Devanagari, Marathi": "दर्\u200dया ट्रेडर्स",
    "Devanagari, Hindi": "श्री गणेश क़ालीन एवं हस्तशिल्प प्रा॰ लि॰",
    "Devanagari, with ZWNJ": "राष्ट्\u200cरीय उद्योग",
    "Bengali": "র\u200d্যাপিড ট্রেডার্স অ্যান্ড কোং",
    "Assamese": "অসমীয়া চাহ উৎপাদক সংঘ",
    "Gurmukhi": "ਸਿੰਘ ਐਂਡ ਸੰਨਜ਼ ਐਕਸਪੋਰਟ",
    "Gujarati": "શ્રી ક્ષેમ કાપડ ઉદ્યોગ",
    "Odia": "ଓଡ଼ିଶା ହସ୍ତଶିଳ୍ପ ସମବାୟ",
    "Tamil": "ஸ்ரீ முருகன் ஏற்றுமதி நிறுவனம்",
    "Telugu": "శ్రీ వేంకటేశ్వర ట్రేడర్స్",
    "Kannada": "ರ\u200d್ಯಾಪಿಡ್ ಕಾಫಿ ಬೆಳೆಗಾರರು",
    "Malayalam, atomic chillu": "അവൻ കയർ എക്സ്പോർട്ടേഴ്സ്",
    "Malayalam, chillu by joiner": "അവന്\u200d കയര്\u200d ക്\u200cഷേമം",
    "Meetei Mayek": "ꯃꯅꯤꯄꯨꯔ ꯍꯦꯟꯗꯂꯨꯝ",
    "Ol Chiki": "ᱥᱟᱱᱛᱟᱲᱤ ᱪᱟᱥ",
    "Urdu": "حیدرآباد\u200c موتی اینڈ سنز",
    "Persian": "شرکت می\u200cخواهم، تهران",
    "Arabic, with a mark of direction": "شركة البحر (دبي)\u200f",
    "Hebrew": "יהלום בע״מ",
    "Japanese, with a variation selector": "渡邉\U000e0101商事　株式会社",
    "no-break blanks, as from a spreadsheet": "Ganga\u00a0Tea\u202f&\u2009Sons",
    "a soft hyphen, as from a web page": "Export\u00adhaus GmbH",
    "decomposed": unicodedata.normalize("NFD", "Café Société"),
    "emoji of several": "Family 👩\u200d👩\u200d👧 Foods ❤\ufe0f",
    "a Kaithi number sign": "\U000110bd\U000110a3",
}
REFUSED = {
    "\0": "U+0000 NULL",
    "\t": "U+0009 CHARACTER TABULATION",
    "\n": "U+000A LINE FEED",
    "\x1b": "U+001B ESCAPE",
    "\x1f": "U+001F INFORMATION SEPARATOR ONE",
    "\x7f": "U+007F DELETE",
    "\x85": "U+0085 NEXT LINE",
    "\x9b": "U+009B CONTROL",
    "\u2028": "U+2028 LINE SEPARATOR",
    "\u202a": "U+202A LEFT-TO-RIGHT EMBEDDING",
    "\u202c": "U+202C POP DIRECTIONAL FORMATTING",
    "\u202e": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "\u2066": "U+2066 LEFT-TO-RIGHT ISOLATE",
    "\u2069": "U+2069 POP DIRECTIONAL ISOLATE",
    "\u2062": "U+2062 INVISIBLE TIMES",
    "\u206a": "U+206A INHIBIT SYMMETRIC SWAPPING",
    "\ufff9": "U+FFF9 INTERLINEAR ANNOTATION ANCHOR",
    "\ue000": "U+E000 PRIVATE USE",
    "\uf8ff": "U+F8FF PRIVATE USE",
    "\ufdd0": "U+FDD0 NONCHARACTER",
    "\uffff": "U+FFFF NONCHARACTER",
    "\u0378": "U+0378 UNASSIGNED",
    "\ud800": "U+D800 LONE SURROGATE",
    "\U000e0041": "U+E0041 TAG LATIN CAPITAL LETTER A",
    "\U0001d173": "U+1D173 MUSICAL SYMBOL BEGIN BEAM",
    "\U00100000": "U+100000 PRIVATE USE",
}
LINE_ENDS = {"\n", "\u2028"}
UNSEEN = ["", " ", "\u00a0\u3000", "\n", "\u200b", "\u200d\u200c", "\u00ad", "\u3164", "\ufe0f", "\ufeff", "\u2800"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_registered_name_is_stored_and_shown_letter_by_letter(caller: ApiCaller, name: str) -> None:
    made = result(caller, CREATE_MERCHANT, name=f"\u00a0{name}\n", email="new@name.example")["merchant"]
    assert made["name"] == Merchant.objects.get(id=made["id"]).name == name
    held = result(caller, ADD_BANK_ACCOUNT, **account(caller, accountHolderName=name))["bankAccount"]
    assert held["accountHolderName"] == BankAccount.objects.get(id=held["id"]).account_holder_name == name
    entry = result(caller, RECORD_PAYMENT, **payment(caller, reference=name, description=name))["entry"]
    assert entry["description"] == name
    assert result(caller, CREATE_KEY, name=name, scopes=["READ"])["apiKey"]["name"] == name
    [shown] = [one for one in caller.client.get("/api/v1/merchants/").json()["results"] if one["id"] == made["id"]]
    assert shown["name"] == name
    assert caller.get("ledger/").json()["results"][0]["reference"] == name


SENDING: dict[str, tuple[str, str, Callable[[ApiCaller], dict[str, object]]]] = {
    "merchant": (CREATE_MERCHANT, "name", lambda _: {"email": "a@b.example"}),
    "account": (ADD_BANK_ACCOUNT, "accountHolderName", account),
    "payment": (RECORD_PAYMENT, "reference", payment),
    "key": (CREATE_KEY, "name", lambda _: {"scopes": ["READ"]}),
}


@pytest.mark.parametrize("of", SENDING)
def test_every_text_is_checked_by_the_same_rule(caller: ApiCaller, of: str) -> None:
    document, field, rest = SENDING[of]
    for sent, words in [("Kaveri \u202eSilks", "U+202E RIGHT-TO-LEFT OVERRIDE at position 8")] + [
        (unseen, "must not be empty") for unseen in UNSEEN
    ]:
        with no_row_changes():
            refused = result(caller, document, **rest(caller) | {field: sent})
        assert (refused["__typename"], refused["field"]) == ("ValidationError", field)
        assert words in refused["message"]


@pytest.mark.parametrize(("character", "words"), REFUSED.items(), ids=REFUSED.values())
def test_a_refusal_names_the_character_and_its_position(character: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean_text(f" Tea{character}Sons", "name", 200)
    assert (refusal.value.message, refusal.value.field) == (f"name must not contain {words} at position 5.", "name")
    text = f"Tea{character}Sons"
    if character in LINE_ENDS:
        assert clean_text(text, "description", 200, may_have_lines=True) == text
    else:
        with pytest.raises(InvalidInput):
            clean_text(text, "description", 200, may_have_lines=True)


def test_whatever_was_taken_before_is_taken_still() -> None:
    """So that old requests replay."""
    for character in map(chr, range(0x110000)):
        if character.isprintable() and not character.isspace():
            assert clean_text(f"a{character}", "name", 2) == f"a{character}"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_text_of_which_nothing_can_be_seen_is_empty(unseen: str) -> None:
    with pytest.raises(InvalidInput, match="must not be empty"):
        clean_text(unseen, "name", 200)
    assert clean_text(unseen, "description", 200, may_be_empty=True) == ""


def test_a_length_is_counted_in_code_points_without_the_blanks_at_the_ends(merchant: Merchant) -> None:
    longest = "e\u0301" * 50
    assert (
        record_payment(merchant_id=merchant.id, amount_paise=1, reference=f"  {longest}\u00a0").entry.reference
        == longest
    )
    assert create_merchant(name="𑂽" * 200, email="long@name.example").name == "𑂽" * 200
    with pytest.raises(InvalidInput, match="longer than 100"):
        record_payment(merchant_id=merchant.id, amount_paise=1, reference=f"{longest}e")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a@b.example", "A@B.Example"),
        ("a@caf\u00e9.example", "a@cafe\u0301.example"),
        ("a@münchen.example", "a@XN--MNCHEN-3YA.example"),
        ("a@xn--mnchen-3ya.example", "a@MÜNCHEN.example"),
        ("a@भारत.example", "a@भा\u200dरत.example"),
        ("a@b.example", "a@ｂ.example"),
    ],
)
def test_an_email_in_any_form_belongs_to_one_merchant(database: None, one: str, other: str) -> None:
    merchant = create_merchant(name="A", email=one)
    assert merchant.email == one
    with pytest.raises(InvalidInput) as refusal:
        create_merchant(name="B", email=other)
    assert refusal.value.field == "email"
    assert list(Merchant.objects.all()) == [merchant]
    assert Merchant.objects.find(other) == merchant


@pytest.mark.parametrize(
    "email",
    [
        "\u212a@b.example",
        "f\u0131nance@b.example",
        "\u017f@b.example",
        "a@b\u202e.example",
        "a@b.example\0",
        "a@b\n.in",
    ],
)
def test_what_is_no_email_address_is_refused(database: None, email: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        create_merchant(name="A", email=email)
    assert refusal.value.field == "email"


def test_a_key_s_name_is_checked_on_the_command_line_too(database: None) -> None:
    with pytest.raises(CommandError, match=r"U\+202E RIGHT-TO-LEFT OVERRIDE at position 3"):
        call_command("api_key", "create", "--operator", "--name", "ab\u202ec")
    assert not ApiKey.objects.exists()


def test_half_a_surrogate_pair_in_a_request_is_refused(caller: ApiCaller) -> None:
    with no_row_changes():
        response = caller.ask(CREATE_MERCHANT, input={"name": "Tea \ud800", "email": "a@b.example"})
    assert response.status_code == 400
    assert "surrogate" in response.content.decode()


def test_the_database_refuses_an_email_in_another_form(new_merchant: Callable[..., Merchant]) -> None:
    create_merchant(name="A", email="a@caf\u00e9.example")
    other = new_merchant()
    for statement in (
        "INSERT INTO merchants (id, name, email, is_active) SELECT gen_random_uuid(), 'B', %s, true",
        "UPDATE merchants SET email = %s WHERE email LIKE '%%kaveri%%'",
    ):
        with (
            pytest.raises(IntegrityError, match="in another form"),
            connected_as(settings.DB_OWNER),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, ["A@cafe\u0301.example"])
    assert Merchant.objects.get(id=other.id).email == other.email
