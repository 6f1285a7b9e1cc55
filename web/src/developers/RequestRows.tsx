import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Badge, CopyButton, RowTh, Table, Td, Th, Time } from "../ui";
import { callText, type LoggedRequest, OUTCOMES, tookText } from "./requests";

type Props = { requests: LoggedRequest[] };

const LINK =
  "inline-flex min-h-6 items-center text-accent underline-offset-4 hover:underline pointer-coarse:min-h-11";

/** As a table, or as cards on a narrow screen. */
export function RequestRows({ requests }: Props) {
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="Requests" className="divide-y divide-line">
          {requests.map((request) => (
            <li key={request.requestId} className="grid gap-2 px-5 py-3.5 text-sm">
              <span className="flex items-start justify-between gap-4">
                <Badge {...OUTCOMES[request.outcome]} />
                <span className="text-soft">
                  <Time at={request.at} />
                </span>
              </span>
              <Call request={request} />
              <Result request={request} />
              <Caller request={request} />
            </li>
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Requests" isFixed>
      <thead>
        <tr>
          <Th className="w-72">Request</Th>
          <Th>Result</Th>
          <Th className="w-52">Caller</Th>
          <Th className="w-28">Time (IST)</Th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.requestId}>
            <RowTh>
              <Call request={request} />
            </RowTh>
            <Td>
              <Badge {...OUTCOMES[request.outcome]} />
              <Result request={request} />
            </Td>
            <Td>
              <Caller request={request} />
            </Td>
            <Td className="text-soft">
              <Time at={request.at} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type OfRequest = { request: LoggedRequest };

/** The call, and its id as its answer said it. */
function Call({ request }: OfRequest) {
  const { requestId, idempotencyKey, operation } = request;
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="font-medium wrap-anywhere">
        {callText(request)}
        {operation && <span className="font-normal text-soft"> GraphQL</span>}
      </span>
      <Id what="request id" id={requestId} />
      {idempotencyKey && <Id what="idempotency key" id={idempotencyKey} isNamed />}
    </span>
  );
}

function Id({ what, id, isNamed = false }: { what: string; id: string; isNamed?: boolean }) {
  return (
    <span className="flex items-start gap-1 text-xs text-soft pointer-coarse:min-h-11 pointer-coarse:items-center">
      <span className="min-w-0 font-mono wrap-anywhere">
        {isNamed && <span className="font-sans">Idempotency key </span>}
        {id}
      </span>
      <CopyButton text={id} what={what} />
    </span>
  );
}

/** What came of it: the payout, or the error with its meaning and the next step. */
function Result({ request }: OfRequest) {
  const { httpStatus, errorCode, message, explanation, payoutId, payouts, durationMs } = request;
  const { filters } = useLocation();
  return (
    <span className="mt-1 grid gap-1 empty:hidden">
      {(httpStatus || durationMs !== null) && (
        <span className="text-xs text-soft">
          {[
            httpStatus && `HTTP ${httpStatus}`,
            errorCode,
            typeof durationMs === "number" && tookText(durationMs),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      )}
      {message && <span className="wrap-anywhere">{message}</span>}
      {explanation && (
        <span className="text-pretty wrap-anywhere text-soft">
          {explanation.meaning} {explanation.advice}
        </span>
      )}
      {payoutId && (
        <span>
          <Link to={{ payout: payoutId, dialog: null, filters }} className={LINK}>
            {payouts > 1
              ? `Open one of its ${payouts.toLocaleString("en-IN")} payouts`
              : "Open payout"}
          </Link>
        </span>
      )}
    </span>
  );
}

function Caller({ request: { caller, key } }: OfRequest) {
  const { filters } = useLocation();
  if (!key) return <span className="wrap-anywhere">{caller}</span>;
  return (
    <span className="grid min-w-0">
      <Link
        to={{ filters: { ...filters, key: key.keyId } }}
        aria-label={`Requests of the key ${key.name}`}
        className={`${LINK} wrap-anywhere`}
      >
        {key.name}
      </Link>
      {key.prefix && (
        <span className="font-mono text-xs wrap-anywhere text-soft">{`payout_${key.prefix}_…`}</span>
      )}
    </span>
  );
}
