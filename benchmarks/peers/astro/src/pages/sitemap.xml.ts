import { getCollection } from "astro:content";
import { day, essays, tags } from "../essays";

export async function GET({ site }) {
  const entry = (path: string, date?: Date) =>
    `<url><loc>${new URL(path, site)}</loc>${date ? `<lastmod>${day(date)}</lastmod>` : ""}</url>`;
  const urls = [
    entry("/"),
    ...(await essays()).map((essay) => entry(`/essays/${essay.id}/`, essay.data.date)),
    ...(await getCollection("members")).map((member) => entry(`/members/${member.id}/`)),
    ...(await tags()).map((tag) => entry(`/tags/${tag}/`)),
  ];
  const space = "http://www.sitemaps.org/schemas/sitemap/0.9";
  return new Response(`<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="${space}">\n${urls.join("\n")}\n</urlset>`);
}
