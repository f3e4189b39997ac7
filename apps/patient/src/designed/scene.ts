import { cache } from 'react'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import type { Problem } from '@hospital/web/problem'
import { readMode, type Mode } from '@/elder/mode'
import { isSignedIn, read } from '@/graph'
import {
  HomecareShortDocument, HomeDocument, HomePersonDocument, MineDocument, RunningConsultationsDocument, StayBillDocument, StayDocument, TodaysVisitsDocument,
  type HomecareShortQuery, type HomePersonQuery, type HomeQuery, type MineQuery, type RunningConsultationsQuery, type StayBillQuery, type StayQuery, type TodaysVisitsQuery,
} from '@/graphql/graphql'
import { house, type House } from '@/house/house'
import { readCounts, type Counts } from './counts'
import type { PageView } from './view'

/** What came, and why the rest did not. */
export interface Answer<Data> {
  data: Data | null
  problem: Problem | null
}

/** What modules show: each asks for what it needs, and what several ask for is read once. */
export interface Scene {
  mode: Mode
  signedIn: boolean
  /** Modules carry their ids, for the designer to point at. */
  preview: boolean
  hospital: Pick<House, 'name' | 'phone' | 'licenceNumber' | 'institutionId' | 'institutions'>
  family(): Promise<Answer<HomePersonQuery>>
  doctors(): Promise<Answer<HomeQuery>>
  mine(): Promise<Answer<MineQuery>>
  today(): Promise<Answer<TodaysVisitsQuery>>
  consultations(): Promise<Answer<RunningConsultationsQuery>>
  homecare(): Promise<Answer<HomecareShortQuery>>
  /** The stay of the person that pages begin with. */
  stay(): Promise<Answer<StayQuery>>
  charges(): Promise<Answer<StayBillQuery>>
  /** The numbers on the entries of a page. */
  counts(page: PageView): Promise<Counts>
}

const family = cache(() => read(HomePersonDocument, {}))
const doctors = cache(() => read(HomeDocument, {}))
const mine = cache(() => read(MineDocument, {}))
const today = cache(() => read(TodaysVisitsDocument, { day: hospitalDay(hospitalNow()) }))
const consultations = cache(() => read(RunningConsultationsDocument, {}))
const homecare = cache(() => read(HomecareShortDocument, {}))

const patientId = async () => {
  const patients = (await family()).data?.me.patients ?? []
  return (patients.find(({ isDefault }) => isDefault) ?? patients[0])?.id
}
const ofPerson = <Data>(ask: (patientId: string) => Promise<Answer<Data>>) => cache(async (): Promise<Answer<Data>> => {
  const id = await patientId()
  return id ? ask(id) : nothing()
})
const stay = ofPerson((id) => read(StayDocument, { patientId: id }))
const charges = ofPerson((id) => read(StayBillDocument, { patientId: id }))

const nothing = async () => ({ data: null, problem: null })

/** The page for whoever opens it. */
export async function liveScene(): Promise<Scene> {
  const [mode, signedIn, hospital] = await Promise.all([readMode(), isSignedIn(), house()])
  const own = signedIn ? { family, mine, today, consultations, stay, charges, counts: readCounts } : { family: nothing, mine: nothing, today: nothing, consultations: nothing, stay: nothing, charges: nothing, counts: async () => ({}) }
  return { mode, signedIn, preview: false, hospital, doctors, homecare, ...own }
}
