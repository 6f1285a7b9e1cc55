import { useEffect } from "react";

/**
 * Replaces react-style-singleton, with which GraphiQL's menus and dialogs stop the page behind them from scrolling. The
 * original adds a <style> element, which `style-src 'self'` refuses; a constructed sheet is not an inline style.
 */
export function styleSingleton() {
  const sheet = new CSSStyleSheet();
  let users = 0;
  return function Sheet({ styles }: { styles: string }) {
    useEffect(() => {
      users += 1;
      if (users === 1) {
        sheet.replaceSync(styles);
        document.adoptedStyleSheets.push(sheet);
      }
      return () => {
        users -= 1;
        if (users > 0) return;
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet);
      };
    }, [styles]);
    return null;
  };
}
