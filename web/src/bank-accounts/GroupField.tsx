import { useId } from "react";
import { TextField } from "../ui";
import { useGroups } from "./groups";

type Props = {
  merchantId: string;
  value: string;
  error: string | undefined;
  onChange: (group: string) => void;
};

/** A group's name, suggested from the ones there are, so that one group isn't written in two ways. */
export function GroupField({ merchantId, value, error, onChange }: Props) {
  const id = useId();
  const groups = useGroups(merchantId) ?? [];
  return (
    <TextField
      label="Group (optional)"
      autoComplete="off"
      maxLength={40}
      list={id}
      value={value}
      error={error}
      hint="Such as Suppliers or Staff."
      onChange={(event) => onChange(event.target.value)}
      below={
        <datalist id={id}>
          {groups.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      }
    />
  );
}
