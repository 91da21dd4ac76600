"""A person's second factor: one app with six-digit codes (TOTP) and ten recovery codes, kept by django-otp.

Codes are checked by `django_otp.verify_token` under a lock on the device's row: the same code twice at once is right
once. The database keeps a recovery code as a keyed hash; the key of the app it must keep as it is, to compute with it.
"""

import secrets
import time
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

import segno
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

RECOVERY_CODES = 10
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0, 1: they are copied by hand


@dataclass(frozen=True, slots=True)
class Key:
    """A new app's key before it is confirmed: 40 hexadecimal digits."""

    hex: str

    @classmethod
    def new(cls) -> "Key":
        return cls(str(random_hex(20)))

    def address(self, user: AbstractBaseUser) -> str:
        """otpauth://…, what the QR code says."""
        return str(TOTPDevice(user=user, key=self.hex).config_url)

    def qr(self, user: AbstractBaseUser) -> str:
        """An <svg> without style, size or address of its own."""
        code = segno.make(self.address(user), error="m", micro=False)
        return code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, title="Mã QR", border=4)

    @property
    def letters(self) -> str:
        """For typing by hand: groups of four."""
        text = b32encode(bytes.fromhex(self.hex)).decode()
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def device_of(user: AbstractBaseUser) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).order_by("pk").first()


def with_device(people: QuerySet[Any]) -> QuerySet[Any]:
    """People with `device_pk`, the key of their confirmed device or None, in the same query."""
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk")
    annotated: QuerySet[Any] = people.annotate(device_pk=Subquery(devices.values("pk")[:1]))
    return annotated


def device_pk_of(user: AbstractBaseUser) -> int | None:
    """The key of the confirmed device, asked for only when the person was not read by `with_device`."""
    if not hasattr(user, "device_pk"):
        device = device_of(user)
        return None if device is None else int(device.pk)
    found: int | None = user.device_pk
    return found


def recovery_codes_left(user: AbstractBaseUser) -> int:
    return int(StaticToken.objects.filter(device__user=user.pk).count())


def is_app_code(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdecimal()


def plain_code(typed: str) -> str:
    """As it is compared: without the blanks and hyphens people copy along."""
    return "".join(typed.split()).replace("-", "").lower()


def seconds_to_wait(user: AbstractBaseUser, code: str, at: datetime) -> int:
    """After n wrong codes in a row the next is read 2^(n-1) seconds later; 0 when it is read now."""
    device = _device_for(user, code)
    if device is None:
        return 0
    allowed, why_not = device.verify_is_allowed()
    return 0 if allowed else max(1, ceil((why_not["locked_until"] - at).total_seconds()))


def accept_code(user: AbstractBaseUser, code: str) -> bool:
    """Whether the code of the app, or a recovery code, is right now; it is used up then."""
    device = _device_for(user, code)
    if device is None:
        return False
    token = code if is_app_code(code) else hash_of(user, code)
    return verify_token(user, device.persistent_id, token) is not None


def _device_for(user: AbstractBaseUser, code: str) -> TOTPDevice | StaticDevice | None:
    if is_app_code(code):
        return device_of(user)
    return StaticDevice.objects.filter(user=user.pk).order_by("pk").first()


@transaction.atomic
def set_up(user: AbstractBaseUser, key: Key, code: str) -> list[str] | None:
    """The person's only app from now on, and its recovery codes; None when the code is not the app's.

    The code that proved the app cannot be used again.
    """
    step = _step_of(key, code)
    if step is None:
        return None
    _lock(user)
    TOTPDevice.objects.filter(user=user.pk).delete()
    TOTPDevice.objects.create(user_id=user.pk, name="app", key=key.hex, confirmed=True, last_t=step)
    return new_recovery_codes(user)


def _step_of(key: Key, code: str) -> int | None:
    """The half minute the code belongs to: now, the one before or the one after."""
    if not is_app_code(code):
        return None
    totp = TOTP(bytes.fromhex(key.hex))
    totp.time = time.time()
    return int(totp.t()) if totp.verify(int(code), tolerance=1) else None


@transaction.atomic
def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Ten codes, told once; the earlier ones are worth nothing any more."""
    _lock(user)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    StaticDevice.objects.filter(user=user.pk).delete()
    device = StaticDevice.objects.create(user_id=user.pk, name="recovery", confirmed=True)
    StaticToken.objects.bulk_create(StaticToken(device=device, token=hash_of(user, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def remove(user: AbstractBaseUser) -> None:
    _lock(user)
    TOTPDevice.objects.filter(user=user.pk).delete()
    StaticDevice.objects.filter(user=user.pk).delete()


def hash_of(user: AbstractBaseUser, code: str) -> str:
    """Keyed with SECRET_KEY and the person; 64 bits, the 16 characters django-otp has room for."""
    return salted_hmac("toolkit.second_factor.recovery", f"{user.pk}:{code}", algorithm="sha256").hexdigest()[:16]


def _lock(user: AbstractBaseUser) -> None:
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)
