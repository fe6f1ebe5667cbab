// Print when the events of calendars take place, as ical.js reads them: JSON, UID -> seconds since 1970-01-01T00:00Z.
// Arguments: the library, the last year to read, and the calendars.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [library, until, ...paths] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library));
const times = {};
for (const path of paths) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf-8")));
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const found = (times[`${basename(path)} ${event.uid}`] = []);
    const occurrences = event.iterator();
    for (let time = occurrences.next(); time && time.year <= Number(until); time = occurrences.next()) {
      found.push(time.toUnixTime());
    }
  }
}
console.log(JSON.stringify(times));
