/** What a page offers, and between what a person may choose, in fen. */
export const SUGGESTED_FEN = [5_000, 10_000, 20_000, 50_000]
export const LEAST_FEN = 100
export const MOST_FEN = 500_000
