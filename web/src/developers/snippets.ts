/** A request ready to paste, with a real key in it. It is built here and shown: never stored, logged or put into a link. */
export type Call = {
  /** `https://payouts.example` */
  origin: string;
  secret: string;
  /** The payout to make; without one the call reads the balance. */
  payout?: { bankAccountId: string; amountPaise: number; idempotencyKey: string };
};

export const LANGUAGES = ["curl", "Python", "Node"] as const;
export type Language = (typeof LANGUAGES)[number];

const WRITERS: Record<Language, (call: Call) => string> = {
  curl: inCurl,
  Python: inPython,
  Node: inNode,
};

export function snippet(language: Language, call: Call): string {
  return WRITERS[language](call);
}

function inCurl(call: Call): string {
  const lines = Object.entries(headers(call)).map(([name, value]) => `-H '${name}: ${value}'`);
  const body = call.payout ? [`-d '${json(call.payout)}'`] : [];
  return [`curl -i ${address(call)}`, ...lines, ...body].join(" \\\n  ");
}

function inPython(call: Call): string {
  return `import urllib.request

request = urllib.request.Request(
    "${address(call)}",
    headers={
${lines(headers(call), "        ")}
    },${call.payout ? `\n    data=b'${json(call.payout)}',` : ""}
)
print(urllib.request.urlopen(request).read().decode())`;
}

function inNode(call: Call): string {
  return `fetch("${address(call)}", {
  ${call.payout ? `method: "POST",\n  ` : ""}headers: {
${lines(headers(call), "    ")}
  },${call.payout ? `\n  body: '${json(call.payout)}',` : ""}
})
  .then((response) => response.text())
  .then(console.log);`;
}

function address({ origin, payout }: Call): string {
  return `${origin}/api/v1/${payout ? "payouts" : "balance"}/`;
}

function headers({ secret, payout }: Call): Record<string, string> {
  const authorization = { Authorization: `Bearer ${secret}` };
  if (!payout) return authorization;
  return {
    ...authorization,
    "Idempotency-Key": payout.idempotencyKey,
    "Content-Type": "application/json",
  };
}

/** Its values are an integer and a UUID: no quote of theirs can end the one around it. */
function json({ amountPaise, bankAccountId }: NonNullable<Call["payout"]>): string {
  return `{"amount_paise": ${amountPaise}, "bank_account_id": "${bankAccountId}"}`;
}

function lines(fields: Record<string, string>, indent: string): string {
  return Object.entries(fields)
    .map(([name, value]) => `${indent}"${name}": "${value}",`)
    .join("\n");
}
