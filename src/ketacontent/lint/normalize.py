"""Fold one sentence into the form the patterns are written for.

The folded text has exactly as many characters as the original, so every offset into it is an offset
into the original. This is not a tokenizer for other uses and it throws nothing away.

Folding lowers case and turns every hyphen into a space (``life-changing`` is ``life changing``),
a dash between clauses into ``;``, an apostrophe inside a word into U+2019 and every other quotation
mark into ``"``.
"""

import re

APOSTROPHE = "\u2019"
WORD = rf"[\w{APOSTROPHE}%$£€#]+"
"""One word as patterns see it."""
_alike = str.maketrans(
    {
        **dict.fromkeys("\u2018\u02bc\u2019\u201b\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        "\u2026": ";",
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
    }
)
_inner_apostrophe = re.compile(r"(?<=\w)'(?=\w)")
_dash = re.compile(r"[\u2014\u2015]|(?<=\s)[\u2013-]{1,2}(?=\s)|--")


def fold(text: str) -> str:
    """Return ``text`` folded, character for character."""
    folded = text.lower()
    if len(folded) != len(text):  # a few letters grow when lowered, such as the dotted capital I
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    folded = folded.replace("`", "'") if folded.isascii() else folded.translate(_alike)
    if "'" in folded:
        folded = _inner_apostrophe.sub(APOSTROPHE, folded).replace("'", '"')
    if "-" in folded or not folded.isascii():
        folded = _dash.sub(lambda match: ";" * len(match[0]), folded)
        folded = folded.replace("-", " ").replace("\u2013", " ")
    return folded
