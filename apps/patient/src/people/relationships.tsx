'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { Relationship } from '@/graphql/graphql'
import { relationshipWords } from './relationship-words'

const Words = createContext<Record<Relationship, string>>(relationshipWords)

export function RelationshipWords({ words, children }: { words: Record<Relationship, string>; children: ReactNode }) {
  return <Words value={words}>{children}</Words>
}

/** As the hospital's dictionary words them. */
export const useRelationshipWords = () => useContext(Words)
