import { Age } from "../payouts/Age";
import {
  Badge,
  Card,
  ErrorState,
  ExactTimes,
  RowTh,
  SkeletonRows,
  Table,
  Td,
  Th,
  Time,
} from "../ui";
import { SIGN, useHealth, type WorkerRow } from "./health";
import { OperationsNav } from "./OperationsNav";

/** For operators: whether the engine works, and what is wrong if it does not. */
export function HealthView() {
  const { health, error, refetch } = useHealth();
  return (
    <>
      <OperationsNav />
      {!health && (
        <Card title="Health" isFlush>
          {error ? (
            <ErrorState what="the signs of health" error={error} onRetry={refetch} />
          ) : (
            <SkeletonRows what="the signs of health" count={5} />
          )}
        </Card>
      )}
      {health && (
        <div className="grid gap-5">
          <Card title={health.isWell ? "Everything works" : "Something is wrong"} isFlush>
            <ul aria-label="Signs of health" className="divide-y divide-line border-t border-line">
              {health.signs.map(({ kind, isWell, text }) => (
                <li
                  key={kind}
                  className="grid gap-x-6 gap-y-1 px-5 py-3 text-sm sm:grid-cols-[10rem_minmax(0,1fr)_auto]"
                >
                  <span className="font-medium">{SIGN[kind]}</span>
                  <span className="text-soft">{text}</span>
                  <span>
                    <Badge text={isWell ? "OK" : "Not OK"} kind={isWell ? "ok" : "bad"} />
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          {health.workers.length > 0 && (
            <Card title="Workers" isFlush action={<ExactTimes />}>
              <Workers workers={health.workers} />
            </Card>
          )}
        </div>
      )}
    </>
  );
}

function Workers({ workers }: { workers: WorkerRow[] }) {
  return (
    <Table label="Worker processes">
      <thead>
        <tr>
          <Th>Worker</Th>
          <Th>Heartbeat (IST)</Th>
          <Th isNumeric>Busy</Th>
          <Th isSecondary>Last payout (IST)</Th>
          <Th isSecondary>Started (IST)</Th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr key={worker.name}>
            <RowTh className="wrap-anywhere">
              {worker.name} {!worker.isAlive && <Badge text="Silent" kind="bad" />}
            </RowTh>
            <Td className="text-soft tabular-nums">
              <Time at={worker.beatAt} />
              {!worker.isAlive && (
                <span className="block text-xs">
                  <Age at={worker.beatAt} />
                </span>
              )}
            </Td>
            <Td isNumeric>
              {worker.busy} of {worker.threads}
            </Td>
            <Td isSecondary className="text-soft tabular-nums">
              {worker.lastClaimAt ? <Time at={worker.lastClaimAt} /> : "None yet"}
            </Td>
            <Td isSecondary className="text-soft tabular-nums">
              <Time at={worker.startedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
