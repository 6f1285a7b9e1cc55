import { useId, useState } from "react";
import { usePolled } from "../api";
import { Done } from "../forms/Done";
import { closeDialog, FormDialog } from "../forms/FormDialog";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees, parseRupees } from "../money";
import { Link } from "../navigation/Link";
import { NO_TIME } from "../new-payout/detailRules";
import { PayeeField } from "../new-payout/PayeeField";
import { isOffered, type OwnAccount } from "../new-payout/usePayoutDraft";
import { isToApprove, scheduleText } from "../payouts/scheduleText";
import { fieldTime } from "../time/india";
import {
  Button,
  buttonClasses,
  Dialog,
  ErrorState,
  SelectField,
  SkeletonRows,
  TextField,
} from "../ui";
import { isHalfTyped } from "../ui/isHalfTyped";
import { faultsOf, WAITS } from "./orderForm";
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

const TITLE = "Pay when the money is there";

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
    <Dialog title={TITLE} onClose={closeDialog}>
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
  const order = useOrder(merchantId, onPlaced);
  const { fields, errors, change, isUnanswered } = order;
  const timeId = useId();
  const submit = () => {
    const parsed = parseRupees(fields.amount);
    // What was sent is sent as it was, though its time may have passed since.
    const wrong = isUnanswered ? {} : faultsOf(fields, Date.now());
    if (!isUnanswered && isHalfTyped(timeId)) wrong.notBefore = NO_TIME;
    if (Object.keys(wrong).length > 0 || !parsed.ok) return order.refuse(wrong);
    order.send(parsed.paise);
  };
  return (
    <FormDialog
      title={TITLE}
      submit={isUnanswered ? "Send again" : "Place order"}
      isSending={order.isSending}
      error={errors.form}
      wasTyped={order.wasUnanswered}
      onSubmit={submit}
    >
      <ForMerchant />
      <fieldset disabled={isUnanswered} className="contents">
        <PayeeField
          accounts={accounts.filter(isOffered)}
          chosen={accounts.find(({ id }) => id === fields.bankAccountId)}
          onChoose={(bankAccountId) => change({ bankAccountId })}
          error={errors.bankAccountId}
        />
        <TextField
          label="Amount"
          prefix="₹"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={fields.amount}
          error={errors.amountPaise}
          onChange={(event) => change({ amount: event.target.value })}
        />
        <TextField
          label="Reference (optional)"
          autoComplete="off"
          value={fields.reference}
          error={errors.reference}
          hint="Such as an invoice’s number."
          onChange={(event) => change({ reference: event.target.value })}
        />
        <TextField
          id={timeId}
          label="Not before (optional)"
          type="datetime-local"
          min={fieldTime(Date.now())}
          value={fields.notBefore}
          error={errors.notBefore}
          hint="India’s time. No money is held until then, nor while it waits."
          onChange={(event) => change({ notBefore: event.target.value })}
        />
        <SelectField
          label="Give up after"
          value={fields.waitDays}
          error={errors.expiresAt}
          hint="If the money isn’t there by then, nothing is paid."
          onChange={(event) => change({ waitDays: event.target.value })}
        >
          {WAITS.map((days) => (
            <option key={days} value={days}>
              {days === "1" ? "1 day" : `${days} days`}
            </option>
          ))}
        </SelectField>
      </fieldset>
      {isUnanswered && (
        <Button isSmall className="justify-self-start self-start" onClick={order.forget}>
          I've checked the orders, start over
        </Button>
      )}
    </FormDialog>
  );
}

function OrderPlaced({ placed: { order, payout } }: { placed: Placed }) {
  const amount = formatRupees(order.amountPaise);
  const to = order.payoutId
    ? { dialog: null, payout: order.payoutId }
    : ({ dialog: null, view: "payouts/orders", filters: {} } as const);
  return (
    <Done
      title={order.payoutId ? "Payout made" : "Order placed"}
      action={
        <Link to={to} className={buttonClasses("primary")}>
          {order.payoutId ? "View payout" : "View orders"}
        </Link>
      }
    >
      {order.payoutId
        ? `The money is there: ${amount} ${payout ? fateOf(payout) : "is on its way."}`
        : `${amount} is paid as soon as the money is there, after the orders before it. Until then no money is held.`}
    </Done>
  );
}

function fateOf(payout: NonNullable<Placed["payout"]>): string {
  if (isToApprove(payout)) return "is held, and waits for approval.";
  if (payout.notBefore) return `is held, and sent on ${scheduleText(payout.notBefore)}.`;
  return "is on its way.";
}
