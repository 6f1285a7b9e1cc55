import { useEffect } from "react";
import { usePolled, usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { MerchantRowFragment, MerchantsQuery } from "../gql/graphql";
import { byName } from "./chosenMerchant";

const MERCHANTS = graphql(`
  query Merchants($first: Int, $after: String) {
    merchants(first: $first, after: $after) {
      totalCount(atMost: 10000)
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...MerchantRow
        }
      }
    }
  }
`);

const MERCHANT = graphql(`
  query WantedMerchant($id: ID!) {
    merchant(id: $id) {
      ...MerchantRow
    }
  }
`);

const ROW = graphql(`
  fragment MerchantRow on Merchant {
    id
    name
    email
    isActive
    balance {
      availablePaise
    }
  }
`);

export type Merchant = MerchantRowFragment;

/** Merchants per request. */
export const MERCHANTS_PAGE = 100;
const AT_MOST = 500;
const REFRESH_EVERY_MS = 15_000;

/**
 * The first 100 merchants by name, and up to 500 while the switcher is open, which searches in them. They are polled
 * while it is open or while there are none: hundreds of balances are not fetched for a closed list.
 */
export function useMerchants(wanted: string | null, isChoosing: boolean) {
  const pages = usePolledPages(MERCHANTS, { first: MERCHANTS_PAGE }, (data) => data.merchants, {
    everyMs: (data) => (isChoosing || isEmpty(data as Loaded | undefined)) && REFRESH_EVERY_MS,
  });
  const { nodes, hasMore, isLoadingMore, loadMore, error } = pages;
  const isMoreWanted = isChoosing && (nodes?.length ?? 0) < AT_MOST;
  const shouldLoadMore = isMoreWanted && hasMore && !isLoadingMore && !error;

  useEffect(() => {
    if (shouldLoadMore) loadMore();
  }, [shouldLoadMore, loadMore]);

  const listed = nodes?.map((node) => readFragment(ROW, node));
  const { found, isPending, error: errorOfFound } = useMerchant(wanted, listed);
  const known = found ? [...(listed ?? []), found] : isPending ? undefined : listed;
  return {
    ...pages,
    error: error ?? errorOfFound,
    /** undefined until the wanted merchant is found or known not to exist. */
    merchants: known && [...known].sort(byName),
  };
}

/** The wanted merchant, fetched by itself while the list lacks it: with many merchants it may never be listed. */
function useMerchant(id: string | null, listed: Merchant[] | undefined) {
  const enabled = id !== null && !listed?.some((merchant) => merchant.id === id);
  const everyMs = REFRESH_EVERY_MS;
  const { data, error } = usePolled(MERCHANT, { id: id ?? "" }, { enabled, everyMs });
  if (!enabled) return { found: null, isPending: false, error: null };
  const found = data?.merchant ? readFragment(ROW, data.merchant) : null;
  return { found, isPending: !data, error };
}

type Loaded = { pages: MerchantsQuery[] };

function isEmpty(loaded: Loaded | undefined): boolean {
  return !loaded?.pages[0]?.merchants.edges.length;
}
