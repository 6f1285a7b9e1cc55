/** Import it first: it has to speak before a module that an old browser cannot run. */

const SENTENCE =
  "The playground needs Chrome or Edge 110, Firefox 115, Safari 16.4, or a newer version of one of them; " +
  "the API itself takes POST requests from any.";

/** GraphiQL sorts copies of its lists with it. Chrome and Edge have it since 110, Firefox 115, Safari 16. */
export const canRunGraphiQL = "toSorted" in Array.prototype;

const root = document.getElementById("playground");
if (root && !canRunGraphiQL) root.textContent = SENTENCE;
