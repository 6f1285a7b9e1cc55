import { readFragment } from "../gql";
import { LoadMore } from "../layout/LoadMore";
import { useIsPhone } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { useMay } from "../session/useViewer";
import {
  Badge,
  buttonClasses,
  Card,
  EmptyState,
  ErrorState,
  Money,
  RowTh,
  SkeletonRows,
  Table,
  Td,
  Th,
  Time,
} from "../ui";
import { type ListedBatch, useBatches } from "./batchList";
import { BATCH_PROGRESS, figuresOf, statusLook } from "./progress";

export function BatchList({ merchantId }: { merchantId: string }) {
  const { rows, error, refetch, ...pages } = useBatches(merchantId);
  const mayPay = useMay("PAYOUTS");
  const isPhone = useIsPhone();
  return (
    <Card isFlush>
      {rows && rows.length > 0 && (
        <>
          {isPhone ? <BatchCards rows={rows} /> : <BatchTable rows={rows} />}
          <LoadMore
            what={rows.length === 1 && !pages.hasMore ? "batch" : "batches"}
            shown={rows.length}
            total={pages.totalCount ?? rows.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={pages.moreError}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {rows?.length === 0 && (
        <EmptyState
          title="No batches yet"
          action={
            mayPay && (
              <Link to={{ view: "payouts/several" }} className={buttonClasses("primary")}>
                Pay several
              </Link>
            )
          }
        >
          Payouts that are made together appear here.
        </EmptyState>
      )}
      {!rows && error && <ErrorState what="the batches" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="the batches" />}
    </Card>
  );
}

function BatchTable({ rows }: { rows: ListedBatch[] }) {
  return (
    <Table label="Batches" isLow>
      <thead>
        <tr>
          <Th>Name</Th>
          <Th isNumeric>Rows</Th>
          <Th isNumeric>Total</Th>
          <Th>Status</Th>
          <Th>Created (IST)</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((batch) => (
          <tr key={batch.id} className="relative hover:bg-hover">
            <RowTh className="wrap-anywhere">
              <BatchLink batch={batch} />
            </RowTh>
            <Td isNumeric>{batch.rowCount}</Td>
            <Td isNumeric className="font-medium">
              <Money paise={batch.totalPaise} hasSoftPaise />
            </Td>
            <Td>
              <BatchStatus batch={batch} />
            </Td>
            <Td className="text-soft">
              <Time at={batch.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function BatchCards({ rows }: { rows: ListedBatch[] }) {
  return (
    <ul aria-label="Batches" className="divide-y divide-line">
      {rows.map((batch) => (
        <li key={batch.id} className="relative grid gap-1 px-5 py-3.5 text-sm">
          <span className="flex justify-between gap-4">
            <BatchLink batch={batch} />
            <Money paise={batch.totalPaise} />
          </span>
          <span className="flex flex-wrap items-center justify-between gap-x-4 text-soft">
            <span>
              {batch.rowCount} rows · <Time at={batch.createdAt} hasZone />
            </span>
            <BatchStatus batch={batch} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function BatchLink({ batch }: { batch: ListedBatch }) {
  return (
    <Link
      to={{ item: batch.id }}
      className="font-medium wrap-anywhere after:absolute after:inset-0 hover:underline"
    >
      {batch.name}
    </Link>
  );
}

function BatchStatus({ batch }: { batch: ListedBatch }) {
  const progress = readFragment(BATCH_PROGRESS, batch.progress);
  const parts = figuresOf(progress);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Badge {...statusLook(progress)} />
      {parts.length > 1 && (
        <span className="text-xs text-soft">
          {parts.map(({ text, count }) => `${count} ${text.toLowerCase()}`).join(", ")}
        </span>
      )}
    </span>
  );
}
