/** What a form leaves empty is null to the graph: it empties the field. */
export function orNull<Fields extends object>(fields: Fields): { [K in keyof Fields]: Exclude<Fields[K], undefined | ''> | null } {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value === undefined || value === '' ? null : value])) as never
}
