import { useId } from "react";
import { useEngine } from "../engine/useEngine";
import { endingOf, withEnding } from "./accountNumber";

type Props = { accountNumber: string; onChange: (accountNumber: string) => void };

/** Chooses the simulated bank's outcome for the account, encoded in its last four digits. */
export function OutcomeChoice({ accountNumber, onChange }: Props) {
  const name = useId();
  const scripts = useEngine()?.bankScripts ?? [];
  if (scripts.length === 0) return null;
  const endings = scripts.map(({ ending }) => ending);
  const chosen = endingOf(accountNumber, endings);
  const choices = [{ ending: null, description: "Random: pays or refuses" }, ...scripts];
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">Test outcome</legend>
      <div className="divide-y divide-line overflow-hidden rounded-lg border border-edge">
        {choices.map(({ ending, description }) => (
          <label
            key={ending}
            className="flex min-h-10 cursor-pointer items-center gap-3 px-3 py-1.5 text-sm hover:bg-hover has-checked:bg-accent-quiet"
          >
            <input
              type="radio"
              name={name}
              checked={chosen === ending}
              onChange={() => onChange(withEnding(accountNumber, ending))}
            />
            <span className="min-w-0 flex-1">{description}</span>
            {ending && <span className="font-mono text-xs text-soft">…{ending}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
