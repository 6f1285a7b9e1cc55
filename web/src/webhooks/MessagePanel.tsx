import { CopyBlock } from "../developers/CopyBlock";
import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { currentLocation, go } from "../navigation/navigation";
import {
  Badge,
  Button,
  CopyButton,
  Dialog,
  EmptyState,
  ErrorState,
  RowTh,
  SkeletonRows,
  Table,
  Td,
  Th,
  Time,
} from "../ui";
import type { Endpoint } from "./endpoints";
import { Progress } from "./MessageRows";
import { type Message, useMessage } from "./messages";
import { RESEND } from "./verbs";
import { MESSAGE_TEXT, outcomeText, STATES } from "./words";

/** One message: its attempts, its body, and sending it again. */
export function MessagePanel({ endpoint, id }: { endpoint: Endpoint; id: string }) {
  const { message, isMissing, error, refetch } = useMessage(endpoint.id, id);
  const close = () => go({ filters: { ...currentLocation().filters, message: "" } });
  const title = message
    ? [MESSAGE_TEXT[message.eventType], message.position].filter(Boolean).join(" · ")
    : "Message";
  return (
    <Dialog place="side" title={title} onClose={close}>
      {message && <Content endpoint={endpoint} message={message} />}
      {isMissing && (
        <EmptyState title="Message not found">
          It may be too old to be kept, or another endpoint's, or the link may be wrong.
        </EmptyState>
      )}
      {!message && error && <ErrorState what="the message" error={error} onRetry={refetch} />}
      {!message && !isMissing && !error && <SkeletonRows what="the message" count={6} />}
    </Dialog>
  );
}

type OfMessage = { message: Message & { body?: string | null } };

function Content({ endpoint, message }: { endpoint: Endpoint } & OfMessage) {
  const isEnabled = endpoint.state === "ENABLED";
  const { errors, isSending, send } = useVerb(RESEND, {
    unsure: "It may be on its way again.",
    onDone: () => announce("Message is being sent again"),
  });
  return (
    <div className="grid min-w-0 gap-5">
      <div className="grid gap-2 text-sm">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge {...STATES[message.state]} />
          <Progress message={message} isPaused={!isEnabled} />
        </span>
        <span className="flex items-start gap-1 text-xs text-soft">
          <span className="min-w-0 font-mono wrap-anywhere">{message.id}</span>
          <CopyButton text={message.id} what="webhook-id" />
        </span>
        {isEnabled && (
          <span className="mt-1 print:hidden">
            <Button
              aria-disabled={isSending}
              onClick={() => isSending || send({ input: { messageId: message.id } })}
            >
              {message.state === "DUE" ? "Send now" : "Send again"}
            </Button>
          </span>
        )}
        <FormError error={errors.form} />
      </div>
      {message.attempts.length > 0 && <Attempts message={message} />}
      {message.body && (
        <CopyBlock label="Body, as we sent it" what="body" text={message.body} wraps />
      )}
    </div>
  );
}

function Attempts({ message: { attempts, attemptCount } }: OfMessage) {
  return (
    <section aria-label="Attempts" className="grid gap-1.5">
      <h3 className="text-sm font-medium">
        {attemptCount > attempts.length ? `Attempts (last ${attempts.length})` : "Attempts"}
      </h3>
      <div className="overflow-hidden rounded-lg border border-line">
        <Table label="Attempts of this message">
          <thead>
            <tr>
              <Th isNumeric>#</Th>
              <Th>Outcome</Th>
              <Th>Time (IST)</Th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <tr key={attempt.number}>
                <RowTh isNumeric>{attempt.number}</RowTh>
                <Td>
                  {sentence(outcomeText(attempt))}
                  <span className="block text-xs text-soft">{tookText(attempt)}</span>
                </Td>
                <Td className="text-soft">
                  <Time at={attempt.startedAt} isExact />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tookText({ startedAt, endedAt }: { startedAt: string; endedAt: string }): string {
  const ms = Date.parse(endedAt) - Date.parse(startedAt);
  return ms < 1000 ? `after ${ms} ms` : `after ${(ms / 1000).toFixed(1)} s`;
}
