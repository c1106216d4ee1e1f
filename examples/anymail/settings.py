"""The least that Django and Anymail need to send mail; in a project of yours they have it already."""

from __future__ import annotations

import os

USE_TZ = True
INSTALLED_APPS = ["anymail"]
EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
ANYMAIL = {
    "POSTMARK_SERVER_TOKEN": os.environ.get("POSTMARK_SERVER_TOKEN", ""),
    "POSTMARK_API_URL": os.environ.get("POSTMARK_API_URL", "https://api.postmarkapp.com/"),
}
