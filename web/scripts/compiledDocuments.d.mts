import type { Plugin } from "vite";
export const compiledDocuments: Plugin;
export function generatedDocuments(): Map<string, string>;
export function compile(code: string, documents: Map<string, string>): string | undefined;
