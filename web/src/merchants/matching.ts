/** The merchants whose name or e-mail contains every word of the search, ignoring case and accents. */
export function matching<M extends { name: string; email: string }>(
  merchants: M[],
  search: string,
): M[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return merchants.filter(({ name, email }) => {
    const text = plain(`${name} ${email}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
