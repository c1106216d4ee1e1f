"""A reading level for a whole text: a hint for its writer, never a finding.

The Flesch-Kincaid grade from counted vowel groups; it knows nothing of meaning.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketacontent.lint.document import Placed

_vowels = re.compile(r"[aeiouy]+")
_LEAST_WORDS = 100


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Return the number of syllables in an English word, roughly."""
    count = len(_vowels.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


def grade_of(sentences: "list[Placed]") -> float | None:
    """Return the US school grade of a text; None for fewer than a hundred words in sentences."""
    lines = [placed.sentence for placed in sentences if placed.block.kind in {"paragraph", "item", "quote"}]
    counted = [[word for word in sentence.words.tokens if word.isalpha()] for sentence in lines]
    counted = [words for words in counted if len(words) > 2]
    words = sum(map(len, counted))
    if words < _LEAST_WORDS:
        return None
    sounds = sum(syllables(word) for line in counted for word in line)
    return round(0.39 * words / len(counted) + 11.8 * sounds / words - 15.59, 1)
