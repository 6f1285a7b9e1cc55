"""A GST identification number (GSTIN): 15 characters. The first two name a state, the last one checks the others.

python-stdnum 2.2 would do, but refuses the states 38 (Ladakh) and 97 (other territory)."""

import re

from server.errors import InvalidInput

# Two digits of the state, a PAN, the registration's number within the state, Z, the check character.
FORM = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STATES = {
    "01": "Jammu and Kashmir",
    "02": "Himachal Pradesh",
    "03": "Punjab",
    "04": "Chandigarh",
    "05": "Uttarakhand",
    "06": "Haryana",
    "07": "Delhi",
    "08": "Rajasthan",
    "09": "Uttar Pradesh",
    "10": "Bihar",
    "11": "Sikkim",
    "12": "Arunachal Pradesh",
    "13": "Nagaland",
    "14": "Manipur",
    "15": "Mizoram",
    "16": "Tripura",
    "17": "Meghalaya",
    "18": "Assam",
    "19": "West Bengal",
    "20": "Jharkhand",
    "21": "Odisha",
    "22": "Chhattisgarh",
    "23": "Madhya Pradesh",
    "24": "Gujarat",
    "25": "Daman and Diu",
    "26": "Dadra and Nagar Haveli and Daman and Diu",
    "27": "Maharashtra",
    "28": "Andhra Pradesh (before 2014)",
    "29": "Karnataka",
    "30": "Goa",
    "31": "Lakshadweep",
    "32": "Kerala",
    "33": "Tamil Nadu",
    "34": "Puducherry",
    "35": "Andaman and Nicobar Islands",
    "36": "Telangana",
    "37": "Andhra Pradesh",
    "38": "Ladakh",
    "97": "Other territory",
}


def read_gstin(value: object, field: str = "gstin") -> str:
    """In capitals, without blanks at its ends. Raises InvalidInput, which says what is wrong."""
    if not isinstance(value, str) or not FORM.fullmatch(text := value.strip().upper()):
        raise InvalidInput(
            f"{field} must have 15 characters: two digits of the state, a PAN, a digit or letter, Z and a check "
            "character.",
            field,
        )
    read_state(text[:2], field)
    if check_character(text[:-1]) != text[-1]:
        raise InvalidInput(f"{field} is mistyped: its last character does not fit the others.", field)
    return text


def read_state(value: object, field: str = "state_code") -> str:
    """Raises InvalidInput."""
    if not isinstance(value, str) or value not in STATES:
        raise InvalidInput(f"{field} must begin with a state's code in GST, 01 to 38 or 97.", field)
    return value


def check_character(first: str) -> str:
    """Of the first 14 characters: each by 1 and 2 in turn, the digits of each product to base 36 summed up."""
    total = sum(sum(divmod(DIGITS.index(each) * (1 + place % 2), 36)) for place, each in enumerate(first))
    return DIGITS[-total % 36]
