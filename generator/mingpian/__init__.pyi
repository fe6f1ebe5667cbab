from mingpian.check.leaks import leaked_values, needles
from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.config.outputs import Deploy
from mingpian.config.settings import SiteConfig
from mingpian.content.contacts import ACCOUNTS as ACCOUNT_SERVICES
from mingpian.content.contacts import is_way
from mingpian.content.contacts import standard as standard_way
from mingpian.content.data_files.matches import Decision
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.data_formats.front_matter_edit import edited_front_matter
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.content.data_formats.yaml_data import load as yaml_fields
from mingpian.content.data_formats.yaml_data import yaml_line, yaml_value
from mingpian.content.data_formats.yaml_written import inline as yaml_inline
from mingpian.content.discover import list_files, read_file
from mingpian.content.kind import Authored, Common, Kind, Proof, Titled
from mingpian.content.kinds import kinds
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.work import Work
from mingpian.content.markdown import Document, Ref, highlight_css
from mingpian.content.markdown.code.colors import LIGHT as CODE_COLORS
from mingpian.content.markdown.engines.comrak import to_html as markdown_to_html
from mingpian.content.markdown.from_html import HtmlConverterError, from_html
from mingpian.content.markdown.from_html import Own as HtmlElementRule
from mingpian.content.markdown.prose import run_on as join_paragraphs
from mingpian.content.media.pictures import PICTURE_FORMATS, PictureFacts
from mingpian.content.media.pictures import eight_bits as to_eight_bits
from mingpian.content.naming import is_entry, path_parts
from mingpian.core.codes import OwnCode
from mingpian.core.deadline import DeadlineError, deadline, work_limit
from mingpian.core.diagnostics import Diagnostic, Span
from mingpian.core.digest import of_bytes as digest_of_bytes
from mingpian.core.errors import MingpianError
from mingpian.core.git import ask_git, git_environment
from mingpian.core.inputs import INPUTS as SITE_INPUTS
from mingpian.core.lock import BusyError
from mingpian.core.markdown_text import address as markdown_address
from mingpian.core.markdown_text import escaped as escape_markdown
from mingpian.core.markdown_text import flush as unindent_markdown
from mingpian.core.markdown_text import link as markdown_link
from mingpian.core.media_types import type_of as media_type
from mingpian.core.paths import composed as to_nfc
from mingpian.core.paths import fold_path, former_path_problem, slug_problem, slugify, url_path_problem
from mingpian.core.saving import FileChangedError, save_file
from mingpian.core.store import atomic_write
from mingpian.deploy.target import DeployError, DeployJob, Destination, FileChange, Target, upload
from mingpian.importers.draft import Copy, Draft, Found, Importer, Into, Skipped
from mingpian.importers.people import read_people
from mingpian.importers.texts import UnfitFileError
from mingpian.library import FileAccessError, build
from mingpian.matching.introductions import chain as introduction_path
from mingpian.matching.ranking import Decisions
from mingpian.matching.ranking import matches as find_matches
from mingpian.matching.subjects import acquaintances
from mingpian.matching.subjects import index_of_model as matching_index
from mingpian.matching.values import Match, Need
from mingpian.plan.outputs import Output
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card
from mingpian.queries.suggestions import matched as match_of
from mingpian.queries.suggestions import need_key, open_needs
from mingpian.queries.suggestions import suggestion_reasons as match_reasons
from mingpian.render.body.bodies import body_html_with as body_html
from mingpian.render.body.components import Recording
from mingpian.render.brand import font_files as brand_font_files
from mingpian.render.context import RenderContext
from mingpian.render.drawing.font_facts import unwrapped as unwrapped_font
from mingpian.render.drawing.font_subset import subset as cut_font
from mingpian.render.drawing.font_subset import traits as font_traits
from mingpian.render.drawing.qr_modules import modules as qr_modules
from mingpian.render.drawing.text_layout import drawable_line, needs_chinese
from mingpian.render.drawing.text_layout import face_of as font_face
from mingpian.render.drawing.text_layout import lines_of as text_lines
from mingpian.render.drawing.text_layout import truncated as truncated_text
from mingpian.render.extensions import extensions_of_site
from mingpian.render.feeds.items import absolute as absolute_addresses
from mingpian.render.feeds.items import entry_notice, with_notice
from mingpian.render.format import Format
from mingpian.render.formats.headers import cache_control
from mingpian.render.look.palettes import Scheme
from mingpian.render.metadata import stripped as without_metadata
from mingpian.render.picture_marks import with_marks
from mingpian.render.reading.markdown import tree_markdown
from mingpian.render.reading.tree import (
    CopySource,
    copy_source,
    formulas_in,
    has_class,
    new_element,
    replace_with_text,
    visible_text,
)
from mingpian.render.reading.tree import each as elements_of
from mingpian.render.reading.tree import whole_source as whole_copy_source
from mingpian.render.scaling import smaller as scaled_down
from mingpian.render.scaling import thumbnail
from mingpian.render.words import Words
from mingpian.schema.dates import end_of_day
from mingpian.schema.dates import seconds as seconds_of
from mingpian.schema.decoding import decode_as, decode_text
from mingpian.schema.docstrings import field_docs
from mingpian.schema.edits import AddItem, EditError, RemoveField, SetField
from mingpian.schema.fields import Circle as CircleRef
from mingpian.schema.fields import (
    Color,
    Currency,
    Date,
    Day,
    Email,
    File,
    Lang,
    Link,
    PictureFile,
    Prose,
    Repeat,
    Slug,
    Term,
    Text,
    Topic,
    Url,
    Zone,
    check_text,
    check_url,
    check_zone,
)
from mingpian.schema.fields import Essay as EssayRef
from mingpian.schema.fields import Member as MemberRef
from mingpian.schema.fields import Work as WorkRef
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.languages import canonical as canonical_lang
from mingpian.schema.languages import is_language
from mingpian.schema.languages import matched as closest_lang
from mingpian.schema.located import UnreadableError
from mingpian.schema.moments import check_date
from mingpian.schema.numbers import check_focus
from mingpian.schema.read import read_struct
from mingpian.schema.records import LinkTo, Picture
from mingpian.schema.references import slug_in
from mingpian.schema.shapes import Choice, Many, Scalar, record_of
from mingpian.schema.shapes import Mapping as NamedValues
from mingpian.schema.shapes import Record as RecordShape
from mingpian.schema.spellings import split_names
from mingpian.schema.toml_data import as_text as values_as_text
from mingpian.schema.toml_edit import edited_toml
from mingpian.schema.walk import values as field_values
from mingpian.site.model import SiteModel
from mingpian.site.occurrences import is_past
from mingpian.site.relations import makers
from mingpian.site.resolution import file_of as file_meant
from mingpian.site.resolution import file_url
from mingpian.site.site import AnyEntry, Site
from mingpian.write.report import Report

__version__: str

# Building a site
__all__ = ["BusyError", "Diagnostic", "FileAccessError", "MingpianError", "Report", "Span", "build"]

# What an extension states
__all__ += ["Format", "Importer", "Kind", "OwnCode", "Proof", "Rule", "RuleCode", "Target", "kinds"]

# Fields of a kind
__all__ += ["Authored", "CircleRef", "Color", "Common", "Currency", "Date", "Day", "Email", "EssayRef", "File"]
__all__ += ["InvalidValueError", "Lang", "Link", "LinkTo", "MemberRef", "Picture", "PictureFile", "Prose", "Repeat"]
__all__ += ["Slug", "Term", "Text", "Titled", "Topic", "Url", "WorkRef", "Zone", "check_date", "check_text"]
__all__ += ["check_focus", "check_url", "check_zone"]

# What a kind declares
__all__ += ["Choice", "Many", "NamedValues", "RecordShape", "Scalar", "field_docs", "field_values"]
__all__ += ["read_struct", "record_of"]

# The site
__all__ += ["AnyEntry", "Circle", "Collaboration", "Deploy", "Event", "Profile", "Site", "SiteConfig", "SiteModel"]
__all__ += ["Work", "extensions_of_site", "file_meant", "file_url", "is_past", "makers", "slug_in"]

# Formats, filters and copies
__all__ += ["CODE_COLORS", "PICTURE_FORMATS", "Card", "Document", "Output", "PictureFacts", "Queries", "Recording"]
__all__ += ["Ref", "RenderContext", "Scheme", "Words", "absolute_addresses", "body_html", "brand_font_files"]
__all__ += ["cut_font", "drawable_line", "entry_notice", "font_face", "font_traits", "highlight_css", "needs_chinese"]
__all__ += ["qr_modules", "scaled_down", "text_lines", "thumbnail", "to_eight_bits", "truncated_text"]
__all__ += ["unwrapped_font", "with_marks", "with_notice", "without_metadata"]

# Texts taken apart
__all__ += ["CopySource", "copy_source", "elements_of", "formulas_in", "has_class", "join_paragraphs", "new_element"]
__all__ += ["replace_with_text", "tree_markdown", "visible_text", "whole_copy_source"]

# Checks
__all__ += ["Subject", "advice", "leaked_values", "needles"]

# Importers
__all__ += ["Copy", "Draft", "Found", "HtmlConverterError", "HtmlElementRule", "Into", "Skipped", "UnfitFileError"]
__all__ += ["from_html", "read_people"]

# Targets
__all__ += ["SITE_INPUTS", "DeployError", "DeployJob", "Destination", "FileChange", "cache_control", "media_type"]
__all__ += ["upload"]

# Offers and asks
__all__ += ["Decision", "Decisions", "Match", "Need", "acquaintances", "find_matches", "introduction_path", "match_of"]
__all__ += ["match_reasons", "matching_index", "need_key", "open_needs"]

# Changing files
__all__ += ["AddItem", "EditError", "FileChangedError", "RemoveField", "SetField", "edited_front_matter"]
__all__ += ["edited_toml", "save_file", "split_names"]

# Texts, dates and files
__all__ += ["ACCOUNT_SERVICES", "DeadlineError", "UnreadableError", "ask_git", "atomic_write", "canonical_lang"]
__all__ += ["closest_lang", "deadline", "decode_as", "decode_text", "digest_of_bytes", "end_of_day"]
__all__ += ["escape_markdown", "fold_path", "fold_topic", "former_path_problem", "git_environment", "is_entry"]
__all__ += ["is_language", "is_way", "list_files", "markdown_address", "markdown_link", "markdown_to_html"]
__all__ += ["path_parts", "read_file", "seconds_of", "slug_problem", "slugify", "split_front_matter", "standard_way"]
__all__ += ["to_nfc", "unindent_markdown", "url_path_problem", "values_as_text", "work_limit", "yaml_fields"]
__all__ += ["yaml_inline", "yaml_line", "yaml_value"]
