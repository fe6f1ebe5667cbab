"""The tree of an entry's body, and what copies do with it, by the short names that they use."""

from mingpian import CopySource, copy_source, formulas_in, has_class, new_element, replace_with_text, visible_text
from mingpian import elements_of as each
from mingpian import whole_copy_source as whole_source

__all__ = [
    "CopySource",
    "copy_source",
    "each",
    "formulas_in",
    "has_class",
    "new_element",
    "replace_with_text",
    "visible_text",
    "whole_source",
]
