import { Link } from "../app/Link";
import { usePlace } from "../app/navigation";
import type { PayoutStatus } from "../gql/graphql";
import { LoadMore } from "../layout/LoadMore";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows, statusText } from "../ui";
import { PayoutRows } from "./PayoutRows";
import { STATUSES, usePayouts } from "./payoutList";
import { StatusFilter } from "./StatusFilter";
import { useAnnouncedChanges } from "./useAnnouncedChanges";

const PAGE = 25;

export function PayoutsView({ merchantId }: { merchantId: string }) {
  const { status: named } = usePlace().filters;
  const status = STATUSES.find((it) => it === named) ?? null;
  const payouts = usePayouts({ merchantId, status, first: PAGE });
  const { rows, error, refetch, isOfLastChoice } = payouts;
  const fresh = useAnnouncedChanges(isOfLastChoice ? undefined : rows, `${merchantId} ${status}`);

  return (
    <Card isFlush>
      <div className="border-b border-line">
        <StatusFilter chosen={status} />
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
      {rows?.length === 0 && !isOfLastChoice && <NoPayouts status={status} />}
      {!rows && error && <ErrorState what="The payouts" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="the payouts" count={8} />}
    </Card>
  );
}

function NoPayouts({ status }: { status: PayoutStatus | null }) {
  if (status) {
    return (
      <EmptyState
        title={`No payout is ${statusText(status).toLowerCase()}`}
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
      A payout moves available money to one of the merchant's bank accounts. It appears here at
      once, and its status follows by itself.
    </EmptyState>
  );
}
