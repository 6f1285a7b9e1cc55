import type { PayoutPurpose } from "../gql/graphql";
import { PURPOSES } from "../payouts/purpose";
import { scheduleText } from "../payouts/scheduleText";
import { fieldTime, timeOf } from "../time/india";
import { SelectField, TextField } from "../ui";
import { FURTHEST_DAYS, LONGEST_NARRATION, lengthOf } from "./detailRules";
import type { PayoutDraft } from "./usePayoutDraft";

/** Why it is paid: for the merchant's own books, and for the payee's statement. None of it is needed. */
export function DetailFields({ of: payout }: { of: PayoutDraft }) {
  const { draft, errors } = payout;
  const used = lengthOf(draft.narration);
  const sendAt = timeOf(draft.notBefore);
  const now = Date.now();
  return (
    <>
      <TextField
        label="Reference (optional)"
        autoComplete="off"
        spellCheck={false}
        placeholder="INV-201"
        hint="Your own, such as an invoice number."
        value={draft.reference}
        error={errors.reference}
        onChange={(event) => payout.change({ reference: event.target.value })}
      />
      <TextField
        label="Narration (optional)"
        autoComplete="off"
        hint={`For the beneficiary's bank statement. ${used} of ${LONGEST_NARRATION} letters and digits.`}
        value={draft.narration}
        error={errors.narration}
        onChange={(event) => payout.change({ narration: event.target.value })}
      />
      <SelectField
        label="Purpose (optional)"
        value={draft.purpose}
        error={errors.purpose}
        onChange={(event) => payout.change({ purpose: event.target.value as PayoutPurpose | "" })}
      >
        <option value="">Not given</option>
        {PURPOSES.map(([purpose, text]) => (
          <option key={purpose} value={purpose}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Send on (optional)"
        type="datetime-local"
        min={fieldTime(now)}
        max={fieldTime(now + FURTHEST_DAYS * 86_400_000)}
        hint={
          sendAt
            ? `${scheduleText(sendAt)}. The money is held now.`
            : "India's time. The money is held now, and you can cancel until then."
        }
        value={draft.notBefore}
        error={errors.notBefore}
        onChange={(event) => payout.change({ notBefore: event.target.value })}
      />
    </>
  );
}
