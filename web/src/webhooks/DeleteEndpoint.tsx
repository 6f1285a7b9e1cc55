import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { go } from "../navigation/navigation";
import { waitingText } from "./EndpointList";
import type { Endpoint } from "./endpoints";
import { DELETE } from "./verbs";

/** Asks first, with the focus on the question: nothing takes it back. */
export function DeleteEndpoint({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { errors, isSending, send } = useVerb(DELETE, {
    onDone: () => {
      announce("Endpoint deleted");
      onClose();
      go({ item: null, filters: {} }, { replace: true });
    },
  });
  return (
    <FormDialog
      title="Delete endpoint"
      submit="Delete for good"
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send({ input: { id: endpoint.id } })}
      onClose={onClose}
      isStep
    >
      <p data-autofocus tabIndex={-1} className="text-sm text-pretty wrap-anywhere outline-none">
        We send nothing more to <strong className="font-semibold">{endpoint.url}</strong>, and you
        can't undo it.
        {endpoint.backlog > 0 && ` ${waitingText(endpoint.backlog)}: that's dropped.`} To stop for a
        while, disable it instead: it then misses nothing.
      </p>
    </FormDialog>
  );
}
