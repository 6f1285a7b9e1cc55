/** Django's CSRF token, which it asks of a browser that is logged in (to /admin/, say). */
export function csrfToken(cookies: string): string | undefined {
  for (const cookie of cookies.split(";")) {
    const [name, value] = cookie.trim().split("=");
    if (name === "csrftoken" && value) return value;
  }
  return undefined;
}
