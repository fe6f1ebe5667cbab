"""A seal says what was here, whose word it is, and notices every byte that changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.load import load_config
from mingpian.seal import keys, sealing, stamps, verifying
from mingpian.seal.errors import SealError

MOMENT = "2026-11-29T02:00:00Z"
TSA = """[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    essays = site / "content/essays"
    essays.mkdir(parents=True)
    (site / "site.toml").write_text('title = "茶"\nbase_url = "https://lu.example/"\n', encoding="utf-8")
    text = (
        "---\ntitle: 茶经\ndate: 2026-03-01\nupdated: 2026-04-01\nsources: [{title: 茶录, author: 蔡襄}]\n---\n正文\n"
    )
    (essays / "tea.md").write_text(text, encoding="utf-8")
    (essays / "pot.jpg").write_bytes(bytes(range(256)))
    return site


@pytest.fixture
def sealed(root: Path) -> Path:
    key = keys.make_key(root.parent / "keys/seal.pem", root)
    return sealing.seal(root, load_config(root)[0], key, MOMENT).path


def test_it_says_what_was_here_and_what_entries_say_of_themselves(sealed: Path) -> None:
    found = json.loads(sealed.read_bytes())
    (entry,) = found["entries"]
    assert (entry["id"], entry["published"], entry["revised"]) == ("essays/tea", "2026-03-01", "2026-04-01")
    assert entry["sources"] == [{"author": "蔡襄", "title": "茶录"}]
    assert [file["path"] for file in found["files"]] == ["content/essays/pot.jpg", "content/essays/tea.md", "site.toml"]
    assert found["files"][0]["sha256"] == hashlib.sha256(bytes(range(256))).hexdigest()
    assert sealed.read_bytes() == json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def test_every_byte_that_changes_is_noticed(root: Path, sealed: Path) -> None:
    assert verifying.verify(root, sealed).faults == ()
    for path in (root / "content/essays/tea.md", root / "content/essays/pot.jpg", root / "site.toml"):
        data = path.read_bytes()
        for at in range(0, len(data), 7):
            path.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
            assert len(verifying.verify(root, sealed).faults) == 1
        path.write_bytes(data)
    for changed in (sealed, sealed.with_suffix(".json.sig")):
        data = changed.read_bytes()
        for at in range(0, len(data), 11):
            changed.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
            with suppress(SealError):
                assert verifying.verify(root, sealed).faults
        changed.write_bytes(data)
    (root / "content/essays/tea.md").unlink()
    assert [str(one) for one in verifying.verify(root, sealed).faults] == ["content/essays/tea.md is gone"]


def test_a_build_changes_no_seal(root: Path, sealed: Path) -> None:
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    (root / "content/essays/later.md").write_text("---\ntitle: 后来\n---\n", encoding="utf-8")
    verdict = verifying.verify(root, sealed)
    assert verdict.faults == ()
    assert len(verdict.notes) == 1
    assert not (root / "output/seals").exists()


def test_another_key_is_noticed_and_seals_are_a_chain(root: Path, sealed: Path) -> None:
    other = keys.make_key(root.parent / "other.pem", root)
    pem = keys.public_pem(other.public_key())
    assert len(verifying.verify(root, sealed, pem).faults) == 2
    later = sealing.seal(root, load_config(root)[0], other, "2026-11-30T02:00:00Z")
    assert later.manifest.previous == verifying.digest(sealed)
    sealed.with_suffix(".pub.pem").write_bytes(pem)
    assert verifying.verify(root, sealed).faults


def test_the_key_lies_outside_is_its_owners_alone_and_is_never_printed(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = root.parent / "keys/seal.pem"
    assert main(["seal", "--root", str(root), "--key", str(place)]) == 1
    assert main(["seal", "--root", str(root), "--key", str(place), "--new-key"]) == 0
    assert main(["seal", "--root", str(root), "--key", str(place), "--new-key"]) == 1  # is not replaced
    assert main(["verify", "--root", str(root)]) == 0
    told = "".join(capfd.readouterr())
    assert "PRIVATE" not in told
    assert place.read_text().splitlines()[1] not in told
    assert not any(b"PRIVATE" in path.read_bytes() for path in root.rglob("*") if path.is_file())
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        place.chmod(0o644)
        with pytest.raises(SealError, match="others may read"):
            keys.read_key(place, root)
    with pytest.raises(SealError, match="outside"):
        keys.make_key(root / "seal.pem", root)


openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def run(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *map(str, words)], check=False, capture_output=True)


@openssl
def test_openssl_checks_it_too(sealed: Path) -> None:
    pem, signature = sealed.with_suffix(".pub.pem"), sealed.with_suffix(".json.sig")
    words = ("pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", sealed, "-sigfile", signature)
    assert run(*words).returncode == 0
    sealed.write_bytes(sealed.read_bytes() + b" ")
    assert run(*words).returncode != 0


@openssl
def test_an_authority_says_when(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(TSA.format(folder=folder))
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650")
    run(*new, "-subj", "/CN=root", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    used = ("-addext", "extendedKeyUsage=critical,timeStamping", "-addext", "basicConstraints=critical,CA:FALSE")
    signed = ("-CA", folder / "ca.pem", "-CAkey", folder / "ca.key")
    run(*new, *used, *signed, "-subj", "/CN=tsa", "-keyout", folder / "tsa.key", "-out", folder / "tsa.pem")

    def answered(_url: str, _kind: str, body: bytes) -> bytes:
        (folder / "query").write_bytes(body)
        how = ("-config", folder / "tsa.cnf", "-signer", folder / "tsa.pem", "-inkey", folder / "tsa.key")
        done = run("ts", "-reply", "-queryfile", folder / "query", *how, "-out", folder / "r")
        assert done.returncode == 0, done.stderr
        return (folder / "r").read_bytes()

    key = keys.make_key(tmp_path / "seal.pem", root)
    made = sealing.seal(root, load_config(root)[0], key, MOMENT, lambda data: stamps.stamp("", data, answered))
    assert made.stamped
    authority = (folder / "ca.pem").read_bytes()
    verdict = verifying.verify(root, made.path, b"", authority)
    assert verdict.faults == () and "stamped 20" in str(verdict.notes[0])
    reply = made.path.with_suffix(".json.tsr")
    words = ("ts", "-verify", "-data", made.path, "-in", reply, "-CAfile", folder / "ca.pem")
    assert run(*words).returncode == 0
    run(*new, "-subj", "/CN=other", "-keyout", folder / "o.key", "-out", folder / "o.pem")
    assert verifying.verify(root, made.path, b"", (folder / "o.pem").read_bytes()).faults
    with pytest.raises(SealError, match="other bytes"):
        stamps.check(reply.read_bytes(), b"something else")
    with pytest.raises(SealError, match="cannot be read"):
        stamps.check(b"nonsense", b"")
    damaged = reply.read_bytes().replace(b"\x0c\x04root", b"\x0c\x04\xff\xfe\xfd\xfc")  # no UTF-8, in a certificate
    assert damaged != reply.read_bytes()
    with pytest.raises(SealError, match="not of these authorities"):
        stamps.check(damaged, made.path.read_bytes(), authority)
