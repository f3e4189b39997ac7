/** Longer titles come first: 副主任医师 also ends in 主任医师. */
const RANKS: readonly [RegExp, number][] = [
  [/^副主任/, 2], [/^主任/, 1], [/^(主治|主管)/, 3], [/^(住院医师|医师|护师|药师|技师)/, 4], [/^(助理|医士|护士|药士|技士|实习)/, 5],
]

/** 1 for chief to 5 below resident; 9 for a title that is not known. */
export const titleRank = (title: string): number => RANKS.find(([pattern]) => pattern.test(title))?.[1] ?? 9
