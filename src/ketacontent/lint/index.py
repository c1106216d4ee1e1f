"""Find the patterns that could match a sentence, and where, without trying each of them.

One bit stands for one pattern, or one branch of it, so a row of bits is a set of them and a word costs a few
operations on whole numbers. What it proposes is only possible; the pattern itself decides.
"""

from collections.abc import Iterator

from ketacontent.lint.pattern import Pattern, View
from ketacontent.lint.words import DIGIT, Words

_SLOTS = 4
_REACHES = (2, 5, 9, 15)
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
        # Which patterns can start at a word, which have their second fixed word there, by its distance?
        self._firsts: _Bits = {}
        self._anywhere = 0
        self._seconds: list[_Bits] = [{} for _ in _REACHES]
        self._lone = 0
        self._numbers: set[str] = set()
        """The beginnings of numbers that some pattern asks for."""
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._near: dict[tuple[str, str], tuple[int, ...]] = {}

    def add(self, pattern: Pattern) -> int:
        """Add a pattern, whose number is the count of those before it; return the bits that stand for it."""
        self._known.clear()
        self._near.clear()
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
        second = view.second
        nearest = next((row for row, reach in enumerate(_REACHES) if second and second[1] <= reach), None)
        if second is None or nearest is None:
            self._lone |= bit
        else:
            _set(self._seconds[nearest], second[0], bit)
        asked = (view.firsts or frozenset()) | (second[0] if second else frozenset())
        self._numbers.update(beginning for beginning in asked if beginning[0].isdigit())
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
        kept, look = self._known.get, self._of
        known = [
            kept(token) or look(token, keys) for token, keys in zip(words.tokens, words.keys, strict=True)
        ]
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
                places = starts.setdefault(self._owners[lowest.bit_length() - 1], [])
                if not places or places[-1] != at:
                    places.append(at)
                here ^= lowest
        yield from sorted(starts.items())

    def _of(self, token: str, keys: tuple[str, str]) -> tuple[int, tuple[int, ...]]:
        """Return what a word can begin, and whose second word it can be at each distance."""
        is_number = token[0].isdigit()
        if is_number:  # there are too many to look at each
            token = keys[0] if keys[0] in self._numbers else DIGIT
            keys = token, DIGIT
        found = self._known.get(token)
        if found is None:
            long, short = keys
            firsts = left = self._firsts.get(long, 0) | self._firsts.get(short, 0)
            while left and not is_number:  # the same beginning is not yet the same word
                lowest = left & -left
                if not self._views[lowest.bit_length() - 1].begins(token):
                    firsts ^= lowest
                left ^= lowest
            found = (firsts | self._anywhere, self._seconds_of(keys))
            if len(self._known) < _MOST_KNOWN:
                self._known[token] = found
        return found

    def _seconds_of(self, keys: tuple[str, str]) -> tuple[int, ...]:
        found = self._near.get(keys)
        if found is None:
            long, short = keys
            rows = [bits.get(long, 0) | bits.get(short, 0) for bits in self._seconds]
            near: list[int] = []
            for distance in range(1, _REACHES[-1] + 1):
                bits = 0
                for row, reach in zip(rows, _REACHES, strict=True):
                    if distance <= reach:
                        bits |= row
                near.append(bits)
            found = tuple(near)
            if len(self._near) < _MOST_KNOWN:
                self._near[keys] = found
        return found

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
