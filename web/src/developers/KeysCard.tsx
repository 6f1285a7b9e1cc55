import { LoadMore } from "../layout/LoadMore";
import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { KeyCards, KeyTable } from "./KeyRows";
import { useKeys } from "./keys";

export function KeysCard({ merchantId }: { merchantId: string }) {
  const { keys, error, refetch, ...pages } = useKeys(merchantId);
  const Rows = useIsNarrow() ? KeyCards : KeyTable;
  return (
    <Card
      title="API keys"
      isFlush
      action={
        <Link
          to={{ dialog: "create-key" }}
          className={`${buttonClasses("secondary", true)} print:hidden`}
        >
          Create key
        </Link>
      }
    >
      {keys && keys.length > 0 && (
        <>
          <Rows keys={keys} />
          <LoadMore
            what={keys.length === 1 && !pages.hasMore ? "key" : "keys"}
            shown={keys.length}
            total={pages.totalCount ?? keys.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={error}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {keys?.length === 0 && (
        <EmptyState title="No API keys yet">
          Create one to call the API as this merchant, from its own systems.
        </EmptyState>
      )}
      {!keys && error && <ErrorState what="the API keys" error={error} onRetry={refetch} />}
      {!keys && !error && <SkeletonRows what="the API keys" count={3} />}
    </Card>
  );
}
