import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://bench.example",
  outDir: "./dist",
  cacheDir: "./.cache", // not within node_modules, which the rounds share: a cold build shall find nothing
  trailingSlash: "always",
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: "prism" },
});
