import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { BreakingName, Dialog } from "../ui";
import { PasswordForm } from "./PasswordForm";
import { SESSIONS, Sessions } from "./Sessions";
import { TwoStep } from "./TwoStep";

type Props = { name: string; onClose: () => void };

/** The signed-in user's own account. */
export function Account({ name, onClose }: Props) {
  const client = useQueryClient();
  return (
    <Dialog title="Account" place="side" onClose={onClose} onBack="close">
      <p data-autofocus tabIndex={-1} className="text-sm wrap-anywhere text-soft outline-none">
        <BreakingName text={name} />
      </p>
      <Section title="Two-step sign-in">
        <TwoStep />
      </Section>
      <Section title="Where you're signed in">
        <Sessions />
      </Section>
      <Section title="Password">
        <PasswordForm onChanged={() => void client.invalidateQueries({ queryKey: SESSIONS })} />
      </Section>
    </Dialog>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-5 grid gap-3 border-t border-line pt-5">
      <h3 id={id} className="font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}
