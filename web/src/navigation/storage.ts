/** What is stored under this name; null also with storage switched off, when even to name it throws. */
export function readStored(storage: () => Storage, name: string): string | null {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

export const ofTab = () => sessionStorage;
export const ofBrowser = () => localStorage;
