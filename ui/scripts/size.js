// Fails if the page's JavaScript, compressed, is larger than the limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 80_000;
const DIST = new URL("../dist/", import.meta.url).pathname;

const scripts = readdirSync(DIST, { recursive: true }).filter((name) => /\.m?js$/.test(name));
if (scripts.length === 0) throw new Error("no JavaScript in dist: run `npm run build` first");
const bytes = scripts
  .map((name) => gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length)
  .reduce((sum, size) => sum + size, 0);

console.log(`JavaScript: ${(bytes / 1000).toFixed(1)} kB gzip of ${LIMIT / 1000} kB`);
if (bytes > LIMIT) process.exit(1);
