import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { decimalRupees, formatRupees, parseRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, Card, TextField } from "../ui";
import { SET_LIMIT } from "./team";

type Props = { merchantId: string; abovePaise: number | null };

/** From which amount on a person who pays gives a code again. */
export function LimitCard({ merchantId, abovePaise }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card
      title="Large payouts"
      action={
        <Button isSmall onClick={() => setIsOpen(true)} aria-label="Change amount">
          Change
        </Button>
      }
    >
      <p className="text-sm text-pretty text-soft">
        {abovePaise === null ? (
          "Whoever is signed in pays any amount without being asked again."
        ) : (
          <>
            Whoever pays more than{" "}
            <span className="font-medium text-ink tabular-nums">{formatRupees(abovePaise)}</span> at
            once gives a code from their app first. API keys aren't asked.
          </>
        )}
      </p>
      {isOpen && <LimitForm {...{ merchantId, abovePaise }} onClose={() => setIsOpen(false)} />}
    </Card>
  );
}

function LimitForm({ merchantId, abovePaise, onClose }: Props & { onClose: () => void }) {
  const [amount, setAmount] = useState(abovePaise === null ? "" : decimalRupees(abovePaise));
  const { errors, isSending, send, refuse } = useVerb(SET_LIMIT, {
    fields: ["abovePaise"] as const,
    onDone: () => {
      announce("Amount changed");
      onClose();
    },
  });
  const submit = () => {
    if (!amount.trim()) return send({ input: { merchantId, abovePaise: null } });
    const parsed = parseRupees(amount);
    if (!parsed.ok) return refuse({ abovePaise: parsed.reason });
    send({ input: { merchantId, abovePaise: parsed.paise } });
  };
  return (
    <FormDialog
      title="Ask for a code"
      submit="Save"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
      onClose={onClose}
      isStep
    >
      <TextField
        label="Ask above"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="1,00,000.00"
        value={amount}
        error={errors.abovePaise}
        hint="Leave it empty to ask nobody. Whoever has no two-step sign-in has to set it up before paying more."
        onChange={(event) => setAmount(event.target.value)}
      />
    </FormDialog>
  );
}
