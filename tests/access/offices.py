"""Who may open what of the frame: the front door, the inbox, people's pages, sign-in, and what machines ask."""

from typing import Any

from tests.access.walking import Row


def reveal(field: str) -> Any:
    return lambda thing: {"label": "organizations.organization", "pk": thing.pk, "field": field}


def holders_phone(thing: Any) -> dict[str, Any]:
    return {"label": "organizations.officeholder", "pk": thing.pk, "field": "phone"}


ALL = "200 200 200 200 200 200 200 200 200 200"
SIGNED_IN = "200 200 200 200 200 200 200 200 200 302"
SENT_ON = "302 302 302 302 302 302 302 302 302 302"
NOT_THERE = "404 404 404 404 404 404 404 404 404 302"  # nobody of the cast has a second factor
NO_PASSWORD = "403 403 403 403 403 403 403 403 403 302"  # nor a password to type again
#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row("home:home", "302 302 302 302 200 200 200 200 200 200"),
    Row("healthz", ALL),
    Row("readyz", "503 503 503 503 503 503 503 503 503 503"),
    Row("set_language", SENT_ON, method="POST", data=lambda side: {"language": "zh-hans"}),
    Row("schema", ALL),
    Row("api-docs", ALL),
    Row("notices:inbox", SIGNED_IN),
    Row("notices:read-all", SENT_ON, method="POST"),
    Row("notices:open", "404 404 404 404 302 404 404 404 404 302", "letter", "POST"),
    Row("accounts:reveal", "403 200 404 403 403 403 404 404 404 302", "organization", args=reveal("phone")),
    Row("accounts:reveal", "403 200 404 403 403 403 404 404 404 302", "organization", args=reveal("identity_no")),
    Row("accounts:reveal", "403 200 404 403 403 403 404 404 404 302", "organization", "POST", args=reveal("phone"),
        data=lambda thing: {"reason": "核对"}),
    Row("accounts:reveal", "403 200 404 403 403 403 404 404 404 302", "holder", args=holders_phone),
    Row("accounts:reveal", "403 200 404 403 403 403 404 404 404 302", "holder", "POST", args=holders_phone,
        data=lambda thing: {"reason": "核对"}),
    Row("accounts:reveal", "404 404 404 404 404 404 404 404 404 302", "organization", args=reveal("name"),
        far="404 404 404 404 404 404 404 404 404 302"),
    Row("accounts:set-password", ALL, "password", args=lambda parts: parts, far=ALL,
        missing={"token": "made-up"}, gone="410 410 410 410 410 410 410 410 410 410"),
    # allauth: one door for all
    Row("account_login", "302 302 302 302 302 302 302 302 302 200"),
    Row("account_signup", "302 302 302 302 302 302 302 302 302 200"),
    Row("account_logout", "200 200 200 200 200 200 200 200 200 302"),
    Row("account_inactive", ALL),
    Row("account_reset_password", ALL),
    Row("account_reset_password_done", ALL),
    Row("account_reset_password_from_key", ALL, missing={"uidb36": "1", "key": "made-up"}),
    Row("account_reset_password_from_key_done", ALL),
    Row("account_email_verification_sent", ALL),
    Row("account_confirm_email", ALL, missing={"key": "made-up"}),
    Row("account_confirm_login_code", SENT_ON),
    Row("number-by-message", NOT_THERE, missing={"step": "change"}),
    Row("account_verify_phone", NOT_THERE),
    Row("account_change_phone", NOT_THERE),
    Row("account_change_phone", NOT_THERE, method="POST", data=lambda side: {"phone": "13900001234"}),
    Row("account_email", SIGNED_IN),
    Row("account_reauthenticate", NO_PASSWORD),
    Row("account_change_password", SENT_ON),
    Row("account_set_password", SIGNED_IN),
    Row("mfa_index", SIGNED_IN),
    Row("mfa_authenticate", SENT_ON),
    Row("mfa_reauthenticate", NO_PASSWORD),
    Row("mfa_activate_totp", SIGNED_IN),
    Row("mfa_deactivate_totp", NOT_THERE),
    Row("mfa_view_recovery_codes", NOT_THERE),
    Row("mfa_generate_recovery_codes", SIGNED_IN),
    Row("mfa_download_recovery_codes", NOT_THERE),
]
