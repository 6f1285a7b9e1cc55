import { lazy } from "react";
import { useLocation } from "../navigation/navigation";
import { BeneficiaryList } from "./BeneficiaryList";
import { BeneficiaryPage } from "./BeneficiaryPage";

const ImportPage = lazy(async () => ({ default: (await import("./ImportPage")).ImportPage }));

/** Whom the merchant pays: the list, one of them, or a file of new ones. */
export function BeneficiariesView({ merchantId }: { merchantId: string }) {
  const { item } = useLocation();
  if (item === null) return <BeneficiaryList merchantId={merchantId} />;
  if (item === "import") return <ImportPage merchantId={merchantId} />;
  return <BeneficiaryPage key={item} merchantId={merchantId} id={item} />;
}
