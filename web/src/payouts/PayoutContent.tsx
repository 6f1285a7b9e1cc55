import type { ReactNode } from "react";
import { ApprovalNotice } from "../approvals/ApprovalNotice";
import { useEngine } from "../engine/useEngine";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { CopyButton, ErrorState, ReviewBadge, SkeletonRows, StatusBadge, Time } from "../ui";
import { BankAccountLabel } from "./BankAccountLabel";
import { PayoutActions } from "./PayoutActions";
import { PayoutEntries } from "./PayoutEntries";
import { PayoutFacts } from "./PayoutFacts";
import { PayoutIds } from "./PayoutIds";
import { PayoutNotFound } from "./PayoutNotFound";
import { PayoutReason } from "./PayoutReason";
import { PayoutTimeline } from "./PayoutTimeline";
import { RecordReturn } from "./RecordReturn";
import { ReviewNotice } from "./ReviewNotice";
import { isScheduled, isToApprove } from "./scheduleText";
import type { Details, PayoutState } from "./usePayoutDetails";

/** All that is known of a payout, in a dialog or beside the list. */
export function PayoutContent({ payout, error, refetch }: PayoutState) {
  return (
    <>
      {/* The key: a question or a refusal about one payout is none about the next. */}
      {payout && <Loaded key={payout.id} payout={payout} />}
      {payout === null && <PayoutNotFound />}
      {payout === undefined && error && (
        <ErrorState what="the payout" error={error} onRetry={refetch} />
      )}
      {payout === undefined && !error && <SkeletonRows what="the payout" count={6} />}
    </>
  );
}

function Loaded({ payout }: { payout: Details }) {
  const maxAttempts = useEngine()?.maxAttempts;
  const viewer = useViewer();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 text-sm">
        <div className="grid min-w-0 flex-1 basis-48">
          <BankAccountLabel account={payout.bankAccount} isFull />
        </div>
        <div className="grid justify-items-start gap-1.5">
          {/* The page's announcer is inert behind an open dialog. */}
          <span aria-live="polite" className="flex flex-wrap gap-1.5">
            <StatusBadge
              status={payout.status}
              isScheduled={isScheduled(payout)}
              isToApprove={isToApprove(payout)}
              isReturned={Boolean(payout.returned)}
            />
            {payout.needsReview && <ReviewBadge />}
          </span>
          <span className="text-soft">
            Created <Time at={payout.createdAt} isExact hasZone />
          </span>
        </div>
        {/* It is asked for most. */}
        {payout.bankReferenceId && <BankReference name="UTR" text={payout.bankReferenceId} />}
        {payout.returned && (
          <BankReference name="Return reference" text={payout.returned.reference} />
        )}
        <PayoutReason payout={payout} />
      </div>
      <ReviewNotice payout={payout} />
      <ApprovalNotice payout={payout} />
      <div className="flex flex-wrap gap-3 empty:hidden">
        <PayoutActions payout={payout} />
        <RecordReturn payout={payout} />
      </div>
      <PayoutFacts payout={payout} />
      <Section title="Timeline (IST)">
        <PayoutTimeline payout={payout} maxAttempts={maxAttempts} />
      </Section>
      <Section title="Ledger entries">
        <PayoutEntries payout={payout} />
      </Section>
      <Section title="Identifiers">
        <PayoutIds payout={payout} />
        {viewer?.scopes.includes("OPERATE") && (
          <div className="mt-3 flex flex-wrap gap-x-6 text-sm print:hidden">
            <Link
              to={{
                view: "operations/audit",
                payout: null,
                dialog: null,
                filters: { subject: payout.id },
              }}
              className={WAY}
            >
              Audit log
            </Link>
            {viewer.kind === "PERSON" && (
              <a href={`/admin/payouts/payout/${payout.id}/change/`} className={WAY}>
                Raw record
              </a>
            )}
          </div>
        )}
      </Section>
    </div>
  );
}

function BankReference({ name, text }: { name: string; text: string }) {
  return (
    <p className="flex basis-full items-center gap-2">
      <span className="shrink-0 text-soft">{name}</span>
      <span className="min-w-0 font-mono break-all">{text}</span>
      <CopyButton text={text} what={name} />
    </p>
  );
}

const WAY = "rounded py-1 text-accent hover:underline pointer-coarse:py-3";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-3 border-b border-line pb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
