import { PageFault } from "../api";
import { download } from "../api/download";
import { restJson } from "../api/restJson";
import { firstFault, type Head, isSigned, type LinkedEntry, type PublicKeys } from "./chain";

/** The server's limit for one call. */
const MOST_CHECKED = 5000;

export type ChainResult = {
  head: Head;
  /** The first entry that was looked at. */
  from: number;
  /** In the reader's words, or null. */
  fault: string | null;
  isSigned: boolean | null;
};

/** Checks the newest entries against the ledger's head, in this browser. Throws an ApiError. */
export async function checkChain(merchantId: string): Promise<ChainResult> {
  if (!globalThis.crypto?.subtle) {
    throw new PageFault("This browser checks links over https only.");
  }
  const named = new URLSearchParams({ merchant_id: merchantId });
  const head = await restJson<Head>("GET", `/api/v1/ledger_head/?${named}`);
  const keys = await restJson<PublicKeys>("GET", "/.well-known/payout-ledger-keys.json");
  const after = Math.max(0, head.sequence - MOST_CHECKED);
  const limit = String(Math.max(1, head.sequence - after));
  const parameters = { merchant_id: merchantId, after: String(after), limit };
  const { file } = await download("/api/v1/ledger/export/", parameters);
  const entries = linesOf(await file.text());
  const broken = await firstFault(entries);
  const signed = await isSigned(head, keys);
  return { head, from: after + 1, isSigned: signed, fault: faultOf(entries, head, broken, signed) };
}

function linesOf(text: string): LinkedEntry[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function faultOf(
  entries: LinkedEntry[],
  head: Head,
  broken: number | null,
  signed: boolean | null,
) {
  if (broken !== null)
    return `The link of entry ${broken} does not follow from the entry before it.`;
  if (head.sequence > 0 && entries.at(-1)?.link !== head.link) {
    return "The signed head is not the ledger's last link.";
  }
  return signed === false ? "The head is not signed with a published key." : null;
}
