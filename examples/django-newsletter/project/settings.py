"""Settings of the example. What a real site must change is marked "change"."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("LETTERS_VAR", BASE / "var"))
VAR.mkdir(exist_ok=True)

SECRET_KEY = os.environ.get("LETTERS_SECRET_KEY") or get_random_secret_key()  # change: keep one
DEBUG = os.environ.get("LETTERS_DEBUG", "1") == "1"  # change: off
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "letters.example.org"]  # change
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "letters.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LANGUAGE_CODE = "en-us"
STATIC_URL = "static/"

INSTALLED_APPS = ["django.contrib.staticfiles", "ketacontent.integrations.django", "letters"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "letters.content.frame",
            ]
        },
    }
]

# Mail is written to files here; a real site sets EMAIL_BACKEND to SMTP or to its service.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # change
EMAIL_FILE_PATH = VAR / "mails"
LETTERS_SENDER = "Example Clinic <news@clinic.example.org>"  # change
LETTERS_ADDRESS = "https://letters.example.org"  # change: where this site lies; mails lead there
LETTERS_BRAND = "sample-clinic"  # change: the sender, with its postal address

KETACONTENT_RENDERER = "letters.content.renderer_for"
