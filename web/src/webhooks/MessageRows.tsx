import { useIsNarrow } from "../layout/useIsNarrow";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Badge, RowTh, Table, Td, Th, Time } from "../ui";
import type { Message } from "./messages";
import { MESSAGE_TEXT, STATES, stateText } from "./words";

type Props = { messages: Message[]; isPaused: boolean };

/** As a table, or as cards on a narrow screen. */
export function MessageRows({ messages, isPaused }: Props) {
  if (useIsNarrow()) {
    return (
      <>
        <ul aria-label="Messages" className="divide-y divide-line">
          {messages.map((message) => (
            <li key={message.id} className="grid gap-1 px-5 py-3 text-sm">
              <span className="flex flex-wrap items-center justify-between gap-x-3">
                <MessageLink message={message} />
                <Badge {...STATES[message.state]} />
              </span>
              <Progress message={message} isPaused={isPaused} />
              <span className="text-xs text-soft">
                {message.position && `${message.position} · `}
                <Time at={message.createdAt} />
              </span>
            </li>
          ))}
        </ul>
        <p className="px-5 py-2 text-xs text-soft">Times in IST</p>
      </>
    );
  }
  return (
    <Table label="Messages of this endpoint" isFixed isLow>
      <thead>
        <tr>
          <Th className="w-48">Event</Th>
          <Th className="w-24">Position</Th>
          <Th>State</Th>
          <Th className="w-32">Made (IST)</Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr key={message.id}>
            <RowTh>
              <MessageLink message={message} />
            </RowTh>
            <Td className="text-soft tabular-nums">{message.position ?? "–"}</Td>
            <Td>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge {...STATES[message.state]} />
                <Progress message={message} isPaused={isPaused} />
              </span>
            </Td>
            <Td className="text-soft">
              <Time at={message.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function MessageLink({ message }: { message: Message }) {
  const { filters } = useLocation();
  const text = MESSAGE_TEXT[message.eventType];
  return (
    <Link
      to={{ filters: { ...filters, message: message.id } }}
      className="inline-flex min-h-6 items-center text-accent underline-offset-4 hover:underline pointer-coarse:min-h-11"
    >
      {text}
      <span className="sr-only">
        {message.position ? ` at position ${message.position}` : ` ${message.id.slice(-4)}`}
      </span>
    </Link>
  );
}

/** "Not delivered: the receiver answered 500. Next try at 14:05." */
export function Progress({ message, isPaused }: { message: Message; isPaused: boolean }) {
  const { state, nextAttemptAt, attempts } = message;
  const said = stateText(message);
  return (
    <span className="text-pretty wrap-anywhere text-soft">
      {said}
      {state === "DUE" && isPaused && " Enable the endpoint to send it."}
      {state === "DUE" && !isPaused && !nextAttemptAt && " Sending…"}
      {state === "DUE" && !isPaused && nextAttemptAt && attempts.length > 0 && (
        <>
          {" "}
          Next try at <Time at={nextAttemptAt} />.
        </>
      )}
    </span>
  );
}
