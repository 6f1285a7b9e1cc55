import { useEffect, useMemo, useRef, useState } from "react";
import { newIdempotencyKey } from "../api";
import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { graphql } from "../gql";
import type { BatchProgressFragment } from "../gql/graphql";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { Button, buttonClasses, LONG_TEXT } from "../ui";
import { useArmed } from "../ui/useArmed";
import { BatchExport } from "./BatchExport";
import type { Batch } from "./BatchPage";
import { hasUnpaid, missingOf } from "./progress";

const PAY_AGAIN = graphql(`
  mutation PayBatchAgain($input: PayPayoutBatchInput!) {
    result: payPayoutBatch(input: $input) {
      __typename
      ... on PayPayoutBatchSuccess {
        created
        refused
      }
      ... on ValidationError {
        message
        field
      }
    }
  }
`);

const RETRY_FAILED = graphql(`
  mutation RetryPayoutBatch($input: RetryPayoutBatchInput!) {
    result: retryPayoutBatch(input: $input) {
      __typename
      ... on RetryPayoutBatchSuccess {
        batch {
          id
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

type Props = { batch: Batch; progress: BatchProgressFragment };

/** What can be done about a batch: pay what is missing, begin anew with what failed, look at its payouts, save it. */
export function BatchActions({ batch, progress }: Props) {
  const mayPay = useMay("PAYOUTS");
  const [isAsking, setIsAsking] = useState(false);
  const missing = missingOf(progress);
  // A retry has one id, however often it is sent.
  const retryId = useMemo(newIdempotencyKey, []);
  const pay = useVerb(PAY_AGAIN, {
    onDone: ({ created, refused }) => {
      setIsAsking(false);
      announce(refused > 0 ? `${created} payouts made, ${refused} not` : `${created} payouts made`);
    },
  });
  const retry = useVerb(RETRY_FAILED, {
    onDone: (result) => {
      if (result.__typename === "IdempotencyConflict") retry.refuse({ form: result.message });
      else go({ item: result.batch.id, filters: {} });
    },
  });
  const isBusy = pay.isSending || retry.isSending;
  const name = `${batch.name.slice(0, 80)} (${progress.returned.count > 0 ? "unpaid" : "failed"} ones)`;
  return (
    <div className="grid gap-3 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        {mayPay && missing.count > 0 && !isAsking && (
          <Button kind="primary" onClick={() => setIsAsking(true)}>
            {progress.status === "READY" ? "Pay this batch" : "Retry what was refused"}
          </Button>
        )}
        {mayPay && hasUnpaid(progress) && (
          <Button
            aria-disabled={isBusy}
            onClick={() =>
              isBusy || retry.send({ input: { id: retryId, batchId: batch.id, name } })
            }
          >
            {progress.returned.count > 0 ? "Pay again what failed or came back" : "Retry failed"}
          </Button>
        )}
        <Link
          to={{ view: "payouts", item: null, filters: { batch: batch.id } }}
          className={buttonClasses()}
        >
          Show payouts
        </Link>
        {mayPay && (
          <Link
            to={{ view: "payouts/several", item: null, filters: { batch: batch.id } }}
            className={buttonClasses()}
          >
            Repeat
          </Link>
        )}
        <BatchExport id={batch.id} />
      </div>
      <FormError error={retry.errors.form} />
      {isAsking && (
        <Question
          text={`Pay ${formatRupees(missing.paise)} to ${missing.count} ${
            missing.count === 1 ? "beneficiary" : "beneficiaries"
          }`}
          isSending={pay.isSending}
          error={pay.errors.form}
          onPay={() => pay.send({ input: { batchId: batch.id } })}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

type QuestionProps = {
  text: string;
  isSending: boolean;
  error: string | undefined;
  onPay: () => void;
  onCancel: () => void;
};

function Question({ text, isSending, error, onPay, onCancel }: QuestionProps) {
  const mayPay = useArmed() && !isSending;
  const question = useRef<HTMLParagraphElement>(null);
  // Its button never takes the focus by itself.
  useEffect(() => question.current?.focus(), []);
  return (
    <div className="grid gap-3 rounded-lg bg-hover px-4 py-3 text-sm">
      <p tabIndex={-1} ref={question} className="outline-none">
        Rows that have a payout are not paid again.
      </p>
      <FormError error={error} />
      <div className="flex flex-wrap gap-2">
        <Button
          kind="primary"
          aria-disabled={!mayPay}
          onClick={() => mayPay && onPay()}
          className={LONG_TEXT}
        >
          {isSending ? "Sending…" : text}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}
