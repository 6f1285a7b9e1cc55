import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilter } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { buttonClasses, Card, EmptyState, ErrorState, ExactTimes, SkeletonRows } from "../ui";
import { PayoutRows } from "./PayoutRows";
import { type Choice, choiceOf, choiceText, usePayouts } from "./payoutList";
import { StatusFilter } from "./StatusFilter";
import { useAnnouncedChanges } from "./useAnnouncedChanges";

const PAGE = 25;

export function PayoutsView({ merchantId }: { merchantId: string }) {
  const { status: named } = useLocation().filters;
  const choice = choiceOf(named);
  useCanonicalFilter("status", choice ?? "");
  const payouts = usePayouts({ merchantId, choice, first: PAGE });
  const { rows, error, refetch, isOfLastChoice } = payouts;
  const fresh = useAnnouncedChanges(isOfLastChoice ? undefined : rows, `${merchantId} ${choice}`);

  return (
    <Card isFlush>
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line print:hidden">
        <div className="min-w-0">
          <StatusFilter chosen={choice} />
        </div>
        <div className="px-5 py-2 max-md:pt-0">
          <ExactTimes />
        </div>
      </div>
      {rows && rows.length > 0 && (
        <div aria-busy={isOfLastChoice} className="transition-opacity aria-busy:opacity-50">
          <PayoutRows payouts={rows} fresh={fresh} />
          <LoadMore
            what={rows.length === 1 && !payouts.hasMore ? "payout" : "payouts"}
            shown={rows.length}
            total={payouts.totalCount ?? rows.length}
            hasMore={payouts.hasMore}
            isLoading={payouts.isLoadingMore}
            error={payouts.moreError}
            onLoadMore={payouts.loadMore}
          />
        </div>
      )}
      {rows?.length === 0 && !isOfLastChoice && <NoPayouts choice={choice} />}
      {!rows && error && <ErrorState what="the payouts" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="the payouts" count={8} />}
    </Card>
  );
}

function NoPayouts({ choice }: { choice: Choice | null }) {
  if (choice) {
    return (
      <EmptyState
        title={`No ${choiceText(choice).toLowerCase()} payouts`}
        action={
          <Link to={{ filters: {} }} className={buttonClasses("secondary", true)}>
            Show all payouts
          </Link>
        }
      />
    );
  }
  return (
    <EmptyState
      title="No payouts yet"
      action={
        <Link to={{ dialog: "new-payout" }} className={buttonClasses("primary")}>
          New payout
        </Link>
      }
    >
      Payouts appear here and update by themselves.
    </EmptyState>
  );
}
