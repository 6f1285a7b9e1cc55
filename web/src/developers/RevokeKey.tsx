import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { Time } from "../ui";
import { closeKeyDialog, KeyDialog } from "./KeyDialog";
import { KeyName } from "./KeyRows";
import type { ApiKey } from "./keys";
import { REVOKE_KEY } from "./keyVerbs";

const TITLE = "Revoke API key";

export function RevokeKey({ merchantId }: { merchantId: string }) {
  return (
    <KeyDialog title={TITLE} merchantId={merchantId}>
      {(key) => <RevokeForm apiKey={key} />}
    </KeyDialog>
  );
}

/** Asks first, with the focus on the question: nothing takes it back. */
function RevokeForm({ apiKey }: { apiKey: ApiKey }) {
  const { errors, isSending, send } = useVerb(REVOKE_KEY, {
    onDone: () => {
      announce(`${apiKey.name} revoked`);
      closeKeyDialog();
    },
  });
  return (
    <FormDialog
      title={TITLE}
      submit="Revoke for good"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { id: apiKey.id } })}
      onClose={closeKeyDialog}
    >
      <p data-autofocus tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        <strong className="font-semibold">{apiKey.name}</strong> stops working at once, and you
        can't undo it. Whatever still uses it gets a 401.
      </p>
      <KeyName apiKey={apiKey} />
      <p className="text-sm text-soft">
        {apiKey.lastUsedAt ? (
          <>
            Last used <Time at={apiKey.lastUsedAt} hasZone />
          </>
        ) : (
          "It was never used."
        )}
      </p>
    </FormDialog>
  );
}
