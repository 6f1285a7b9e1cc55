/** After the #, which no server sees and no log has. Read once, before the page's own addresses replace it. */
const NAME = "#invitation=";

const { hash } = window.location;

/** The token of the link that this page was opened with; empty without one. */
export const invitationToken = hash.startsWith(NAME) ? hash.slice(NAME.length) : "";

export function invitationLink(token: string): string {
  return `${window.location.origin}/${NAME}${token}`;
}
