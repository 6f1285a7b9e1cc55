import { useMemo, useState } from "react";
import { newIdempotencyKey } from "../api";
import { accountName } from "../bank-accounts/accountName";
import { inOrder, shelfOf, useAccounts } from "../bank-accounts/accounts";
import { formatRupees } from "../money";
import { classes, SelectField } from "../ui";
import { CopyBlock } from "./CopyBlock";
import type { NewKey } from "./SecretShown";
import { LANGUAGES, type Language, snippet } from "./snippets";

const AMOUNT_PAISE = 100;

/** A first request with the new key, ready to paste: a payout, or the balance if the key can't pay. */
export function FirstCall({ made, merchantId }: { made: NewKey; merchantId: string }) {
  const [language, setLanguage] = useState<Language>("curl");
  const [chosen, setChosen] = useState<string | null>(null);
  const accounts = inOrder(useAccounts(merchantId).data?.merchant?.bankAccounts ?? []).filter(
    (account) => shelfOf(account) === "active",
  );
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const mayPay = made.key.scopes.includes("PAYOUTS");
  // Another account is another payout, which needs a key of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew for each account.
  const idempotencyKey = useMemo(newIdempotencyKey, [account?.id]);
  if (mayPay && !account) {
    return (
      <p className="text-sm text-soft">Add a beneficiary, and the API reference has the rest.</p>
    );
  }
  const payout = mayPay &&
    account && { bankAccountId: account.id, amountPaise: AMOUNT_PAISE, idempotencyKey };
  const call = { origin: window.location.origin, secret: made.secret, ...(payout && { payout }) };
  return (
    <div className="grid min-w-0 gap-3 border-t border-line pt-4">
      <div className="grid gap-1">
        <h3 className="font-semibold">{payout ? "Your first payout" : "Your first request"}</h3>
        <p className="text-sm text-pretty text-soft">
          {payout
            ? `Running this pays ${formatRupees(AMOUNT_PAISE)}. Running it again pays nothing more: the Idempotency-Key is the same.`
            : "Running this reads the balance."}
        </p>
      </div>
      {payout && (
        <SelectField
          label="Pay to"
          value={payout.bankAccountId}
          onChange={(event) => setChosen(event.target.value)}
        >
          {accounts.map((it) => (
            <option key={it.id} value={it.id}>
              {accountName(it)}
            </option>
          ))}
        </SelectField>
      )}
      <Languages value={language} onChange={setLanguage} />
      <CopyBlock
        label={`${language} to paste`}
        what={`${language} request`}
        text={snippet(language, call)}
      />
    </div>
  );
}

function Languages({ value, onChange }: { value: Language; onChange: (value: Language) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Language</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          aria-pressed={language === value}
          onClick={() => onChange(language)}
          className={classes(
            "min-h-9 rounded-lg px-3 text-sm font-medium pointer-coarse:min-h-11",
            language === value
              ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
              : "text-soft hover:bg-hover hover:text-ink",
          )}
        >
          {language}
        </button>
      ))}
    </fieldset>
  );
}
