import { useMay } from "../session/useViewer";
import { ConnectCard } from "./ConnectCard";
import { DevelopersNav } from "./DevelopersNav";
import { KeysCard } from "./KeysCard";

/** For the merchant's developers: its API keys, and where the API and its documents are. */
export function DevelopersView({ merchantId }: { merchantId: string }) {
  const mayMakeKeys = useMay("KEYS");
  return (
    <>
      <DevelopersNav />
      <div className="grid gap-5">
        {mayMakeKeys && <KeysCard merchantId={merchantId} />}
        <ConnectCard merchantId={merchantId} />
      </div>
    </>
  );
}
