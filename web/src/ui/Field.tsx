import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import { classes } from "./classes";

type Described = {
  label: string;
  /** For a screen reader alone, where a column's heading says it. */
  isLabelHidden?: boolean | undefined;
  /** Always shown below the control. */
  hint?: ReactNode;
  /** Replaces the hint and marks the control as invalid. */
  error?: ReactNode;
};

const CONTROL =
  "w-full min-h-11 rounded-lg border bg-surface px-3 text-ink text-ellipsis placeholder:text-soft disabled:opacity-60";

/** A label, control, and hint or error, tied together for screen readers. */
function Field({
  id,
  label,
  isLabelHidden = false,
  hint,
  error,
  children,
}: Described & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children}
      <div id={`${id}-about`} className="text-sm text-soft empty:hidden">
        {error ? (
          <span role="alert" className="text-bad">
            {error}
          </span>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}

export function TextField({
  id: givenId,
  label,
  isLabelHidden,
  hint,
  error,
  prefix,
  below,
  className,
  ...input
}: Described & {
  prefix?: string;
  /** Between the field and its hint: the list of a combobox. */
  below?: ReactNode;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "prefix">) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field id={id} {...{ label, isLabelHidden, hint, error }}>
      <div className="relative">
        {prefix && (
          <span
            aria-hidden="true"
            className="absolute inset-y-0 left-3 flex items-center text-soft"
          >
            {prefix}
          </span>
        )}
        <input
          {...input}
          {...about(id, error)}
          className={classes(CONTROL, edge(error), prefix && "pl-7", className)}
        />
      </div>
      {below}
    </Field>
  );
}

export function SelectField({
  label,
  isLabelHidden,
  hint,
  error,
  className,
  ...select
}: Described & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Field id={id} {...{ label, isLabelHidden, hint, error }}>
      <select
        {...select}
        {...about(id, error)}
        className={classes(CONTROL, edge(error), className)}
      />
    </Field>
  );
}

type Choice<Value> = { value: Value; label: string; about: string; isDisabled?: boolean };

type ChoiceProps<Value> = {
  label: string;
  /** null until one is chosen. */
  value: Value | null;
  choices: Choice<Value>[];
  error?: ReactNode;
  onChange: (value: Value) => void;
};

/** A few choices beside each other, none of them preselected. */
export function ChoiceField<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, choices, error, onChange } = props;
  const id = useId();
  return (
    <fieldset className="grid min-w-0 gap-1.5" aria-describedby={`${id}-about`}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="grid gap-2 min-[26rem]:grid-cols-2">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classes(
              "flex min-h-11 items-start gap-3 rounded-lg border px-3 py-2 text-sm",
              !choice.isDisabled && "cursor-pointer",
              choice.value === value ? "border-accent bg-accent-quiet" : edge(error),
            )}
          >
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.isDisabled}
              aria-invalid={error ? true : undefined}
              onChange={() => onChange(choice.value)}
              className="mt-1"
            />
            <span>
              <span className={choice.isDisabled ? "font-medium text-soft" : "font-medium"}>
                {choice.label}
              </span>
              <span className="block text-soft">{choice.about}</span>
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

function about(id: string, error: ReactNode) {
  return { id, "aria-describedby": `${id}-about`, "aria-invalid": error ? true : undefined };
}

function edge(error: ReactNode): string {
  return error ? "border-bad" : "border-edge";
}
