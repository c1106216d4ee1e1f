"""Our content in a Django project: `INSTALLED_APPS = ["ketacontent.integrations.django", ...]`.

The app brings the template tags (`{% load ketacontent %}`); `environment` and `install` are for the
jinja2 backend; `record_view` and `listing_view` for `urlpatterns`. It has no models.
"""

from ketacontent.integrations.django.environment import environment, install
from ketacontent.integrations.django.views import listing_view, record_view

__all__ = ["environment", "install", "listing_view", "record_view"]
