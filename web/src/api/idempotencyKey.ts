/** A random UUID. crypto.randomUUID exists only over https or on localhost; getRandomValues exists always. */
export function newIdempotencyKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  // In this pattern x is any hexadecimal digit and y one of 8, 9, a, b: RFC 9562, version 4.
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(36));
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (kind, at: number) => {
    const digit = (bytes[at] ?? 0) & 15;
    return (kind === "x" ? digit : (digit & 3) | 8).toString(16);
  });
}
