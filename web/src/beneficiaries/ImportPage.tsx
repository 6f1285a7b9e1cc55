export function ImportPage({ merchantId }: { merchantId: string }) {
  return <p>{merchantId}</p>;
}
