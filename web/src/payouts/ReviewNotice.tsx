import { type FragmentType, graphql, readFragment } from "../gql";
import { formatRupees } from "../money";
import { useMay } from "../session/useViewer";
import { Button, Time } from "../ui";
import { NextCheck } from "./Age";
import { fundLocationText } from "./fundLocation";
import { useAskBank } from "./useAskBank";

const REVIEW_NOTICE = graphql(`
  fragment ReviewNotice on Payout {
    id
    amountPaise
    needsReview
    moneyIs
    unresolvedSince
    nextAttemptAt
  }
`);

/** Explains an unconfirmed payout: the fund location, the next check, and the warning not to pay again. */
export function ReviewNotice({ payout }: { payout: FragmentType<typeof REVIEW_NOTICE> }) {
  const { id, amountPaise, needsReview, moneyIs, unresolvedSince, nextAttemptAt } = readFragment(
    REVIEW_NOTICE,
    payout,
  );
  const { ask, isAsking, refusal } = useAskBank(id);
  const mayAsk = useMay("OPERATE");
  if (!needsReview) return null;
  return (
    <section
      aria-label="This payout is unconfirmed"
      className="grid gap-3 rounded-lg border border-wait bg-wait-quiet px-4 py-3 text-sm"
    >
      <h3 className="font-semibold text-wait">This payout is unconfirmed</h3>
      <p>
        {fundLocationText(moneyIs)} <strong>Don't pay it again.</strong>
      </p>
      <p>
        {unresolvedSince && (
          <>
            Unconfirmed since <Time at={unresolvedSince} hasZone />.{" "}
          </>
        )}
        {formatRupees(amountPaise)} stays on hold until the bank confirms.
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span aria-live="polite">
          {nextAttemptAt ? <NextCheck at={nextAttemptAt} hasZone /> : "Checking now"}
        </span>
        {nextAttemptAt && mayAsk && (
          <Button isSmall aria-disabled={isAsking} onClick={ask}>
            Check now
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="text-bad">
          {refusal}
        </p>
      )}
    </section>
  );
}
