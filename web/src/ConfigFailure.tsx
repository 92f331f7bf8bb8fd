import { useWords } from './i18n/text.tsx'
import { configWords } from './words.ts'

const EXAMPLE = `{
  "rpcUrl": "http://127.0.0.1:8545",
  "apiUrl": "http://127.0.0.1:42069",
  "deployment": { "name": "…", "chainId": 31337, "exchange": "0x…", "usdc": "0x…", … },
  "demo": null,
  "faucetUrl": null
}`

/** Shown instead of the app where it does not know its chain: says what is missing, and what would do. */
export function ConfigFailure({ problems }: { problems: readonly string[] }) {
  const said = useWords(configWords)
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col justify-center gap-4 p-6">
      <h1 className="font-semibold text-xl">{said.title}</h1>
      <p className="text-muted">{said.detail}</p>
      <ul className="list-disc pl-5 text-danger">
        {problems.map((problem) => (
          <li key={problem} className="figure text-sm">
            {problem}
          </li>
        ))}
      </ul>
      <p className="text-muted">{said.example}</p>
      <pre className="figure overflow-x-auto rounded border border-line bg-panel p-3 text-xs">{EXAMPLE}</pre>
    </main>
  )
}
