import { type FormEvent, useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { Button, TextField } from "../ui";
import { idIn } from "./requests";

/** Finds one request by the X-Request-Id of its answer. */
export function FindRequest({ chosen }: { chosen: string | null }) {
  const { filters } = useLocation();
  const [text, setText] = useState(chosen ?? "");
  const [isWrong, setIsWrong] = useState(false);
  const find = (event: FormEvent) => {
    event.preventDefault();
    const id = idIn(text);
    setIsWrong(text.trim() !== "" && !id);
    if (id || !text.trim()) go({ filters: { ...filters, request: id ?? "" } });
  };
  return (
    <form onSubmit={find} className="flex min-w-0 flex-1 items-start gap-2 sm:max-w-xl">
      <div className="min-w-0 flex-1">
        <TextField
          label="X-Request-Id"
          value={text}
          onChange={({ target }) => setText(target.value)}
          error={isWrong && "Paste the whole id: 36 characters."}
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-sm"
        />
      </div>
      <Button type="submit" className="mt-6.5 min-h-11">
        Find
      </Button>
    </form>
  );
}
