import { ConnectCard } from "./ConnectCard";
import { DevelopersNav } from "./DevelopersNav";
import { KeysCard } from "./KeysCard";

/** For the merchant's developers: its API keys, and where the API and its documents are. */
export function DevelopersView({ merchantId }: { merchantId: string }) {
  return (
    <>
      <DevelopersNav />
      <div className="grid gap-5">
        <KeysCard merchantId={merchantId} />
        <ConnectCard merchantId={merchantId} />
      </div>
    </>
  );
}
