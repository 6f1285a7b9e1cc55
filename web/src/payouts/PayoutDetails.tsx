import type { ReactNode } from "react";
import { useFollowed } from "../api";
import { useEngine } from "../engine/useEngine";
import { graphql } from "../gql";
import type { PayoutDetailsQuery } from "../gql/graphql";
import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { useViewer } from "../session/useViewer";
import {
  buttonClasses,
  Dialog,
  EmptyState,
  ErrorState,
  ReviewBadge,
  SkeletonRows,
  StatusBadge,
  Time,
} from "../ui";
import { BankAccountLabel } from "./BankAccountLabel";
import { PayoutEntries } from "./PayoutEntries";
import { PayoutIds } from "./PayoutIds";
import { PayoutTimeline } from "./PayoutTimeline";
import { ReviewNotice } from "./ReviewNotice";

const PAYOUT_DETAILS = graphql(`
  query PayoutDetails($merchantId: ID!, $id: ID!) {
    revision(merchantId: $merchantId)
    payout(id: $id) {
      id
      status
      needsReview
      amountPaise
      createdAt
      merchant {
        id
      }
      bankAccount {
        ...BankAccountLabel
      }
      ...ReviewNotice
      ...PayoutTimeline
      ...PayoutEntries
      ...PayoutIds
    }
  }
`);

type Details = NonNullable<PayoutDetailsQuery["payout"]>;

export function PayoutDetails({ merchantId, payoutId }: { merchantId: string; payoutId: string }) {
  const { data, error, refetch } = useFollowed(PAYOUT_DETAILS, { merchantId, id: payoutId });
  const payout = data?.payout?.merchant.id === merchantId ? data.payout : null;
  const close = () => go({ payout: null });
  return (
    <Dialog
      place="side"
      title={payout ? `Payout of ${formatRupees(payout.amountPaise)}` : "Payout"}
      onClose={close}
    >
      {payout && <Loaded payout={payout} />}
      {data && !payout && (
        <EmptyState
          title="Payout not found"
          action={
            <Link to={{ view: "payouts", payout: null }} className={buttonClasses()}>
              Back to payouts
            </Link>
          }
        >
          It may belong to another merchant, or the link may be wrong.
        </EmptyState>
      )}
      {!data && error && (
        <ErrorState what="the payout" error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <SkeletonRows what="the payout" count={6} />}
    </Dialog>
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
        <div className="grid justify-items-end gap-1.5 max-sm:justify-items-start">
          {/* The page's announcer is inert behind an open dialog. */}
          <span aria-live="polite" className="flex flex-wrap gap-1.5">
            <StatusBadge status={payout.status} />
            {payout.needsReview && <ReviewBadge />}
          </span>
          <span className="text-soft">
            Created <Time at={payout.createdAt} isExact hasZone />
          </span>
        </div>
      </div>
      <ReviewNotice payout={payout} />
      <Section title="Timeline (IST)">
        <PayoutTimeline payout={payout} maxAttempts={maxAttempts} />
      </Section>
      <Section title="Ledger entries">
        <PayoutEntries payout={payout} />
      </Section>
      <Section title="Identifiers">
        <PayoutIds payout={payout} />
        {viewer?.kind === "PERSON" && viewer.scopes.includes("OPERATE") && (
          <a
            href={`/admin/payouts/payout/${payout.id}/change/`}
            className="mt-3 inline-block rounded text-sm text-accent hover:underline print:hidden"
          >
            Open in admin
          </a>
        )}
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-3 border-b border-line pb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
