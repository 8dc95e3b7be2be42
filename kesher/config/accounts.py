"""Settings of sign-in (django-allauth), kept apart because they are one subject."""

from kesher.config.environment import IS_LIMIT, env

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", False))
"""behind a proxy attempts are counted by the visitor's address, which the proxy tells, not by the proxy's"""
ACCOUNT_RATE_LIMITS = {
    "login_failed": env.str("LOGIN_FAILED_LIMIT", "30/15m/ip,5/15m/key", validate=IS_LIMIT)
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kesher"
USERSESSIONS_TRACK_ACTIVITY = False
ACCOUNT_ADAPTER = "kesher.businesses.accounts.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "kesher.businesses.forms.resetting.ResetForm"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "kesher.businesses.accounts.SecondFactorAdapter"
