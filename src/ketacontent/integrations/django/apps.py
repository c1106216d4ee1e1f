"""What Django needs to know of the app; its label would else be `django`."""

from django.apps import AppConfig


class KetacontentConfig(AppConfig):
    """The app with the template tags."""

    name = "ketacontent.integrations.django"
    label = "ketacontent"
