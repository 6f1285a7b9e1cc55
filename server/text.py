"""Checks text that a caller sends to be stored. It is stored as it was sent, without the blanks at its ends.

A letter may need what cannot be seen: a joiner (Marathi, Malayalam, Bengali, Persian), a variation selector, a mark
that turns the direction of Arabic or Hebrew. Such characters are taken, as are all blanks. Refused are those that no
name needs and that change how the others are shown or read: see `is_taken`. Texts that identify something are compared
by `comparison_form.py`, never as they were sent.

A length is counted in Unicode code points, as PostgreSQL counts it: a letter with two vowel signs is three.
"""

import re
import unicodedata

from server.errors import InvalidInput

# The characters without a shape of their own: Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt).
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{IGNORABLE}\ufff9-\ufffb]")  # and interlinear annotation
# Of the invisible formats (Unicode's category Cf): soft hyphen, marks of direction, joiners, word breaks.
TAKEN_FORMATS = frozenset("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
LINE_ENDS = frozenset("\n\r\u2028\u2029")

BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000"
)
AT_ENDS = f"{BLANKS}\u200b\u2060\ufeff"  # a byte order mark comes with text from files
NOTHING_TO_SEE = re.compile(f"[{BLANKS}{IGNORABLE}\u2800]*")  # U+2800 is the pattern of Braille without a dot

# Unicode's names of the characters to which `unicodedata.name` gives none (NameAliases.txt).
CONTROLS = """
NULL, START OF HEADING, START OF TEXT, END OF TEXT, END OF TRANSMISSION, ENQUIRY, ACKNOWLEDGE, ALERT, BACKSPACE,
CHARACTER TABULATION, LINE FEED, LINE TABULATION, FORM FEED, CARRIAGE RETURN, SHIFT OUT, SHIFT IN, DATA LINK ESCAPE,
DEVICE CONTROL ONE, DEVICE CONTROL TWO, DEVICE CONTROL THREE, DEVICE CONTROL FOUR, NEGATIVE ACKNOWLEDGE,
SYNCHRONOUS IDLE, END OF TRANSMISSION BLOCK, CANCEL, END OF MEDIUM, SUBSTITUTE, ESCAPE, INFORMATION SEPARATOR FOUR,
INFORMATION SEPARATOR THREE, INFORMATION SEPARATOR TWO, INFORMATION SEPARATOR ONE"""
OTHER_NAMES = dict(enumerate(map(str.strip, CONTROLS.split(",")))) | {0x7F: "DELETE", 0x85: "NEXT LINE"}
CATEGORIES = {"Cc": "CONTROL", "Cs": "LONE SURROGATE", "Co": "PRIVATE USE", "Cn": "UNASSIGNED"}


# Characters of a caller's own words that a message repeats at most.
LONGEST_QUOTE = 200


def shortened(text: str) -> str:
    """`text`, or its beginning and its end if it is longer than `LONGEST_QUOTE` characters."""
    if len(text) <= LONGEST_QUOTE:
        return text
    end = LONGEST_QUOTE // 4
    return f"{text[: LONGEST_QUOTE - end]} … {text[-end:]}"


def clean_text(
    value: str, field: str, max_length: int, *, may_be_empty: bool = False, may_have_lines: bool = False
) -> str:
    """`value` without blanks at its ends. Raises InvalidInput if nothing in it can be seen, if it is longer than
    `max_length` code points, or if it has a character that is refused: the message names that, and its position,
    counted from 1 in the text as it was sent.

    With `may_have_lines` it may have line ends, which stay as they are too.
    """
    text = value.lstrip(AT_ENDS)
    first = 1 + len(value) - len(text)
    text = text.rstrip(AT_ENDS)
    for position, character in enumerate(text[: max_length + 1], first):  # a longer one is refused anyway
        if not is_taken(character, may_have_lines=may_have_lines):
            raise InvalidInput(f"{field} must not contain {describe(character)} at position {position}.", field)
    if NOTHING_TO_SEE.fullmatch(text):
        if not may_be_empty:
            raise InvalidInput(f"{field} must not be empty.", field)
        return ""
    if len(text) > max_length:
        raise InvalidInput(f"{field} is longer than {max_length} characters.", field)
    return text


def is_taken(character: str, *, may_have_lines: bool = False) -> bool:
    """False for controls, bidirectional embeddings, overrides and isolates, tags, deprecated and musical formats, lone
    surrogates, private use, and what Unicode has not assigned."""
    return (
        character.isprintable()
        or unicodedata.category(character) == "Zs"
        or character in TAKEN_FORMATS
        or (may_have_lines and character in LINE_ENDS)
        # The other formats have a shape: the number signs of Kaithi and Arabic.
        or (unicodedata.category(character) == "Cf" and not INVISIBLE.match(character))
    )


def describe(character: str) -> str:
    """As Unicode writes it: U+202E RIGHT-TO-LEFT OVERRIDE."""
    code = ord(character)
    name = unicodedata.name(character, "") or OTHER_NAMES.get(code, "") or CATEGORIES[unicodedata.category(character)]
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        name = "NONCHARACTER"
    return f"U+{code:04X} {name}"
