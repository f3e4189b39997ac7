/** Only a path of our own: `//elsewhere` and `/\elsewhere` would leave the site. */
export function localPath(next: string | null | undefined): string {
  // Browsers drop tabs and line ends from an address before they read it.
  if (!next || /[\0-\x1f\x7f]/.test(next) || !/^\/(?![/\\])/.test(next)) return '/'
  return next.startsWith('/sign-in') || next.startsWith('/api/') ? '/' : next
}
