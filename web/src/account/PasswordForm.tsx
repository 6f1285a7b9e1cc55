import { useState } from "react";
import { TextField } from "../ui";
import { AccountForm } from "./AccountForm";
import { changePassword } from "./account";
import { type Errors, useSending } from "./useSending";

export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState("");
  const [repeated, setRepeated] = useState("");
  const [isChanged, setIsChanged] = useState(false);
  const { errors, isSending, send, clear } = useSending(["old_password", "new_password"]);

  const submit = () =>
    send(
      missingFields(old, chosen, repeated),
      () => changePassword(old, chosen),
      () => {
        for (const empty of [setOld, setChosen, setRepeated]) empty("");
        setIsChanged(true);
        onChanged();
      },
    );
  const typed = (set: (text: string) => void) => (event: { target: { value: string } }) => {
    clear();
    setIsChanged(false);
    set(event.target.value);
  };

  return (
    <AccountForm
      submit="Change password"
      isSending={isSending}
      errors={errors}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Current password"
        name="old_password"
        type="password"
        autoComplete="current-password"
        value={old}
        error={errors.old_password}
        onChange={typed(setOld)}
      />
      <TextField
        label="New password"
        name="new_password"
        type="password"
        autoComplete="new-password"
        value={chosen}
        error={errors.new_password}
        hint="At least 12 characters. You'll be signed out everywhere else."
        onChange={typed(setChosen)}
      />
      <TextField
        label="New password again"
        name="repeated_password"
        type="password"
        autoComplete="new-password"
        value={repeated}
        error={errors.repeated}
        onChange={typed(setRepeated)}
      />
      <p role="status" className="text-sm text-ok empty:hidden">
        {isChanged && "Password changed."}
      </p>
    </AccountForm>
  );
}

function missingFields(old: string, chosen: string, repeated: string): Errors {
  if (!old) return { old_password: "Enter your current password." };
  if (!chosen) return { new_password: "Enter a new password." };
  return chosen === repeated ? {} : { repeated: "The two passwords differ." };
}
