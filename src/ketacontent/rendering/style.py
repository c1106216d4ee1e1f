"""Inline styles of email: mail programs read no stylesheet, so each element carries its own.

Written by hand rather than inlined from CSS, so that mail works after a plain
install; a dark scheme for clients that know it stands in `email/document.html.jinja`.
"""

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TEXT = f"{_FONT};font-size:16px;line-height:24px;color:#1b2733"

EMAIL_STYLE: dict[str, str] = {
    "body": "margin:0;padding:0;background-color:#f2f5f7",
    "wrap": "width:100%;background-color:#f2f5f7",
    "card": "width:100%;max-width:640px;background-color:#ffffff",
    "cell": f"padding:24px;word-break:break-word;{_TEXT}",
    "h1": "font-size:26px;line-height:32px;color:#10202c;margin:0 0 12px 0;font-weight:700",
    "h2": "font-size:20px;line-height:26px;color:#10202c;margin:28px 0 10px 0;font-weight:700",
    "h3": "font-size:17px;line-height:24px;color:#10202c;margin:18px 0 6px 0;font-weight:700",
    "lead": "font-size:18px;line-height:27px;color:#33424e;margin:0 0 16px 0",
    "p": "margin:0 0 12px 0",
    "small": "font-size:14px;line-height:21px;color:#45545f;margin:0 0 10px 0",
    "list": "margin:0 0 12px 0;padding:0 0 0 22px",
    "link": "color:#00566b",
    "table": f"width:100%;border-collapse:collapse;margin:0 0 14px 0;{_TEXT};font-size:15px",
    "caption": "font-size:14px;color:#45545f;text-align:left;padding:0 0 6px 0",
    "th": "text-align:left;border-bottom:2px solid #9fb0bb",
    "td": "text-align:left;border-bottom:1px solid #d5dde3",
    "box": f"width:100%;border-collapse:collapse;margin:0 0 14px 0;{_TEXT}",
    "notice": "padding:14px 16px;background-color:#fff7e6;border-left:6px solid #9a5b00",
    "warning": "padding:14px 16px;background-color:#fdeeee;border-left:6px solid #a3161f",
    "crisis": "padding:14px 16px;background-color:#eaf3fb;border-left:6px solid #0b4f8a",
    "calm": "padding:14px 16px;background-color:#eef4f2;border-left:6px solid #2f6b5a",
    "hidden": "display:none;max-height:0;overflow:hidden;mso-hide:all",
}
