/**
 * `connect`: where the page may send to, as the policy says it.
 * `'unsafe-inline'` for styles only: the component kit writes its theme's variables into a <style> element and sizes into style
 * attributes, at run time and without a nonce of ours. Scripts come from the page's own files and nowhere else.
 */
export function pageHeaders(connect: string): Readonly<Record<string, string>> {
  return {
    ...SAFE_HEADERS,
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      `connect-src ${connect}`,
      "img-src 'self' data:",
      "font-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  }
}

/** On every answer. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
}

export const FOR_EVER = 'public, max-age=31536000, immutable'
