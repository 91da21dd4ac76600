"""Codes of the app and recovery codes: right once, throttled when wrong, also by two processes at once."""

import threading
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.second_factor import code_of, give_app, used_code, wrong_code
from toolkit import second_factor
from toolkit.second_factor import Key

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user("nguoi", password="mot-mat-khau-dai-1")


def test_an_app_is_set_up_by_one_right_code(person):
    key = Key.new()

    assert second_factor.set_up(person, key, wrong_code(key.hex)) is None
    assert second_factor.set_up(person, key, "abcdef") is None
    assert not TOTPDevice.objects.exists()

    codes = second_factor.set_up(person, key, code_of(key.hex))

    assert len(codes) == len(set(codes)) == 10
    assert (second_factor.device_of(person).key, second_factor.recovery_codes_left(person)) == (key.hex, 10)


def test_a_code_is_right_once(person):
    key, _ = give_app(person)

    assert not second_factor.accept_code(person, used_code(person)), "the code that set the app up"
    TOTPDevice.objects.update(throttling_failure_count=0)
    later = code_of(key, 1)
    assert second_factor.accept_code(person, later)
    assert not second_factor.accept_code(person, later)


def test_a_code_older_than_the_last_used_is_wrong(person):
    key, _ = give_app(person)
    now, later = code_of(key), code_of(key, 1)

    assert second_factor.accept_code(person, later)
    assert not second_factor.accept_code(person, now)


def test_the_code_of_somebody_elses_app_is_wrong(person):
    other = get_user_model().objects.create_user("khac", password="mot-mat-khau-dai-1")
    give_app(person)
    key, _ = give_app(other)

    assert not second_factor.accept_code(person, code_of(key, 1))


def test_a_recovery_code_is_right_once_and_for_its_person(person):
    other = get_user_model().objects.create_user("khac", password="mot-mat-khau-dai-1")
    give_app(other)
    _, codes = give_app(person)
    code = second_factor.plain_code(f" {codes[3].upper()} ")

    assert not second_factor.accept_code(other, code)
    assert second_factor.accept_code(person, code)
    assert not second_factor.accept_code(person, code)
    assert second_factor.recovery_codes_left(person) == 9


def test_the_database_does_not_tell_recovery_codes(person):
    _, codes = give_app(person)

    stored = set(StaticToken.objects.values_list("token", flat=True))

    plain = {second_factor.plain_code(code) for code in codes}
    assert stored.isdisjoint(plain | set(codes))
    assert stored == {second_factor.hash_of(person, code) for code in plain}


def test_new_recovery_codes_end_the_earlier_ones(person):
    _, old = give_app(person)
    new = second_factor.new_recovery_codes(person)

    assert second_factor.accept_code(person, second_factor.plain_code(new[0]))
    assert not second_factor.accept_code(person, second_factor.plain_code(old[0]))


def test_a_new_app_ends_the_earlier_one(person):
    old_key, old_codes = give_app(person)
    key, _ = give_app(person)

    assert TOTPDevice.objects.get(user=person).key == key
    assert not second_factor.accept_code(person, code_of(old_key, 1))
    assert not second_factor.accept_code(person, second_factor.plain_code(old_codes[0]))


def test_removing_leaves_nothing(person):
    key, codes = give_app(person)
    second_factor.remove(person)

    assert not second_factor.accept_code(person, code_of(key, 1))
    assert not second_factor.accept_code(person, second_factor.plain_code(codes[0]))
    assert not TOTPDevice.objects.exists() and not StaticDevice.objects.exists()


def test_wrong_codes_make_even_the_right_one_wait(person):
    key, _ = give_app(person)
    wrong, at = wrong_code(key), timezone.now()
    assert second_factor.seconds_to_wait(person, wrong, at) == 0

    assert not second_factor.accept_code(person, wrong)
    assert TOTPDevice.objects.get().throttling_failure_count == 1

    fail_often(TOTPDevice, 10)
    assert 510 < second_factor.seconds_to_wait(person, wrong, timezone.now()) <= 512
    assert not second_factor.accept_code(person, code_of(key, 1))
    fail_often(TOTPDevice, 10, ago=timedelta(seconds=513))
    assert second_factor.accept_code(person, code_of(key, 1))
    assert TOTPDevice.objects.get().throttling_failure_count == 0


def test_wrong_recovery_codes_wait_too(person):
    _, codes = give_app(person)

    assert not second_factor.accept_code(person, "abcdefghij")
    assert StaticDevice.objects.get().throttling_failure_count == 1
    fail_often(StaticDevice, 5)
    assert second_factor.seconds_to_wait(person, "abcdefghij", timezone.now()) > 10
    assert not second_factor.accept_code(person, second_factor.plain_code(codes[0]))
    fail_often(StaticDevice, 5, ago=timedelta(seconds=17))
    assert second_factor.accept_code(person, second_factor.plain_code(codes[0]))


def fail_often(model, count, ago=timedelta(0)):
    model.objects.update(throttling_failure_count=count, throttling_failure_timestamp=timezone.now() - ago)


def test_the_qr_code_is_a_drawing_without_style_or_address(person):
    key = Key.new()
    svg = key.qr(person)

    assert ElementTree.fromstring(svg).tag == "svg"
    assert [part for part in ("style", "href", "data:", "<script", "http") if part in svg] == []
    assert key.address(person).startswith("otpauth://totp/Kh%E1%BB%91i%20thi%20%C4%91ua%3Anguoi?secret=")
    assert key.letters.replace(" ", "") in key.address(person)


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_who_enter_the_same_code_at_once_one_is_let_in(file_database, kind):
    person = get_user_model().objects.create_user("nguoi", password="mot-mat-khau-dai-1")
    key, codes = give_app(person)
    code = code_of(key, 1) if kind == "app" else second_factor.plain_code(codes[0])
    barrier, answers = threading.Barrier(2), []

    def enter():
        try:
            barrier.wait(10)
            answers.append(second_factor.accept_code(person, code))
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, answers)) == ["False", "True"]
