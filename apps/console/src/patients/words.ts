import { useQuery } from 'urql'
import { WordsDocument, type Sex } from '@/graphql/graphql'

export const sexes: Record<Sex, string> = { MALE: '男', FEMALE: '女', UNKNOWN: '未知' }

/** The words of a dictionary, for choices and labels; empty until they came. */
export function useWords(code: string): { value: string; label: string }[] {
  const [{ data }] = useQuery({ query: WordsDocument, variables: { code } })
  return (data?.dictionary?.entries ?? []).filter(({ enabled }) => enabled).map(({ code: value, label }) => ({ value, label }))
}
