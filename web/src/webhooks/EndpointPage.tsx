import type { ReactNode } from "react";
import { Link } from "../navigation/Link";
import { Badge, buttonClasses, Card, EmptyState, ErrorState, SkeletonRows, Time } from "../ui";
import { EndpointActions } from "./EndpointActions";
import { Trouble, waitingText } from "./EndpointList";
import { type Endpoint, endpointBadge, useEndpoint } from "./endpoints";
import { MessagesCard } from "./MessagesCard";
import { typesText } from "./words";

/** One endpoint: facts, what may be done, and what it was sent. */
export function EndpointPage({ merchantId, id }: { merchantId: string; id: string }) {
  const { endpoint, daysKept, isMissing, error, refetch } = useEndpoint(merchantId, id);
  const toAll = { view: "developers/webhooks", item: null, filters: {} } as const;
  if (!endpoint) {
    return (
      <Card>
        {isMissing ? (
          <EmptyState
            title="Endpoint not found"
            action={
              <Link to={toAll} className={buttonClasses()}>
                All endpoints
              </Link>
            }
          >
            It may belong to another merchant, or the link may be wrong.
          </EmptyState>
        ) : error ? (
          <ErrorState what="the endpoint" error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows what="the endpoint" count={6} />
        )}
      </Card>
    );
  }
  return (
    <div className="grid gap-5">
      <Link
        to={toAll}
        className={`${buttonClasses("quiet", true)} -mb-2 -ml-2.5 justify-self-start print:hidden`}
      >
        ← All endpoints
      </Link>
      <Card>
        <div className="mb-5 grid gap-4">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <h2 className="min-w-0 font-semibold wrap-anywhere">{endpoint.url}</h2>
            <Badge {...endpointBadge(endpoint)} />
          </div>
          <Trouble endpoint={endpoint} />
          {!endpoint.deletedAt && <EndpointActions endpoint={endpoint} />}
        </div>
        <Facts endpoint={endpoint} daysKept={daysKept} />
      </Card>
      <MessagesCard endpoint={endpoint} />
    </div>
  );
}

function Facts({ endpoint, daysKept }: { endpoint: Endpoint; daysKept: number | undefined }) {
  const { eventTypes, backlog, position, secretHint, oldSecretUntil, createdAt, deletedAt } =
    endpoint;
  return (
    <dl className="grid gap-x-6 gap-y-2.5 text-sm sm:grid-cols-[auto_1fr]">
      <Fact name="Events">{typesText(eventTypes)}</Fact>
      <Fact name="Messages">{backlog > 0 ? waitingText(backlog) : nothingText(endpoint)}</Fact>
      {daysKept !== undefined && (
        <Fact name="Delivery log">
          Kept for {daysKept} days after a message was delivered or given up
        </Fact>
      )}
      <Fact name="Feed position">{position}</Fact>
      {!deletedAt && (
        <Fact name="Signing secret">
          <code>{`whsec_…${secretHint}`}</code>
          {oldSecretUntil && (
            <>
              {" "}
              and the one before it until <Time at={oldSecretUntil} hasZone />
            </>
          )}
        </Fact>
      )}
      <Fact name="Added">
        <Time at={createdAt} hasZone />
      </Fact>
      {deletedAt && (
        <Fact name="Deleted">
          <Time at={deletedAt} hasZone />
        </Fact>
      )}
    </dl>
  );
}

/** Of a disabled one nobody has looked: it catches up with its feed once it is enabled. */
function nothingText({ state, deletedAt }: Endpoint): string {
  if (deletedAt || state === "ENABLED") return "Nothing waiting";
  return "None are made while it is disabled. Enabled again, it is sent all that has happened since.";
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 sm:col-span-2 sm:grid-cols-subgrid sm:items-baseline">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
