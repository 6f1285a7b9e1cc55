import type { AdjustmentStatus } from "../gql/graphql";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useViewer } from "../session/useViewer";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { AdjustmentRows } from "./AdjustmentRows";
import { STATUS_TEXT, STATUSES, useAdjustments } from "./adjustments";
import { NeedsOperators } from "./NeedsOperators";

/** Corrections of the merchant's ledger: one operator proposes them, another decides. */
export function AdjustmentsView({ merchantId }: { merchantId: string }) {
  const { status: named } = useLocation().filters;
  const status = STATUSES.find((it) => it === named) ?? null;
  useCanonicalFilter("status", status ?? "");
  const { rows, error, refetch, ...pages } = useAdjustments(merchantId, status);
  const viewer = useViewer();
  const mayPropose = viewer?.scopes.includes("OPERATE") && viewer.kind !== "OPEN";
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="max-w-prose min-w-60 flex-1 text-sm text-pretty text-soft">
          Correct a wrong payment or balance. One operator proposes, another approves. Money moves
          with the approval.
        </p>
        {mayPropose && (
          <Link
            to={{ dialog: "propose-adjustment" }}
            className={`${buttonClasses("primary")} print:hidden`}
          >
            Propose adjustment
          </Link>
        )}
      </div>
      {viewer?.kind === "OPEN" && <NeedsOperators />}
      <Card isFlush>
        <div className="border-b border-line print:hidden">
          <FilterBar label="Filter by status">
            <FilterLink name="status" value="" isChosen={status === null}>
              All
            </FilterLink>
            {STATUSES.map((it) => (
              <FilterLink key={it} name="status" value={it} isChosen={status === it}>
                {STATUS_TEXT[it]}
              </FilterLink>
            ))}
          </FilterBar>
        </div>
        {rows && rows.length > 0 && (
          <>
            <AdjustmentRows adjustments={rows} />
            <LoadMore
              what={rows.length === 1 && !pages.hasMore ? "adjustment" : "adjustments"}
              shown={rows.length}
              total={pages.totalCount ?? rows.length}
              hasMore={pages.hasMore}
              isLoading={pages.isLoadingMore}
              error={error}
              onLoadMore={pages.loadMore}
            />
          </>
        )}
        {rows?.length === 0 && <NoAdjustments status={status} />}
        {!rows && error && <ErrorState what="the adjustments" error={error} onRetry={refetch} />}
        {!rows && !error && <SkeletonRows what="the adjustments" count={4} />}
      </Card>
    </div>
  );
}

function NoAdjustments({ status }: { status: AdjustmentStatus | null }) {
  if (status === null) return <EmptyState title="No adjustments yet" />;
  return (
    <EmptyState
      title={`No ${STATUS_TEXT[status].toLowerCase()} adjustments`}
      action={
        <Link to={{ filters: {} }} className={buttonClasses("secondary", true)}>
          Show all adjustments
        </Link>
      }
    />
  );
}
