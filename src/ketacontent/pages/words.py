"""What readers see for the words and figures of records, and every interface string.

All strings go through gettext under their English text. Numbers, dates and
lists are written here and nowhere else, so that they read the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from ketacontent.models import Frequency, Measure, Range
from ketacontent.models.language import direction_of, language_of
from ketacontent.models.text.nodes import MarkedWords, joined
from ketacontent.models.values import Proportion
from ketacontent.pages.formats import formats_of

if TYPE_CHECKING:
    from gettext import NullTranslations

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _(message: str) -> str:
    """Mark a string for extraction; it is translated when it is used."""
    return message


LABELS: dict[str, str] = {
    # certainty, after GRADE
    "high": _("High certainty"),
    "moderate": _("Moderate certainty"),
    "low": _("Low certainty"),
    "very-low": _("Very low certainty"),
    "not-graded": _("Certainty not graded"),
    # frequency bands, after CIOMS III
    "very-common": _("Very common"),
    "common": _("Common"),
    "uncommon": _("Uncommon"),
    "rare": _("Rare"),
    "very-rare": _("Very rare"),
    "not-known": _("How often is not known"),
    # what a band means; a word for frequency is never printed without its numbers
    "very-common bounds": _("10 or more in 100 people"),
    "common bounds": _("1 to under 10 in 100 people"),
    "uncommon bounds": _("1 to under 10 in 1,000 people"),
    "rare bounds": _("1 to under 10 in 10,000 people"),
    "very-rare bounds": _("fewer than 1 in 10,000 people"),
    "treatment": _("during treatment"),
    "misuse": _("during misuse, not treatment"),
    "anesthesia": _("during anesthesia, at higher doses than for mental health"),
    "not-serious": _("Usually not serious"),
    "serious": _("Serious"),
    "during-session": _("During the session"),
    "same-day": _("Later the same day"),
    "days-after": _("In the days after"),
    "long-term-repeated-use": _("With repeated use over a long time"),
    "non-urgent": _("When to ask your team"),
    "urgent": _("When to get help the same day"),
    "emergency": _("Emergency"),
    "hospital": _("Hospital"),
    "clinic": _("Clinic"),
    "certified-clinic": _("Certified clinic or hospital only"),
    "home-supervised": _("Home, with somebody watching"),
    "home-unsupervised": _("Home, with nobody watching: regulators warn against this"),
    "research": _("Research studies"),
    "intravenous": _("into a vein"),
    "intramuscular": _("into a muscle"),
    "subcutaneous": _("under the skin"),
    "nasal": _("into the nose"),
    "oral": _("by mouth"),
    "sublingual": _("under the tongue"),
    "buccal": _("inside the cheek"),
    "transcranial": _("through the skull, from outside"),
    "initial-assessment": _("Initial assessment"),
    "administration": _("Administration"),
    "psychotherapy-integration": _("Psychotherapy integration"),
    "follow-up-and-maintenance": _("Follow-up and maintenance"),
    # regulatory status
    "approved": _("Approved"),
    "approved-restricted": _("Approved with restrictions"),
    "cleared": _("Cleared for sale as a device"),
    "off-label-permitted": _("Off-label: not approved for this use; a doctor may prescribe it"),
    "compounded-unapproved": _("Compounded: no regulator has reviewed the product"),
    "not-recommended": _("Not recommended"),
    "investigational": _("Being studied"),
    "not-assessed": _("Not assessed: we found no ruling"),
    "treatment-resistant-depression-with-oral-antidepressant": _(
        "Treatment-resistant depression, with an antidepressant pill"
    ),
    "treatment-resistant-depression-alone": _("Treatment-resistant depression, on its own"),
    "depression": _("Depression"),
    "depression-with-suicidal-thoughts-or-emergency": _(
        "Depression with suicidal thoughts, or a psychiatric emergency"
    ),
    "ptsd": _("Post-traumatic stress disorder (PTSD)"),
    "anxiety": _("Anxiety disorders"),
    "chronic-pain": _("Chronic pain"),
    "anesthesia use": _("Anesthesia"),
    "US": _("United States"),
    "GB": _("United Kingdom"),
    "EU": _("European Union"),
    "CA": _("Canada"),
    "AU": _("Australia"),
    # notice levels
    "information": _("Good to know"),
    "caution": _("Caution"),
    "warning": _("Warning"),
    "emergency notice": _("Emergency"),
    # study designs
    "systematic-review": _("Review of several studies"),
    "randomized-trial": _("Randomized trial"),
    "non-randomized-study": _("Study without random groups"),
    "observational-study": _("Study that watched people, with no trial"),
    "case-report": _("Reports of single cases"),
    "label": _("Official product label"),
    "guideline": _("Guideline"),
    "regulator-notice": _("Notice of a regulator"),
    "law": _("Law"),
    "expert-opinion": _("Opinion of experts"),
    "review": _("Overview article"),
    "report": _("Report"),
    "animal-study": _("Study in animals"),
    "laboratory-study": _("Laboratory study"),
    "false": _("Not true"),
    "one-sided": _("Only half of the story"),
    "unproven": _("Not proven"),
    # kinds, as headings over related records
    "topic": _("Topics"),
    "route": _("Ways it is given"),
    "side-effect": _("Side effects"),
    "step": _("Steps of care"),
    "medicine": _("Medicines"),
    "condition": _("Conditions"),
    "faq": _("Questions"),
    "myth": _("Myths"),
    "checklist": _("Checklists"),
    "claim": _("Statements"),
    "glossary-term": _("Words explained"),
    "newsletter": _("Newsletters"),
    "source": _("Sources"),
    "regulatory-status": _("Law and approval"),
    "safety-notice": _("Safety notices"),
    "crisis-resource": _("Crisis lines"),
    "image": _("Pictures"),
    "brand": _("Brands"),
}

LANGUAGES: dict[str, str] = {"en": _("English"), "es": _("Spanish")}
"""What the languages are called in which our texts are written."""

_UNITS: dict[str, tuple[str, str]] = {
    "seconds": ("second", "seconds"),
    "minutes": ("minute", "minutes"),
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "weeks": ("week", "weeks"),
    "months": ("month", "months"),
    "years": ("year", "years"),
    "visits": ("visit", "visits"),
    "people": ("person", "people"),
}


class Words:
    """The interface words and number forms of one locale.

    Args:
        locale: a language tag.
        folders: the host's own translations, which win over ours: `<locale>/LC_MESSAGES/ketacontent.po`.

    Raises:
        UsageError: (KC620) there is no translation into this language.
        MissingExtra: (KC603) it is neither English nor Spanish, and Babel is not installed.
    """

    def __init__(self, locale: str, folders: tuple[str, ...] = ()) -> None:
        self.locale = locale
        self.language = language_of(locale)
        self.direction = direction_of(locale)
        self._translation = _translation(locale, folders)
        self._formats = formats_of(locale)

    @property
    def is_reviewed(self) -> bool:
        """Whether the words are as written, or their translation says in its header who reviewed it."""
        told = self._translation.info().get("x-reviewed", "no") if self._translation else "yes"
        return told.strip() not in ("", "no")

    def __call__(self, message: str, **values: object) -> str:
        """Translate a string, and fill in its values."""
        text = self._translation.gettext(message) if self._translation else message
        if not values:
            return text
        if self._translation and any(type(value) is MarkedWords for value in values.values()):
            return MarkedWords.filled(text, values)
        return text.format(**values)

    def plural(self, one: str, many: str, count: Decimal | int) -> str:
        """Translate the form for a number."""
        number = int(count) if count == int(count) else 2
        if self._translation:
            return self._translation.ngettext(one, many, number)
        return one if number == 1 else many

    def language_name(self, locale: str) -> str:
        """Return what a language is called; its tag where we have no word for it."""
        name = LANGUAGES.get(language_of(locale))
        return self(name) if name else locale

    def label(self, word: str) -> str:
        """Return what a reader sees for a word of the vocabulary."""
        return self(LABELS.get(word, word.replace("-", " ")))

    def number(self, value: Decimal | int) -> str:
        """Write a number as the source gave it, with a sign between thousands."""
        return self._formats.number(value)

    def date(self, day: date) -> str:
        """Write a day: November 21, 2026."""
        written = self._formats.date(day)
        if written is not None:
            return written
        month = self(_MONTHS[day.month - 1])
        return self(_("{month} {day}, {year}"), month=month, day=day.day, year=day.year)

    def partial_date(self, value: str) -> str:
        """Write a year, month or day as exactly as it is known."""
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return self.date(date(*parts))
        if len(parts) == 1:
            return value
        written = self._formats.month(parts[0], parts[1])
        if written is not None:
            return written
        return self(_("{month} {year}"), month=self(_MONTHS[parts[1] - 1]), year=parts[0])

    def join(self, parts: Iterable[str]) -> str:
        """Write a list in a sentence: a, b and c."""
        listed = list(parts)
        if len(listed) < 2:
            return joined("", listed)
        written = None if any(type(part) is MarkedWords for part in listed) else self._formats.list(listed)
        if written is not None:
            return written
        return self(_("{first} and {last}"), first=joined(", ", listed[:-1]), last=listed[-1])

    def range(self, range_: Range, *, at_least: bool = False) -> str:
        """Write a range: 1.5 to 2 hours; at least 2 hours; 17% to 25%."""
        low, high = self.number(range_.min), self.number(range_.max)
        if range_.unit == "percent":
            low, high, unit = self._formats.percent(low), self._formats.percent(high), ""
        else:
            one, many = _UNITS[range_.unit]
            unit = " " + self.plural(one, many, range_.max)
        if at_least:
            return self(_("at least {low}{unit}"), low=low, unit=unit)
        if range_.min == range_.max:
            return f"{low}{unit}"
        return self(_("{low} to {high}{unit}"), low=low, high=high, unit=unit)

    def measure(self, measure: Measure) -> str:
        """Write a measure's figure, with the people it was measured in."""
        if measure.range is None:
            return ""
        figure = self.range(measure.range, at_least=measure.at_least)
        return joined("", [figure, " (", measure.population, ")"]) if measure.population else figure

    def proportion(self, proportion: Proportion, scale: int | None = None) -> str:
        """Write how many of how many: "41 in 100 people", "17 of 43 people (about 40 in 100)".

        A figure that is not a whole number of people is rounded and said to be about that; small ones are
        told in 1,000 or 10,000 people.
        """
        scale = scale or _scale(proportion)
        low, high = (percent * scale / 100 for percent in proportion.percentages)
        is_exact = low % 1 == 0 and high % 1 == 0
        share = self.number(_rounded(low))
        if low != high:
            share = self(_("{low} to {high}"), low=share, high=self.number(_rounded(high)))
        if proportion.events is not None and proportion.total is not None:
            message = _("{events} of {total} people ({share} in {scale})")
            if not is_exact:
                message = _("{events} of {total} people (about {share} in {scale})")
            events, total = self.number(proportion.events), self.number(proportion.total)
            return self(message, events=events, total=total, share=share, scale=self.number(scale))
        message = _("{share} in {scale} people") if is_exact else _("about {share} in {scale} people")
        return self(message, share=share, scale=self.number(scale))

    def scale_of(self, frequency: Frequency) -> int:
        """Return one denominator for both sides of a frequency: mixed ones cannot be compared."""
        return _scale(frequency, *((frequency.comparator,) if frequency.comparator is not None else ()))

    def frequency(self, frequency: Frequency) -> str:
        """Write a frequency's own side; percentages alone say that the number of people is not given."""
        words = self.proportion(frequency, self.scale_of(frequency))
        if frequency.total is None:
            return self(_("{words}; number of people not given"), words=words)
        return (
            words
            if frequency.events is not None
            else self(_("{words}; {total} people in all"), words=words, total=self.number(frequency.total))
        )

    def comparison(self, frequency: Frequency) -> str:
        """Write the other side of a frequency, or that there was none."""
        other = frequency.comparator
        if other is None:
            return self(_("No comparison group"))
        words = self.proportion(other, self.scale_of(frequency))
        return self(_("{words} with {name}"), words=words, name=other.name)


_SCALES = (100, 1_000, 10_000, 100_000)


def _scale(*proportions: Proportion) -> int:
    """Return the smallest denominator in which every figure that is not zero is at least one person."""
    figures = [percent for each in proportions for percent in each.percentages if percent > 0]
    smallest = min(figures, default=Decimal(1))
    return next((scale for scale in _SCALES if smallest * scale / 100 >= 1), _SCALES[-1])


def _rounded(value: Decimal) -> int:
    """Round half up, as readers do."""
    return int((value + Decimal("0.5")) // 1)


@cache
def words_of(locale: str, folders: tuple[str, ...] = ()) -> Words:
    """Return the words of a locale.

    Args:
        locale: a language tag.
        folders: the host's own translations.

    Raises:
        UsageError: (KC620) there is no translation into this language.
        MissingExtra: (KC603) Babel is needed for it.
    """
    return Words(locale, folders)


def _translation(locale: str, folders: tuple[str, ...]) -> NullTranslations | None:
    """Return the translations of a locale; None for English, in which the strings are written."""
    if locale.startswith("en") and not folders:
        return None
    from ketacontent.pages.translations import find_translation

    return find_translation(locale, folders)
