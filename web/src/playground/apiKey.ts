const KEY = /^payout_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}$/;

/** The key in a pasted text, which may be a whole header; null if there is none. */
export function keyIn(text: string): string | null {
  const key = text
    .trim()
    .replace(/^authorization:\s*/i, "")
    .replace(/^bearer\s+/i, "")
    .trim();
  return KEY.test(key) ? key : null;
}

/** `payout_3xKq9TfLw2Rz_…`: what may be seen of it. */
export function shownKey(key: string): string {
  return `${key.slice(0, key.lastIndexOf("_"))}_…`;
}
