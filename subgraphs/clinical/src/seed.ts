import type { Context } from '@hospital/subgraph/context'
import { seedConsultationServices } from './consultation/consultation-seed.ts'
import { seedDiagnoses } from './diagnoses/diagnosis-seed.ts'

/** What the demonstration hospital has beyond the directory and clinics of its HIS. Repeating it changes nothing. */
export async function seed(ctx: Context): Promise<void> {
  await seedDiagnoses(ctx)
  await seedConsultationServices(ctx)
}
