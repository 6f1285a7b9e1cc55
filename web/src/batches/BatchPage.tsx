import { useEffect } from "react";
import { useFollowed } from "../api";
import { BatchApproval } from "../approvals/BatchApproval";
import { graphql, readFragment } from "../gql";
import type { PayoutBatchQuery, PayoutBatchRowState } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { makerText } from "../payouts/PayoutFacts";
import { scheduleText } from "../payouts/scheduleText";
import {
  Badge,
  buttonClasses,
  Card,
  EmptyState,
  ErrorState,
  Money,
  SkeletonRows,
  Time,
} from "../ui";
import { BatchActions } from "./BatchActions";
import { BatchRows } from "./BatchRows";
import { endBatch, reopenBatch } from "./batchStore";
import { BATCH_PROGRESS, figuresOf, type Part, partsOf, statusLook } from "./progress";

const PAYOUT_BATCH = graphql(`
  query PayoutBatch(
    $merchantId: ID!
    $id: ID!
    $first: Int!
    $after: Int
    $state: PayoutBatchRowState
  ) {
    revision(merchantId: $merchantId)
    payoutBatch(id: $id) {
      id
      name
      merchant {
        id
      }
      rowCount
      totalPaise
      createdAt
      notBefore
      madeBy {
        kind
        name
      }
      retryOf {
        id
        name
      }
      repeatOf {
        id
        name
      }
      progress {
        ...BatchProgress
      }
      rows(first: $first, after: $after, state: $state) {
        number
        amountPaise
        reference
        state
        refusal {
          message
        }
        bankAccount {
          accountHolderName
          ...BankAccountLabel
        }
        payout {
          id
          needsReview
          failureReason
          bankReferenceId
          returned {
            at
          }
        }
      }
    }
  }
`);

export type Batch = NonNullable<PayoutBatchQuery["payoutBatch"]>;
const PAGE = 100;
const STATES = ["COMPLETED", "PROCESSING", "PENDING", "FAILED", "REFUSED", "WAITING"];

/** How far a batch has come, row by row, and what can be done about the rest. */
export function BatchPage({ merchantId, id }: { merchantId: string; id: string }) {
  const { filters } = useLocation();
  const state = (STATES.find((it) => it === filters.state) ?? null) as PayoutBatchRowState | null;
  const after = Math.max(0, Math.trunc(Number(filters.after ?? 0)) || 0);
  useCanonicalFilters({ state: state ?? "", after: after > 0 ? String(after) : "" });
  const { data, error, refetch } = useFollowed(
    PAYOUT_BATCH,
    { merchantId, id, first: PAGE, after, state },
    { keepsDataOf: (before) => before.id === id && before.merchantId === merchantId },
  );
  const found = data?.payoutBatch?.merchant.id === merchantId ? data.payoutBatch : null;
  const progress = found && readFragment(BATCH_PROGRESS, found.progress);
  const isBegun = progress ? progress.status !== "READY" : false;
  // Nothing under this id was stored, so that nothing was paid: what was put together can be changed again.
  const isUnknown = data !== undefined && data.payoutBatch === null;
  useEffect(() => {
    if (isUnknown) reopenBatch(merchantId, id);
  }, [isUnknown, merchantId, id]);
  // The page tells what came of it, so that the draft no longer has to.
  useEffect(() => {
    if (isBegun) endBatch(merchantId, id);
  }, [isBegun, merchantId, id]);
  if (!data) {
    return (
      <Card isFlush>
        {error ? (
          <ErrorState what="the batch" error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows what="the batch" />
        )}
      </Card>
    );
  }
  if (!found || !progress) {
    return (
      <Card>
        <EmptyState
          title="Batch not found"
          action={
            <Link to={{ item: null, filters: {} }} className={buttonClasses()}>
              All batches
            </Link>
          }
        >
          It may belong to another merchant, or the link may be wrong.
        </EmptyState>
      </Card>
    );
  }
  const parts = partsOf(progress);
  const count = state ? (parts.find((it) => it.state === state)?.count ?? 0) : found.rowCount;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
      <Link
        to={{ item: null, filters: {} }}
        className="inline-flex min-h-9 items-center justify-self-start text-sm text-accent hover:underline pointer-coarse:min-h-11 print:hidden"
      >
        <span aria-hidden="true">←&nbsp;</span>All batches
      </Link>
      <Card>
        <div className="grid gap-4">
          <Head batch={found} />
          <Progress
            parts={figuresOf(progress)}
            rowCount={found.rowCount}
            status={statusLook(progress)}
          />
          <BatchApproval merchantId={merchantId} batchId={found.id} name={found.name} />
          <BatchActions batch={found} progress={progress} />
        </div>
      </Card>
      <Card isFlush>
        <div className="border-b border-line print:hidden">
          <FilterBar label="Filter by state">
            <FilterLink name="state" value="" isChosen={!state}>
              All
            </FilterLink>
            {parts.map((part) => (
              <FilterLink
                key={part.state}
                name="state"
                value={part.state}
                isChosen={part.state === state}
              >
                {part.text} {part.count}
              </FilterLink>
            ))}
          </FilterBar>
        </div>
        <BatchRows rows={found.rows} />
        <Pages rows={found.rows} count={count} after={after} />
      </Card>
    </div>
  );
}

function Head({ batch }: { batch: Batch }) {
  const { name, rowCount, totalPaise, createdAt, notBefore, madeBy, retryOf, repeatOf } = batch;
  const earlier = retryOf ?? repeatOf;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h2 className="text-lg font-semibold wrap-anywhere">{name}</h2>
        <p className="text-sm wrap-anywhere text-soft">
          <Time at={createdAt} hasZone />
          {madeBy && ` · ${makerText(madeBy)}`}
          {notBefore && ` · To be sent on ${scheduleText(notBefore)}`}
          {earlier && (
            <>
              {retryOf ? " · Retry of " : " · Made from "}
              <Link to={{ item: earlier.id, filters: {} }} className="underline">
                {earlier.name}
              </Link>
            </>
          )}
        </p>
      </div>
      <div className="sm:text-right">
        <p className="text-2xl font-semibold">
          <Money paise={totalPaise} />
        </p>
        <p className="text-sm text-soft">
          {rowCount} {rowCount === 1 ? "payout" : "payouts"}
        </p>
      </div>
    </div>
  );
}

const FILLS: Record<Part["kind"], string> = {
  ok: "bg-ok",
  wait: "bg-wait",
  bad: "bg-bad",
  plain: "bg-edge",
  accent: "bg-accent",
  strong: "bg-wait",
};

type ProgressProps = {
  parts: Omit<Part, "state">[];
  rowCount: number;
  status: { text: string; kind: Part["kind"] };
};

function Progress({ parts, rowCount, status }: ProgressProps) {
  return (
    <div className="grid gap-3">
      <div aria-hidden="true" className="flex h-2 overflow-hidden rounded-full bg-hover">
        {parts.map(({ text, kind, count }) => (
          <span
            key={text}
            className={FILLS[kind]}
            style={{ width: `${(100 * count) / rowCount}%` }}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
        <Badge {...status} />
        <ul aria-label="Progress" className="flex flex-wrap gap-x-5 gap-y-1">
          {parts.map(({ text, count, sumPaise }) => (
            <li key={text}>
              <span className="text-soft">{text}</span> {count}, <Money paise={sumPaise} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

type PagesProps = { rows: Batch["rows"]; count: number; after: number };

function Pages({ rows, count, after }: PagesProps) {
  const { filters } = useLocation();
  const last = rows.at(-1);
  if (count <= PAGE && after === 0) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 text-sm text-soft print:hidden">
      <span className="tabular-nums">
        {last ? `Rows ${rows[0]?.number}–${last.number}` : "No more rows"}
      </span>
      <span className="flex gap-2">
        {after > 0 && (
          <Link
            to={{ filters: { ...filters, after: "" } }}
            className={buttonClasses("secondary", true)}
          >
            First rows
          </Link>
        )}
        {last && rows.length === PAGE && (
          <Link
            to={{ filters: { ...filters, after: String(last.number) } }}
            className={buttonClasses("secondary", true)}
          >
            Next rows
          </Link>
        )}
      </span>
    </div>
  );
}
