/** Facts of a page for search engines (schema.org). It is data: no script runs, and none can be written into it. */
export function JsonLd({ facts }: { facts: object }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify({ '@context': 'https://schema.org', ...facts }).replace(/</g, '\\u003c') }} />
}
