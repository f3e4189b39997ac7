import { registerEnumType } from 'type-graphql'

export const SENDERS = ['PATIENT', 'PRACTITIONER', 'SYSTEM'] as const
export type Sender = (typeof SENDERS)[number]

export const CONTENT_KINDS = ['TEXT', 'IMAGE', 'VOICE', 'VIDEO', 'SYSTEM'] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]

const enumOf = <T extends string>(values: readonly T[]) => Object.fromEntries(values.map((value) => [value, value])) as { [K in T]: K }

export const SenderKind = enumOf(SENDERS)
registerEnumType(SenderKind, { name: 'SenderKind', description: 'Who said it; SYSTEM is the house itself.' })

export const MessageContentKind = enumOf(CONTENT_KINDS)
registerEnumType(MessageContentKind, { name: 'MessageContentKind', description: 'What it is; SYSTEM is a line of the house, shown in the middle.' })
