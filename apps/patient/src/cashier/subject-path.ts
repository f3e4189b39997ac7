/** Where the thing that an order pays for is shown. */
export function subjectPath({ __typename, id }: { __typename: string; id: string }): string {
  return __typename === 'Appointment' ? `/appointments/${id}` : `/consultations/${id}`
}
