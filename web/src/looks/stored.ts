/** How this browser shows the dashboard, whoever uses it. */
export type Looks = {
  theme: "system" | "light" | "dark";
  rail: "wide" | "narrow";
  /** Single keys as shortcuts: some speech and switch software types letters. */
  shortcuts: "on" | "off";
};

const KEY = "payout-engine:looks";
const CHOICES: { [Name in keyof Looks]: readonly Looks[Name][] } = {
  theme: ["system", "light", "dark"],
  rail: ["wide", "narrow"],
  shortcuts: ["on", "off"],
};

/** The first choice of each that is missing or unknown. */
export function readLooks(text: string | null): Looks {
  let stored: Record<string, unknown> = {};
  try {
    stored = Object(JSON.parse(text ?? "{}"));
  } catch {
    // As if there were none.
  }
  const of = <Name extends keyof Looks>(name: Name): Looks[Name] =>
    CHOICES[name].find((it) => it === stored[name]) ?? (CHOICES[name][0] as Looks[Name]);
  return { theme: of("theme"), rail: of("rail"), shortcuts: of("shortcuts") };
}

export function storedLooks(): Looks {
  try {
    return readLooks(localStorage.getItem(KEY));
  } catch {
    return readLooks(null); // the browser keeps nothing
  }
}

export function storeLooks(looks: Looks) {
  try {
    localStorage.setItem(KEY, JSON.stringify(looks));
  } catch {
    // The choice holds until the page is left.
  }
}

/** For the styles, which know the rest. Called before the first paint (start/entry). */
export function applyLooks({ theme, rail }: Looks) {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.rail = rail;
}

/** True for the other tabs' event that tells of a change. */
export function areLooks({ key }: StorageEvent): boolean {
  return key === KEY || key === null;
}
