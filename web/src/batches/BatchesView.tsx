import { useLocation } from "../navigation/navigation";
import { BatchList } from "./BatchList";
import { BatchPage } from "./BatchPage";

/** The merchant's batches, or one of them. */
export function BatchesView({ merchantId }: { merchantId: string }) {
  const { item } = useLocation();
  return item ? (
    <BatchPage key={item} merchantId={merchantId} id={item} />
  ) : (
    <BatchList merchantId={merchantId} />
  );
}
