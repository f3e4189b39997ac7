import type { Relationship } from '@/graphql/graphql'

export const relationshipWords: Record<Relationship, string> = {
  SELF: '本人',
  SPOUSE: '配偶',
  CHILD: '子女',
  PARENT: '父母',
  OTHER: '其他',
}
