/** As the server reads them: server/webhooks/addresses.py. */
const LONGEST = 2048;
const LOOPBACK = /^(localhost|127\.[0-9.]+|\[::1\])$/;
const FIRST_FREE_PORT = 1024;

/**
 * What is wrong with an endpoint's address as far as the page can tell; "" if nothing is. The server looks again, and
 * at where the host leads. It alone knows whether it may send to its own machine, for which http is enough.
 */
export function addressFault(address: string): string {
  if (address.length > LONGEST) return `Use at most ${LONGEST.toLocaleString("en-IN")} characters.`;
  if (/[^!-~]/.test(address))
    return "Use no spaces and no letters beyond a–z: write the host as xn--….";
  if (!/^https?:\/\//i.test(address)) return "The address must begin with https://.";
  const url = parsed(address);
  if (!url) return "Enter an address such as https://shop.example/hooks.";
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname))
    return "The address must begin with https://.";
  if (url.username || url.password) return "Leave out the user name and the password.";
  if (address.includes("#")) return "Leave out the # and whatever follows it.";
  const port = url.port === "" ? 443 : Number(url.port);
  if (port !== 443 && port < FIRST_FREE_PORT && url.protocol === "https:")
    return "Use port 443, or one from 1024 on.";
  return "";
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** The server's refusal, which calls it `url`, in the form's word. */
export function inFormsWords(refusal: string | undefined): string | undefined {
  return refusal
    ?.replace(/^url leads to an address/, "The address leads to a host")
    .replace(/^url\b/, "The address")
    .replace(/\burl\b/g, "address")
    .replace("event_types", "events");
}
