import { useEffect, useState } from "react";
import { usePolledPages } from "../api";
import { graphql, readFragment } from "../gql";
import type { FoundMerchantFragment } from "../gql/graphql";
import { go, useLocation } from "../navigation/navigation";

/** No balance: hundreds of them are not summed for a list of names. */
const FOUND_MERCHANT = graphql(`
  fragment FoundMerchant on Merchant {
    id
    name
    email
    isActive
  }
`);

const FIND_MERCHANTS = graphql(`
  query FindMerchants($search: String!, $first: Int!, $after: String) {
    merchants(search: $search, first: $first, after: $after) {
      totalCount(atMost: 10000)
      edges {
        node {
          ...FoundMerchant
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 10;
const PAUSE_MS = 250;

/** Merchants by words of their name or e-mail address; the newest before anything is typed. */
export function useMerchantSearch() {
  const { filters } = useLocation();
  const sought = filters.search ?? "";
  const [text, setText] = useState(sought);
  const pages = usePolledPages(
    FIND_MERCHANTS,
    { search: sought, first: PAGE },
    (data) => data.merchants,
    { everyMs: false },
  );
  const loaded = pages.nodes?.map((node) => readFragment(FOUND_MERCHANT, node));
  // While the next ones are on their way, the last ones stay.
  const [last, setLast] = useState<FoundMerchantFragment[]>();
  if (loaded && (loaded.length !== last?.length || loaded.some((it, at) => it !== last[at])))
    setLast(loaded);

  useEffect(() => {
    if (text.trim() === sought) return;
    const pause = setTimeout(() => {
      go({ filters: { ...filters, search: text.trim() } }, { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text, sought, filters]);

  return { ...pages, text, setText, sought, merchants: loaded ?? (pages.error ? undefined : last) };
}
