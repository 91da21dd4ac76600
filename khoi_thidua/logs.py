"""One JSON object a line, and nothing in it that tells who somebody is: no name, address, path, query or form value.

What a log call puts into its `%s` is left out unless it is a number, because paths, user names and addresses arrive
there. An exception is written as its class and the places it passed, without its words: they quote what was typed.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "…"
MOST_PLACES = 12
# What a record may bring besides its message (`extra=`); everything else it brings stays out.
EXTRAS = ("method", "route", "status", "ms", "user")

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": words_of(record),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= {name: getattr(record, name) for name in EXTRAS if name in record.__dict__ and is_plain(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = error_of(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def is_plain(record: logging.LogRecord, name: str) -> bool:
    return isinstance(getattr(record, name), str | int | None)


def words_of(record: logging.LogRecord) -> str:
    """The message as the programmer wrote it. Django's security loggers pass the offending value as the message."""
    if record.name.startswith("django.security.") or not isinstance(record.msg, str):
        return record.name.rpartition(".")[2]
    try:
        return record.msg % harmless(record.args) if record.args else record.msg
    except (TypeError, ValueError, KeyError):
        return record.msg


def harmless(args):
    if isinstance(args, dict):
        return {name: value if is_number(value) else LEFT_OUT for name, value in args.items()}
    return tuple(value if is_number(value) else LEFT_OUT for value in args)


def is_number(value) -> bool:
    return isinstance(value, int | float)


def error_of(exc_info) -> dict:
    kind, _, trace = exc_info
    places = [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return {"type": f"{kind.__module__}.{kind.__qualname__}", "at": places[-MOST_PLACES:]}


def short(path: str) -> str:
    """Without the folders of this machine."""
    whole = Path(path)
    if whole.is_relative_to(ROOT) and ".venv" not in whole.parts:
        return whole.relative_to(ROOT).as_posix()
    return path.rpartition("site-packages/")[2] if "site-packages/" in path else whole.name


def logging_settings(*, level: str, as_json: bool) -> dict:
    """For LOGGING. Lines go to standard error; whoever runs the server decides where they are kept."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "khoi_thidua.logs.JsonLines"},
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "line"}},
        "loggers": {
            "django": {
                "handlers": [],
                "level": "INFO",
            },  # Django's own console line and mail to ADMINS: both quote paths
            # Each step of each PDF, at INFO.
            "weasyprint": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "PIL": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            # Warns of every certificate nobody vouches for, by name; the page says it (toolkit/signatures).
            "pyhanko": {"level": "ERROR"},
            "pyhanko_certvalidator": {"level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": level},
    }
