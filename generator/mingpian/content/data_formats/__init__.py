"""Front matter and the formats that it is written in: YAML, TOML, JSON, and the slips that people make in them."""
