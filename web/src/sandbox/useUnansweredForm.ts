import { useState } from "react";

/** What a form sent and has no answer to yet, kept in this tab over a reload. */
export function useUnansweredForm(name: string) {
  const [found] = useState(() => read(name));
  return {
    found,
    keep: (fields: Record<string, string>) =>
      attempt(() => sessionStorage.setItem(name, JSON.stringify(fields))),
    forget: () => attempt(() => sessionStorage.removeItem(name)),
  };
}

function read(name: string): Record<string, string> | null {
  try {
    const fields: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
    return typeof fields === "object" ? (fields as Record<string, string> | null) : null;
  } catch {
    return null;
  }
}

function attempt(store: () => void) {
  try {
    store();
  } catch {
    // Storage that is switched off costs only the memory over a reload.
  }
}
