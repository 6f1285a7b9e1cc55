import { useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { useIsPhone } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { go, useLocation } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import {
  buttonClasses,
  Card,
  EmptyState,
  ErrorState,
  Money,
  SelectField,
  SkeletonRows,
} from "../ui";
import { CancelOrder } from "./CancelOrder";
import { OrderCards, OrderTable } from "./OrderRows";
import { type ListedOrder, useOrders } from "./orderList";
import { STATES, stateNamed } from "./orderText";

const PROMISED = graphql(`
  query Promised($merchantId: ID!) {
    revision(merchantId: $merchantId)
    balance(merchantId: $merchantId) {
      availablePaise
      promisedPaise
    }
  }
`);

/** Payouts that are made as soon as the money is there. */
export function OrdersView({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const state = stateNamed(filters.state);
  useCanonicalFilters({ state: state ?? "" });
  const { nodes: rows, totalCount, error, refetch, ...pages } = useOrders(merchantId, state);
  const mayOrder = useMay("PAYOUTS");
  const [ending, setEnding] = useState<ListedOrder | null>(null);
  const onCancel = mayOrder ? setEnding : null;
  const isPhone = useIsPhone();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <Promised merchantId={merchantId} />
        <div className="w-full sm:w-56">
          <SelectField
            label="Orders"
            value={state ?? ""}
            onChange={(event) => go({ filters: { state: event.target.value } })}
          >
            <option value="">All</option>
            {STATES.map((it) => (
              <option key={it.state} value={it.state}>
                {it.text}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
      <Card isFlush>
        {rows && rows.length > 0 && (
          <>
            {isPhone ? (
              <OrderCards rows={rows} onCancel={onCancel} />
            ) : (
              <OrderTable rows={rows} onCancel={onCancel} />
            )}
            <LoadMore
              what={rows.length === 1 && !pages.hasMore ? "order" : "orders"}
              shown={rows.length}
              total={totalCount ?? rows.length}
              hasMore={pages.hasMore}
              isLoading={pages.isLoadingMore}
              error={error}
              onLoadMore={pages.loadMore}
            />
          </>
        )}
        {rows?.length === 0 && (
          <EmptyState
            title={state ? "No such orders" : "No orders yet"}
            action={
              mayOrder &&
              !state && (
                <Link to={{ dialog: "order-payout" }} className={buttonClasses("primary")}>
                  Pay when the money is there
                </Link>
              )
            }
          >
            {state
              ? "Choose another state above."
              : "An order makes its payout as soon as the money for it has come in."}
          </EmptyState>
        )}
        {!rows && error && <ErrorState what="the orders" error={error} onRetry={refetch} />}
        {!rows && !error && <SkeletonRows what="the orders" />}
      </Card>
      {ending && <CancelOrder order={ending} onEnded={refetch} onClose={() => setEnding(null)} />}
    </div>
  );
}

function Promised({ merchantId }: { merchantId: string }) {
  const balance = useFollowed(PROMISED, { merchantId }).data?.balance;
  if (!balance) return <span />;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <div>
        <dt className="text-sm text-soft">Ordered, not held</dt>
        <dd className="text-lg font-medium">
          <Money paise={balance.promisedPaise} />
        </dd>
      </div>
      <div>
        <dt className="text-sm text-soft">Available</dt>
        <dd className="text-lg font-medium">
          <Money paise={balance.availablePaise} />
        </dd>
      </div>
    </dl>
  );
}
