/** A name for filters of the payouts' list, kept in this browser, for each user apart. */
export type SavedView = { name: string; filters: Record<string, string> };

export const LONGEST_NAME = 40;
const MOST = 20;

function keyOf(user: string): string {
  return `payouts:views:${user}`;
}

/** What is stored may be another release's, or somebody else's: whatever is no view is left out. */
export function savedViews(user: string): SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isView).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** With this view, in place of one of its name; the newest first. */
export function withView(views: SavedView[], view: SavedView): SavedView[] {
  return [view, ...withoutView(views, view.name)].slice(0, MOST);
}

export function withoutView(views: SavedView[], name: string): SavedView[] {
  return views.filter((it) => it.name !== name);
}

/** False where the browser stores nothing. */
export function storeViews(user: string, views: SavedView[]): boolean {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}

/** Whether the list shows that view: the same filters, whatever their order. */
export function isShown(view: SavedView, filters: Record<string, string>): boolean {
  const names = new Set([...Object.keys(view.filters), ...Object.keys(filters)]);
  return [...names].every((name) => (view.filters[name] ?? "") === (filters[name] ?? ""));
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== "object" || value === null) return false;
  const { name, filters } = value as Partial<SavedView>;
  return (
    typeof name === "string" &&
    name !== "" &&
    name.length <= LONGEST_NAME &&
    typeof filters === "object" &&
    filters !== null &&
    Object.values(filters).every((it) => typeof it === "string")
  );
}
