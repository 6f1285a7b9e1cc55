import { PlacesNav } from "../layout/PlacesNav";

/** The way between the pages of Developers. */
export function DevelopersNav() {
  return (
    <PlacesNav
      label="Developers"
      places={[
        ["developers", "Keys and addresses"],
        ["developers/events", "Events"],
        ["developers/requests", "Request log"],
      ]}
    />
  );
}
