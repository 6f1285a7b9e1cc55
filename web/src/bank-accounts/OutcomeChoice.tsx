import { useEngine } from "../engine/useEngine";
import { SelectField } from "../ui";
import { endingOf, madeUpNumber } from "./accountNumber";

type Props = { accountNumber: string; onChange: (accountNumber: string) => void };

/** Makes up an account number whose last four digits choose the simulated bank's outcome. */
export function OutcomeChoice({ accountNumber, onChange }: Props) {
  const scripts = useEngine()?.bankScripts ?? [];
  if (scripts.length === 0) return null;
  const endings = scripts.map(({ ending }) => ending);
  return (
    <SelectField
      label="Test account"
      hint="Makes up a number with this outcome."
      value={endingOf(accountNumber, endings) ?? ""}
      onChange={({ target }) => onChange(target.value && madeUpNumber(target.value))}
    >
      <option value="">None</option>
      {scripts.map(({ ending, description }) => (
        <option key={ending} value={ending}>
          {`${description} (…${ending})`}
        </option>
      ))}
    </SelectField>
  );
}
