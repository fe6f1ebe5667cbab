// All widths of each photograph, by sharp. Usage: node sharp.mjs FROM TO WIDTH,… once|each
// `each`: every width from the file, as the plugins of Astro, Eleventy and Gatsby do; `once`: all from one decoding.
import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import sharp from "sharp";

const [source, target, list, way] = process.argv.slice(2);
const widths = list.split(",").map(Number);
const photos = (await readdir(source)).sort();
sharp.cache(false);

async function write(picture, name, width) {
  await picture.resize(width).webp({ quality: 80, effort: 4 }).toFile(join(target, `${name}.${width}.webp`));
}

async function each(name) {
  for (const width of widths) await write(sharp(join(source, name)).autoOrient(), name, width);
}

async function once(name) {
  const file = sharp(join(source, name)).autoOrient().resize(widths[0]).raw();
  const { data, info } = await file.toBuffer({ resolveWithObject: true });
  for (const width of widths) await write(sharp(data, { raw: info }), name, width);
}

async function work() {
  for (let name; (name = photos.shift()); ) await (way === "once" ? once : each)(name);
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
