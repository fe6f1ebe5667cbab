"""Pelican's settings for the benchmark."""

SITENAME = "Benchmark"
SITEURL = "https://bench.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "zh-hans"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
PLUGINS = ["pelican.plugins.sitemap", "neighbors"]
PLUGIN_PATHS = ["plugins"]

ARTICLE_PATHS = ["essays"]
PAGE_PATHS = ["members"]
ARTICLE_URL, ARTICLE_SAVE_AS = "essays/{slug}/", "essays/{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "members/{slug}/", "members/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags"]
PAGINATED_TEMPLATES = {"index": 10, "tag": 10}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_ALL_RSS = "index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False

MARKDOWN = {
    "extensions": ["extra", "codehilite", "toc"],
    "extension_configs": {"codehilite": {"css_class": "highlight", "guess_lang": False}},
    "output_format": "html5",
}
SITEMAP = {"format": "xml"}
