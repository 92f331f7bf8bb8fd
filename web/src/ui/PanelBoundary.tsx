import { Component, type ReactNode } from 'react'
import { PanelFailure } from './states.tsx'

type Props = { children: ReactNode }
type State = { failed: boolean }

/** Keeps a fault inside its panel: the rest of the page goes on. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    console.error('A panel could not be drawn', error)
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <PanelFailure onRetry={() => this.setState({ failed: false })} />
  }
}
