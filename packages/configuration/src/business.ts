import type { Context } from '@hospital/subgraph/context'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Configuration } from './projection.ts'
import type { SettingKey } from './settings.ts'

/** What an institution offers and may switch off (机构业务), with the settings that say so. */
export const BUSINESSES = {
  REGISTRATION: { open: 'registration.open', closedText: 'registration.closedText' },
  TEXT_CONSULTATION: { open: 'consultation.text.open', closedText: 'consultation.text.closedText' },
  HOMECARE: { open: 'homecare.open', closedText: 'homecare.closedText' },
} as const satisfies Record<string, { open: SettingKey; closedText: SettingKey }>

export type Business = keyof typeof BUSINESSES

/** Refuses BUSINESS_CLOSED, in the hospital's own words, where the institution has switched the business off. */
export async function requireOpen(ctx: Context, { settingOf }: Configuration, business: Business, institutionId?: string | null): Promise<void> {
  const { open, closedText } = BUSINESSES[business]
  if (await settingOf(ctx, open, institutionId)) return
  throw new Refusal('BUSINESS_CLOSED', { message: await settingOf(ctx, closedText, institutionId), details: { business, institutionId: institutionId ?? null } })
}
