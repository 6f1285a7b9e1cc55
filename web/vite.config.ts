import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * GraphiQL's stylesheet carries 34 fonts as data: URIs, 360 of its 418 kB.
 * The playground uses the reader's own fonts, and needs no `font-src data:`.
 */
const withoutGraphiQLFonts: Plugin = {
  name: "without-graphiql-fonts",
  enforce: "pre",
  transform: {
    filter: { id: /graphiql\/dist\/style\.css$/ },
    handler: (css) => css.replace(/@font-face\s*\{[^}]*\}/g, ""),
  },
};

export default defineConfig({
  // Django serves dist/ at /static/.
  base: "/static/",
  plugins: [react(), withoutGraphiQLFonts],
  build: {
    rolldownOptions: {
      input: { playground: page("playground.html") },
      // GraphiQL's dependencies are full of "use client", which means nothing in a browser bundle.
      checks: { moduleLevelDirective: false },
      // GraphiQL titles its icons after its functions: "close icon" without this reads "zs icon".
      output: { keepNames: true },
    },
    chunkSizeWarningLimit: 1100,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/graphql/": "http://127.0.0.1:8000" },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
