"""How often the check page may be asked from one address. Counted in the database, so all server processes agree."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac

from awards.models import Look, LookKind

SPAN = timedelta(minutes=10)
MOST = {LookKind.CODE: 30, LookKind.FILE: 10}  # in SPAN
HOME_NETWORK = 64  # bits: what one subscriber of IPv6 has for itself


def may_look(address: str | None, kind: LookKind, *, at: datetime) -> bool:
    """Count the look; False when there were too many. Looks that are refused are not counted and write nothing.

    The own row is written before it is counted: of two at the same moment each sees the other.
    """
    who = keyed(address)
    counted = Look.objects.filter(who=who, kind=kind, at__gt=at - SPAN)
    if counted.count() >= MOST[kind]:
        return False
    Look.objects.filter(at__lte=at - SPAN).delete()
    own = Look.objects.create(who=who, kind=kind, at=at)
    if counted.count() <= MOST[kind]:
        return True
    own.delete()
    return False


def keyed(address: str | None) -> str:
    """The table is no list of addresses."""
    return salted_hmac("awards.looks", network_of(address or ""), algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """An IPv4 address itself; of IPv6 the network, in which one computer has as many addresses as it likes."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found.packed, HOME_NETWORK), strict=False))
