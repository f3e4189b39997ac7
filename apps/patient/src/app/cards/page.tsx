import { redirect } from 'next/navigation'
import { mustRead } from '@/graph'
import { PersonsWithCardsDocument } from '@/graphql/graphql'

/** The cards of the person that pages begin with. */
export default async function CardsPage() {
  const { me } = await mustRead(PersonsWithCardsDocument, {})
  const person = me.patients.find(({ isDefault }) => isDefault) ?? me.patients[0]
  redirect(person ? `/patients/${person.id}/code` : '/patients')
}
