import { redirect } from 'next/navigation'
import { mustRead } from '@/graph'
import { PersonsWithCardsDocument } from '@/graphql/graphql'

/** The health card of the person that pages begin with. */
export default async function HealthCardsPage() {
  const { me } = await mustRead(PersonsWithCardsDocument, {})
  const person = me.patients.find(({ isDefault }) => isDefault) ?? me.patients[0]
  redirect(person ? `/patients/${person.id}/health-card` : '/patients')
}
