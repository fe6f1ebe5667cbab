import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const essays = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/content/essays" }),
  schema: z.object({
    title: z.string(),
    date: z.coerce.date(),
    lang: z.string(),
    summary: z.string(),
    tags: z.array(z.string()),
    author: z.object({ slug: z.string(), name: z.string() }),
    series: z.string().optional(),
    part: z.number().optional(),
  }),
});

const members = defineCollection({
  loader: glob({ pattern: "*.md", base: "./src/content/members" }),
  schema: z.object({
    title: z.string(),
    name_latin: z.string(),
    headline: z.string(),
    city: z.string(),
    offers: z.array(z.string()),
    asks: z.array(z.object({ topic: z.string(), text: z.string(), since: z.string() })),
    links: z.array(z.object({ platform: z.string(), url: z.string() })),
    vouches: z.array(z.object({ for: z.string(), name: z.string(), why: z.string() })).default([]),
    accepts: z.array(z.string()).default([]),
  }),
});

export const collections = { essays, members };
