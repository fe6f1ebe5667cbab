"""Do content credentials still hold in what is published? Signed pictures in six formats, built into a site, validated.

`python -m benchmarks.credentials` signs pictures by the library of the Content Authenticity Initiative with a
certificate made for this, publishes them, and has the same library validate the published files. Pictures whose
credentials or metadata tell a place must have lost both. Needs c2pa-python (53 MB, so the tests do without it:
`--into tests/render/credentials` writes what they read).
"""

import datetime
import io
import json
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import mingpian

FORMS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF", "svg": "SVG"}
TYPES = {"jpg": "image/jpeg", "svg": "image/svg+xml"}
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
MADE = {"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": SOURCE}]}}
PLACE = {
    "label": "c2pa.metadata",
    "data": {"@context": {"exif": "http://ns.adobe.com/exif/1.0/"}, "exif:GPSLatitude": "31,13.8240N"},
}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Lin"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def picture(suffix: str, **more: Any) -> bytes:
    """Return a small picture or drawing without credentials."""
    from PIL import Image

    if suffix == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="9" height="9"/></svg>'
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    image.save(out, FORMS[suffix], **more)
    return out.getvalue()


def signer() -> tuple[bytes, bytes]:
    """Return a chain of certificates, and the key of the first, in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    start, keys = datetime.datetime(2026, 1, 1), [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [
        x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
        )
        for name in ("authority", "signer")
    ]

    def certificate(number: int) -> x509.Certificate:
        is_root = number == 0
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
        )
        usage |= {"decipher_only": False, "digital_signature": not is_root, "key_cert_sign": is_root}
        built = x509.CertificateBuilder(names[0], names[number], keys[number].public_key(), number + 1, start)
        built = built.not_valid_after(start + datetime.timedelta(days=36_500))
        built = built.add_extension(x509.BasicConstraints(is_root, None), critical=True)
        built = built.add_extension(x509.KeyUsage(crl_sign=is_root, **usage), critical=True)
        built = built.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()), critical=False
        )
        built = built.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(keys[number].public_key()), critical=False
        )
        if not is_root:
            built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        return built.sign(keys[0], hashes.SHA256())

    pem = serialization.Encoding.PEM
    key = keys[1].private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return b"".join(certificate(number).public_bytes(pem) for number in (1, 0)), key


def signed(data: bytes, suffix: str, pair: tuple[bytes, bytes], *more: Any) -> bytes:
    """Return a picture with content credentials that say that a model made it, and more assertions."""
    import c2pa

    about = {"claim_generator_info": [{"name": "test", "version": "1"}], "assertions": [MADE, *more]}
    settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
    info = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=pair[0], private_key=pair[1], ta_url=None)
    out = io.BytesIO()
    context = c2pa.Context(settings)
    with c2pa.Signer.from_info(info) as own, c2pa.Builder(json.dumps(about), context) as builder:
        builder.sign(own, _type(suffix), io.BytesIO(data), out)
    return out.getvalue()


def state(data: bytes, suffix: str) -> str:
    """Return what the library says of the credentials of a picture: `Valid`, `Invalid`, or nothing for none."""
    import c2pa

    try:
        with c2pa.Reader(_type(suffix), io.BytesIO(data)) as reader:
            return str(json.loads(reader.json()).get("validation_state"))
    except c2pa.C2paError:
        return ""


def _type(suffix: str) -> str:
    return TYPES.get(suffix, f"image/{suffix}")


def _pictures() -> dict[str, tuple[bytes, str]]:
    """Return pictures by name, each with what its published file must be."""
    from PIL import Image

    pair, exif = signer(), Image.Exif()
    exif[0x0112] = 1
    turned = exif.tobytes()
    exif.get_ifd(0x8825)[1] = "N"
    found = {f"signed.{suffix}": (signed(picture(suffix), suffix, pair), "Valid") for suffix in FORMS}
    for suffix in ("jpg", "png", "webp", "avif"):
        found[f"told.{suffix}"] = (signed(picture(suffix), suffix, pair, PLACE), "")
        found[f"placed.{suffix}"] = (signed(picture(suffix, exif=exif.tobytes()), suffix, pair), "")
        found[f"turned.{suffix}"] = (signed(picture(suffix, exif=turned), suffix, pair), "Valid")
    for suffix in ("jpg", "webp", "avif"):
        found[f"credited.{suffix}"] = (signed(picture(suffix, xmp=XMP), suffix, pair), "Valid")
    return found


def main(into: str = "") -> int:
    """Sign, build, validate."""
    warnings.simplefilter("ignore")
    pictures = _pictures()
    kept = [name for name in pictures if name.startswith("signed.")] + ["told.png", "credited.jpg"]
    for name in kept if into else ():
        (Path(into) / name).write_bytes(pictures[name][0])
    with tempfile.TemporaryDirectory() as where:
        essays = Path(where) / "content/essays"
        essays.mkdir(parents=True)
        (Path(where) / "site.toml").write_text('title = "图"\nbase_url = "https://t.example/"\n', encoding="utf-8")
        shown = "".join(f"![图]({name})\n\n" for name in pictures)
        (essays / "all.md").write_text(f"---\ntitle: 图\ndate: 2026-01-01\n---\n{shown}", encoding="utf-8")
        for name, (data, _state) in pictures.items():
            (essays / name).write_bytes(data)
        mingpian.build(Path(where), jobs=1)
        wrong = 0
        for name, (data, wanted) in pictures.items():
            published, suffix = (Path(where) / "output/essays" / name).read_bytes(), name.rpartition(".")[2]
            found, before = state(published, suffix), state(data, suffix)
            is_wrong = (before, found) != ("Valid", wanted) or b"GPSLatitude" in published
            wrong += is_wrong
            print(f"{name:14} signed {before}, published {found or 'without'}{'  WRONG' if is_wrong else ''}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[2] if sys.argv[1:2] == ["--into"] else ""))
