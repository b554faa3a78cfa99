"""What readers send: reports of a misreading."""

from __future__ import annotations

from django import forms

#: Letters of a report.
LONGEST = 4000


class ReportForm(forms.Form):
    """What was misread, in a sentence. `website` is hidden from people; only programs fill it in."""

    text = forms.CharField(
        label="What is wrong, and what should it say?",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Please say in a sentence what was misread."},
    )
    contact = forms.CharField(
        label="How to reach you",
        required=False,
        max_length=200,
        help_text="Not needed. Seen by the archive’s administrators only.",
        widget=forms.TextInput({"autocomplete": "email"}),
    )
    website = forms.CharField(label="Leave this empty", required=False, widget=forms.TextInput({"tabindex": "-1"}))

    @property
    def is_by_program(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))
