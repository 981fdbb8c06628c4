"""Which addresses may be spoken to: public unicast ones, and nothing that hides another."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_PUBLIC_6 = ip_network("2000::/3")
"""All that IANA has given out for public unicast; every other IPv6 address is refused."""

_TABLE = """
0.0.0.0/8           this network
10.0.0.0/8          private
100.64.0.0/10       carrier NAT
127.0.0.0/8         loopback
168.63.129.16/32    cloud metadata
169.254.0.0/16      link-local and cloud metadata
172.16.0.0/12       private
192.0.0.0/24        protocol assignments
192.0.2.0/24        documentation
192.31.196.0/24     AS112
192.52.193.0/24     multicast relays
192.88.99.0/24      6to4 relays
192.168.0.0/16      private
192.175.48.0/24     AS112
198.18.0.0/15       benchmarking
198.51.100.0/24     documentation
203.0.113.0/24      documentation
224.0.0.0/4         multicast
240.0.0.0/4         reserved
::/128              unspecified
::1/128             loopback
::ffff:0:0/96       IPv4-mapped
::/96               IPv4-compatible
64:ff9b::/96        NAT64
64:ff9b:1::/48      NAT64
100::/64            discard
2001::/32           Teredo
2001::/23           protocol assignments
2001:db8::/32       documentation
2002::/16           6to4
2620:4f:8000::/48   AS112
3fff::/20           documentation
5f00::/16           segment routing
fc00::/7            private
fe80::/10           link-local
fec0::/10           site-local
ff00::/8            multicast
"""
"""IANA's special-purpose registries (RFC 6890 and later), and Azure's metadata host."""

_REFUSED = tuple(
    (ip_network(network), why)
    for network, why in (line.split(maxsplit=1) for line in _TABLE.strip().splitlines())
)
_ISATAP = (0x00005EFE, 0x02005EFE)


def why_refused(address: Address) -> str | None:
    """Name the kind of an address that is not spoken to; None for a public one."""
    for network, why in _REFUSED:
        if address.version == network.version and address in network:
            return why
    if isinstance(address, IPv6Address):
        if address.scope_id is not None or address not in _PUBLIC_6:
            return "not public"
        if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "ISATAP"
    return None if address.is_global else "not public"


def literal(host: str) -> Address | None:
    """Read a host that is written as an address; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
