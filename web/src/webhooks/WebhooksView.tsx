import { DevelopersNav } from "../developers/DevelopersNav";
import { useLocation } from "../navigation/navigation";
import { EndpointList } from "./EndpointList";
import { EndpointPage } from "./EndpointPage";

/** Where a merchant's events are sent, and what became of each. */
export function WebhooksView({ merchantId }: { merchantId: string }) {
  const { item } = useLocation();
  return (
    <>
      <DevelopersNav />
      {item === null ? (
        <EndpointList merchantId={merchantId} />
      ) : (
        <EndpointPage key={item} merchantId={merchantId} id={item} />
      )}
    </>
  );
}
