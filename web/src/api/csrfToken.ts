/** Django's CSRF token, required from a browser with a session (in /admin/, say). */
export function csrfToken(cookies: string): string | undefined {
  for (const cookie of cookies.split(";")) {
    const [name, value] = cookie.trim().split("=");
    if (name === "csrftoken" && value) return value;
  }
  return undefined;
}
