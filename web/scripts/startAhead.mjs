const ENTRY = /\/src\/start\/entry\.ts$/;

/**
 * Loads the chunk of src/start/entry.ts by a tag of its own. The page's main module imports it too, but waits for all
 * that it imports; this one sends the first requests as soon as it is there. (`async`: not even styles delay it.)
 */
export const startAhead = {
  name: "start-ahead",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle, path }) {
      if (path !== "/index.html") return [];
      const chunks = Object.values(bundle ?? {});
      const chunk = chunks.find(({ moduleIds }) => moduleIds?.some((id) => ENTRY.test(id)));
      if (!chunk) return [];
      const attrs = {
        type: "module",
        async: true,
        fetchpriority: "high", // an async script's is low otherwise
        blocking: "render", // it applies the chosen theme
        crossorigin: true,
        src: `/static/${chunk.fileName}`,
      };
      return [{ tag: "script", attrs, injectTo: "head-prepend" }];
    },
  },
};
