import { PlacesNav } from "../layout/PlacesNav";
import { useMay } from "../session/useViewer";

/** The way between the pages of Developers. */
export function DevelopersNav() {
  const mayHook = useMay("WEBHOOKS");
  return (
    <PlacesNav
      label="Developers"
      places={[
        ["developers", "Keys and addresses"],
        ...(mayHook ? ([["developers/webhooks", "Webhooks"]] as const) : []),
        ["developers/events", "Events"],
        ["developers/requests", "Request log"],
      ]}
    />
  );
}
