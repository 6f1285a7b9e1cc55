import { ofBrowser, readStored } from "../navigation/storage";

/** Whether this browser awaits exports. Apart from what else is known of them, since every first visit asks. */
export const nameOf = (merchantId: string) => `payout-engine:exports:${merchantId}`;

/** An event of this page's window; other tabs' is "storage". */
const CHANGED = "payout-engine:exports";

export function isAwaited(merchantId: string): boolean {
  return readStored(ofBrowser, nameOf(merchantId)) !== null;
}

export function subscribe(listener: () => void) {
  for (const name of ["storage", CHANGED]) window.addEventListener(name, listener);
  return () => {
    for (const name of ["storage", CHANGED]) window.removeEventListener(name, listener);
  };
}

export function notify() {
  window.dispatchEvent(new Event(CHANGED));
}
