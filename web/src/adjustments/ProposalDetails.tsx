import { BalanceAfter } from "../balance/BalanceAfter";
import { FormDialog } from "../forms/FormDialog";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees, parseRupees } from "../money";
import { rupeesInWords } from "../money/rupeesInWords";
import { ChoiceField, TextField } from "../ui";
import { signedPaise } from "./adjustments";
import type { Fields } from "./ProposeAdjustment";
import type { ProposalErrors } from "./useProposal";

type Props = {
  fields: Fields;
  errors: ProposalErrors;
  availablePaise: number | undefined;
  onChange: (edit: Partial<Fields>) => void;
  onContinue: () => void;
};

/** Step 1. Enter goes on to the review, and proposes nothing. */
export function ProposalDetails(props: Props) {
  const { fields, errors, availablePaise, onChange, onContinue } = props;
  const { direction, amount, reason } = fields;
  const parsed = parseRupees(amount);
  return (
    <FormDialog
      title="Propose adjustment"
      submit="Continue"
      isSending={false}
      error={errors.form}
      onSubmit={onContinue}
      wasTyped={direction !== null || amount !== "" || reason !== ""}
    >
      <ForMerchant />
      <ChoiceField
        label="Direction"
        value={direction}
        error={errors.direction}
        onChange={(direction) => onChange({ direction })}
        choices={[
          { value: "CREDIT", label: "Credit", about: "Adds to the balance" },
          { value: "DEBIT", label: "Debit", about: "Takes from the balance" },
        ]}
      />
      <TextField
        label="Amount"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        value={amount}
        error={errors.amountPaise}
        hint={
          parsed.ok
            ? `${formatRupees(parsed.paise)} · ${rupeesInWords(parsed.paise)}`
            : "In rupees, such as 1,25,000.50"
        }
        onChange={(event) => onChange({ amount: event.target.value })}
        className="text-lg"
      />
      <TextField
        label="Reason"
        autoComplete="off"
        value={reason}
        error={errors.reason}
        hint="Up to 500 characters. The merchant reads it in the ledger."
        onChange={(event) => onChange({ reason: event.target.value })}
      />
      <BalanceAfter
        by="adjustment"
        availablePaise={availablePaise}
        changePaise={
          direction && parsed.ok ? signedPaise({ direction, amountPaise: parsed.paise }) : null
        }
      />
    </FormDialog>
  );
}
