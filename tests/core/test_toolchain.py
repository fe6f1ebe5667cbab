"""The digest of what turns content into bytes covers the libraries, as they are installed."""

from importlib.metadata import version

from mingpian.core import toolchain


def test_the_versions_are_those_that_the_installer_recorded() -> None:
    assert {name: toolchain._version(name) for name in toolchain.LIBRARIES} == {
        name: version(name) for name in toolchain.LIBRARIES
    }
    assert toolchain._version("no-such-library") == ""
