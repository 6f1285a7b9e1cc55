import { usePolled } from "../api";
import { graphql } from "../gql";
import type { WebhookTroubleQuery } from "../gql/graphql";
import { useMay } from "../session/useViewer";

const WEBHOOK_TROUBLE = graphql(`
  query WebhookTrouble($merchantId: ID!) {
    webhookEndpoints(merchantId: $merchantId) {
      id
      url
      state
      failingSince
    }
  }
`);

/** What is delivered changes no revision. */
const EVERY_MS = 30_000;

export type TroubledEndpoint = WebhookTroubleQuery["webhookEndpoints"][number];

/** The webhook endpoints that get nothing, for a reader who may see them; none until `isWanted`. */
export function useTroubledEndpoints(merchantId: string, isWanted: boolean): TroubledEndpoint[] {
  const may = useMay("WEBHOOKS");
  const { data } = usePolled(
    WEBHOOK_TROUBLE,
    { merchantId },
    { everyMs: EVERY_MS, enabled: isWanted && may },
  );
  return may ? troubledAmong(data?.webhookEndpoints ?? []) : [];
}

/** Those that fail or are disabled, the failing ones first. */
export function troubledAmong(endpoints: readonly TroubledEndpoint[]): TroubledEndpoint[] {
  const isDisabled = ({ state }: TroubledEndpoint) => state === "DISABLED";
  const isFailing = (it: TroubledEndpoint) => !isDisabled(it) && Boolean(it.failingSince);
  return [...endpoints.filter(isFailing), ...endpoints.filter(isDisabled)];
}

/** `shop.example` of its address: what tells endpoints apart at a glance. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
