import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * GraphiQL's stylesheet carries 34 fonts as data: URIs, 360 of its 418 kB.
 * The playground uses the system's fonts and needs no `font-src data:`.
 */
const withoutGraphiQLFonts: Plugin = {
  name: "without-graphiql-fonts",
  enforce: "pre",
  transform: {
    filter: { id: /graphiql\/dist\/style\.css$/ },
    handler: (css) => css.replace(/@font-face\s*\{[^}]*\}/g, ""),
  },
};

const API_ORIGIN = process.env.API_ORIGIN ?? "http://127.0.0.1:8000";

const IN_BOTH_PAGES =
  /vite[\\/](preload-helper|modulepreload-polyfill)|src[\\/]api[\\/](csrfToken|idempotencyKey)/;

export default defineConfig({
  // Django serves dist/ at /static/.
  base: "/static/",
  plugins: [react(), tailwind(), withoutGraphiQLFonts],
  resolve: {
    // The original adds <style> elements, which the policy refuses.
    alias: { "react-style-singleton": page("src/playground/styleSingleton.ts") },
  },
  build: {
    rolldownOptions: {
      input: { dashboard: page("index.html"), playground: page("playground.html") },
      // GraphiQL's dependencies contain "use client", which means nothing in a browser bundle.
      checks: { moduleLevelDirective: false },
      output: {
        // GraphiQL titles its icons after its functions: minified, "close icon" would read "zs icon".
        keepNames: true,
        // Without groups every module shared by two lazy views becomes a file: 13 at first load.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            // The modules that the playground shares with the dashboard.
            { name: "session", test: IN_BOTH_PAGES, priority: 1 },
            { name: "shared", test: /src[\\/](api|app|gql|money|navigation|ui)[\\/]/ },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1100,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/graphql/": API_ORIGIN, "/session/": API_ORIGIN },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testSetup.ts"],
    testTimeout: 60_000,
  },
});
