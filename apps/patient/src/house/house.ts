import { cache } from 'react'
import { headers } from 'next/headers'
import { Client, fetchExchange } from '@urql/core'
import { contrastOnWhite } from '@hospital/configuration/contrast'
import { LEAST_CONTRAST } from '@hospital/configuration/settings'
import { terminalOf, type Terminal } from '@hospital/configuration/terminal'
import { gatewayUrl } from '@hospital/web/environment'
import { idExchange } from '@hospital/web/operations/id-exchange'
import { HouseDocument, TerminalFlowDocument, type Business, type HouseQuery, type Relationship, type TerminalFlowQuery } from '@/graphql/graphql'
import { relationshipWords } from '@/people/relationship-words'
import { askedInstitution } from './institution'

/** What the hospital has set reaches every page, also those that show that something failed: so it is read as nobody, and missing it harms none. */
export const anonymous = () => new Client({ url: `${gatewayUrl()}/graphql`, exchanges: [idExchange, fetchExchange], preferGetMethod: false, fetchOptions: { cache: 'no-store' } })

const readHouse = cache(async (): Promise<HouseQuery | null> => (await anonymous().query(HouseDocument, {})).data ?? null)

export interface House {
  /** Of the institution whose pages are shown. */
  name: string
  /** Of the main hospital, which speaks for all. */
  hospitalName: string
  phone?: string
  licenceNumber?: string
  /** Whose pages are shown: the one that was chosen, or the main hospital. */
  institutionId?: string
  /** All that may be chosen. */
  institutions: readonly { id: string; name: string }[]
  /** Present where it can be read on white. */
  brand?: string
  /** Businesses that are not offered at this moment, by the institution that was chosen, or by none; with what people are told. */
  closed: Partial<Record<Business, string>>
  relationships: Record<Relationship, string>
}

const DEFAULT_NAME = '云溪市第一人民医院'

/** The hospital as it has set itself up, seen from the institution that was chosen. One that is unknown or not in service is none. */
export async function house(): Promise<House> {
  const [data, asked] = await Promise.all([readHouse(), askedInstitution()])
  const institutions = data?.institutions ?? []
  const main = institutions.find(({ kind }) => kind === 'MAIN') ?? institutions[0]
  const chosen = institutions.find(({ id }) => id === asked)
  const here = chosen ?? main
  const brand = here?.brandColor
  return {
    name: here?.displayName ?? DEFAULT_NAME,
    hospitalName: main?.displayName ?? DEFAULT_NAME,
    ...(here?.phone && { phone: here.phone }),
    ...(here?.licenceNumber && { licenceNumber: here.licenceNumber }),
    ...(here && { institutionId: here.id }),
    institutions: institutions.map(({ id, displayName }) => ({ id, name: displayName })),
    ...(brand && /^#[0-9a-f]{6}$/i.test(brand) && contrastOnWhite(brand) >= LEAST_CONTRAST && { brand }),
    closed: closedEverywhere(chosen ? [chosen] : institutions),
    relationships: { ...relationshipWords, ...Object.fromEntries((data?.dictionary?.entries ?? []).map(({ code, label }) => [code, label])) },
  }
}

function closedEverywhere(institutions: HouseQuery['institutions']): House['closed'] {
  const [first, ...others] = institutions
  const closed = (first?.businesses ?? []).filter(({ business, open }) => !open && others.every((one) => one.businesses.some((offer) => offer.business === business && !offer.open)))
  return Object.fromEntries(closed.map(({ business, closedText }) => [business, closedText ?? '']))
}

/**
 * Asks about the institution that is wanted, while it is found out whether there is one: where there is none, asks again without. So a
 * choice costs no time, and one that has gone bad costs a second question.
 */
export async function atInstitution<T>(ask: (institutionId: string | undefined) => Promise<T>): Promise<T> {
  const asked = await askedInstitution()
  const [answer, { institutionId }] = await Promise.all([ask(asked), house()])
  return asked && asked !== institutionId ? ask(undefined) : answer
}

/** Where this request comes from. */
export const terminalHere = async (): Promise<Terminal> => terminalOf((await headers()).get('user-agent'))

const plain: Omit<TerminalFlowQuery['terminalFlow'], 'terminal'> = { personAtSignUp: 'SKIPPABLE', realName: 'NONE', mayAddOthers: true, cardCode: 'BOTH' }

/** How the app works here; as it comes, where that cannot be read. The graph decides again. */
export const terminalFlow = cache(async () => (await anonymous().query(TerminalFlowDocument, { terminal: await terminalHere() })).data?.terminalFlow ?? plain)
