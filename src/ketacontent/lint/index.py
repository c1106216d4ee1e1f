"""Find the patterns that could match a sentence, and where, without trying each of them.

One bit stands for one pattern, or one branch of it, so a row of bits is a set of them and a word costs a few
operations on whole numbers. What it proposes is only possible; the pattern itself decides.
"""

from collections.abc import Iterator
from itertools import chain

from ketacontent.lint.pattern import Pattern, View
from ketacontent.lint.words import DIGIT, Words

_SLOTS = 4
_MOST_KNOWN = 10_000
_Bits = dict[str, int]


class Index:
    """Patterns by the beginnings of the words they need."""

    def __init__(self) -> None:
        """Start without patterns."""
        # One bit stands for one view; a pattern has one or more.
        self._views: list[View] = []
        self._owners: list[int] = []
        self._patterns = 0
        # For each of a pattern's first few needs: which patterns does a word serve, which have no such need?
        self._needs: list[_Bits] = [{} for _ in range(_SLOTS)]
        self._needless = [0] * _SLOTS
        # The same in one number for each word beginning, a slot above the slot before; made on first use.
        self._packed: tuple[_Bits, int] | None = None
        # Which patterns can start at a word, by its beginnings, and, worked out from them, by the word?
        self._firsts: _Bits = {}
        self._anywhere = 0
        self._known: _Bits = {}

    def add(self, pattern: Pattern) -> int:
        """Add a pattern, whose number is the count of those before it; return the bits that stand for it."""
        self._known.clear()
        self._packed = None
        bits = sum([self._add(view) for view in pattern.views])
        self._patterns += 1
        return bits

    def _add(self, view: View) -> int:
        bit = 1 << len(self._views)
        self._views.append(view)
        self._owners.append(self._patterns)
        for slot, needs in enumerate(self._needs):
            if slot < len(view.needs):
                _set(needs, view.needs[slot], bit)
            else:
                self._needless[slot] |= bit
        if view.firsts is None:
            self._anywhere |= bit
        else:
            _set(self._firsts, view.firsts, bit)
        return bit

    def candidates(self, words: Words, among: int = -1) -> Iterator[tuple[int, list[int]]]:
        """Yield the numbers of patterns that could match, each with the words at which it could start.

        Args:
            words: of a sentence.
            among: bits of the patterns that are asked for.
        """
        possible = among and self._possible(words) & among
        if not possible:
            return
        kept, starting = self._known.get, self._starting
        starts: dict[int, list[int]] = {}
        for at, token in enumerate(words.tokens):
            bits = kept(token)
            here = (starting(token, words.keys[at]) if bits is None else bits) & possible
            while here:
                lowest = here & -here
                here ^= lowest
                number = lowest.bit_length() - 1
                second = self._views[number].second
                if second:  # it must stand near enough
                    keys, reach = second
                    if keys.isdisjoint(chain.from_iterable(words.keys[at + 1 : at + reach + 1])):
                        continue
                places = starts.setdefault(self._owners[number], [])
                if not places or places[-1] != at:
                    places.append(at)
        yield from sorted(starts.items())

    def _starting(self, token: str, keys: tuple[str, str]) -> int:
        """Return the patterns that a word can begin; worked out once for each word of the language."""
        long, short = keys
        bits = left = self._firsts.get(long, 0) | self._firsts.get(short, 0)
        is_number = short == DIGIT  # there are too many to look at each
        while left and not is_number:  # the same beginning is not yet the same word
            lowest = left & -left
            if not self._views[lowest.bit_length() - 1].begins(token):
                bits ^= lowest
            left ^= lowest
        bits |= self._anywhere
        if not is_number and len(self._known) < _MOST_KNOWN:
            self._known[token] = bits
        return bits

    def _possible(self, words: Words) -> int:
        """Return the patterns all of whose needed words occur."""
        if self._packed is None:
            self._packed = self._pack()
        needs, met = self._packed
        for beginning in words.beginnings:
            if beginning in needs:
                met |= needs[beginning]
        left = (1 << len(self._views)) - 1
        for _ in range(_SLOTS):
            left &= met
            met >>= len(self._views)
        return left

    def _pack(self) -> tuple[_Bits, int]:
        packed: _Bits = {}
        for slot, needs in enumerate(self._needs):
            for beginning, bits in needs.items():
                packed[beginning] = packed.get(beginning, 0) | bits << slot * len(self._views)
        return packed, sum(bits << slot * len(self._views) for slot, bits in enumerate(self._needless))


def _set(bits: _Bits, beginnings: frozenset[str], bit: int) -> None:
    for beginning in beginnings:
        bits[beginning] = bits.get(beginning, 0) | bit
