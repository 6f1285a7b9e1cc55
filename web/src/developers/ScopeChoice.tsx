import { useId } from "react";
import type { Scope } from "../gql/graphql";
import { useViewer } from "../session/useViewer";
import { SCOPES_OF_MERCHANT } from "./keys";

type Props = { value: Scope[]; error: string | undefined; onChange: (value: Scope[]) => void };

/** Offers the scopes that the viewer has: nobody can grant another. */
export function ScopeChoice({ value, error, onChange }: Props) {
  const id = useId();
  const own = useViewer()?.scopes;
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={`${id}-about`}>
      <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
      {SCOPES_OF_MERCHANT.filter(({ scope }) => own?.includes(scope)).map(
        ({ scope, label, about }) => (
          <label
            key={scope}
            className="flex min-h-11 cursor-pointer items-start gap-3 py-1.5 text-sm"
          >
            <input
              type="checkbox"
              checked={value.includes(scope)}
              aria-invalid={error ? true : undefined}
              onChange={({ target }) =>
                onChange(target.checked ? [...value, scope] : value.filter((it) => it !== scope))
              }
              className="mt-1"
            />
            <span>
              <span className="font-medium">{label}</span>
              <span className="block text-soft">{about}</span>
            </span>
          </label>
        ),
      )}
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
