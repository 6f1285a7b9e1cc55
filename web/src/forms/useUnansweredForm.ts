import { useState } from "react";

/** Keeps a form's sent but unanswered fields in this tab, across a reload. */
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
    // Without storage the fields are lost on a reload, no more.
  }
}
