import { useIsNarrow } from "../layout/useIsNarrow";
import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Dotted, HIT_AREA, Money, RowTh, Table, Td, Th, Time } from "../ui";
import { amountWidth } from "../ui/amountWidth";
import { EVENT_TEXT } from "./eventSearch";
import type { EventOfFeed } from "./events";

const LINK =
  "inline-flex min-h-6 items-center text-accent underline-offset-4 hover:underline pointer-coarse:min-h-11";

/** As a table, or as cards on a narrow screen. */
export function EventRows({ events }: { events: EventOfFeed[] }) {
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="Events" className="divide-y divide-line">
          {events.map((event) => (
            <li key={event.position} className="grid gap-0.5 px-5 py-3 text-sm">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                <EventLink event={event} />
                <span className="ml-auto font-medium">
                  <Amount event={event} />
                </span>
              </span>
              <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-soft">
                <Dotted>
                  <span className="tabular-nums">{event.position}</span>
                  <Time at={event.occurredAt} />
                </Dotted>
                <SubjectLink event={event} isInText />
              </span>
            </li>
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Events" isFixed isLow>
      <thead>
        <tr>
          <Th className="w-28">Position</Th>
          <Th>Event</Th>
          <Th className="w-32">About</Th>
          <Th isNumeric className={amountWidth(events.map((it) => it.amountPaise))}>
            Amount
          </Th>
          <Th className="w-36">Time (IST)</Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.position}>
            <RowTh className="text-soft tabular-nums">{event.position}</RowTh>
            <Td>
              <span className="flex flex-wrap items-baseline gap-x-3">
                <EventLink event={event} />
                <code className="text-xs text-soft">{event.type}</code>
              </span>
            </Td>
            <Td>
              <SubjectLink event={event} />
            </Td>
            <Td isNumeric className="font-medium">
              <Amount event={event} hasSoftPaise />
            </Td>
            <Td className="text-soft tabular-nums">
              <Time at={event.occurredAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const NO_MONEY = new Set<string>(["BALANCE_LOW", "ORDERS_SHORT"]);

type OfEvent = { event: EventOfFeed };

function EventLink({ event }: OfEvent) {
  const { filters } = useLocation();
  const text = EVENT_TEXT[event.type];
  return (
    <Link
      to={{ filters: { ...filters, event: event.position } }}
      aria-label={`${text}: event ${event.position}`}
      className={LINK}
    >
      {text}
    </Link>
  );
}

/** The payout or the endpoint, named by its id, as the event has it. */
function SubjectLink({ event, isInText = false }: OfEvent & { isInText?: boolean }) {
  const { filters } = useLocation();
  const { payoutId, webhookEndpointId, amountPaise } = event;
  const id = payoutId ?? webhookEndpointId;
  if (!id) return null;
  return (
    <Link
      to={
        payoutId
          ? { payout: payoutId, filters }
          : { view: "developers/webhooks", item: id, filters: {} }
      }
      className={isInText ? `${HIT_AREA} inline-block font-mono text-accent underline` : LINK}
    >
      {payoutId ? (
        <span className="sr-only">Payout </span>
      ) : (
        <>
          <span className="sr-only">Webhook endpoint </span>
          <span aria-hidden="true" className="mr-1 font-sans">
            Endpoint
          </span>
        </>
      )}
      <span className="font-mono text-xs">…{id.slice(-8)}</span>
      {payoutId && <span className="sr-only"> of {formatRupees(amountPaise)}</span>}
    </Link>
  );
}

/** Signed where the event says so itself; none where it is about no money. */
function Amount({ event, hasSoftPaise = false }: OfEvent & { hasSoftPaise?: boolean }) {
  if (event.webhookEndpointId || NO_MONEY.has(event.type)) return null;
  const isSigned = event.type === "BALANCE_ADJUSTED";
  return <Money paise={event.amountPaise} isSigned={isSigned} hasSoftPaise={hasSoftPaise} />;
}
