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
    "cell": "padding:24px",
    "h1": f"{_FONT};font-size:26px;line-height:32px;color:#10202c;margin:0 0 12px 0;font-weight:700",
    "h2": f"{_FONT};font-size:20px;line-height:26px;color:#10202c;margin:28px 0 10px 0;font-weight:700",
    "h3": f"{_FONT};font-size:17px;line-height:24px;color:#10202c;margin:18px 0 6px 0;font-weight:700",
    "lead": f"{_FONT};font-size:18px;line-height:27px;color:#33424e;margin:0 0 16px 0",
    "p": f"{_TEXT};margin:0 0 12px 0",
    "small": f"{_FONT};font-size:14px;line-height:21px;color:#45545f;margin:0 0 10px 0",
    "list": f"{_TEXT};margin:0 0 12px 0;padding:0 0 0 22px",
    "item": "margin:0 0 8px 0",
    "link": "color:#00566b;text-decoration:underline",
    "table": "width:100%;border-collapse:collapse;margin:0 0 14px 0",
    "caption": f"{_FONT};font-size:14px;line-height:20px;color:#45545f;text-align:left;padding:0 0 6px 0",
    "th": f"{_FONT};font-size:14px;line-height:20px;color:#10202c;text-align:left;vertical-align:top;"
    "padding:8px;border-bottom:2px solid #9fb0bb",
    "td": f"{_FONT};font-size:15px;line-height:21px;color:#1b2733;text-align:left;vertical-align:top;"
    "padding:8px;border-bottom:1px solid #d5dde3",
    "box": "width:100%;border-collapse:collapse;margin:0 0 14px 0",
    "notice": "padding:14px 16px;background-color:#fff7e6;border-left:6px solid #9a5b00",
    "warning": "padding:14px 16px;background-color:#fdeeee;border-left:6px solid #a3161f",
    "crisis": "padding:14px 16px;background-color:#eaf3fb;border-left:6px solid #0b4f8a",
    "calm": "padding:14px 16px;background-color:#eef4f2;border-left:6px solid #2f6b5a",
    "hidden": "display:none;max-height:0;overflow:hidden;mso-hide:all",
}
