import { useRef, useState } from "react";
import { newIdempotencyKey, Refused, useSend } from "../api";
import { type FormErrors, failedForm, refusedField } from "../forms/refusal";
import { useUnansweredForm } from "../forms/useUnansweredForm";
import { graphql } from "../gql";
import type { OrderPayoutMutation } from "../gql/graphql";
import { timeOf } from "../time/india";
import { expiryOf, FIELDS, type OrderFields, type SentOrder, storedOrder } from "./orderForm";

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
        payout {
          id
          nextAction
          notBefore
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
type Errors = FormErrors<(typeof REFUSED)[number]>;

export type Placed = Extract<OrderPayoutMutation["result"], { __typename: "OrderPayoutSuccess" }>;

const UNSURE = "We couldn't confirm this order. Send it again: it's placed only once.";

/**
 * Places an order under a key that outlives a reload. Until the server has said what became of it the form keeps what
 * was sent, and sends that alone: with another key, or with other contents, it would be a second order.
 */
export function useOrder(merchantId: string, onPlaced: (placed: Placed) => void) {
  const kept = useUnansweredForm(`order of ${merchantId}`);
  const [sent, setSent] = useState<SentOrder | null>(() => storedOrder(kept.found));
  const [fields, setFields] = useState<OrderFields>(sent?.fields ?? FIELDS);
  const [errors, setErrors] = useState<Errors>(sent ? { form: UNSURE } : {});
  const ordering = useSend(ORDER_PAYOUT);
  // State lags until the next render; a ref stops a second click in the same moment.
  const isBusy = useRef(false);

  const forget = () => {
    setSent(null);
    setErrors({});
    kept.forget();
  };

  const send = (amountPaise: number) => {
    if (isBusy.current) return;
    isBusy.current = true;
    const isAgain = sent !== null;
    const now = sent ?? { fields, key: newIdempotencyKey(), since: Date.now() };
    setErrors({});
    setSent(now);
    kept.keep({ ...now.fields, key: now.key, since: String(now.since) });
    ordering.mutate(
      { input: inputOf(merchantId, amountPaise, now) },
      {
        onSettled: () => {
          isBusy.current = false;
        },
        onError: (error) => {
          // A refusal with a code of its own is certain of this request, though not of the one before it.
          const isCertain =
            error instanceof Refused && error.code && error.code !== "INTERNAL_ERROR";
          if (isCertain && !isAgain) forget();
          setErrors(failedForm(error, UNSURE));
        },
        onSuccess: ({ result }) => {
          forget();
          if (result.__typename === "OrderPayoutSuccess") onPlaced(result);
          else if (result.__typename === "IdempotencyConflict")
            setErrors({ form: `${result.message} Look at the orders before you place another.` });
          else setErrors(refusedField(result, REFUSED));
        },
      },
    );
  };

  return {
    fields,
    errors,
    isSending: ordering.isPending,
    /** Sent before, and without an answer. */
    isUnanswered: sent !== null && !ordering.isPending,
    wasUnanswered: kept.found !== null,
    // A choice is told after its event: what is typed meanwhile must not take it back.
    change: (edit: Partial<OrderFields>) => {
      setFields((now) => ({ ...now, ...edit }));
      setErrors({});
    },
    refuse: setErrors,
    send,
    /** The reader has looked: what was sent is there or not, and the next order is another one. */
    forget,
  };
}

function inputOf(merchantId: string, amountPaise: number, { key, since, fields }: SentOrder) {
  const { bankAccountId, reference, notBefore, waitDays } = fields;
  const at = timeOf(notBefore);
  return {
    merchantId,
    idempotencyKey: key,
    amountPaise,
    bankAccountId,
    ...(reference.trim() && { reference: reference.trim() }),
    ...(at && { notBefore: at }),
    ...(waitDays !== "4" && { expiresAt: new Date(expiryOf(fields, since)).toISOString() }),
  };
}
