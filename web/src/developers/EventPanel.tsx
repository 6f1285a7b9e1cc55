import { useQuery } from "@tanstack/react-query";
import { type ApiError, Refused } from "../api";
import { restJson } from "../api/restJson";
import type { EventType } from "../gql/graphql";
import { currentLocation, go } from "../navigation/navigation";
import { Dialog, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { CopyBlock } from "./CopyBlock";
import { EVENT_TEXT, placeBefore, readOnCall } from "./eventSearch";

type RestEvent = { position: string; type: EventType };
type Props = { merchantId: string; position: string };

/** One event as its reader has it, and how to read on from there. */
export function EventPanel({ merchantId, position }: Props) {
  const { event, isNone, error, refetch } = useRestEvent(merchantId, position);
  const close = () => go({ filters: { ...currentLocation().filters, event: "" } });
  const text = event && (EVENT_TEXT[event.type] ?? event.type);
  return (
    <Dialog
      place="side"
      title={text ? `${text} · ${position}` : `Event ${position}`}
      onClose={close}
    >
      {event && (
        <div className="grid gap-5">
          <CopyBlock
            label="The event, as REST gives it"
            what="event"
            text={JSON.stringify(event, null, 2)}
            wraps
          />
          <div className="grid min-w-0 gap-2">
            <CopyBlock
              label="Read on after it"
              what="curl request"
              text={readOnCall(window.location.origin, position)}
              wraps
            />
            <p className="text-sm text-pretty text-soft">
              Set <code>API_KEY</code> to a key of this merchant. With nothing newer, the call waits
              25 seconds for it.
            </p>
          </div>
        </div>
      )}
      {isNone && (
        <EmptyState title="Event not found">
          It may belong to another merchant, or the link may be wrong.
        </EmptyState>
      )}
      {error && <ErrorState what="the event" error={error} onRetry={refetch} />}
      {!event && !isNone && !error && <SkeletonRows what="the event" count={6} />}
    </Dialog>
  );
}

/** An event never changes: it is asked for once. */
function useRestEvent(merchantId: string, position: string) {
  const { data, error, refetch } = useQuery<RestEvent | null, ApiError>({
    queryKey: ["event", merchantId, position],
    queryFn: () => restEvent(merchantId, position),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { event: data, isNone: data === null, error, refetch: () => void refetch() };
}

async function restEvent(merchantId: string, position: string): Promise<RestEvent | null> {
  const asked = new URLSearchParams({
    merchant_id: merchantId,
    after: placeBefore(position),
    limit: "1",
  });
  try {
    const page = await restJson<{ events: RestEvent[] }>("GET", `/api/v1/events/?${asked}`);
    return page.events.find((event) => event.position === position) ?? null;
  } catch (error) {
    // Beyond the feed's end.
    if (error instanceof Refused && error.code === "validation_error") return null;
    throw error;
  }
}
