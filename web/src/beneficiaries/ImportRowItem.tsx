import { useState } from "react";
import { Button, SelectField, TextField, Warning } from "../ui";
import { typeOf } from "./cells";
import type { Field } from "./columns";
import type { ImportRow } from "./importRows";
import type { Import } from "./useImport";

const EDITABLE: { field: Field; label: string; maxLength?: number; isMono?: boolean }[] = [
  { field: "name", label: "Account holder" },
  { field: "number", label: "Account number", isMono: true },
  { field: "ifsc", label: "IFSC", isMono: true },
  { field: "nickname", label: "Nickname", maxLength: 60 },
  { field: "group", label: "Group", maxLength: 40 },
];

/** One row: what it says, what is wrong with it beside each field, and the ways out. */
export function ImportRowItem({ row, state }: { row: ImportRow; state: Import }) {
  const [isOpen, setIsOpen] = useState(false);
  const { line, cells, section, isLeftOut } = row;
  const isWrong = section === "fix" && row.outcome !== "REPEATED";
  const isFinal = section === "added" || section === "exists";
  const showsFields = !isFinal && !isLeftOut && (isOpen || isWrong);
  const name = cells.name || "no name";
  return (
    <li className="grid gap-3 px-5 py-3.5 text-sm">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium wrap-anywhere">
            <span className="font-normal text-soft">Line {line}: </span>
            {name}
          </p>
          {!showsFields && <Summary row={row} />}
          <Remarks row={row} />
        </div>
        {!isFinal && (
          <div className="flex flex-wrap gap-2">
            {!isWrong && !isLeftOut && (
              <Button
                isSmall
                aria-expanded={isOpen}
                aria-label={`Edit line ${line}, ${name}`}
                onClick={() => setIsOpen(!isOpen)}
              >
                Edit
              </Button>
            )}
            <Button
              isSmall
              aria-label={`${isLeftOut ? "Put back" : "Leave out"} line ${line}, ${name}`}
              onClick={() => state.leaveOut(line, !isLeftOut)}
            >
              {isLeftOut ? "Put back" : "Leave out"}
            </Button>
          </div>
        )}
      </div>
      {showsFields && (
        <form
          aria-label={`Line ${line}`}
          onSubmit={(event) => {
            event.preventDefault();
            state.check();
          }}
          className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-3"
        >
          {EDITABLE.map(({ field, label, maxLength, isMono }) => (
            <TextField
              key={field}
              label={label}
              autoComplete="off"
              spellCheck={false}
              maxLength={maxLength}
              className={isMono ? "font-mono" : undefined}
              value={cells[field]}
              error={row.faults[field]}
              onChange={(event) => state.edit(line, field, event.target.value)}
            />
          ))}
          <SelectField
            label="Type"
            value={typeOf(cells.type) ?? cells.type}
            error={row.faults.type}
            onChange={(event) => state.edit(line, "type", event.target.value)}
          >
            {!typeOf(cells.type) && <option value={cells.type}>{cells.type}</option>}
            <option value="CURRENT">Current</option>
            <option value="SAVINGS">Savings</option>
          </SelectField>
          {/* Enter in a field checks the rows. */}
          <button type="submit" className="sr-only" tabIndex={-1}>
            Check rows
          </button>
        </form>
      )}
    </li>
  );
}

/** The number in full: it is the reader's own, and is compared with their list here for the last time. */
function Summary({ row: { cells, place } }: { row: ImportRow }) {
  const type = typeOf(cells.type) === "SAVINGS" ? "Savings" : "Current";
  const words = [place, type, cells.nickname, cells.group].filter(Boolean).join(" · ");
  return (
    <p className="flex flex-wrap gap-x-2 text-soft">
      <span className="font-mono text-ink">{cells.number}</span>
      <span className="font-mono text-ink">{cells.ifsc}</span>
      <span className="wrap-anywhere">{words}</span>
    </p>
  );
}

function Remarks({ row }: { row: ImportRow }) {
  const said = remarkOf(row);
  return (
    <div className="grid gap-1 empty:hidden">
      {said && <p className={row.outcome === "REPEATED" ? "text-bad" : "text-soft"}>{said}</p>}
      {row.section !== "exists" && row.notes.map((note) => <Warning key={note}>{note}</Warning>)}
    </div>
  );
}

function remarkOf({ outcome, sameAsLine, section, isRetired }: ImportRow): string | null {
  if (outcome === "REPEATED")
    return `The same account as line ${sameAsLine ?? "above"}. Change it, or leave it out.`;
  if (section === "exists" && isRetired)
    return "You have this account already, retired. An operator can restore it.";
  if (section === "exists") return "You have this account already. It stays as it is.";
  return null;
}
