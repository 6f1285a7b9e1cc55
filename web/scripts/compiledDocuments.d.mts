import type { Plugin } from "vite";
export const compiledDocuments: Plugin;
export function compile(code: string): string | undefined;
