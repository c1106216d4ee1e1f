"""The form with which a person asks for the letters."""

from __future__ import annotations

from django import forms

from ketacontent.rendering.message import is_mail_address
from letters.content import COUNTRIES


class SubscribeForm(forms.Form):
    """An address, and what makes a letter fit its reader; only the address is needed."""

    address = forms.EmailField(label="Mail address", max_length=254)
    name = forms.CharField(label="Name, for the greeting", max_length=80, required=False)
    country = forms.ChoiceField(
        label="Country, for its crisis lines and law",
        choices=[("", "I would rather not say"), *((country, country) for country in COUNTRIES)],
        required=False,
    )

    def clean_address(self) -> str:
        """Return the address in small letters, or refuse one that mail programs read in two ways."""
        address = str(self.cleaned_data["address"]).lower()
        if not is_mail_address(address):
            raise forms.ValidationError("Write one plain mail address, such as ann@example.org.")
        return address
