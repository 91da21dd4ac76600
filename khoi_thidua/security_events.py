"""Logins in the log, each with the person's key at most; the request's own line has the address of nobody either."""

import logging

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

logger = logging.getLogger("khoi_thidua.security")
KEY = "khoi_thidua.security_events"


def logged_in(sender, user, **kwargs):
    logger.info("logged in", extra={"user": user.pk})


def logged_out(sender, user, **kwargs):
    logger.info("logged out", extra={"user": user.pk if user else None})


def login_failed(sender, **kwargs):
    """Without the name that was typed: people type passwords there."""
    logger.warning("login failed")


def locked_out(sender, **kwargs):
    logger.warning("account locked for a while")


def connect():
    user_logged_in.connect(logged_in, dispatch_uid=KEY)
    user_logged_out.connect(logged_out, dispatch_uid=KEY)
    user_login_failed.connect(login_failed, dispatch_uid=KEY)
    user_locked_out.connect(locked_out, dispatch_uid=KEY)
