/** Puts a file among the reader's downloads. */
export function saveFile(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // Some browsers read the blob only after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
