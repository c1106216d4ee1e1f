"""An id of one kind is refused where an id of another is due, and a bare string where an id is due."""

from typing import assert_type

import ketacontent as kc
from ketacontent.models import Faq, RichText, Source
from ketacontent.models.types import FaqId, SourceId


def answer(faq_id: FaqId) -> Faq:
    """Take the id of one kind only."""
    return kc.load().faqs[faq_id]


source_id = SourceId("trial-one")
answer(FaqId("does-it-hurt"))
answer(source_id)  # refused: arg-type
answer("does-it-hurt")  # refused: arg-type
answer(kc.load().sources["trial-one"].id)  # refused: arg-type
answer(kc.load().faqs["does-it-hurt"].id)

assert_type(kc.load().sources["trial-one"], Source)
assert_type(kc.load().faqs.find("does-it-hurt"), Faq | None)
assert_type(kc.load().faqs["does-it-hurt"].summary, RichText)
assert_type(kc.load().faqs["does-it-hurt"].sources, tuple[SourceId, ...])

words: str = kc.load().faqs["does-it-hurt"].summary  # refused: assignment
kc.load().faqs["does-it-hurt"].title = "Other"  # refused: misc
misspelled = kc.load().faqs["does-it-hurt"].titel  # refused: attr-defined
kc.load().faqs["a"] = kc.load().faqs["b"]  # refused: index
