'use client'

import { App } from 'antd'
import { useMutation, type TypedDocumentNode } from 'urql'
import { problemOf } from '@hospital/web/problem'

/** One mutation by one press: says what came of it, and answers the data where it was done. */
export function useAct<Data, Variables extends object>(document: TypedDocumentNode<Data, Variables>, doneText: string) {
  const [{ fetching }, run] = useMutation(document)
  const { message } = App.useApp()
  async function act(variables: Variables): Promise<Data | undefined> {
    const { data, error } = await run(variables)
    const problem = problemOf(error)
    if (problem) void message.error(problem.message)
    else void message.success(doneText)
    return problem ? undefined : data
  }
  return { act, busy: fetching }
}
