/** Words in every language of the page. */
export type Bilingual<Words> = { en: Words; zh: Words }

/**
 * Words of a part of the app that is loaded by itself: they come along with it, in both languages, and not with the first load.
 *
 * Each such part keeps them in a file `words.ts` and reads them by `useWords`.
 */
export const bilingual = <Words>(en: Words, zh: NoInfer<Words>): Bilingual<Words> => ({ en, zh })
