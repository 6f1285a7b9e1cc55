import { useState } from "react";
import type { PayoutPurpose } from "../gql/graphql";
import { PayeeField } from "../new-payout/PayeeField";
import { PURPOSES } from "../payouts/purpose";
import { Badge, Button, classes, SelectField, TextField } from "../ui";
import { Alike } from "./Alike";
import type { CellName, Cells } from "./batchDraft";
import { COLUMNS } from "./Grid";
import type { RowState } from "./rowState";
import type { Several } from "./useSeveral";

type Props = {
  of: Several;
  state: RowState;
  isBlank: boolean;
  number: number;
  onRemove: () => void;
};

/** One payout that is to be. What is wrong stands beside its cell, but not in a row that is still being filled in. */
export function GridRow({ of: several, state, isBlank, number, onRemove }: Props) {
  const { row, kind } = state;
  const [isIn, setIsIn] = useState(false);
  const change = (cells: Partial<Cells>) => several.change(row.key, cells);
  const errorOf = (name: CellName) =>
    isIn && row[name] === "" && row.faults.length === 0 ? undefined : state.faults[name];
  const cell = (name: string) => ({ "data-row": row.key, "data-cell": name });
  const text = (name: "reference" | "narration", label: string) => (
    <div {...cell(name)}>
      <TextField
        label={`${label}, row ${number}`}
        isLabelHidden
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        className="text-sm"
        value={row[name]}
        error={errorOf(name)}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <li
      aria-label={`Row ${number}`}
      onFocus={() => setIsIn(true)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setIsIn(false)}
      className={classes(
        "grid gap-2 px-5 py-3",
        "grid-cols-[minmax(0,1fr)_auto] lg:items-start",
        COLUMNS,
      )}
    >
      <span className="pt-3 text-sm tabular-nums text-soft max-lg:col-span-2 max-lg:pt-0">
        <span className="lg:hidden">Row </span>
        {number}
      </span>
      <div {...cell("payee")} className="max-lg:col-span-2">
        <PayeeField
          cellLabel={`To, row ${number}`}
          accounts={several.payees}
          chosen={several.payees.find(({ id }) => id === row.bankAccountId)}
          onChoose={(bankAccountId) => change({ bankAccountId })}
          error={errorOf("bankAccountId")}
          recent={several.recent}
        />
      </div>
      <div {...cell("amount")} className="max-lg:col-span-2">
        <TextField
          label={`Amount, row ${number}`}
          isLabelHidden
          prefix="₹"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          className="text-sm tabular-nums lg:text-right"
          value={row.amount}
          error={errorOf("amount")}
          onChange={(event) => change({ amount: event.target.value })}
        />
      </div>
      <div className="contents max-lg:col-span-2 max-lg:grid max-lg:grid-cols-2 max-lg:gap-2">
        {text("reference", "Reference")}
        {text("narration", "Narration")}
      </div>
      <div {...cell("purpose")}>
        <SelectField
          label={`Purpose, row ${number}`}
          isLabelHidden
          className="text-sm"
          value={row.purpose}
          error={errorOf("purpose")}
          onChange={(event) => change({ purpose: event.target.value as PayoutPurpose | "" })}
        >
          <option value="">Purpose</option>
          {PURPOSES.map(([purpose, name]) => (
            <option key={purpose} value={purpose}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <Button
        kind="quiet"
        aria-label={`Remove row ${number}`}
        onClick={onRemove}
        className="min-h-11! px-2! text-soft!"
      >
        <span aria-hidden="true" className="text-lg leading-none">
          ×
        </span>
      </Button>
      {!isBlank && (
        <div
          className={classes(
            "flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm max-lg:col-span-2 lg:col-end-8",
            // Beside the payee's bank, as nothing else stands there.
            kind === "ready" || kind === "checking"
              ? "lg:col-start-3 lg:-mt-8 lg:min-h-6"
              : "lg:col-start-2",
          )}
        >
          {kind === "ready" && <Badge text="Ready" kind="ok" />}
          {kind === "checking" && <Badge text="Checking" />}
          {kind === "fix" && !isIn && <Badge text="To fix" kind="bad" />}
          {kind === "maybe" && <Alike of={several} state={state} number={number} />}
        </div>
      )}
    </li>
  );
}
