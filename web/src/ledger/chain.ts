/** A line of `/api/v1/ledger/export/`: all that the entry's link is made of. */
export type LinkedEntry = {
  merchant_id: string;
  sequence: number;
  id: string;
  entry_type: string;
  amount_paise: number;
  payout_id: string | null;
  reference: string | null;
  description: string;
  created_at: string;
  link: string;
};

export type Head = {
  merchant_id: string;
  sequence: number;
  link: string;
  available_paise: number;
  held_paise: number;
  issued_at: string;
  key_id: string;
  signature: string;
};

export type PublicKeys = { keys: { key_id: string; public_key: string }[] };

const UTF8 = new TextEncoder();

/** The number of the first entry whose link does not follow from it and the one before, or null. Where the list does
 * not begin with the ledger's first entry, its own first one is only followed. (docs/proofs.md has the formats.) */
export async function firstFault(entries: LinkedEntry[]): Promise<number | null> {
  let before = entries[0];
  if (!before) return null;
  const genesis = bytes(await hash(UTF8.encode(`payout ledger v1\n${before.merchant_id}`)));
  if (before.sequence === 1 && (await linkOf(genesis, before)) !== before.link) return 1;
  for (const entry of entries.slice(1)) {
    const follows = entry.sequence === before.sequence + 1;
    if (!follows || (await linkOf(bytes(before.link), entry)) !== entry.link) return entry.sequence;
    before = entry;
  }
  return null;
}

/** Null where this browser has no Ed25519. */
export async function isSigned(head: Head, keys: PublicKeys): Promise<boolean | null> {
  const key = keys.keys.find((it) => it.key_id === head.key_id);
  if (!key) return false;
  const said = ["head v1", head.merchant_id, head.sequence, head.link];
  const text = [...said, head.available_paise, head.held_paise, head.issued_at].join("\n");
  try {
    const usage: KeyUsage[] = ["verify"];
    const raw = bytes(key.public_key);
    const known = await crypto.subtle.importKey("raw", raw, "Ed25519", false, usage);
    return await crypto.subtle.verify("Ed25519", known, bytes(head.signature), UTF8.encode(text));
  } catch {
    return null;
  }
}

async function linkOf(previous: Uint8Array, entry: LinkedEntry): Promise<string> {
  const said = [
    "v1",
    entry.merchant_id,
    entry.sequence,
    entry.id,
    entry.entry_type,
    entry.amount_paise,
    entry.payout_id ?? "-",
    entry.created_at,
    await hash(UTF8.encode(entry.reference ?? "")),
    await hash(UTF8.encode(entry.description)),
  ];
  return hash(new Uint8Array([...previous, ...UTF8.encode(said.join("\n"))]));
}

async function hash(of: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", of);
  return Array.from(new Uint8Array(digest), (octet) => octet.toString(16).padStart(2, "0")).join(
    "",
  );
}

function bytes(hexadecimal: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
