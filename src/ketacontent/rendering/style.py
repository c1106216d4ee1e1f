"""Inline styles of email: mail programs read no stylesheet, so each element carries its own.

Written by hand rather than inlined from CSS, so that mail works after a plain
install; a dark scheme for clients that know it stands in `email/document.html.jinja`.
"""

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TEXT = f"{_FONT};font-size:16px;line-height:24px;color:#1b2733"

_TABLE = f"width:100%;border-collapse:collapse;margin:0 0 14px;{_TEXT};font-size:15px"

# A brand's own stand in their place; no other style may use these three.
LINK = "#00566b"
ACCENT = "#00586d"
ON_ACCENT = "#fffffe"
LIGHT_GROUNDS = ("#ffffff", "#fff7e6", "#fdeeee", "#eaf3fb", "#eef4f2")
"""What words stand on: the card, and the boxes."""
DARK_GROUNDS = ("#161d24", "#22303b")
"""The same in the dark, as `email/document.html.jinja` sets them."""

EMAIL_STYLE: dict[str, str] = {
    "body": "margin:0;padding:0;background-color:#f2f5f7",
    "wrap": "width:100%;background-color:#f2f5f7",
    "card": "width:100%;max-width:640px;background-color:#ffffff",
    "cell": f"padding:24px;word-break:break-word;{_TEXT}",
    "h1": "font-size:26px;line-height:32px;margin:0 0 12px",
    "h2": "font-size:20px;line-height:26px;margin:28px 0 10px",
    "h3": "font-size:17px;line-height:24px;margin:18px 0 6px",
    "lead": "font-size:18px;line-height:27px;color:#33424e;margin:0 0 16px 0",
    "p": "margin:0 0 12px",
    "small": "font-size:14px;line-height:21px;color:#45545f;margin:0 0 10px 0",
    "list": "margin:0 0 12px;padding:0 0 0 22px",
    "link": f"color:{LINK}",
    "band": f"padding:14px 24px;background-color:{ACCENT};color:{ON_ACCENT};{_FONT};font-size:18px;"
    "line-height:24px;font-weight:700;text-align:left",
    "button": f"background-color:{ACCENT};border-radius:6px;mso-padding-alt:12px 20px",
    "button_box": "margin:4px 0 16px 0;border-collapse:separate",
    "button_link": f"display:inline-block;padding:12px 20px;color:{ON_ACCENT};{_FONT};font-size:16px;"
    "line-height:22px;font-weight:700;text-decoration:none",
    "rule": "margin:28px 0 16px 0;border-top:1px solid #c4d0d8;font-size:1px;line-height:1px",
    "table": _TABLE,
    "rows": f"{_TABLE};border-color:#d5dde3",
    "caption": "font-size:14px;color:#45545f;text-align:left;padding:0 0 6px 0",
    "th": "text-align:left;border-bottom:2px solid #9fb0bb",
    "td": "border-bottom:1px solid #d5dde3",
    "box": f"width:100%;border-collapse:collapse;margin:0 0 14px 0;{_TEXT}",
    "notice": "padding:14px 16px;background-color:#fff7e6;border-left:6px solid #9a5b00",
    "warning": "padding:14px 16px;background-color:#fdeeee;border-left:6px solid #a3161f",
    "crisis": "padding:14px 16px;background-color:#eaf3fb;border-left:6px solid #0b4f8a",
    "calm": "padding:14px 16px;background-color:#eef4f2;border-left:6px solid #2f6b5a",
    "hidden": "display:none;max-height:0;overflow:hidden;mso-hide:all",
}
