import type { Credit } from '@gigahour/indexer/api/credits'
import type { Bundle, Financing } from '@gigahour/indexer/api/financing'
import type { Note } from '@gigahour/indexer/api/notes'
import { cleanText, formatBp, formatLots, formatMoney, formatUsdc, formatUtc, shortAddress } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import type { Instrument } from './useInstrument.ts'
import { financingWords } from './words.ts'

/** What an instrument promises, and how it stands: in place of the facts of a series. */
export function TermsSheet({ instrument }: { instrument: Instrument }) {
  switch (instrument.kind) {
    case 'credit':
      return <CreditTerms credit={instrument.credit} />
    case 'note':
      return <NoteTerms note={instrument.note} />
    case 'bundle':
      return <BundleTerms bundle={instrument.bundle} credit={instrument.credit} note={instrument.note} />
  }
}

function CreditTerms({ credit }: { credit: Credit }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  return (
    <Facts>
      <RateFacts financing={credit.financing} />
      <Fact name={words.coverage} rule={words.coverageRule}>
        {formatBp(credit.coverageBp)}
      </Fact>
      <Fact name={words.bond}>{formatMoney(credit.bond)}</Fact>
      <Fact name={words.owed} rule={words.owedRule}>
        {formatMoney(credit.owed)}
      </Fact>
      <Fact name={words.unit}>{cleanText(credit.unit)}</Fact>
      <Fact name={words.window}>
        {formatUtc(credit.start, locale)} – {formatUtc(credit.end, locale)}
      </Fact>
      <Fact name={words.endpoint}>{cleanText(credit.endpoint, 120)}</Fact>
      <Fact name={words.pricedBy}>
        {credit.grade === null ? words.fixedAt(formatUsdc(credit.referencePrice)) : words.indexOf(credit.grade)}
      </Fact>
      <Fact name={words.issuePrice}>{formatUsdc(credit.issuePrice)}</Fact>
      <Fact name={words.indexPrice} rule={credit.grade === null ? undefined : words.indexPriceRule}>
        {formatUsdc(credit.indexPrice)}
      </Fact>
      <Fact name={words.damages}>{credit.grade === null ? words.fixedDamagesRule : words.damagesRule}</Fact>
      <Fact name={words.meter}>{credit.meter ? shortAddress(credit.meter) : words.holderOnly}</Fact>
      <Fact name={words.issued}>{formatLots(credit.issued)}</Fact>
      <Fact name={words.circulating}>{formatLots(credit.circulating)}</Fact>
      <Fact name={words.queued}>{formatLots(credit.queued)}</Fact>
      <Fact name={words.delivered}>{formatLots(credit.delivered)}</Fact>
      <Fact name={words.boughtBack}>{formatLots(credit.boughtBack)}</Fact>
      <Fact name={words.issuer}>{credit.issuer}</Fact>
    </Facts>
  )
}

function NoteTerms({ note }: { note: Note }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  return (
    <Facts>
      <RateFacts financing={note.financing} />
      <Fact name={words.share}>{formatBp(note.shareBp)}</Fact>
      <Fact name={words.productLine}>{cleanText(note.productLine)}</Fact>
      <Fact name={words.noteIssuePrice}>{formatUsdc(note.issuePrice)}</Fact>
      <Fact name={words.cap}>
        {formatUsdc(note.perTokenCap)} ({formatBp(note.capBp)})
      </Fact>
      <Fact name={words.paidPerNote}>{formatUsdc(note.perToken)}</Fact>
      <Fact name={words.coupons}>{formatMoney(note.deposited)}</Fact>
      <Fact name={words.minimum}>{formatUsdc(note.minimumCoupon)}</Fact>
      <Fact name={words.maturity}>
        {formatUtc(note.firstDue, locale)} – {formatUtc(note.maturity, locale)}
      </Fact>
      <Fact name={words.arrears}>{formatMoney(note.arrears)}</Fact>
      <Fact name={words.covenant} rule={words.covenantRule}>
        {note.covenantBp === null ? words.covenantNone : formatBp(note.covenantBp)}
      </Fact>
      <Fact name={words.supply}>{formatLots(note.supply)}</Fact>
      <Fact name={words.registered} rule={words.registeredRule}>
        {formatLots(note.registered)}
      </Fact>
      <Fact name={words.unsold}>{formatLots(note.unsold)}</Fact>
      {note.reserve && (
        <Fact name={words.reserve}>
          <Link to="/financing/$address" params={{ address: note.reserve }} className="underline">
            {formatLots(note.reserveLots)} · {shortAddress(note.reserve)}
          </Link>
        </Fact>
      )}
      <Fact name={words.issuer}>{note.issuer}</Fact>
    </Facts>
  )
}

type BundleTermsProps = { bundle: Bundle; credit: Credit | undefined; note: Note | undefined }

function BundleTerms({ bundle, credit, note }: BundleTermsProps) {
  const words = useWords(financingWords)
  return (
    <Facts>
      <RateFacts financing={bundle.financing} />
      <Fact name={words.parts}>
        {words.partsOf(
          credit?.symbol ?? shortAddress(bundle.credit),
          bundle.notesPerCredit,
          note?.symbol ?? shortAddress(bundle.note),
        )}
      </Fact>
      <Fact name={words.wrapped}>{formatLots(bundle.supply)}</Fact>
      <Fact name={words.kind.credit}>
        <Link to="/financing/$address" params={{ address: bundle.credit }} className="underline">
          {credit?.symbol ?? shortAddress(bundle.credit)}
        </Link>
      </Fact>
      <Fact name={words.kind.note}>
        <Link to="/financing/$address" params={{ address: bundle.note }} className="underline">
          {note?.symbol ?? shortAddress(bundle.note)}
        </Link>
      </Fact>
    </Facts>
  )
}

function RateFacts({ financing }: { financing: Financing }) {
  const words = useWords(financingWords)
  const { price, priceSource, fair, fairSource, dropBp, rateBp } = financing
  return (
    <>
      <Fact name={words.rate} rule={words.rateRule}>
        <span className="text-base">{formatBp(rateBp)}</span>
      </Fact>
      <Fact name={`${words.price}, ${words.perToken}`}>
        {formatUsdc(price)}{' '}
        <span className="font-sans text-muted">{priceSource && words.priceSource[priceSource]}</span>
      </Fact>
      <Fact name={`${words.fair}, ${words.perToken}`}>
        {formatUsdc(fair)} <span className="font-sans text-muted">{fairSource && words.fairSource[fairSource]}</span>
      </Fact>
      <Fact name={words.discount} rule={words.discountRule}>
        {formatBp(dropBp)}
      </Fact>
    </>
  )
}
