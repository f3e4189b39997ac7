import type { Relationship } from '@/graphql/graphql'
import { useRelationshipWords } from './relationships'
import styles from './person-form.module.css'

interface RelationshipFieldProps {
  chosen: Relationship
  /** 本人 is somebody else already, and only one can be. */
  hasSelf: boolean
  selfOnly?: boolean
  disabled: boolean
  problem?: string
  onChoose(relationship: Relationship): void
}

export function RelationshipField({ chosen, hasSelf, selfOnly, disabled, problem, onChoose }: RelationshipFieldProps) {
  const relationshipWords = useRelationshipWords()
  const offered = (Object.keys(relationshipWords) as Relationship[]).filter((one) => (one === 'SELF' ? !hasSelf : !selfOnly))
  return (
    <fieldset className={styles.field}>
      <legend>与我的关系</legend>
      <div className={styles.options}>
        {offered.map((one) => (
          <label key={one}>
            <input type="radio" name="relationship" value={one} checked={one === chosen} disabled={disabled} onChange={() => onChoose(one)} />
            <span>{relationshipWords[one]}</span>
          </label>
        ))}
      </div>
      {problem && <p className={styles.problem} role="alert">{problem}</p>}
    </fieldset>
  )
}
