import { useState } from "react";
import { newIdempotencyKey, usePolled } from "../api";
import { Done } from "../forms/Done";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { useUnansweredForm } from "../forms/useUnansweredForm";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees, parseRupees } from "../money";
import { Link } from "../navigation/Link";
import { PayeeField } from "../new-payout/PayeeField";
import { isOffered, type OwnAccount } from "../new-payout/usePayoutDraft";
import { fieldTime } from "../time/india";
import { buttonClasses, Dialog, ErrorState, SelectField, SkeletonRows, TextField } from "../ui";
import { FIELDS, faultsOf, type OrderFields, WAITS } from "./orderForm";
import { type Placed, useOrder } from "./useOrder";

const ACCOUNTS = graphql(`
  query OrderAccounts($merchantId: ID!) {
    merchant(id: $merchantId) {
      bankAccounts {
        id
        accountHolderName
        nickname
        accountNumberMasked
        ifscCode
        bankName
        accountType
        createdAt
        retiredAt
      }
    }
  }
`);

/** A payout that is made as soon as the money for it is there. */
export function OrderPayout({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = usePolled(ACCOUNTS, { merchantId }, { everyMs: false });
  const [placed, setPlaced] = useState<Placed | null>(null);
  if (placed) return <OrderPlaced placed={placed} />;
  if (data?.merchant) {
    const accounts = data.merchant.bankAccounts;
    return <OrderForm merchantId={merchantId} accounts={accounts} onPlaced={setPlaced} />;
  }
  return (
    <Dialog title="Pay when the money is there" onClose={closeDialog}>
      {error ? (
        <ErrorState what="the beneficiaries" error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows what="the beneficiaries" count={2} />
      )}
    </Dialog>
  );
}

type FormProps = {
  merchantId: string;
  accounts: OwnAccount[];
  onPlaced: (placed: Placed) => void;
};

function OrderForm({ merchantId, accounts, onPlaced }: FormProps) {
  // The key stays the same until there is an answer: what was sent twice is ordered once.
  const kept = useUnansweredForm(`order of ${merchantId}`);
  const [fields, setFields] = useState<OrderFields>({ ...FIELDS, ...kept.found });
  const [sent, setSent] = useState(() => sentOf(kept.found));
  const order = useOrder({
    onPlaced: (it) => {
      kept.forget();
      onPlaced(it);
    },
    onRefused: () => {
      kept.forget();
      setSent(null);
    },
  });
  const change = (edit: Partial<OrderFields>) => {
    // A choice is told after its event: what is typed meanwhile must not take it back.
    setFields((now) => ({ ...now, ...edit }));
    order.refuse({});
  };
  const submit = () => {
    const wrong = faultsOf(fields, Date.now());
    const parsed = parseRupees(fields.amount);
    if (Object.keys(wrong).length > 0 || !parsed.ok) return order.refuse(wrong);
    const now = sent ?? { key: newIdempotencyKey(), since: Date.now() };
    setSent(now);
    kept.keep({ ...fields, key: now.key, since: String(now.since) });
    order.send({ merchantId, ...now, amountPaise: parsed.paise, fields });
  };
  const now = Date.now();
  return (
    <FormDialog
      title="Pay when the money is there"
      submit="Place order"
      isSending={order.isSending}
      error={order.errors.form}
      wasTyped={kept.found !== null}
      onSubmit={submit}
    >
      <ForMerchant />
      <PayeeField
        accounts={accounts.filter(isOffered)}
        chosen={accounts.find(({ id }) => id === fields.bankAccountId)}
        onChoose={(bankAccountId) => change({ bankAccountId })}
        error={order.errors.bankAccountId}
      />
      <TextField
        label="Amount"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        value={fields.amount}
        error={order.errors.amountPaise}
        onChange={(event) => change({ amount: event.target.value })}
      />
      <TextField
        label="Reference (optional)"
        autoComplete="off"
        value={fields.reference}
        error={order.errors.reference}
        hint="Such as an invoice’s number."
        onChange={(event) => change({ reference: event.target.value })}
      />
      <TextField
        label="Not before (optional)"
        type="datetime-local"
        min={fieldTime(now)}
        value={fields.notBefore}
        error={order.errors.notBefore}
        hint="India’s time. No money is held until then, nor while it waits."
        onChange={(event) => change({ notBefore: event.target.value })}
      />
      <SelectField
        label="Give up after"
        value={fields.waitDays}
        error={order.errors.expiresAt}
        hint="If the money isn’t there by then, nothing is paid."
        onChange={(event) => change({ waitDays: event.target.value })}
      >
        {WAITS.map((days) => (
          <option key={days} value={days}>
            {days === "1" ? "1 day" : `${days} days`}
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}

/** The key of what was sent without an answer, and when that was: sent again, it is the same order. */
function sentOf(found: Record<string, string> | null) {
  return found?.key ? { key: found.key, since: Number(found.since) || Date.now() } : null;
}

function OrderPlaced({ placed }: { placed: Placed }) {
  const amount = formatRupees(placed.amountPaise);
  const to = placed.payoutId
    ? { dialog: null, payout: placed.payoutId }
    : ({ dialog: null, view: "payouts/orders", filters: {} } as const);
  return (
    <Done
      title={placed.payoutId ? "Payout made" : "Order placed"}
      action={
        <Link to={to} className={buttonClasses("primary")}>
          {placed.payoutId ? "View payout" : "View orders"}
        </Link>
      }
    >
      {placed.payoutId
        ? `The money is there: ${amount} is on its way.`
        : `${amount} is paid as soon as the money is there, after the orders before it. Until then no money is held.`}
    </Done>
  );
}
