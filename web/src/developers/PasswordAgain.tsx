import { useViewer } from "../session/useViewer";
import { TextField } from "../ui";

type Props = { value: string; error: string | undefined; onChange: (value: string) => void };

/** A key outlives the session that makes it, so a signed-in user gives the password again. Others have none. */
export function PasswordAgain({ value, error, onChange }: Props) {
  if (useViewer()?.kind !== "PERSON") return null;
  return (
    <TextField
      label="Your password"
      type="password"
      autoComplete="current-password"
      value={value}
      error={error}
      hint="A key outlives this session, so we ask again."
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
