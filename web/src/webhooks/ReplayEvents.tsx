import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { TextField } from "../ui";
import type { Endpoint } from "./endpoints";
import { countReplay, countText, type RangeErrors, type ReplayRange } from "./replayRange";
import { REPLAY } from "./verbs";

type Props = { endpoint: Endpoint; onClose: (told?: string) => void };

/** From where, then a question that says how many: a receiver gets each of them a second time. */
export function ReplayEvents({ endpoint, onClose }: Props) {
  const [after, setAfter] = useState("");
  const [upTo, setUpTo] = useState("");
  const [range, setRange] = useState<ReplayRange | null>(null);
  const [errors, setErrors] = useState<RangeErrors>({});
  const [isCounting, setIsCounting] = useState(false);
  const count = async () => {
    setIsCounting(true);
    setErrors({});
    const found = await countReplay(endpoint, after.trim(), upTo.trim());
    setIsCounting(false);
    if ("count" in found) setRange(found);
    else setErrors(found);
  };
  if (range) {
    const back = () => setRange(null);
    return <AskFirst key="ask" {...{ endpoint, range, onBack: back, onDone: onClose }} />;
  }
  return (
    <FormDialog
      key="range"
      title="Send events again"
      submit="Continue"
      isSending={isCounting}
      error={errors.form}
      onSubmit={() => void count()}
      onClose={() => onClose()}
      wasTyped={Boolean(after || upTo)}
      isStep
    >
      <p className="text-sm text-pretty text-soft">
        We send each event of this endpoint's types once more, also those from before it was added.
        You see how many before anything is sent.
      </p>
      <TextField
        label="After position"
        autoComplete="off"
        inputMode="decimal"
        placeholder="1044.0"
        value={after}
        error={errors.after}
        hint="Each event has one. 0.0 is before the first."
        onChange={(event) => setAfter(event.target.value)}
      />
      <TextField
        label="Up to position"
        autoComplete="off"
        inputMode="decimal"
        value={upTo}
        error={errors.upTo}
        hint={`Optional. The endpoint is at ${endpoint.position}.`}
        onChange={(event) => setUpTo(event.target.value)}
      />
    </FormDialog>
  );
}

type Question = {
  endpoint: Endpoint;
  range: ReplayRange;
  onBack: () => void;
  onDone: (told: string) => void;
};

function AskFirst({ endpoint, range, onBack, onDone }: Question) {
  const about = useId();
  const { after, upTo } = range;
  const number = countText(range);
  const { errors, isSending, send } = useVerb(REPLAY, {
    onDone: () => {
      const told = `We send ${number} again, after ${after} up to ${upTo}. Their messages are below.`;
      announce(told);
      onDone(told);
    },
  });
  return (
    <FormDialog
      title={`Send ${number} again?`}
      submit="Send again"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { endpointId: endpoint.id, after, upTo } })}
      onClose={onBack}
      leave="Back"
      asks={about}
      isStep
    >
      <p id={about} className="text-sm text-pretty wrap-anywhere">
        <strong className="font-semibold">{endpoint.url}</strong> gets {number} after {after} up to{" "}
        {upTo}, also those that it received before. A message that was sent before keeps its id, so
        that your server can tell. You can't stop it, except by disabling the endpoint.
      </p>
    </FormDialog>
  );
}
