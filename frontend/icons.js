// Copies the shapes of the icons named in kesher/core/icons.json, and of those named on the command line, out of
// Tabler's set: npm run icons -- calendar-time
import { readFileSync, writeFileSync } from "node:fs";

const kept = new URL("../kesher/core/icons.json", import.meta.url);
const set = new URL("../node_modules/@tabler/icons/icons/", import.meta.url);
const fileOf = (name) => (name.endsWith("-filled") ? `filled/${name.slice(0, -7)}.svg` : `outline/${name}.svg`);
const shape = (name) => {
  const drawn = readFileSync(new URL(fileOf(name), set), "utf8");
  return [...drawn.matchAll(/<path(?![^>]*stroke="none")[^>]*\sd="([^"]+)"/g)].map((found) => found[1]).join("");
};
const names = new Set([...Object.keys(JSON.parse(readFileSync(kept, "utf8"))), ...process.argv.slice(2)]);
const lines = [...names].sort().map((name) => `${JSON.stringify(name)}:${JSON.stringify(shape(name))}`);
writeFileSync(kept, `{${lines.join(",\n")}}\n`);
