"""A phone for the tests: an app that shows the codes of a key, now or half a minute later."""

import time

from django_otp.oath import TOTP, hotp

from khoi_thidua.second_factor import VERIFIED
from toolkit.second_factor import Key, device_of, set_up


def code_of(key: str, later: int = 0) -> str:
    """`later` half minutes from now; the server reads one too early or too late as well."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def wrong_code(key: str) -> str:
    """Six digits the app shows at no time that counts."""
    right = {code_of(key, later) for later in range(-3, 4)}
    return next(code for code in ("000000", *(f"{n:06d}" for n in range(1, 9))) if code not in right)


def used_code(user) -> str:
    """The last code that was right: it is not right a second time."""
    device = device_of(user)
    return f"{hotp(device.bin_key, device.last_t):06d}"


def give_app(user) -> tuple[str, list[str]]:
    """The key and the recovery codes; the code of now is used up by this."""
    key = Key.new()
    codes = set_up(user, key, code_of(key.hex))
    assert codes is not None
    return key.hex, codes


def let_in(client, user):
    """As if the code had been entered in this browser."""
    session = client.session
    session[VERIFIED] = device_of(user).pk
    session.save()
