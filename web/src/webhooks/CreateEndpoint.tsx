import { useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { useVerb } from "../forms/useVerb";
import { readFragment } from "../gql";
import type { EventType } from "../gql/graphql";
import { ForMerchant } from "../merchants/ForMerchant";
import { go } from "../navigation/navigation";
import { TextField } from "../ui";
import { addressFault, inFormsWords } from "./address";
import { EventTypeChoice } from "./EventTypeChoice";
import { ENDPOINT_ROW } from "./endpoints";
import { type NewSecret, SecretOnce } from "./SecretOnce";
import { CREATE } from "./verbs";

const UNSURE =
  "The endpoint may be there. If it's in the list, rotate its secret: this one is lost.";

export function CreateEndpoint({
  merchantId,
  onClose,
}: {
  merchantId: string;
  onClose: () => void;
}) {
  const [url, setUrl] = useState("");
  const [hasLeftUrl, setHasLeftUrl] = useState(false);
  const [eventTypes, setEventTypes] = useState<EventType[]>([]);
  const [made, setMade] = useState<NewSecret | null>(null);
  const { errors, isSending, send, refuse } = useVerb(CREATE, {
    fields: ["url", "eventTypes"],
    unsure: UNSURE,
    onDone: ({ secret, endpoint }) =>
      setMade({ secret, endpoint: readFragment(ENDPOINT_ROW, endpoint) }),
  });
  // Told as soon as the field is left; the server's own refusal is of what was sent.
  const fault = url.trim() ? addressFault(url.trim()) : "";
  const submit = () => {
    setHasLeftUrl(true);
    if (!url.trim()) return refuse({ url: "Enter your server's address." });
    if (eventTypes.length === 0) return refuse({ eventTypes: "Choose at least one." });
    if (fault) return refuse({});
    send({ input: { merchantId, url: url.trim(), eventTypes } });
  };

  if (made) {
    const show = () => {
      onClose();
      go({ item: made.endpoint.id, filters: {} });
    };
    return <SecretOnce title="Endpoint added" made={made} onDone={show} />;
  }
  return (
    <FormDialog
      title="Add endpoint"
      submit="Add endpoint"
      isSending={isSending}
      error={errors.form}
      onSubmit={submit}
      onClose={onClose}
      isStep
    >
      <ForMerchant />
      <TextField
        label="Address"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://shop.example/hooks/payouts"
        value={url}
        error={(hasLeftUrl && fault) || inFormsWords(errors.url)}
        hint="https, and reachable from the Internet."
        onChange={(event) => {
          setUrl(event.target.value);
          const { url: _, ...others } = errors;
          if (errors.url) refuse(others);
        }}
        onBlur={() => setHasLeftUrl(true)}
      />
      <EventTypeChoice value={eventTypes} error={errors.eventTypes} onChange={setEventTypes} />
    </FormDialog>
  );
}
