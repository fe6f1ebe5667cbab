"""``python -m mingpian``."""

import sys
from os.path import abspath, dirname

# `-m` puts the folder that one stands in first on the path: a `yaml.py` there is not ours to run. It stays when this
# very package lies in it.
if __name__ == "__main__" and not sys.flags.safe_path and sys.path[0] != dirname(dirname(abspath(__file__))):
    del sys.path[0]

from mingpian.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
