"""One module for each generator: how it is installed, how it likes its sources, and how it is run."""

from benchmarks.tools import astro, eleventy, hexo, hugo, mingpian, pelican, zola
from benchmarks.tools.tool import Tool

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        *(mingpian.TOOL, mingpian.DEFAULTS, mingpian.KEPT),
        *(hugo.TOOL, hugo.RICH, zola.TOOL, eleventy.TOOL, astro.TOOL, hexo.TOOL, pelican.TOOL),
    )
}
