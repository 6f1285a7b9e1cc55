import { type FragmentType, graphql, readFragment } from "../gql";
import { classes, Time } from "../ui";
import { NextCheck } from "./Age";
import { type Moment, payoutTimeline } from "./timeline";

const PAYOUT_TIMELINE = graphql(`
  fragment PayoutTimeline on Payout {
    status
    amountPaise
    attemptCount
    createdAt
    processingStartedAt
    nextAttemptAt
    notBefore
    completedAt
    failedAt
    failureReason
    bankReferenceId
    returned {
      at
      reference
      reason
      valueOn
    }
    cancellation {
      requestedAt
      remark
    }
    attempts {
      id
      number
      call
      answer
      reason
      startedAt
      endedAt
    }
  }
`);

const DOTS: Record<Moment["tone"], string> = {
  plain: "bg-edge border-edge",
  good: "bg-ok border-ok",
  bad: "bg-bad border-bad",
  waiting: "bg-wait border-wait",
  ahead: "bg-raised border-edge",
};

type Props = { payout: FragmentType<typeof PAYOUT_TIMELINE>; maxAttempts: number | undefined };

export function PayoutTimeline({ payout, maxAttempts }: Props) {
  const life = payoutTimeline(readFragment(PAYOUT_TIMELINE, payout), maxAttempts);
  return (
    <ol>
      {life.map((moment) => (
        <li
          key={moment.key}
          className="group relative grid grid-cols-[0.75rem_minmax(0,1fr)] gap-3 pb-5 last:pb-0"
        >
          <span
            aria-hidden="true"
            className="absolute top-4 bottom-[-0.25rem] left-[0.3125rem] w-px bg-line group-last:hidden"
          />
          <span
            aria-hidden="true"
            className={classes("mt-1.5 size-2.5 rounded-full border-2", DOTS[moment.tone])}
          />
          <MomentText moment={moment} />
        </li>
      ))}
    </ol>
  );
}

function MomentText({ moment: { at, title, detail, bankWords, tone } }: { moment: Moment }) {
  return (
    <div className="grid gap-1 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">
          {tone === "ahead" && at ? <NextCheck at={at} /> : title}
        </span>
        {tone !== "ahead" && at && (
          <span className="text-xs text-soft">
            <Time at={at} isExact />
          </span>
        )}
      </div>
      <p className="text-pretty wrap-anywhere text-soft">{detail}</p>
      {bankWords && (
        <p className="border-l-2 border-line pl-3 break-words text-soft">
          <span className="sr-only">The bank said: </span>“{bankWords}”
        </p>
      )}
    </div>
  );
}
