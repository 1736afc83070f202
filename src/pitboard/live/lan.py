"""Serving on a local network: the machine's address, its own certificate, and a QR code that leads a phone there."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import ipaddress
import os
import socket
from pathlib import Path

VALID_DAYS = 825


def lan_address() -> str:
    """The address by which other machines of the local network reach this one; loopback where there is no network."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(
            ("192.0.2.1", 9)
        )  # a documentation address: nothing is sent, the system only picks a way out
        return str(probe.getsockname()[0])
    return "127.0.0.1"


def qr_code(text: str) -> str:
    """A QR code for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(text, error="m").terminal(out, compact=True)
    return out.getvalue()


def own_certificate(log: Path, addresses: list[str]) -> tuple[Path, Path]:
    """The server's certificate and key beside the log; made where there are none, or the addresses are others."""
    from cryptography import x509

    certificate, key = log.with_suffix(".cert.pem"), log.with_suffix(".key.pem")
    if certificate.exists() and key.exists():
        known = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        held = {str(ip) for ip in names.get_values_for_type(x509.IPAddress)}
        fresh = known.not_valid_after_utc > dt.datetime.now(dt.UTC) + dt.timedelta(days=7)
        if fresh and set(addresses) <= held:
            return certificate, key
    _make_certificate(certificate, key, addresses)
    return certificate, key


def _make_certificate(certificate: Path, key: Path, addresses: list[str]) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Pitboard")])
    now = dt.datetime.now(dt.UTC)
    names: list[x509.GeneralName] = [x509.DNSName("localhost")]
    names += [x509.IPAddress(ipaddress.ip_address(address)) for address in addresses]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    _write(
        key,
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
