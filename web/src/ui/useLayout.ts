import { useSyncExternalStore } from 'react'

const queries = {
  wide: window.matchMedia('(min-width: 1280px)'),
  narrow: window.matchMedia('(max-width: 719px)'),
}

/** Which of the three layouts fits: three columns, two, or one. */
export function useLayout(): 'wide' | 'medium' | 'narrow' {
  return useSyncExternalStore(subscribe, () =>
    queries.wide.matches ? 'wide' : queries.narrow.matches ? 'narrow' : 'medium',
  )
}

function subscribe(listener: () => void): () => void {
  for (const query of Object.values(queries)) query.addEventListener('change', listener)
  return () => {
    for (const query of Object.values(queries)) query.removeEventListener('change', listener)
  }
}
