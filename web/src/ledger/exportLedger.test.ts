import { afterEach, expect, test, vi } from "vitest";
import { exportLedger, type Progress } from "./exportLedger";

const fetchMock = vi.fn<typeof fetch>();

/** A ledger of five entries, two to a page; the cursor is the page's last sequence number. */
function ledger(totalCount: () => number) {
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockImplementation(async (_, sent) => {
    const { variables } = JSON.parse(String(sent?.body));
    const last = Number(variables.after ?? 6);
    const sequences = [last - 1, last - 2].filter((it) => it > 0);
    const edges = sequences.map((sequence) => ({ node: entry(sequence) }));
    const end = sequences.at(-1) ?? 0;
    const pageInfo = { hasNextPage: end > 1, endCursor: String(end) };
    const merchant = { name: "Acme" };
    return new Response(
      JSON.stringify({ data: { merchant, ledger: { totalCount: totalCount(), edges, pageInfo } } }),
    );
  });
}

const entry = (sequence: number) => ({
  ...{ id: `e${sequence}`, sequence, createdAt: "2026-11-22T09:45:36+00:00", description: "Fee" },
  ...{ entryType: "FEE_DEBIT", amountPaise: -1, availableAfterPaise: 100, payoutId: null },
});

afterEach(() => {
  vi.unstubAllGlobals();
  fetchMock.mockReset();
});

test("the file holds every page once and in order, and progress is reported", async () => {
  ledger(() => 5);
  const reported: Progress[] = [];
  const { file, merchantName, count } = await exportLedger(
    "m1",
    ["FEE_DEBIT"],
    (it) => reported.push(it),
    new AbortController().signal,
  );
  const lines = (await file.text()).trimEnd().split("\r\n");
  expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(["5", "4", "3", "2", "1"]);
  expect(reported.map(({ done, total }) => `${done}/${total}`)).toEqual(["2/5", "4/5", "5/5"]);
  expect([merchantName, count]).toEqual(["Acme", 5]);
  const { variables } = JSON.parse(String(fetchMock.mock.calls[0]?.[1]?.body));
  expect(variables).toMatchObject({ merchantId: "m1", types: ["FEE_DEBIT"], after: null });
});

test("an empty filter exports all types", async () => {
  ledger(() => 5);
  await exportLedger("m1", [], () => {}, new AbortController().signal);
  expect(JSON.parse(String(fetchMock.mock.calls[0]?.[1]?.body)).variables.types).toBeNull();
});

test("a failed page yields no partial file", async () => {
  ledger(() => 5);
  fetchMock.mockImplementationOnce(async () => new Response('{"errors":[{"message":"No."}]}'));
  await expect(exportLedger("m1", [], () => {}, new AbortController().signal)).rejects.toThrow(
    "No.",
  );
});

test("the export can be stopped", async () => {
  ledger(() => 5);
  const stopper = new AbortController();
  const saving = exportLedger("m1", [], () => stopper.abort(), stopper.signal);
  fetchMock.mockImplementation(async (_, sent) => {
    sent?.signal?.throwIfAborted();
    throw new Error("was not stopped");
  });
  await expect(saving).rejects.toThrow(/abort/i);
});
