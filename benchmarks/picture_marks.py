"""Do pictures keep what they must, and nothing else? Marked pictures in four formats, published, read by exiftool.

`python -m benchmarks.picture_marks [PICTURES]` makes that many (200), builds a site of them with widths, and counts
in every published file: labels and credits that are there, places, devices and names of people that are.
Needs exiftool (Debian: libimage-exiftool-perl).
"""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import mingpian

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
LABEL = '{"Label":"1","ContentProducer":"模型甲","ProduceID":"p-1","ContentPropagator":"","PropagateID":""}'
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
SECRETS = ("31.2304", "121.4737", "SecretCam", "SECRETSERIAL", "某某人", "CropHistory", "lin-secret")
PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:mwg="http://www.metadataworkinggroup.com/schemas/regions/" exif:GPSLatitude="31.2304N"
 photoshop:Credit="画者 {{n}}" photoshop:History="CropHistory" xmpRights:Marked="True"
 ext:DigitalSourceType="{SOURCE}"><dc:creator><rdf:Seq><rdf:li>画者 {{n}}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 画者 {{n}} &amp; 社</rdf:li></rdf:Alt></dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">署名即可</rdf:li></rdf:Alt></xmpRights:UsageTerms>
<cc:license rdf:resource="{LICENSE}"/><exif:GPSLongitude>121.4737E</exif:GPSLongitude>
<mwg:Regions><rdf:Bag><rdf:li mwg:Name="某某人"/></rdf:Bag></mwg:Regions>
<ext:PersonInImage><rdf:Bag><rdf:li>某某人</rdf:li></rdf:Bag></ext:PersonInImage>
<TC260:AIGC>{LABEL.replace(chr(34), "&quot;")}</TC260:AIGC>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def marked(form: str, number: int, size: tuple[int, int] = (700, 460)) -> bytes:
    """Return a picture with everything that a camera, a program and a model write into one."""
    from PIL import Image, PngImagePlugin

    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "SecretCam", "SecretCam 9", "lin-secret"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.44), 3: "E", 4: (121.0, 28.0, 25.32)})
    exif.get_ifd(0x8769)[0xA431] = "SECRETSERIAL"
    image = Image.effect_noise(size, 40).convert("RGBA" if form in ("PNG", "WEBP") and number % 2 else "RGB")
    if image.mode == "RGBA":
        image.putalpha(180)
    packet, out = PACKET.replace("{n}", str(number)), io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", packet, zip=number % 3 == 0)
    own: dict[str, Any] = {"pnginfo": text} if form == "PNG" else {"xmp": packet.encode(), "quality": 60}
    image.save(out, form, exif=exif.tobytes(), **own)
    return out.getvalue()


def read(folder: Path) -> list[dict[str, Any]]:
    """Return all that exiftool finds in the pictures below a folder."""
    command = ["exiftool", "-j", "-G1", "-r", "-struct", "-api", "largefilesupport=1", "-charset", "utf8"]
    command += ["-ext", "jpg", "-ext", "png", "-ext", "webp", "-ext", "avif", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found


def faults(one: dict[str, Any], number: str) -> list[str]:
    """Return what is wrong with a published picture."""
    said = {name.partition(":")[2]: value for name, value in one.items()}
    wanted = {
        "Creator": [f"画者 {number}"],
        "Rights": f"© 画者 {number} & 社",
        "Credit": f"画者 {number}",
        "License": LICENSE,
        "UsageTerms": "署名即可",
        "DigitalSourceType": SOURCE,
    }
    wrong = [f"{name}: {said.get(name)!r}" for name, value in wanted.items() if said.get(name) not in (value, value[0])]
    label = said.get("Aigc", said.get("AIGC"))  # exiftool spells names that it does not know in its own way
    wrong += [] if label == LABEL else [f"AIGC: {label!r}"]
    text = json.dumps(one, ensure_ascii=False)
    wrong += [f"secret: {secret}" for secret in SECRETS if secret in text]
    return wrong + [f"place: {name}" for name in said if name.startswith("GPS") or name in ("Make", "Model", "Artist")]


def main(count: int) -> int:
    """Build, read, count."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as where:
        root = Path(where)
        _site(root, count)
        mingpian.build(root)
        shown = [one for one in read(root / "output/essays") if "share" not in one["SourceFile"]]
        wrong = {}
        for one in shown:
            number = Path(one["SourceFile"]).name.partition(".")[0].removeprefix("p")
            bytes_of = Path(one["SourceFile"]).read_bytes()
            found = faults(one, number) + [f"bytes: {s}" for s in SECRETS if s.encode() in bytes_of]
            if found:
                wrong[one["SourceFile"]] = found
        print(f"{count} pictures, {len(shown)} published files, {len(wrong)} with faults")
        for path, found in list(wrong.items())[:10]:
            print(path, found)
        return 1 if wrong or not shown else 0


def _site(root: Path, count: int) -> None:
    essays = root / "content/essays"
    essays.mkdir(parents=True)
    settings = 'title = "图"\nbase_url = "https://t.example/"\nwithout = ["share"]\n[images]\navif = true\n'
    (root / "site.toml").write_text(settings + "widths = [160, 480, 960]\n", encoding="utf-8")
    lines = []
    for number in range(count):
        suffix, form = list(FORMATS.items())[number % len(FORMATS)]
        (essays / f"p{number}.{suffix}").write_bytes(marked(form, number))
        lines.append(f"![图](p{number}.{suffix})\n")
    (essays / "all.md").write_text("---\ntitle: 图\ndate: 2026-01-01\n---\n" + "\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
