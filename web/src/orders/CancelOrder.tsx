import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button } from "../ui";
import type { ListedOrder } from "./orderList";

const CANCEL_ORDER = graphql(`
  mutation CancelPayoutOrder($input: CancelPayoutOrderInput!) {
    result: cancelPayoutOrder(input: $input) {
      __typename
      ... on PayoutOrderEnded {
        message
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

type Props = { order: ListedOrder; onEnded: () => void };

/** Of an order that waits. One that has made its payout is cancelled there. */
export function CancelOrder(props: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const { state, amountPaise, bankAccount } = props.order;
  if (state !== "WAITING" && !isAsking) return null;
  return (
    <span className="relative">
      <Button
        aria-label={`Cancel the order of ${formatRupees(amountPaise)} to ${bankAccount.accountHolderName}`}
        onClick={() => setIsAsking(true)}
      >
        Cancel
      </Button>
      {isAsking && <AskFirst {...props} onEnd={() => setIsAsking(false)} />}
    </span>
  );
}

/** The focus is on the button that keeps the order. */
function AskFirst({ order, onEnded, onEnd }: Props & { onEnd: () => void }) {
  const about = useId();
  const amount = formatRupees(order.amountPaise);
  const { errors, isSending, send } = useVerb(CANCEL_ORDER, {
    onDone: (result) => {
      announce(result.__typename === "PayoutOrderEnded" ? result.message : "Order cancelled");
      onEnd();
      onEnded();
    },
  });
  return (
    <FormDialog
      title="Cancel order"
      submit={`Cancel ${amount}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { orderId: order.id } })}
      onClose={onEnd}
      leave="Keep order"
      asks={about}
      isStep
    >
      <div id={about} className="grid gap-2 text-sm text-pretty">
        <ForMerchant />
        <p>
          {amount} to {order.bankAccount.accountHolderName} is not paid when the money comes. No
          money was held for it. You can't undo it.
        </p>
      </div>
    </FormDialog>
  );
}
