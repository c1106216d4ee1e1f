"""Find the patterns that could match a sentence, and where, without trying each of them.

One bit stands for one pattern, so a row of bits is a set of patterns and a word costs a few operations on
whole numbers. What it proposes is only possible; the pattern itself decides.
"""

from collections.abc import Iterator

from ketacontent.lint.pattern import Pattern
from ketacontent.lint.words import Words, keys_of

_SLOTS = 4
_REACHES = (2, 5, 9, 15)
_MOST_KNOWN = 10_000
_Bits = dict[str, int]


class Index:
    """Patterns by the beginnings of the words they need."""

    def __init__(self) -> None:
        """Start without patterns."""
        self._count = 0
        # For each of a pattern's first few needs: which patterns does a word serve, which have no such need?
        self._needs: list[_Bits] = [{} for _ in range(_SLOTS)]
        self._needless = [0] * _SLOTS
        # Which patterns can start at a word, which have their second fixed word there, by its distance?
        self._firsts: _Bits = {}
        self._anywhere = 0
        self._seconds: list[_Bits] = [{} for _ in _REACHES]
        self._lone = 0
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}

    def add(self, pattern: Pattern) -> None:
        """Add a pattern; its number is the count of those before it."""
        self._known.clear()
        bit = 1 << self._count
        self._count += 1
        for slot, needs in enumerate(self._needs):
            if slot < len(pattern.needs):
                _set(needs, pattern.needs[slot], bit)
            else:
                self._needless[slot] |= bit
        if pattern.row.firsts is None:
            self._anywhere |= bit
        else:
            _set(self._firsts, pattern.row.firsts, bit)
        second = pattern.row.second
        nearest = next((row for row, reach in enumerate(_REACHES) if second and second[1] <= reach), None)
        if second is None or nearest is None:
            self._lone |= bit
        else:
            _set(self._seconds[nearest], second[0], bit)

    def candidates(self, words: Words) -> Iterator[tuple[int, list[int]]]:
        """Yield the numbers of patterns that could match, each with the words at which it could start."""
        possible = self._possible(words)
        if not possible:
            return
        known = [self._of(token) for token in words.tokens]
        starts: dict[int, list[int]] = {}
        lone = self._lone
        for at, (firsts, _) in enumerate(known):
            here = firsts & possible
            if not here:
                continue
            if here & ~lone:  # some have a second word that must stand near enough
                near = lone
                for distance, (_, seconds) in enumerate(known[at + 1 : at + _REACHES[-1] + 1]):
                    near |= seconds[distance]
                here &= near
            while here:
                lowest = here & -here
                starts.setdefault(lowest.bit_length() - 1, []).append(at)
                here ^= lowest
        yield from sorted(starts.items())

    def _of(self, token: str) -> tuple[int, tuple[int, ...]]:
        """Return what a word can begin, and whose second word it can be at each distance."""
        found = self._known.get(token)
        if found is None:
            long, short = keys_of(token)
            rows = [bits.get(long, 0) | bits.get(short, 0) for bits in self._seconds]
            near: list[int] = []
            for distance in range(1, _REACHES[-1] + 1):
                bits = 0
                for row, reach in zip(rows, _REACHES, strict=True):
                    if distance <= reach:
                        bits |= row
                near.append(bits)
            found = (self._firsts.get(long, 0) | self._firsts.get(short, 0) | self._anywhere, tuple(near))
            if len(self._known) < _MOST_KNOWN:
                self._known[token] = found
        return found

    def _possible(self, words: Words) -> int:
        """Return the patterns all of whose needed words occur."""
        left = -1
        for needs, needless in zip(self._needs, self._needless, strict=True):
            met = needless
            for beginning in words.beginnings:
                met |= needs.get(beginning, 0)
            left &= met
            if not left:
                break
        return left


def _set(bits: _Bits, beginnings: frozenset[str], bit: int) -> None:
    for beginning in beginnings:
        bits[beginning] = bits.get(beginning, 0) | bit
