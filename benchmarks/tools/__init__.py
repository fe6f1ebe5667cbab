"""One module for each generator: how it is installed, how it likes its sources, and how it is run."""
