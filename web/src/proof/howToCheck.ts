/** The commands of docs/proofs.md, for this merchant. */
export function howToCheck(origin: string, merchantId: string): string {
  const named = `merchant_id=${merchantId}`;
  return [
    `API=${origin}/api/v1 KEY="Authorization: Bearer …"`,
    "AFTER=0; : > ledger.jsonl",
    `while curl -s -H "$KEY" "$API/ledger/export/?${named}&after=$AFTER" > part.jsonl && [ -s part.jsonl ]; do`,
    "  cat part.jsonl >> ledger.jsonl; AFTER=$(wc -l < ledger.jsonl)",
    "done",
    `curl -s ${origin}/.well-known/payout-ledger-keys.json > keys.json`,
    "python3 docs/verify_ledger_export.py ledger.jsonl keys.json ledger-head-….json",
  ].join("\n");
}
