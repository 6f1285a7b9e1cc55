import { useEffect } from "react";
import { usePolled, usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { MerchantRowFragment, MerchantsQuery } from "../gql/graphql";

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

const PAGE = 100;
const AT_MOST = 500;
const REFRESH_EVERY_MS = 15_000;

/**
 * The merchants by name, up to some hundreds: the switcher searches in what is loaded. They are kept fresh while it is
 * open, or while there is none: hundreds of balances are not asked for behind a closed list.
 */
export function useMerchants(wanted: string | null, isChoosing: boolean) {
  const pages = usePolledPages(MERCHANTS, { first: PAGE }, (data) => data.merchants, {
    everyMs: (data) => (isChoosing || isEmpty(data as Loaded | undefined)) && REFRESH_EVERY_MS,
  });
  const { nodes, hasMore, isLoadingMore, loadMore, error } = pages;
  const shouldLoadMore = hasMore && !isLoadingMore && !error && (nodes?.length ?? 0) < AT_MOST;

  useEffect(() => {
    if (shouldLoadMore) loadMore();
  }, [shouldLoadMore, loadMore]);

  const listed = nodes?.map((node) => readFragment(ROW, node));
  const { found, isPending, error: errorOfFound } = useMerchant(wanted, listed);
  const known = found ? [...(listed ?? []), found] : isPending ? undefined : listed;
  return {
    ...pages,
    error: error ?? errorOfFound,
    /** undefined until the wanted one, or that there is none such, is known. */
    merchants: known?.toSorted(byName),
  };
}

/** The wanted merchant, while it is not among those listed: it may never be, and need not wait for them. */
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

function byName(a: Merchant, b: Merchant): number {
  return a.name.localeCompare(b.name);
}
