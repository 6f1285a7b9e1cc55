import { TextField } from "../ui";

type Props = {
  value: string;
  error: string | undefined;
  onChange: (code: string) => void;
  /** A recovery code does too. */
  takesRecoveryCode?: boolean;
  autoFocus?: boolean;
};

export function CodeField({ value, error, onChange, takesRecoveryCode = false, autoFocus }: Props) {
  return (
    <TextField
      label="Code"
      name="code"
      inputMode={takesRecoveryCode ? "text" : "numeric"}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      value={value}
      error={error}
      hint={
        takesRecoveryCode
          ? "The 6 digits in your app, or a recovery code."
          : "The 6 digits that the app shows."
      }
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function missingCode(code: string) {
  return code.trim() ? {} : { code: "Enter a code." };
}
