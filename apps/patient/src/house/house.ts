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

/** What the hospital has set reaches every page, also those that show that something failed: so it is read as nobody, and missing it harms none. */
export const anonymous = () => new Client({ url: `${gatewayUrl()}/graphql`, exchanges: [idExchange, fetchExchange], preferGetMethod: false, fetchOptions: { cache: 'no-store' } })

const readHouse = cache(async (): Promise<HouseQuery | null> => (await anonymous().query(HouseDocument, {})).data ?? null)

export interface House {
  name: string
  phone?: string
  licenceNumber?: string
  /** Of the main hospital. */
  institutionId?: string
  /** Present where it can be read on white. */
  brand?: string
  /** Businesses that no institution offers at this moment, with what people are told. */
  closed: Partial<Record<Business, string>>
  relationships: Record<Relationship, string>
}

const DEFAULT_NAME = '云溪市第一人民医院'

/** The hospital as it has set itself up. */
export async function house(): Promise<House> {
  const data = await readHouse()
  const institutions = data?.institutions ?? []
  const main = institutions.find(({ kind }) => kind === 'MAIN') ?? institutions[0]
  const brand = main?.brandColor
  return {
    name: main?.displayName ?? DEFAULT_NAME,
    ...(main?.phone && { phone: main.phone }),
    ...(main?.licenceNumber && { licenceNumber: main.licenceNumber }),
    ...(main && { institutionId: main.id }),
    ...(brand && /^#[0-9a-f]{6}$/i.test(brand) && contrastOnWhite(brand) >= LEAST_CONTRAST && { brand }),
    closed: closedEverywhere(institutions),
    relationships: { ...relationshipWords, ...Object.fromEntries((data?.dictionary?.entries ?? []).map(({ code, label }) => [code, label])) },
  }
}

function closedEverywhere(institutions: HouseQuery['institutions']): House['closed'] {
  const [first, ...others] = institutions
  const closed = (first?.businesses ?? []).filter(({ business, open }) => !open && others.every((one) => one.businesses.some((offer) => offer.business === business && !offer.open)))
  return Object.fromEntries(closed.map(({ business, closedText }) => [business, closedText ?? '']))
}

/** Where this request comes from. */
export const terminalHere = async (): Promise<Terminal> => terminalOf((await headers()).get('user-agent'))

const plain: Omit<TerminalFlowQuery['terminalFlow'], 'terminal'> = { personAtSignUp: 'SKIPPABLE', realName: 'NONE', mayAddOthers: true, cardCode: 'BOTH' }

/** How the app works here; as it comes, where that cannot be read. The graph decides again. */
export const terminalFlow = cache(async () => (await anonymous().query(TerminalFlowDocument, { terminal: await terminalHere() })).data?.terminalFlow ?? plain)
