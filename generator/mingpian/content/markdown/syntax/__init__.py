"""What a text may say beyond CommonMark: callouts, components, footnotes, formulas, wikilinks and other signs."""
