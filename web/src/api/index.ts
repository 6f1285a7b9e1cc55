export { connection } from "./connection";
export { ApiError, PageFault, Refused, Unreachable } from "./errors";
export { newIdempotencyKey } from "./idempotencyKey";
export { queryClient, refreshAll, watchConnection } from "./queryClient";
export { request } from "./request";
export { sessionGate } from "./sessionGate";
export { following, type Revised, useFollowed, useRevision } from "./useFollowed";
export { useOutage, usePolled, usePolledPages, useSend } from "./usePolled";
export { useStaleReason } from "./useStaleReason";
