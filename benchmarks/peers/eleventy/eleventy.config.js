import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchor from "markdown-it-anchor";
import footnote from "markdown-it-footnote";

const PER_PAGE = 10;

function tagPages(essays) {
  const byTag = new Map();
  for (const essay of essays.toReversed()) {
    for (const tag of essay.data.tags) {
      if (!byTag.has(tag)) byTag.set(tag, []);
      byTag.get(tag).push(essay);
    }
  }
  return [...byTag].flatMap(([tag, entries]) => {
    const total = Math.ceil(entries.length / PER_PAGE);
    return Array.from({ length: total }, (_, index) => ({
      tag,
      number: index + 1,
      total,
      entries: entries.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    }));
  });
}

function contents(html) {
  const items = [...html.matchAll(/<h([23]) id="([^"]*)"[^>]*>(.*?)<\/h\1>/g)].map(
    ([, level, id, text]) => `<li class="level-${level}"><a href="#${id}">${text}</a></li>`,
  );
  return items.length ? `<nav class="toc"><ul>${items.join("")}</ul></nav>` : "";
}

export default function (config) {
  config.setQuietMode(true);
  config.addPlugin(syntaxHighlight);
  config.addPlugin(feedPlugin, {
    type: "rss",
    outputPath: "/index.xml",
    collection: { name: "essays", limit: 20 },
    metadata: { language: "zh-Hans", title: "Benchmark", subtitle: "Benchmark", base: "https://bench.example/" },
  });
  config.amendLibrary("md", (md) => md.use(anchor).use(footnote));
  config.addPassthroughCopy("style.css");
  config.addFilter("contents", contents);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addCollection("essays", (api) => {
    const essays = api.getFilteredByGlob("essays/*.md");
    essays.forEach((essay, index) => {
      essay.data.previous = essays[index - 1];
      essay.data.next = essays[index + 1];
    });
    return essays;
  });
  config.addCollection("tagPages", (api) => tagPages(api.getFilteredByGlob("essays/*.md")));
  config.addCollection("allTags", (api) => {
    const tags = api.getFilteredByGlob("essays/*.md").flatMap((essay) => essay.data.tags);
    return [...new Set(tags)].sort();
  });
  return { markdownTemplateEngine: false, dir: { output: "public" } };
}
