export const OLDEST: Record<string, string>;
export const TARGETS: string[];
