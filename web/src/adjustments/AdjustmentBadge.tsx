import type { AdjustmentStatus } from "../gql/graphql";
import { Badge } from "../ui";
import { STATUS_TEXT } from "./adjustments";

const KIND = { PROPOSED: "wait", APPROVED: "ok", REJECTED: "plain" } as const;

export function AdjustmentBadge({ status }: { status: AdjustmentStatus }) {
  return <Badge text={STATUS_TEXT[status]} kind={KIND[status]} />;
}
