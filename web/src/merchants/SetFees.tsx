import { useState } from "react";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import type { Rail } from "../gql/graphql";
import { announce } from "../navigation/announcer";
import { ChoiceField, Dialog, ErrorState, SkeletonRows, TextField } from "../ui";
import { FeeSteps } from "./FeeSteps";
import { ForMerchant } from "./ForMerchant";
import { type FeeFaults, type FeeForm, formOf, readForm } from "./feeForm";
import { FOLLOW_DEFAULT, type Plan, SET_FEE_PLAN, useFeeTerms } from "./feeTerms";

const TITLE = "Fees for payouts";
const KINDS: { value: FeeForm["kind"]; label: string; about: string }[] = [
  { value: "own", label: "Its own plan", about: "As set below." },
  { value: "default", label: "The default plan", about: "Changes with it." },
  { value: "nothing", label: "Nothing", about: "No payout is charged." },
];

/** For operators: what a merchant is charged for payouts that are made from now on. */
export function SetFees({ merchantId }: { merchantId: string }) {
  const { terms, isFresh, error, refetch } = useFeeTerms(merchantId);
  const [first, setFirst] = useState<{ plan: Plan | null } | null>(null);
  // It is set as a whole: begun with an older plan, it would undo what somebody else has set meanwhile.
  if (terms && isFresh && !first) setFirst({ plan: terms.plan ?? null });
  if (first) return <Form merchantId={merchantId} before={first.plan} />;
  return (
    <Dialog title={TITLE} onClose={closeDialog}>
      {error ? (
        <ErrorState what="the fees" error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows what="the fees" count={3} />
      )}
    </Dialog>
  );
}

function Form({ merchantId, before }: { merchantId: string; before: Plan | null }) {
  const [form, setForm] = useState(() => formOf(before));
  const [faults, setFaults] = useState<FeeFaults>({});
  const edit = (edited: (now: FeeForm) => Partial<FeeForm>) => {
    setForm((now) => ({ ...now, ...edited(now) }));
    setFaults({});
  };
  const change = (edited: Partial<FeeForm>) => edit(() => edited);
  const onDone = () => {
    announce("Fees set");
    closeDialog();
  };
  const own = useVerb(SET_FEE_PLAN, { onDone });
  const following = useVerb(FOLLOW_DEFAULT, { onDone });
  const submit = () => {
    own.refuse({});
    following.refuse({});
    setFaults({});
    if (form.kind === "default") return following.send({ input: { merchantId } });
    const terms = { merchantId, refundOnReturn: form.isGivenBack };
    if (form.kind === "nothing") return own.send({ input: { ...terms, bands: [] } });
    const read = readForm(form);
    if (read.faults) return setFaults(read.faults);
    own.send({ input: { ...terms, bands: read.bands, gstBasisPoints: read.gstBasisPoints } });
  };
  return (
    <FormDialog
      title={TITLE}
      submit="Set fees"
      isSending={own.isSending || following.isSending}
      error={own.errors.form ?? following.errors.form}
      onSubmit={submit}
    >
      <ForMerchant />
      <p className="text-sm text-pretty text-soft">
        For payouts from now on. What was charged before stays.
      </p>
      <ChoiceField
        label="Charge"
        value={form.kind}
        choices={KINDS}
        onChange={(kind) => change({ kind })}
      />
      {form.kind === "own" && (
        <>
          {Object.entries(form.fees).map(([rail, fee]) => (
            <TextField
              key={rail}
              label={`${rail} fee`}
              prefix="₹"
              inputMode="decimal"
              autoComplete="off"
              value={fee}
              error={faults[rail]}
              hint={rail === "IMPS" ? "Without GST; 0 if it's free." : undefined}
              onChange={({ target }) =>
                edit(({ fees }) => ({ fees: { ...fees, [rail]: target.value } }))
              }
            />
          ))}
          <FeeSteps
            rails={Object.keys(form.fees) as Rail[]}
            steps={form.steps}
            faults={faults}
            onChange={(change) => edit(({ steps }) => ({ steps: change(steps) }))}
          />
          <TextField
            label="GST in percent"
            inputMode="decimal"
            autoComplete="off"
            value={form.gst}
            error={faults.gst}
            onChange={({ target }) => change({ gst: target.value })}
          />
          <label className="flex min-h-11 cursor-pointer items-start gap-3 py-1.5 text-sm">
            <input
              type="checkbox"
              checked={form.isGivenBack}
              onChange={({ target }) => change({ isGivenBack: target.checked })}
              className="mt-1"
            />
            <span>Give the fee back if a paid payout's money comes back</span>
          </label>
        </>
      )}
    </FormDialog>
  );
}
