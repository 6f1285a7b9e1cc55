import { type FormEvent, useId, useState } from "react";
import { keyIn, shownKey } from "./apiKey";

type Props = {
  /** Null: the session of whoever is signed in, or open access. */
  apiKey: string | null;
  onChange: (apiKey: string | null) => void;
};

/** As whom the playground calls. A key stays in this page's memory: neither storage, address nor tab has it. */
export function CallerPicker({ apiKey, onChange }: Props) {
  const id = useId();
  const [isPasting, setIsPasting] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = keyIn(String(new FormData(event.currentTarget).get("key") ?? ""));
    setIsWrong(!key);
    if (key) {
      onChange(key);
      setIsPasting(false);
    }
  };
  return (
    <div className="caller-picker">
      <label htmlFor={`${id}-as`}>Call as</label>
      <select
        id={`${id}-as`}
        value={apiKey || isPasting ? "key" : "session"}
        onChange={({ target }) => {
          onChange(null);
          setIsWrong(false);
          setIsPasting(target.value === "key");
        }}
      >
        <option value="session">this session</option>
        <option value="key">an API key</option>
      </select>
      {apiKey && (
        <>
          <code>{shownKey(apiKey)}</code>
          <button type="button" onClick={() => onChange(null)}>
            Forget key
          </button>
        </>
      )}
      {isPasting && !apiKey && (
        <form onSubmit={take}>
          <input
            name="key"
            type="password"
            autoComplete="off"
            placeholder="payout_…"
            aria-label="API key"
            aria-invalid={isWrong}
            aria-describedby={`${id}-about`}
          />
          <button type="submit">Use key</button>
          <span id={`${id}-about`} role={isWrong ? "alert" : undefined}>
            {isWrong ? "Paste a whole key: payout_…" : "Kept until you leave this page."}
          </span>
        </form>
      )}
    </div>
  );
}
