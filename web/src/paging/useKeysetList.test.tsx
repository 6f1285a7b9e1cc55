import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test } from "vitest";
import type { Page } from "./keysetList";
import { type KeysetSource, useKeysetList } from "./useKeysetList";

type Payout = { id: string; createdAt: string; status: string };

const SIZE = 3;

/** A server that returns its payouts newest first, in pages of three. */
function server(count: number) {
  const all: Payout[] = [];
  const asked: (string | null)[] = [];
  const add = (status = "COMPLETED") => {
    const id = String(all.length + 1).padStart(3, "0");
    all.unshift({ id, createdAt: `2026-11-22T10:00:00.${id}+00:00`, status });
    return id;
  };
  for (let n = 0; n < count; n++) add();
  const source: KeysetSource<Payout> = {
    key: [crypto.randomUUID()],
    page: async (after) => {
      asked.push(after);
      const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const rows = all.slice(from, from + SIZE).map((it) => ({ ...it }));
      const hasNextPage = from + SIZE < all.length;
      const endCursor = rows.at(-1)?.id ?? null;
      return { revision: String(all.length), rows, endCursor, hasNextPage, totalCount: all.length };
    },
  };
  return { all, asked, add, source };
}

function show(source: KeysetSource<Payout>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useKeysetList(source), { wrapper });
  const poll = async () => {
    await act(() => client.refetchQueries());
    // TanStack notifies its observers in a later task.
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
  };
  const revision = () => client.getQueryData<Page<Payout>>([...source.key, "keyset"])?.revision;
  const ids = () => result.current.rows?.map(({ id }) => id);
  return { list: () => result.current, ids, poll, revision };
}

afterEach(cleanup);

test("load more adds rows below, and polls add rows on top", async () => {
  const { add, source } = server(7);
  const { list, ids, poll } = show(source);
  await waitFor(() => expect(ids()).toEqual(["007", "006", "005"]));

  act(() => list().loadMore());
  await waitFor(() => expect(ids()).toHaveLength(6));
  add();
  await poll();
  expect(ids()).toEqual(["008", "007", "006", "005", "004", "003", "002"]);
  expect(list().totalCount).toBe(8);

  act(() => list().loadMore());
  await waitFor(() => expect(list().hasMore).toBe(false));
  expect(ids()).toEqual(["008", "007", "006", "005", "004", "003", "002", "001"]);
});

test("a poll fetches the newest page only", async () => {
  const { asked, source } = server(9);
  const { list, ids, poll } = show(source);
  await waitFor(() => expect(ids()).toHaveLength(3));
  act(() => list().loadMore());
  await waitFor(() => expect(ids()).toHaveLength(6));
  asked.length = 0;
  await poll();
  expect(asked).toEqual([null]);
});

test("more new rows than a page holds leave no gap", async () => {
  const { add, source } = server(4);
  const { ids, poll } = show(source);
  await waitFor(() => expect(ids()).toHaveLength(3));
  for (let n = 0; n < 5; n++) add();
  await poll();
  expect(ids()).toEqual(["009", "008", "007", "006", "005", "004", "003", "002"]);
});

test("a failed load is reported, and the rows stay", async () => {
  const { source } = server(9);
  const page = source.page;
  let isDown = false;
  const failing = {
    ...source,
    page: async (after: string | null) => {
      if (isDown) throw new Error("down");
      return page(after);
    },
  };
  const { list, ids, poll } = show(failing);
  await waitFor(() => expect(ids()).toHaveLength(3));
  isDown = true;
  await poll();
  act(() => list().loadMore());
  await waitFor(() => expect(list().moreError).not.toBeNull());
  expect(ids()).toHaveLength(3);

  isDown = false;
  act(() => list().loadMore());
  await waitFor(() => expect(ids()).toHaveLength(6));
});
