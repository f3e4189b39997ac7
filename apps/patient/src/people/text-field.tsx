import { useId } from 'react'
import styles from './person-form.module.css'

interface TextFieldProps {
  name: string
  label: string
  value: string
  placeholder: string
  maxLength: number
  autoComplete: string
  type?: 'text' | 'tel'
  /** For numbers that may end in X. */
  capitalise?: boolean
  disabled: boolean
  problem?: string
  onChange(value: string): void
}

export function TextField({ name, label, problem, capitalise, onChange, type = 'text', ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        name={name}
        type={type}
        inputMode={type === 'tel' ? 'numeric' : undefined}
        onChange={({ target: { value } }) => onChange(capitalise ? value.toUpperCase() : type === 'tel' ? value.replace(/\D/g, '') : value)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && `${id}-problem`}
      />
      {problem && <p id={`${id}-problem`} className={styles.problem} role="alert">{problem}</p>}
    </div>
  )
}
