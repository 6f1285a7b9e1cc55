import { useState } from "react";
import { Link } from "../navigation/Link";
import { Badge, Button, Card, Dotted, EmptyState, ErrorState, SkeletonRows, Time } from "../ui";
import { CreateEndpoint } from "./CreateEndpoint";
import { type Endpoint, endpointBadge, useEndpoints } from "./endpoints";
import { typesText } from "./words";

export function EndpointList({ merchantId }: { merchantId: string }) {
  const [isAdding, setIsAdding] = useState(false);
  const { endpoints, error, refetch } = useEndpoints(merchantId);
  return (
    <>
      <Card
        title="Endpoints"
        isFlush
        action={
          <Button isSmall onClick={() => setIsAdding(true)} className="print:hidden">
            Add endpoint
          </Button>
        }
      >
        {endpoints && endpoints.length > 0 && (
          <ul aria-label="Webhook endpoints" className="divide-y divide-line border-t border-line">
            {endpoints.map((endpoint) => (
              <EndpointRow key={endpoint.id} endpoint={endpoint} />
            ))}
          </ul>
        )}
        {endpoints?.length === 0 && (
          <EmptyState title="No endpoints yet">
            Add one, and we send each event to your server as it happens.
          </EmptyState>
        )}
        {!endpoints && error && <ErrorState what="the endpoints" error={error} onRetry={refetch} />}
        {!endpoints && !error && <SkeletonRows what="the endpoints" count={3} />}
      </Card>
      {isAdding && <CreateEndpoint merchantId={merchantId} onClose={() => setIsAdding(false)} />}
    </>
  );
}

function EndpointRow({ endpoint }: { endpoint: Endpoint }) {
  const { id, url, backlog, eventTypes } = endpoint;
  return (
    <li className="grid gap-1.5 px-5 py-3.5 text-sm">
      <span className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Link
          to={{ item: id, filters: {} }}
          className="inline-flex min-h-6 min-w-0 items-center font-medium wrap-anywhere text-accent underline-offset-4 hover:underline pointer-coarse:min-h-11"
        >
          {url}
        </Link>
        <Badge {...endpointBadge(endpoint)} />
      </span>
      <span className="text-xs text-soft">
        <Dotted>
          <span>{typesText(eventTypes)}</span>
          {backlog > 0 ? <span>{waitingText(backlog)}</span> : null}
        </Dotted>
      </span>
      <Trouble endpoint={endpoint} />
    </li>
  );
}

/** Lists are counted to this number and no further. */
const COUNTED = 10_000;

export function waitingText(backlog: number): string {
  return `${backlog.toLocaleString("en-IN")}${backlog === COUNTED ? "+" : ""} waiting`;
}

/** Why it is sent nothing, or since when nothing arrives. */
export function Trouble({ endpoint }: { endpoint: Endpoint }) {
  const { state, disabledBecause, failingSince, deletedAt } = endpoint;
  if (deletedAt) return null;
  if (state === "DISABLED" && disabledBecause)
    return <span className="text-sm text-pretty text-soft">{disabledBecause}</span>;
  if (!failingSince) return null;
  return (
    <span className="text-sm text-pretty text-bad">
      Nothing was delivered since <Time at={failingSince} hasZone />. We keep trying.
    </span>
  );
}
