import { useId } from "react";
import { EVENT_TEXT } from "../developers/eventSearch";
import type { EventType } from "../gql/graphql";
import { Button } from "../ui";

const ALL = Object.keys(EVENT_TEXT) as EventType[];

type Props = {
  value: EventType[];
  error: string | undefined;
  onChange: (value: EventType[]) => void;
};

/** None is preselected: an endpoint's types can't be changed later. */
export function EventTypeChoice({ value, error, onChange }: Props) {
  const id = useId();
  const isAll = value.length === ALL.length;
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={`${id}-about`}>
      <legend className="text-sm font-medium">Events</legend>
      <div className="-mt-1 flex flex-wrap items-center justify-between gap-x-3">
        <span className="text-sm text-soft">You can't change them later.</span>
        <Button isSmall kind="quiet" onClick={() => onChange(isAll ? [] : ALL)} className="-mr-2.5">
          {isAll ? "Choose none" : "Choose all"}
        </Button>
      </div>
      <div className="grid gap-x-4 min-[26rem]:grid-cols-2">
        {ALL.map((type) => (
          <label key={type} className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
            <input
              type="checkbox"
              checked={value.includes(type)}
              aria-invalid={error ? true : undefined}
              onChange={({ target }) =>
                onChange(ALL.filter((it) => (it === type ? target.checked : value.includes(it))))
              }
            />
            <span className="grid min-w-0">
              {EVENT_TEXT[type]}
              {/* As a message's body has it. */}
              <code className="text-xs wrap-anywhere text-soft">{type}</code>
            </span>
          </label>
        ))}
      </div>
      <div id={`${id}-about`} className="text-sm empty:hidden">
        {error && (
          <span role="alert" className="text-bad">
            {error}
          </span>
        )}
      </div>
    </fieldset>
  );
}
