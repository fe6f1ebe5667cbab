import { essays } from "../essays";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escaped(text: string) {
  return text.replace(/[&<>]/g, (sign) => ESCAPES[sign]);
}

export async function GET({ site }) {
  const items = (await essays()).slice(0, 20).map((essay) => {
    const address = new URL(`/essays/${essay.id}/`, site);
    return `<item>
<title>${escaped(essay.data.title)}</title>
<link>${address}</link>
<guid>${address}</guid>
<pubDate>${essay.data.date.toUTCString()}</pubDate>
<description>${escaped(essay.rendered.html)}</description>
</item>`;
  });
  const head = `<title>Benchmark</title>\n<link>${site}</link>\n<description>Benchmark</description>`;
  const text = `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>\n${head}\n${items.join("\n")}\n</channel></rss>`;
  return new Response(text);
}
