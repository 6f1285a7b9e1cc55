import { useId } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
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

type Props = { order: ListedOrder; onEnded: () => void; onClose: () => void };

/**
 * Of an order that waits; one that has made its payout is cancelled there. The focus is on the button that keeps the
 * order. The list draws it, as the row may leave the list meanwhile.
 */
export function CancelOrder({ order, onEnded, onClose }: Props) {
  const about = useId();
  const amount = formatRupees(order.amountPaise);
  const { errors, isSending, send, refuse } = useVerb(CANCEL_ORDER, {
    onDone: (result) => {
      onEnded();
      // Closed without a word it would look cancelled, and it may have been paid.
      if (result.__typename === "PayoutOrderEnded") return refuse({ form: result.message });
      announce("Order cancelled");
      onClose();
    },
  });
  return (
    <FormDialog
      title="Cancel order"
      submit={`Cancel ${amount}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { orderId: order.id } })}
      onClose={onClose}
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
