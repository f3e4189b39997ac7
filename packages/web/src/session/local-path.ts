/** Only a path of our own: `//elsewhere` and `/\elsewhere` would leave the site. */
export function localPath(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/'
  return next.startsWith('/sign-in') || next.startsWith('/api/') ? '/' : next
}
