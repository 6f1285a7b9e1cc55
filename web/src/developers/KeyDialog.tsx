import type { ReactNode } from "react";
import { usePolled } from "../api";
import { graphql, readFragment } from "../gql";
import { go, useLocation } from "../navigation/navigation";
import { Dialog, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { type ApiKey, KEY_ROW } from "./keys";

const API_KEY = graphql(`
  query ApiKeyToChange($id: ID!) {
    node(id: $id) {
      __typename
      ... on ApiKey {
        merchant {
          id
        }
        ...KeyRow
      }
    }
  }
`);

type Props = { title: string; merchantId: string; children: (key: ApiKey) => ReactNode };

export function closeKeyDialog() {
  go({ dialog: null, filters: {} }, { replace: true });
}

/** Loads the key that the address names, before its form. */
export function KeyDialog({ title, merchantId, children }: Props) {
  const id = useLocation().filters.key ?? "";
  const { data, error, refetch } = usePolled(API_KEY, { id }, { everyMs: false });
  const node = data?.node;
  if (node?.__typename === "ApiKey" && node.merchant?.id === merchantId) {
    return children(readFragment(KEY_ROW, node));
  }
  return (
    <Dialog title={title} onClose={closeKeyDialog}>
      {data ? (
        <EmptyState title="Key not found">The link may be wrong.</EmptyState>
      ) : error ? (
        <ErrorState what="the key" error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows what="the key" count={2} />
      )}
    </Dialog>
  );
}
