import { useEffect, useRef } from "react";
import type { Rail } from "../gql/graphql";
import { Button, SelectField, TextField } from "../ui";
import type { FeeFaults, Step } from "./feeForm";

type Props = {
  rails: Rail[];
  steps: Step[];
  faults: FeeFaults;
  onChange: (edit: (steps: Step[]) => Step[]) => void;
};

/** Lower fees of smaller payouts. */
export function FeeSteps({ rails, steps, faults, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const count = useRef(steps.length);
  // A step that was added takes the focus. The button of one that was removed has taken it away.
  useEffect(() => {
    if (steps.length > count.current)
      list.current?.querySelector<HTMLElement>("[data-step]:last-of-type select")?.focus();
    else if (steps.length < count.current)
      list.current?.querySelector<HTMLElement>("[data-add]")?.focus();
    count.current = steps.length;
  }, [steps.length]);
  const edit = (key: number, changed: Partial<Step>) =>
    onChange((all) => all.map((it) => (it.key === key ? { ...it, ...changed } : it)));
  const add = () =>
    onChange((all) => {
      const key = Math.max(-1, ...all.map((it) => it.key)) + 1;
      return [...all, { key, rail: rails[0] ?? "IMPS", upTo: "", fee: "" }];
    });
  return (
    <div ref={list} className="grid gap-3">
      {steps.map(({ key, rail, upTo, fee }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend takes a line of its own.
        <div
          key={key}
          data-step
          role="group"
          aria-label={`Step ${at + 1}`}
          className="grid gap-3 rounded-lg border border-line p-3 min-[26rem]:grid-cols-3"
        >
          <SelectField
            label="Rail"
            value={rail}
            onChange={({ target }) => edit(key, { rail: target.value as Rail })}
          >
            {rails.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </SelectField>
          <TextField
            label="Up to"
            prefix="₹"
            inputMode="decimal"
            autoComplete="off"
            value={upTo}
            error={faults[`upTo-${key}`]}
            onChange={({ target }) => edit(key, { upTo: target.value })}
          />
          <TextField
            label="Fee"
            prefix="₹"
            inputMode="decimal"
            autoComplete="off"
            value={fee}
            error={faults[`fee-${key}`]}
            onChange={({ target }) => edit(key, { fee: target.value })}
          />
          <Button
            isSmall
            kind="quiet"
            className="justify-self-start"
            aria-label={`Remove step ${at + 1}`}
            onClick={() => onChange((all) => all.filter((it) => it.key !== key))}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button isSmall data-add className="justify-self-start" onClick={add}>
        Add a step for smaller payouts
      </Button>
    </div>
  );
}
