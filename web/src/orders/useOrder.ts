import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import { timeOf } from "../time/india";
import { expiryOf, type OrderFields } from "./orderForm";

const ORDER_PAYOUT = graphql(`
  mutation OrderPayout($input: OrderPayoutInput!) {
    result: orderPayout(input: $input) {
      __typename
      ... on OrderPayoutSuccess {
        order {
          id
          amountPaise
          payoutId
        }
      }
      ... on IdempotencyConflict {
        message
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const REFUSED = ["bankAccountId", "amountPaise", "reference", "notBefore", "expiresAt"] as const;

export type Placed = { amountPaise: number; payoutId: string | null };

type Use = { onPlaced: (placed: Placed) => void; onRefused: () => void };
type Sent = {
  merchantId: string;
  key: string;
  since: number;
  amountPaise: number;
  fields: OrderFields;
};

/** Safe to send again: the key is the same until there is an answer. */
export function useOrder({ onPlaced, onRefused }: Use) {
  const verb = useVerb(ORDER_PAYOUT, {
    fields: REFUSED,
    onDone: (result) => {
      if (result.__typename === "OrderPayoutSuccess") {
        const { amountPaise, payoutId = null } = result.order;
        onPlaced({ amountPaise, payoutId });
      } else {
        onRefused();
        verb.refuse({ form: result.message });
      }
    },
  });
  const send = ({ merchantId, key, since, amountPaise, fields }: Sent) => {
    const { bankAccountId, reference, notBefore, waitDays } = fields;
    const at = timeOf(notBefore);
    verb.send({
      input: {
        merchantId,
        idempotencyKey: key,
        amountPaise,
        bankAccountId,
        ...(reference.trim() && { reference: reference.trim() }),
        ...(at && { notBefore: at }),
        ...(waitDays !== "4" && { expiresAt: new Date(expiryOf(fields, since)).toISOString() }),
      },
    });
  };
  return { ...verb, send };
}
