import { useViewer } from "../session/useViewer";

/** Whose money it is. An operator reads that it is somebody else's. */
export function PayingFor({ name }: { name: string }) {
  const viewer = useViewer();
  if (viewer?.kind === "PERSON" && viewer.merchantId === null)
    return (
      <p className="text-sm wrap-anywhere">
        You are paying on behalf of <strong>{name}</strong>.
      </p>
    );
  return <p className="text-sm wrap-anywhere text-soft">From {name}</p>;
}
