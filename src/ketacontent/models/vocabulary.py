"""Every word that a record may choose from: one vocabulary, all in kebab-case.

These are words for machines. What a reader sees for them is in `pages/words.py`.
"""

from typing import Literal

Kind = Literal[
    "topic",
    "route",
    "side-effect",
    "step",
    "medicine",
    "condition",
    "claim",
    "source",
    "regulatory-status",
    "safety-notice",
    "crisis-resource",
    "glossary-term",
    "faq",
    "myth",
    "checklist",
    "image",
    "brand",
    "newsletter",
]

Audience = Literal["patient", "caregiver", "clinician", "public"]
Channel = Literal["html", "markdown", "text", "email", "jsonld"]
ReviewStateWord = Literal["not-clinically-reviewed", "signed"]
ChangeKind = Literal["editorial", "factual", "safety"]

# Certainty of evidence, after GRADE. "not-graded" is for law, process and cost.
Certainty = Literal["high", "moderate", "low", "very-low", "not-graded"]
ClaimKind = Literal["efficacy", "safety", "mechanism", "process", "legal", "cost", "history"]
Direction = Literal["benefit", "harm", "none"]
Design = Literal[
    "systematic-review",
    "randomized-trial",
    "non-randomized-study",
    "observational-study",
    "case-report",
    "label",
    "guideline",
    "regulator-notice",
    "law",
    "expert-opinion",
    "review",
    "report",
    "animal-study",
    "laboratory-study",
]
HUMAN_DESIGNS: frozenset[str] = frozenset(
    {
        "systematic-review",
        "randomized-trial",
        "non-randomized-study",
        "observational-study",
        "case-report",
        "label",
        "guideline",
    }
)

# How a source was checked before it was written down.
SourceCheck = Literal[
    "doi-and-title-checked", "page-checked", "title-checked", "citation-checked", "doi-checked", "unchecked"
]
STANDS_ALONE: frozenset[str] = frozenset({"doi-and-title-checked", "page-checked", "title-checked"})
CslType = Literal[
    "article-journal", "article", "book", "chapter", "document", "legislation", "report", "webpage", "thesis"
]

# Frequency words after CIOMS III.
FrequencyBand = Literal["very-common", "common", "uncommon", "rare", "very-rare", "not-known"]
FrequencySetting = Literal["treatment", "misuse", "anesthesia"]
Seriousness = Literal["not-serious", "serious"]
BodySystem = Literal[
    "mind-and-mood",
    "nervous-system",
    "heart-and-circulation",
    "breathing",
    "stomach-and-gut",
    "bladder-and-kidney",
    "liver",
    "eyes",
    "nose-mouth-and-throat",
    "skin-and-injection-site",
    "immune-system",
    "general",
]
EffectTiming = Literal["during-session", "same-day", "days-after", "long-term-repeated-use"]
Urgency = Literal["non-urgent", "urgent", "emergency"]

RouteOfAdministration = Literal[
    "intravenous", "intramuscular", "subcutaneous", "nasal", "oral", "sublingual", "buccal", "transcranial"
]
Setting = Literal[
    "hospital", "clinic", "certified-clinic", "home-supervised", "home-unsupervised", "research"
]
Phase = Literal[
    "initial-assessment", "administration", "psychotherapy-integration", "follow-up-and-maintenance"
]
Unit = Literal[
    "seconds", "minutes", "hours", "days", "weeks", "months", "years", "visits", "percent", "people"
]

# What a medicine is used for, and where: regulatory status is medicine x use x jurisdiction.
Use = Literal[
    "treatment-resistant-depression-with-oral-antidepressant",
    "treatment-resistant-depression-alone",
    "depression",
    "depression-with-suicidal-thoughts-or-emergency",
    "ptsd",
    "anxiety",
    "chronic-pain",
    "anesthesia",
]
Jurisdiction = Literal["US", "GB", "EU", "CA", "AU"]
JURISDICTIONS: tuple[Jurisdiction, ...] = ("US", "GB", "EU", "CA", "AU")
ApprovalStatus = Literal[
    "approved",
    "approved-restricted",
    "cleared",
    "off-label-permitted",
    "compounded-unapproved",
    "not-recommended",
    "investigational",
    "not-assessed",
]

NoticeLevel = Literal["information", "caution", "warning", "emergency"]
# What makes a safety notice show: things that a page says or names.
Trigger = Literal[
    "off-label-use",
    "compounded-product",
    "esketamine",
    "session",
    "misuse",
    "pregnancy",
    "suicide",
    "benefit",
    "emergency",
]
CrisisCategory = Literal["emergency", "suicide-crisis", "mental-health", "substance-use", "poison"]
ContactMethod = Literal["phone", "text", "chat", "email", "web"]

Aspect = Literal[
    "overview",
    "how-it-works",
    "benefits",
    "effectiveness",
    "side-effects",
    "risks",
    "safety",
    "suitability",
    "pregnancy",
    "preparation",
    "what-happens",
    "aftercare",
    "get-help",
    "access",
    "cost",
    "law",
    "not-known",
    "alternatives",
    "history",
    "actions",
]
MythKind = Literal["false", "one-sided", "unproven"]
ImageSource = Literal["drawn-from-data", "photo", "illustration"]
Drawing = Literal[
    "route-comparison",
    "session-timeline",
    "frequency-icons",
    "care-pathway",
    "absorption-ranges",
    "certainty-overview",
]
ItemTreatment = Literal["lead", "short", "link"]
CodeSystem = Literal["nci-thesaurus", "edqm", "fda-spl", "mesh", "icd-10-cm", "atc", "unii", "rxnorm"]
