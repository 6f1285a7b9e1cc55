import { useId } from "react";
import { LoadMore } from "../layout/LoadMore";
import { SuspendedBadge } from "../merchants/SuspendedBadge";
import { Link } from "../navigation/Link";
import { BreakingName, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { useMerchantSearch } from "./merchantSearch";

/** Leads to the overview of any merchant. */
export function MerchantSearch() {
  const id = useId();
  const { text, setText, sought, merchants, error, refetch, ...pages } = useMerchantSearch();
  return (
    <Card title="Merchants" isFlush>
      <search className="block px-5 pb-3 print:hidden">
        <label htmlFor={id} className="sr-only">
          Find a merchant by name or e-mail
        </label>
        <input
          id={id}
          type="search"
          placeholder="Name or e-mail"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-h-11 w-full max-w-md min-w-0 rounded-lg border border-edge bg-surface px-3 text-ink placeholder:text-soft"
        />
      </search>
      <p role="status" className="sr-only">
        {merchants && sought && `${pages.totalCount ?? merchants.length} found`}
      </p>
      {merchants && merchants.length > 0 && (
        <>
          <ul aria-label="Merchants" className="divide-y divide-line border-t border-line">
            {merchants.map((merchant) => (
              <li key={merchant.id}>
                <Link
                  to={{ merchant: merchant.id, view: "overview" }}
                  className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-0.5 px-5 py-2.5 text-sm -outline-offset-2 hover:bg-hover"
                >
                  <span className="font-medium wrap-anywhere">
                    {merchant.name} <SuspendedBadge merchant={merchant} />
                  </span>
                  <span className="wrap-anywhere text-soft">
                    <BreakingName text={merchant.email} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <LoadMore
            what={merchants.length === 1 && !pages.hasMore ? "merchant" : "merchants"}
            shown={merchants.length}
            total={pages.totalCount ?? merchants.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={error}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {merchants?.length === 0 && (
        <EmptyState title="No matching merchants">
          Each word has to be in the name or the e-mail address.
        </EmptyState>
      )}
      {!merchants && error && <ErrorState what="the merchants" error={error} onRetry={refetch} />}
      {!merchants && !error && <SkeletonRows what="the merchants" count={4} />}
    </Card>
  );
}
