import type { ReactNode } from "react";
import { usePolled } from "../api";
import { useEngine } from "../engine/useEngine";
import { graphql } from "../gql";
import { playgroundAddress } from "../sandbox/playgroundAddress";
import { Card, CopyButton } from "../ui";
import { durationText, limitsText } from "./limits";

const LINK =
  "inline-flex min-h-6 items-center pointer-coarse:min-h-11 text-accent underline underline-offset-4";

const LIMITS = graphql(`
  query EngineLimits {
    engine {
      readLimit
      writeLimit
      idempotencyWindowSeconds
    }
  }
`);

/** Where the API and its documents are, and what it allows. */
export function ConnectCard({ merchantId }: { merchantId: string }) {
  const engine = useEngine();
  const limits = usePolled(LIMITS, {}, { everyMs: false }).data?.engine;
  const { origin } = window.location;
  return (
    <Card title="Connect">
      <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[auto_1fr]">
        <Row name="REST">
          <Address text={`${origin}/api/v1/`} what="REST address" />
        </Row>
        <Row name="GraphQL">
          <Address text={`${origin}/graphql/`} what="GraphQL address" />
        </Row>
        {limits && (
          <>
            <Row name="Rate limits">{limitsText(limits)}</Row>
            <Row name="Idempotency">
              An Idempotency-Key replays its payout for{" "}
              {durationText(limits.idempotencyWindowSeconds)}.
            </Row>
          </>
        )}
        <Row name="Documents">
          <span className="flex flex-wrap gap-x-5 gap-y-1">
            <a href="/docs/" className={LINK}>
              API reference
            </a>
            {engine?.playground && (
              <>
                <a href="/docs/graphql/" className={LINK}>
                  GraphQL schema
                </a>
                <a href={playgroundAddress(merchantId)} className={LINK}>
                  GraphQL playground
                </a>
              </>
            )}
            <a href="/api/v1/openapi.json" className={LINK}>
              openapi.json
            </a>
          </span>
        </Row>
      </dl>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 sm:col-span-2 sm:items-baseline sm:grid-cols-subgrid">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Address({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="min-w-0 font-mono wrap-anywhere">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
