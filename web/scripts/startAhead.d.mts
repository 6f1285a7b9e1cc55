import type { Plugin } from "vite";
export const startAhead: Plugin;
