"""From the Site to the list of outputs: every URL is decided here, before anything is rendered."""
