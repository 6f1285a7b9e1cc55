/**
 * The oldest browsers that the dashboard supports: the last ones of Windows 7 and 8 (Chrome and Edge 109, Firefox ESR
 * 115, checked on 27 November 2026), and Safari 16.4, from which on Tailwind's own styles work. The sentence in
 * index.html, README.md and the `@supports` in src/app/theme.css say the same.
 */
export const OLDEST = { chrome: "109", edge: "109", firefox: "115", safari: "16.4" };

/** For Vite's `build.target`: newer syntax is rewritten for them. */
export const TARGETS = Object.entries(OLDEST).map(([browser, version]) => browser + version);
