import { resolve } from "node:path";
import { defineConfig } from "vite";

const here = import.meta.dirname;
const entry = (name) => resolve(here, "frontend", name);

// One sheet for both directions: Tabler 1.6 and our own rules name sides by start and end.
export default defineConfig({
  root: entry("."),
  base: "/static/dist/",
  publicDir: false,
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: [resolve(here, "node_modules")] } } },
  build: {
    outDir: resolve(here, "kesher/static/dist"),
    emptyOutDir: false, // a server that is running still knows the former names
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    cssTarget: ["chrome123", "firefox121", "safari17.5"], // these know light-dark()
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { main: entry("main.js"), diary: entry("diary.js"), kesher: entry("kesher.scss") },
      checks: { eval: false }, // htmx's own; switched off by allowEval
    },
  },
});
