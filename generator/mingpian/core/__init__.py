"""Machinery without a word of the domain: digests, diagnostics, the store, traces, workers."""
