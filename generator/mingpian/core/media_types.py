"""The media types of published files, by the ending of their names (IANA); the systems' own lists differ."""

_TEXT = "; charset=utf-8"
TYPES = {
    ".aac": "audio/aac",
    ".atom": "application/atom+xml" + _TEXT,
    ".avif": "image/avif",
    ".css": "text/css" + _TEXT,
    ".csv": "text/csv" + _TEXT,
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".htm": "text/html" + _TEXT,
    ".html": "text/html" + _TEXT,
    ".ico": "image/x-icon",
    ".ics": "text/calendar" + _TEXT,
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript" + _TEXT,
    ".json": "application/json" + _TEXT,
    ".m4a": "audio/mp4",
    ".md": "text/markdown" + _TEXT,
    ".mjs": "text/javascript" + _TEXT,
    ".mp3": "audio/mpeg",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opml": "text/x-opml" + _TEXT,
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml" + _TEXT,
    ".ttf": "font/ttf",
    ".txt": "text/plain" + _TEXT,
    ".vcf": "text/vcard" + _TEXT,
    ".wav": "audio/wav",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json" + _TEXT,
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml" + _TEXT,
    ".xsl": "application/xslt+xml" + _TEXT,
    ".zip": "application/zip",
}
UNKNOWN = "application/octet-stream"
_WHOLE_NAMES = {"webfinger": "application/jrd+json"}  # RFC 7033, 10.2


def type_of(path: str) -> str:
    """Return the media type of a file by its path."""
    name = path.rpartition("/")[2]
    return _WHOLE_NAMES.get(name) or TYPES.get("." + name.rpartition(".")[2].lower(), UNKNOWN)


def is_sound(path: str) -> bool:
    """Tell by its ending whether a file holds sound alone."""
    return type_of(path).startswith("audio/")
