import { getCollection } from "astro:content";

export const PER_PAGE = 10;

// Newest first. Asked by every page; read and sorted once.
let sorted: ReturnType<typeof read>;

async function read() {
  return (await getCollection("essays")).sort((one, other) => other.data.date.getTime() - one.data.date.getTime());
}

export function essays() {
  return (sorted ??= read());
}

export function day(date: Date) {
  return date.toISOString().slice(0, 10);
}

export async function tags() {
  return [...new Set((await essays()).flatMap((essay) => essay.data.tags))].sort();
}
