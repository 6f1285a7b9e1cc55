import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { TARGETS } from "./scripts/browsers.mjs";
import { compiledDocuments } from "./scripts/compiledDocuments.mjs";
import { startAhead } from "./scripts/startAhead.mjs";

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

const DASHBOARD = {
  input: { dashboard: page("index.html") },
  output: {
    // Without groups every module shared by two lazy views becomes a file: 13 at first load.
    codeSplitting: {
      groups: [
        // With all that it imports: this chunk needs no other.
        { name: "start", test: /src[\\/]start[\\/]entry\.ts$/, priority: 1 },
        { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
        // Without what no first visit needs, and no index.ts names: a chunk takes all that its modules import.
        {
          name: "shared",
          test: /src[\\/](?!app[\\/](Preferences|FirstStepsCard)\.|api[\\/](download|upload|restJson)\.|money[\\/]rupeesInWords\.|ui[\\/]saveFile\.)(api|app|gql|money|navigation|time|ui)[\\/]/,
        },
      ],
    },
  },
};

/** Built apart, with `--mode playground`: names kept for its sake cost the dashboard 9 kB. */
const PLAYGROUND = {
  input: { playground: page("playground.html") },
  // GraphiQL's dependencies contain "use client", which means nothing in a browser bundle.
  checks: { moduleLevelDirective: false },
  // GraphiQL titles its icons after its functions: minified, "close icon" would read "zs icon".
  output: { keepNames: true },
};

export default defineConfig(({ command, mode }) => ({
  // Django serves dist/ at /static/. The development server answers every path of the dashboard with the page itself.
  base: command === "build" ? "/static/" : "/",
  plugins: [react(), tailwind(), withoutGraphiQLFonts, compiledDocuments, startAhead],
  resolve: {
    // The original adds <style> elements, which the policy refuses.
    alias: { "react-style-singleton": page("src/playground/styleSingleton.ts") },
  },
  build: {
    target: TARGETS,
    emptyOutDir: mode !== "playground",
    rolldownOptions: mode === "playground" ? PLAYGROUND : DASHBOARD,
    chunkSizeWarningLimit: 1100,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/graphql/": API_ORIGIN, "/session/": API_ORIGIN },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    setupFiles: ["src/testSetup.ts"],
    testTimeout: 60_000,
  },
}));
