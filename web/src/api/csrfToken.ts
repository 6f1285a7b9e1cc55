/** Over https the server's cookies have the first name, which no other host can set; on a development machine the second. */
const NAMES = ["__Host-csrftoken", "csrftoken"];

/** Django's CSRF token, required from a browser with a session (in /admin/, say). */
export function csrfToken(cookies: string): string | undefined {
  const pairs = cookies.split(";").map((cookie) => cookie.trim().split("="));
  for (const wanted of NAMES) {
    const token = pairs.find(([name, value]) => name === wanted && value)?.[1];
    if (token) return token;
  }
  return undefined;
}
