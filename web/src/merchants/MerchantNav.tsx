import { PlacesNav } from "../layout/PlacesNav";
import { useMay } from "../session/useViewer";

/** The way between the pages about the merchant itself. */
export function MerchantNav() {
  const mayTeam = useMay("TEAM");
  if (!mayTeam) return null;
  return (
    <PlacesNav
      label="Merchant"
      places={[
        ["merchant", "Details"],
        ["team", "Team"],
      ]}
    />
  );
}
